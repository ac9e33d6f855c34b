import type { Rect } from './box.ts';
import type { Guide } from './paint-scene.ts';

interface Snap {
  readonly dx: number;
  readonly dy: number;
  readonly guides: readonly Guide[];
}

const edgesOf = (start: number, size: number): readonly [number, number, number] => [start, start + size / 2, start + size];

/** The least shift that brings one of the edges, or the middle, of what is dragged to one of the same of another; none beyond `reach`. */
function shiftTo(mine: readonly number[], others: readonly (readonly number[])[], reach: number): number | undefined {
  let best: number | undefined;
  for (const other of others)
    other.forEach((at, index) => {
      const middle = index === 1;
      mine.forEach((own, each) => {
        if ((each === 1) !== middle) return;
        const shift = at - own;
        if (Math.abs(shift) <= reach && (best === undefined || Math.abs(shift) < Math.abs(best))) best = shift;
      });
    });
  return best;
}

function guidesFor(axis: 'x' | 'y', moved: Rect, others: readonly Rect[]): readonly Guide[] {
  const [start, size, across, thick] = axis === 'x' ? (['x', 'width', 'y', 'height'] as const) : (['y', 'height', 'x', 'width'] as const);
  const mine = edgesOf(moved[start], moved[size]);
  const guides = new Map<number, Guide>();
  for (const other of others)
    edgesOf(other[start], other[size]).forEach((at, index) => {
      if (!mine.some((own, each) => (each === 1) === (index === 1) && Math.abs(own - at) < 0.5)) return;
      const known = guides.get(at);
      const from = Math.min(known?.from ?? Infinity, other[across], moved[across]);
      const to = Math.max(known?.to ?? -Infinity, other[across] + other[thick], moved[across] + moved[thick]);
      guides.set(at, { axis, at, from, to });
    });
  return [...guides.values()];
}

/**
 * Brings what is dragged in line with its neighbours, edge to edge or middle to middle, where it is within `reach` of it.
 * @param moved the rectangle around it all.
 */
export function snapTo(moved: Rect, others: readonly Rect[], reach: number): Snap {
  const dx =
    shiftTo(
      edgesOf(moved.x, moved.width),
      others.map((other) => edgesOf(other.x, other.width)),
      reach,
    ) ?? 0;
  const dy =
    shiftTo(
      edgesOf(moved.y, moved.height),
      others.map((other) => edgesOf(other.y, other.height)),
      reach,
    ) ?? 0;
  const now = { ...moved, x: moved.x + dx, y: moved.y + dy };
  return { dx, dy, guides: [...guidesFor('x', now, others), ...guidesFor('y', now, others)] };
}
