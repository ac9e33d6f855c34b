import type { Id } from '../../core/model/types.ts';
import type { Box } from './box.ts';
import type { ModelEdge } from './edges.ts';

export type Direction = 'left' | 'right' | 'up' | 'down';
const STEPS: Readonly<Record<Direction, readonly [number, number]>> = { left: [-1, 0], right: [1, 0], up: [0, -1], down: [0, 1] };
/** How much nearer something that is joined counts than something that is not. */
const JOINED = 0.35;

/** The object beside another in a direction: the nearest, where one that it is joined to counts as nearer. */
export function neighbourOf(boxes: ReadonlyMap<Id, Box>, edges: readonly ModelEdge[], id: Id, direction: Direction): Id | undefined {
  const from = boxes.get(id);
  if (!from) return undefined;
  const joined = new Set(edges.flatMap((edge) => (edge.from === id ? [edge.to] : edge.to === id ? [edge.from] : [])));
  const [sx, sy] = STEPS[direction];
  let best: Id | undefined;
  let least = Infinity;
  for (const box of boxes.values()) {
    const dx = box.x + box.width / 2 - from.x - from.width / 2;
    const dy = box.y + box.height / 2 - from.y - from.height / 2;
    const along = dx * sx + dy * sy;
    const aside = Math.abs(dx * sy) + Math.abs(dy * sx);
    if (box.id === id || along < 1 || aside > along * 3) continue;
    const cost = (along + 2 * aside) * (joined.has(box.id) ? JOINED : 1);
    if (cost < least) [best, least] = [box.id, cost];
  }
  return best;
}
