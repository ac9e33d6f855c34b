import type { RouteBox } from './route.ts';

const CELL = 384;
const MARGIN = 14;
/** Gaps looked at per edge: the nearest ones are the likely ones. */
const MOST_GAPS = 24;

/** The nodes as what stands in the way. */
export interface Blockers {
  /** How many nodes a straight stretch runs through. */
  crossed(x1: number, y1: number, x2: number, y2: number): number;
  /** Where a vertical stretch between two heights can pass beside the nodes that stand between two places. */
  gapsX(y1: number, y2: number, x1: number, x2: number): readonly number[];
  /** Where a horizontal stretch between two places can pass over or under the nodes in its way. */
  gapsY(x1: number, x2: number, y1: number, y2: number): readonly number[];
}

/** Finds nodes by where they are, in cells of a grid. */
export function blockersOf(boxes: readonly RouteBox[]): Blockers {
  const cells = new Map<string, number[]>();
  boxes.forEach((box, index) => {
    for (let column = Math.floor(box.x / CELL); column <= Math.floor((box.x + box.width) / CELL); column += 1)
      for (let row = Math.floor(box.y / CELL); row <= Math.floor((box.y + box.height) / CELL); row += 1) {
        const key = `${column} ${row}`;
        const cell = cells.get(key);
        if (cell) cell.push(index);
        else cells.set(key, [index]);
      }
  });
  function within(left: number, top: number, right: number, bottom: number): ReadonlySet<number> {
    const found = new Set<number>();
    for (let column = Math.floor(left / CELL); column <= Math.floor(right / CELL); column += 1)
      for (let row = Math.floor(top / CELL); row <= Math.floor(bottom / CELL); row += 1)
        for (const index of cells.get(`${column} ${row}`) ?? []) {
          const box = boxes[index];
          if (box && box.x < right && left < box.x + box.width && box.y < bottom && top < box.y + box.height) found.add(index);
        }
    return found;
  }
  const nearest = (gaps: Iterable<number>, to: number): readonly number[] =>
    [...new Set(gaps)].toSorted((a, b) => Math.abs(a - to) - Math.abs(b - to) || a - b).slice(0, MOST_GAPS);
  const boxesIn = (...area: Parameters<typeof within>): readonly RouteBox[] => [...within(...area)].flatMap((index) => boxes[index] ?? []);
  return {
    crossed: (x1, y1, x2, y2) =>
      // A stretch that runs along a node does not run through it.
      x1 === x2
        ? within(x1 - 0.1, Math.min(y1, y2) + 0.5, x1 + 0.1, Math.max(y1, y2) - 0.5).size
        : within(Math.min(x1, x2) + 0.5, y1 - 0.1, Math.max(x1, x2) - 0.5, y1 + 0.1).size,
    gapsX: (y1, y2, x1, x2) => {
      const area = boxesIn(Math.min(x1, x2) - MARGIN, Math.min(y1, y2), Math.max(x1, x2) + MARGIN, Math.max(y1, y2) + 1);
      return nearest(
        area.flatMap((box) => [box.x - MARGIN, box.x + box.width + MARGIN]),
        (x1 + x2) / 2,
      );
    },
    gapsY: (x1, x2, y1, y2) => {
      const area = boxesIn(Math.min(x1, x2), Math.min(y1, y2) - 2 * CELL, Math.max(x1, x2) + 1, Math.max(y1, y2) + 2 * CELL);
      return nearest(
        area.flatMap((box) => [box.y - MARGIN, box.y + box.height + MARGIN]),
        (y1 + y2) / 2,
      );
    },
  };
}
