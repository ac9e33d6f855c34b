import { overlaps, type Rect } from '../canvas/box.ts';

const GAP = 24;
const MOST_RINGS = 40;

/** Where a box of a size can stand without covering another, as near to a point as steps of its own size allow. */
export function freeSpot(
  boxes: readonly Rect[],
  at: { readonly x: number; readonly y: number },
  size: { readonly width: number; readonly height: number },
): { readonly x: number; readonly y: number } {
  const free = (x: number, y: number): boolean =>
    !boxes.some((box) => overlaps(box, { x: x - GAP / 2, y: y - GAP / 2, width: size.width + GAP, height: size.height + GAP }));
  for (let ring = 0; ring <= MOST_RINGS; ring += 1) {
    for (let across = -ring; across <= ring; across += 1) {
      const side = ring - Math.abs(across);
      for (const down of side === 0 ? [0] : [side, -side]) {
        const [x, y] = [at.x + across * (size.width / 2 + GAP), at.y + down * (size.height / 2 + GAP)];
        if (free(x, y)) return { x: Math.round(x), y: Math.round(y) };
      }
    }
  }
  return { x: Math.round(at.x), y: Math.round(at.y) };
}
