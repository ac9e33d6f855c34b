import { boundsOf, type Rect } from './box.ts';
import { snapped } from './far-pointer.ts';

export const ARRANGEMENTS = ['left', 'centre', 'right', 'top', 'middle', 'bottom', 'across', 'down'] as const;
export type Arrangement = (typeof ARRANGEMENTS)[number];

interface Entry extends Rect {
  readonly id: string;
}
type Placing = Record<string, { x: number; y: number }>;

/** Equal gaps between what stands in a row or a column; the outermost stay. */
function spread(entries: readonly Entry[], axis: 'x' | 'y', size: 'width' | 'height'): Placing {
  const ordered = entries.toSorted((a, b) => a[axis] + a[size] / 2 - (b[axis] + b[size] / 2));
  const first = ordered[0];
  const last = ordered.at(-1);
  if (!first || !last) return {};
  const taken = ordered.reduce((sum, entry) => sum + entry[size], 0);
  const gap = (last[axis] + last[size] - first[axis] - taken) / (ordered.length - 1);
  const placing: Placing = {};
  let at = first[axis];
  for (const entry of ordered) {
    placing[entry.id] = { x: entry.x, y: entry.y, [axis]: Math.round(at) };
    at += entry[size] + gap;
  }
  return placing;
}

/** How many boxes an arrangement needs to mean something. */
export const fewest = (how: Arrangement): number => (how === 'across' || how === 'down' ? 3 : 2);

/** Lines boxes up at an edge or at their middle, or spreads them evenly. @returns only what moves. */
export function arranged(entries: readonly Entry[], how: Arrangement): Placing {
  const bounds = boundsOf(entries);
  if (!bounds || entries.length < fewest(how)) return {};
  const { x, y, width, height } = bounds;
  const place: Readonly<Record<Exclude<Arrangement, 'across' | 'down'>, (entry: Entry) => { x: number; y: number }>> = {
    left: (entry) => ({ x, y: entry.y }),
    centre: (entry) => ({ x: snapped(x + (width - entry.width) / 2), y: entry.y }),
    right: (entry) => ({ x: x + width - entry.width, y: entry.y }),
    top: (entry) => ({ x: entry.x, y }),
    middle: (entry) => ({ x: entry.x, y: Math.round(y + (height - entry.height) / 2) }),
    bottom: (entry) => ({ x: entry.x, y: y + height - entry.height }),
  };
  const placing =
    how === 'across'
      ? spread(entries, 'x', 'width')
      : how === 'down'
        ? spread(entries, 'y', 'height')
        : Object.fromEntries(entries.map((entry) => [entry.id, place[how](entry)]));
  return Object.fromEntries(
    Object.entries(placing).filter(([id, at]) => {
      const entry = entries.find((candidate) => candidate.id === id);
      return entry?.x !== at.x || entry.y !== at.y;
    }),
  );
}
