import { boundsOf, type Box } from '../canvas/box.ts';
import type { ModelEdge } from '../canvas/edges.ts';
import type { Coloring } from '../canvas/coloring.ts';
import { legendOf } from '../canvas/legend-of.ts';
import type { Mark } from '../canvas/marks.ts';
import { INK } from '../canvas/paint-scene.ts';
import { routeBounds } from '../canvas/paint-edge.ts';
import type { Route } from '../canvas/route.ts';
import { edgeShapes } from './edge-shapes.ts';
import { legendShapes } from './legend-shapes.ts';
import { markShapes } from './mark-shapes.ts';
import { nodeShapes } from './node-shapes.ts';
import type { Picture, Shape } from './shapes.ts';

const MARGIN = 32;
const TITLE = 28;
/** A legend needs room to be read, however small the diagram. */
const NARROWEST = 420;

interface PictureOf {
  readonly title: string;
  readonly boxes: readonly Box[];
  readonly edges: readonly ModelEdge[];
  readonly routes: ReadonlyMap<string, Route>;
  readonly marks: readonly Mark[];
  readonly scheme: 'light' | 'dark';
  readonly coloring: Coloring;
}

function shifted(shape: Shape, dx: number, dy: number): Shape {
  return shape.kind === 'line'
    ? { ...shape, points: shape.points.map((value, index) => value + (index % 2 === 0 ? dx : dy)) }
    : { ...shape, x: shape.x + dx, y: shape.y + dy };
}

/** The whole of a diagram, never cropped, with its title above and a legend below. */
export function pictureOf({ title, boxes, edges, routes, marks, scheme, coloring }: PictureOf): Picture {
  const colors = INK[scheme];
  const drawn = edges.flatMap((edge) => {
    const route = routes.get(edge.id);
    return route && route.length > 0 ? [{ edge, route }] : [];
  });
  const bounds = boundsOf([...boxes, ...marks, ...drawn.map(({ route }) => routeBounds(route))]) ?? { x: 0, y: 0, width: 0, height: 0 };
  const inner = Math.ceil(Math.max(bounds.width, NARROWEST));
  const legend = legendShapes(legendOf(boxes, edges, coloring), scheme, inner);
  const top = MARGIN + TITLE;
  const below = top + Math.ceil(bounds.height) + MARGIN;
  const move = (shapes: readonly Shape[]): readonly Shape[] => shapes.map((shape) => shifted(shape, MARGIN - bounds.x, top - bounds.y));
  return {
    title,
    width: inner + 2 * MARGIN,
    height: below + legend.height + MARGIN,
    ground: colors.back,
    shapes: [
      { kind: 'text', text: title, x: MARGIN, y: MARGIN + 4, size: 15, face: 'bold', fill: colors.text },
      ...move(marks.filter(({ type }) => type === 'area').flatMap((mark) => markShapes(mark, scheme))),
      ...move(drawn.flatMap(({ edge, route }) => edgeShapes(edge, route, scheme))),
      ...move(boxes.flatMap((box) => nodeShapes(box, scheme, coloring))),
      ...move(marks.filter(({ type }) => type === 'note').flatMap((mark) => markShapes(mark, scheme))),
      { kind: 'line', points: [MARGIN, below - MARGIN / 2, MARGIN + inner, below - MARGIN / 2], stroke: colors.line, width: 1 },
      ...legend.shapes.map((shape) => shifted(shape, MARGIN, below)),
    ],
  };
}
