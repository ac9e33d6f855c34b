import type { Box } from '../canvas/box.ts';
import type { ModelEdge } from '../canvas/edges.ts';
import { INK } from '../canvas/paint-scene.ts';
import { KIND_COLORS, labelOf, shapeOf } from '../kinds/kind-shape.ts';
import { edgeShapes } from './edge-shapes.ts';
import type { Shape } from './shapes.ts';
import { textWidth } from './text-width.ts';

const SIZE = 11;
const LINE = 20;
const GAP = 20;

interface Entry {
  readonly width: number;
  readonly at: (x: number, y: number) => readonly Shape[];
}

type Sample = Pick<ModelEdge, 'flow' | 'identifying'> & { readonly text: string };
const SAMPLES: readonly Sample[] = [
  { flow: true, identifying: false, text: 'rows flow' },
  { flow: false, identifying: true, text: 'one to many, part of the key' },
  { flow: false, identifying: false, text: 'one to many' },
];
const SIGNS: readonly (readonly [string, string])[] = [
  ['+', 'additive'],
  ['~', 'semi-additive'],
  ['∅', 'non-additive'],
  ['2', 'type 2: keeps each version'],
  ['?', 'may be NULL'],
];

/** What the marks, lines and signs mean that occur on a diagram, in lines no wider than it. */
export function legendShapes(
  boxes: readonly Box[],
  edges: readonly ModelEdge[],
  scheme: 'light' | 'dark',
  room: number,
): { readonly shapes: readonly Shape[]; readonly height: number } {
  const colors = INK[scheme];
  const label = (text: string, x: number, y: number): Shape => ({ kind: 'text', text, x, y: y + 4, size: SIZE, face: 'plain', fill: colors.text });
  const width = (text: string): number => textWidth(text, SIZE, 'plain') * 1.12;
  const marks = new Map(boxes.map(({ object }) => [labelOf(object), object] as const));
  const kinds = [...marks].map(([name, object]): Entry => ({
    width: 18 + width(name),
    at: (x, y) => [{ kind: 'mark', data: shapeOf(object), x, y: y - 6, size: 12, fill: KIND_COLORS[scheme][object.kind] }, label(name, x + 18, y)],
  }));
  const lines = SAMPLES.filter((sample) => edges.some(({ flow, identifying }) => flow === sample.flow && (flow || identifying === sample.identifying))).map(
    ({ text, ...sample }): Entry => ({
      width: 56 + width(text),
      at: (x, y) => [...edgeShapes({ id: '', relation: '', from: '', to: '', ...sample }, [x, y, x + 48, y], scheme), label(text, x + 56, y)],
    }),
  );
  const rows = boxes.flatMap((box) => box.rows);
  const signs = SIGNS.filter(([sign]) =>
    sign === '?' ? rows.some(({ nullable, type }) => nullable && type !== '') : rows.some((row) => row.sign === sign),
  ).map(([sign, text]): Entry => ({ width: width(`${sign}  ${text}`), at: (x, y) => [label(`${sign === '∅' ? 'Ø' : sign}  ${text}`, x, y)] }));
  const shapes: Shape[] = [];
  let [x, y] = [0, LINE / 2];
  for (const group of [kinds, lines, signs]) {
    for (const entry of group) {
      if (x > 0 && x + entry.width > room) [x, y] = [0, y + LINE];
      shapes.push(...entry.at(x, y));
      x += entry.width + GAP;
    }
    if (group.length > 0) [x, y] = [0, y + LINE];
  }
  return { shapes, height: Math.max(0, y - LINE / 2) };
}
