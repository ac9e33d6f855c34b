import type { Diagram, Id } from '../../core/model/types.ts';

/** The object after another in reading order, from left to right and down; none at the end. */
export function walkFrom(placed: Diagram['placed'], id: Id, backwards: boolean): Id | undefined {
  const order = Object.entries(placed)
    .sort(([a, p], [b, q]) => p.x - q.x || p.y - q.y || (a < b ? -1 : 1))
    .map(([each]) => each);
  const at = order.indexOf(id);
  return at < 0 ? undefined : order[at + (backwards ? -1 : 1)];
}
