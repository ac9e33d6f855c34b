import type { LegendOf } from '../canvas/legend-of.ts';
import { INK } from '../canvas/paint-scene.ts';
import { shapeOf } from '../kinds/kind-shape.ts';
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

/** A legend in lines no wider than `room`. */
export function legendShapes(
  { marks, colors: meanings, lines, signs }: LegendOf,
  scheme: 'light' | 'dark',
  room: number,
): { readonly shapes: readonly Shape[]; readonly height: number } {
  const colors = INK[scheme];
  const label = (text: string, x: number, y: number): Shape => ({ kind: 'text', text, x, y: y + 4, size: SIZE, face: 'plain', fill: colors.text });
  const width = (text: string): number => textWidth(text, SIZE, 'plain') * 1.12;
  const groups: readonly (readonly Entry[])[] = [
    meanings.map(({ color, text }): Entry => ({
      width: 18 + width(text),
      at: (x, y) => [{ kind: 'rect', x, y: y - 6, width: 12, height: 12, fill: color }, label(text, x + 18, y)],
    })),
    marks.map(({ object, label: name, color }): Entry => ({
      width: 18 + width(name),
      at: (x, y) => [{ kind: 'mark', data: shapeOf(object), x, y: y - 6, size: 12, fill: color ?? colors.soft }, label(name, x + 18, y)],
    })),
    lines.map(({ text, ...sample }): Entry => ({
      width: 56 + width(text),
      at: (x, y) => [...edgeShapes({ id: '', relation: '', from: '', to: '', ...sample }, [x, y, x + 48, y], scheme), label(text, x + 56, y)],
    })),
    signs.map(({ sign, text }): Entry => ({ width: width(`${sign}  ${text}`), at: (x, y) => [label(`${sign === '∅' ? 'Ø' : sign}  ${text}`, x, y)] })),
  ];
  const shapes: Shape[] = [];
  let [x, y] = [0, LINE / 2];
  for (const group of groups) {
    for (const entry of group) {
      if (x > 0 && x + entry.width > room) [x, y] = [0, y + LINE];
      shapes.push(...entry.at(x, y));
      x += entry.width + GAP;
    }
    if (group.length > 0) [x, y] = [0, y + LINE];
  }
  return { shapes, height: Math.max(0, y - LINE / 2) };
}
