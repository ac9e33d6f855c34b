import { unzlibSync, strFromU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { shopProject } from '../../../test/support/shop.ts';
import { arrivesAt, leavesAt } from '../canvas/anchor.ts';
import { layoutModel } from '../canvas/auto-place.ts';
import { boundsOf, diagramBoxes } from '../canvas/box.ts';
import { coloringOf } from '../canvas/coloring.ts';
import { diagramEdges } from '../canvas/edges.ts';
import type { Mark } from '../canvas/marks.ts';
import { quickRoute } from '../canvas/route.ts';
import { pathSteps } from './path-curves.ts';
import { missingLetters, pdfOf } from './pdf.ts';
import { pictureOf } from './picture.ts';
import { splitOf } from './png.ts';
import type { Picture, Shape } from './shapes.ts';
import { svgOf } from './svg.ts';
import { fitted, textWidth } from './text-width.ts';

const note: Mark = { type: 'note', id: 'n', text: '# Why <b>&', x: -400, y: -300, width: 220, height: 96 };
function picture(title = 'Shop: Main', marks: readonly Mark[] = [note]): Picture {
  const project = shopProject();
  const diagram = { id: 'main', name: 'Main', placed: {} };
  const boxes = diagramBoxes(project, { ...diagram, placed: layoutModel(project, diagram, Object.keys(project.objects)) });
  const edges = diagramEdges(project, boxes.keys());
  const routes = new Map(
    edges.flatMap((edge) => {
      const [from, to] = [boxes.get(edge.from), boxes.get(edge.to)];
      return from && to ? [[edge.id, quickRoute(from, to, leavesAt(edge, from), arrivesAt(edge, to))] as const] : [];
    }),
  );
  return pictureOf({ title, boxes: [...boxes.values()], edges, routes, marks, scheme: 'light', coloring: coloringOf('classic', 'light', project) });
}

function extent(shape: Shape): { x: number; y: number; width: number; height: number } {
  switch (shape.kind) {
    case 'rect':
      return shape;
    case 'line': {
      const [xs, ys] = [shape.points.filter((_, at) => at % 2 === 0), shape.points.filter((_, at) => at % 2 === 1)];
      return { x: Math.min(...xs), y: Math.min(...ys), width: Math.max(...xs) - Math.min(...xs), height: Math.max(...ys) - Math.min(...ys) };
    }
    case 'circle':
      return { x: shape.x - shape.radius, y: shape.y - shape.radius, width: 2 * shape.radius, height: 2 * shape.radius };
    case 'mark':
      return { x: shape.x, y: shape.y, width: shape.size, height: shape.size };
    case 'text': {
      const width = textWidth(shape.text, shape.size, shape.face);
      return { x: shape.end === true ? shape.x - width : shape.x, y: shape.y - shape.size, width, height: shape.size };
    }
  }
}

describe('the picture of a diagram', () => {
  it('holds everything, notes far off too, and has a legend of what occurs', () => {
    const made = picture();
    const bounds = boundsOf(made.shapes.map(extent));
    expect(bounds && [bounds.x >= 0, bounds.y >= 0, bounds.x + bounds.width <= made.width, bounds.y + bounds.height <= made.height]).toEqual([
      true,
      true,
      true,
      true,
    ]);
    const words = made.shapes.flatMap((shape) => (shape.kind === 'text' ? [shape.text] : []));
    expect(words).toEqual(expect.arrayContaining(['Shop: Main', 'fct_order', 'ship', 'Hub', 'rows flow', 'one to many, part of the key', '+  additive']));
    expect(words).not.toContain('~  semi-additive');
  });
  it('is SVG in which names are data', () => {
    const svg = svgOf(picture('a <b> & "c"'));
    expect(svg).toContain('<title>a &lt;b&gt; &amp; &quot;c&quot;</title>');
    expect(svg).not.toContain('<b>');
    expect(svg).toContain('>hub_customer</text>');
    expect(svgOf(picture())).toBe(svgOf(picture()));
  });
  it('is a PDF whose table of contents points at its objects', () => {
    const made = picture();
    const bytes = pdfOf(made);
    const text = strFromU8(bytes, true);
    const start = Number(/startxref\n(\d+)/.exec(text)?.[1]);
    expect(text.slice(start, start + 4)).toBe('xref');
    const offsets = [...text.slice(start).matchAll(/^(\d{10}) 00000 n/gm)].map(([, offset]) => Number(offset));
    expect(offsets.map((offset, index) => text.startsWith(`${index + 1} 0 obj`, offset))).toEqual(offsets.map(() => true));
    const stream = text.indexOf('stream\n') + 7;
    const content = strFromU8(unzlibSync(bytes.slice(stream, stream + Number(/\/Length (\d+)/.exec(text)?.[1]))), true);
    expect(content).toContain('(fct_order) Tj');
    expect(content).not.toContain('NaN');
    expect(missingLetters(made)).toBe(false);
    expect(missingLetters(picture('顧客'))).toBe(true);
  });
  it('is drawn twice as large as PNG, less where it is large, and in parts where it is larger than any image may be', () => {
    expect(splitOf({ width: 3000, height: 2000 })).toEqual({ scale: 2, columns: 1, rows: 1 });
    expect(splitOf({ width: 12_000, height: 2000 })).toMatchObject({ columns: 1, rows: 1 });
    expect(splitOf({ width: 12_000, height: 2000 }).scale).toBeCloseTo(1.333, 2);
    expect(splitOf({ width: 40_000, height: 9000 })).toEqual({ scale: 1, columns: 5, rows: 2 });
  });
  it('cuts a name that has no room, and knows arcs', () => {
    expect(fitted('customer', 12, 'mono', 200)).toBe('customer');
    expect(fitted('a_very_long_name_of_a_column', 12, 'mono', 80)).toMatch(/^a_very.*…$/);
    const circle = pathSteps('M8 1a7 7 0 1 0 0 14a7 7 0 0 0 0-14z');
    expect(circle.filter(({ to }) => to === 'curve')).toHaveLength(4);
    const last = circle.at(-2);
    expect(last?.to === 'curve' && last.at.slice(-2).map((value) => Math.round(value))).toEqual([8, 1]);
  });
});
