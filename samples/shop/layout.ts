import { consumes } from './consumes.ts';
import type { ModelObject, Project } from '../../src/core/model/types.ts';
import { nodeRows } from '../../src/ui/canvas/node-rows.ts';
import { NODE_WIDTH, nodeSize } from '../../src/ui/canvas/node-size.ts';

export type Placed = Record<string, { x: number; y: number }>;
const GAP_X = 128;
const GAP_Y = 32;
const GRID = 8;

const RANKS: Readonly<Record<ModelObject['kind'], number>> = {
  source: 0,
  staging: 1,
  intermediate: 1,
  hub: 2,
  link: 3,
  satellite: 4,
  reference: 4,
  as_of: 4,
  pit: 4,
  bridge: 4,
  dimension: 5,
  date_dimension: 5,
  time_dimension: 5,
  hierarchy: 5,
  group_bridge: 5,
  fact: 6,
};
const rank = (object: ModelObject): number => RANKS[object.kind];

/** Columns by kind, left to right; in a column each object stands as near as it can to the middle of what it reads. */
export function layOut(project: Project, objects: readonly ModelObject[]): Placed {
  const placed: Placed = {};
  const middles = new Map<string, number>();
  const ranks = [...new Set(objects.map(rank))].sort((a, b) => a - b);
  ranks.forEach((of, column) => {
    const boxes = objects
      .filter((object) => rank(object) === of)
      .map((object) => {
        const known = consumes(object).flatMap((id) => middles.get(id) ?? []);
        const wish = known.length === 0 ? undefined : known.reduce((sum, middle) => sum + middle, 0) / known.length;
        return { id: object.id, height: nodeSize(object, nodeRows(project, object)).height, wish };
      });
    // What reads nothing keeps its place in the list, after what has a wish.
    const sorted = boxes.map((box, index) => ({ ...box, order: box.wish ?? 1e6 + index })).sort((a, b) => a.order - b.order);
    let below = -Infinity;
    const tops = sorted.map(({ wish, height }) => {
      const top = Math.max(wish === undefined ? (below === -Infinity ? 0 : below) : wish - height / 2, below);
      below = top + height + GAP_Y;
      return top;
    });
    const wished = sorted.flatMap(({ wish, height }, index) => (wish === undefined ? [] : [(tops[index] ?? 0) - (wish - height / 2)]));
    const shift = wished.length === 0 ? 0 : wished.reduce((sum, off) => sum + off, 0) / wished.length;
    sorted.forEach(({ id, height }, index) => {
      const y = Math.round(((tops[index] ?? 0) - shift) / GRID) * GRID;
      placed[id] = { x: column * (NODE_WIDTH + GAP_X), y };
      middles.set(id, y + height / 2);
    });
  });
  const top = Math.min(...Object.values(placed).map(({ y }) => y));
  return Object.fromEntries(Object.entries(placed).map(([id, { x, y }]) => [id, { x, y: y - top }]));
}
