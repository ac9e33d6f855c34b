import type { ModelEdge } from './edges.ts';
import type { Route } from './route.ts';

/** A stroke of an edge's end: a polyline, x and y in turn, or a circle. */
export type Stroke = { readonly line: readonly number[] } | { readonly circle: readonly [x: number, y: number, radius: number] };

/** 1 when a route leaves or arrives at a node's right side, -1 at its left. */
export const sideAt = (route: Route, end: 'from' | 'to'): 1 | -1 =>
  end === 'from' ? ((route[2] ?? 0) >= (route[0] ?? 0) ? 1 : -1) : (route.at(-4) ?? 0) >= (route.at(-2) ?? 0) ? 1 : -1;

/** The signs at both ends: an arrow where rows flow; else exactly one at the key, and none or many at the column that refers to it. */
export function endStrokes(edge: ModelEdge, route: Route): readonly Stroke[] {
  const [x1 = 0, y1 = 0] = route;
  const [x2 = 0, y2 = 0] = route.slice(-2);
  const [out, into] = [sideAt(route, 'from'), sideAt(route, 'to')];
  if (edge.flow) return [{ line: [x2 + into * 7, y2 - 4, x2, y2, x2 + into * 7, y2 + 4] }];
  return [
    { line: [x2, y2 - 5, x2 + into * 9, y2, x2, y2 + 5] },
    { circle: [x2 + into * 12, y2, 3] },
    { line: [x1 + out * 6, y1 - 5, x1 + out * 6, y1 + 5] },
    { line: [x1 + out * 9, y1 - 5, x1 + out * 9, y1 + 5] },
  ];
}
