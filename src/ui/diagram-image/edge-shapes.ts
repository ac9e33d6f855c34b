import { endStrokes, sideAt } from '../canvas/edge-ends.ts';
import type { ModelEdge } from '../canvas/edges.ts';
import { INK } from '../canvas/paint-scene.ts';
import type { Route } from '../canvas/route.ts';
import type { Shape } from './shapes.ts';

/** An edge with the signs at its ends and its role. */
export function edgeShapes(edge: ModelEdge, route: Route, scheme: 'light' | 'dark'): readonly Shape[] {
  const colors = INK[scheme];
  const stroke = edge.flow ? colors.flow : colors.edge;
  const into = sideAt(route, 'to');
  const [x = 0, y = 0] = route.slice(-2);
  return [
    { kind: 'line', points: route, stroke, width: 1, dashed: !edge.identifying && !edge.flow },
    ...endStrokes(edge, route).map((end): Shape => {
      if ('line' in end) return { kind: 'line', points: end.line, stroke, width: 1 };
      const [cx, cy, radius] = end.circle;
      return { kind: 'circle', x: cx, y: cy, radius, stroke, fill: colors.back };
    }),
    ...(edge.role === undefined
      ? []
      : [{ kind: 'text', text: edge.role, x: x + into * 20, y: y - 4, size: 10.5, face: 'plain', fill: colors.text, end: into < 0 } as const]),
  ];
}
