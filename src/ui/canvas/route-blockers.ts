import type { RouteBox } from './route.ts';

const CELL = 256;
const MARGIN = 14;
/** Cells are numbered by column and row; a diagram is narrower than this many of them. */
const COLUMNS = 1 << 16;
/** Gaps offered per edge: the nearest ones are the likely ones. */
const MOST_GAPS = 8;
/** How far from the middle of an edge gaps are looked for. */
const REACH = 640;

/** The nodes as what stands in the way. */
export interface Blockers {
  /** How many nodes a straight stretch runs through; it stops counting at `most`. */
  crossed(x1: number, y1: number, x2: number, y2: number, most?: number): number;
  /** Where a vertical stretch between two heights can pass beside nodes, near a place. */
  gapsX(y1: number, y2: number, near: number): readonly number[];
  /** Where a horizontal stretch between two places can pass over or under nodes, near a height. */
  gapsY(x1: number, x2: number, near: number): readonly number[];
}

const cellOf = (value: number): number => Math.floor(value / CELL);

/** Finds nodes by where they are, in cells of a grid. */
export function blockersOf(boxes: readonly RouteBox[]): Blockers {
  const cells = new Map<number, number[]>();
  boxes.forEach(({ x, y, width, height }, index) => {
    for (let column = cellOf(x); column <= cellOf(x + width); column += 1)
      for (let row = cellOf(y); row <= cellOf(y + height); row += 1) {
        const key = row * COLUMNS + column;
        const cell = cells.get(key);
        if (cell) cell.push(index);
        else cells.set(key, [index]);
      }
  });
  // A node in several cells is met once: it bears the number of the last search.
  const met = new Int32Array(boxes.length);
  let search = 0;
  function visit(left: number, top: number, right: number, bottom: number, meet: (box: RouteBox) => boolean): void {
    search += 1;
    const [lastColumn, lastRow] = [cellOf(right), cellOf(bottom)];
    for (let row = cellOf(top); row <= lastRow; row += 1)
      for (let column = cellOf(left); column <= lastColumn; column += 1) {
        const cell = cells.get(row * COLUMNS + column);
        if (!cell) continue;
        for (const index of cell) {
          const box = boxes[index];
          if (!box || met[index] === search) continue;
          met[index] = search;
          if (box.x < right && left < box.x + box.width && box.y < bottom && top < box.y + box.height && !meet(box)) return;
        }
      }
  }
  function gaps(
    area: readonly [left: number, top: number, right: number, bottom: number],
    sides: (box: RouteBox) => readonly [number, number],
    near: number,
  ): readonly number[] {
    const found = new Set<number>();
    visit(...area, (box) => {
      for (const side of sides(box)) found.add(side);
      return true;
    });
    return [...found].toSorted((a, b) => Math.abs(a - near) - Math.abs(b - near) || a - b).slice(0, MOST_GAPS);
  }
  return {
    crossed(x1, y1, x2, y2, most = Infinity) {
      let count = 0;
      const meet = (): boolean => {
        count += 1;
        return count < most;
      };
      // A stretch that runs along a node does not run through it.
      if (x1 === x2) visit(x1 - 0.1, Math.min(y1, y2) + 0.5, x1 + 0.1, Math.max(y1, y2) - 0.5, meet);
      else visit(Math.min(x1, x2) + 0.5, y1 - 0.1, Math.max(x1, x2) - 0.5, y1 + 0.1, meet);
      return count;
    },
    gapsX: (y1, y2, near) =>
      gaps([near - REACH, Math.min(y1, y2), near + REACH, Math.max(y1, y2) + 1], (box) => [box.x - MARGIN, box.x + box.width + MARGIN], near),
    gapsY: (x1, x2, near) =>
      gaps([Math.min(x1, x2), near - REACH, Math.max(x1, x2) + 1, near + REACH], (box) => [box.y - MARGIN, box.y + box.height + MARGIN], near),
  };
}
