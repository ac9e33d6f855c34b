import type { Box } from '../canvas/box.ts';
import { badgeOf } from '../canvas/node-badge.ts';
import { HEADER_HEIGHT, hasGrainLine, ROW_HEIGHT, rowTop } from '../canvas/node-size.ts';
import { INK } from '../canvas/paint-scene.ts';
import type { Coloring } from '../canvas/coloring.ts';
import { shapeOf } from '../kinds/kind-shape.ts';
import type { Shape } from './shapes.ts';
import { fitted, textWidth } from './text-width.ts';

const PADDING = 8;
const NAME_SIZE = 12;
const ROW_SIZE = 11;
const SMALL = 9.5;
/** The signs of a column, drawn so that no font has to have them. */
const DIAMOND = 'M8 2l6 6l-6 6l-6-6z';

type Scheme = 'light' | 'dark';

function headShapes(box: Box, scheme: Scheme, color: string): readonly Shape[] {
  const colors = INK[scheme];
  const badge = badgeOf(box.object);
  const badgeWidth = badge ? textWidth(badge.text, SMALL, 'plain') + 8 : 0;
  const right = box.x + box.width - PADDING;
  const room = box.width - 2 * PADDING - 18 - (badge ? badgeWidth + 6 : 0);
  const middle = box.y + HEADER_HEIGHT / 2 + 1;
  return [
    { kind: 'mark', data: shapeOf(box.object), x: box.x + PADDING, y: middle - 6, size: 12, fill: color },
    {
      kind: 'text',
      text: fitted(box.object.name, NAME_SIZE, 'bold', room),
      x: box.x + PADDING + 18,
      y: middle + 4,
      size: NAME_SIZE,
      face: 'bold',
      fill: colors.text,
    },
    ...(badge
      ? ([
          { kind: 'rect', x: right - badgeWidth, y: middle - 7, width: badgeWidth, height: 14, stroke: colors.line },
          { kind: 'text', text: badge.text, x: right - badgeWidth + 4, y: middle + 3.5, size: SMALL, face: 'plain', fill: colors.soft },
        ] satisfies Shape[])
      : []),
  ];
}

function signShapes(sign: string, right: number, baseline: number, color: string): readonly Shape[] {
  if (sign !== '∅') return [{ kind: 'text', text: sign, x: right, y: baseline, size: ROW_SIZE, face: 'mono', fill: color, end: true }];
  const [x, y] = [right - 4, baseline - 4];
  return [
    { kind: 'circle', x, y, radius: 3, stroke: color, fill: 'none' },
    { kind: 'line', points: [x - 4, y + 4, x + 4, y - 4], stroke: color, width: 1 },
  ];
}

function rowShapes(box: Box, index: number, scheme: Scheme): readonly Shape[] {
  const row = box.rows[index];
  if (!row) return [];
  const colors = INK[scheme];
  const left = box.x + PADDING;
  const right = box.x + box.width - PADDING;
  const middle = box.y + rowTop(box.object, index) + ROW_HEIGHT / 2;
  const baseline = middle + 4;
  const type = row.type === '' ? '' : `${row.type}${row.nullable ? '?' : ''}`;
  const typeWidth = textWidth(type, ROW_SIZE - 1, 'mono');
  const signWidth = row.sign === undefined ? 0 : 12;
  const room = right - left - 16 - (type === '' ? 0 : typeWidth + 6) - signWidth;
  const soft = row.group === 'fold' || row.group === 'technical';
  const face = row.group === 'fold' ? 'plain' : 'mono';
  return [
    ...(row.group === 'key' ? [{ kind: 'mark', data: DIAMOND, x: left, y: middle - 4, size: 8, fill: colors.soft } as const] : []),
    ...(row.group === 'reference'
      ? [
          {
            kind: 'line',
            points: [left, middle, left + 8, middle, left + 5, middle - 3, left + 8, middle, left + 5, middle + 3],
            stroke: colors.soft,
            width: 1,
          } as const,
        ]
      : []),
    { kind: 'text', text: fitted(row.name, ROW_SIZE, face, room), x: left + 16, y: baseline, size: ROW_SIZE, face, fill: soft ? colors.soft : colors.text },
    ...(row.sign === undefined ? [] : signShapes(row.sign, right - (type === '' ? 0 : typeWidth + 6), baseline, colors.soft)),
    ...(type === '' ? [] : [{ kind: 'text', text: type, x: right, y: baseline, size: ROW_SIZE - 1, face: 'mono', fill: colors.soft, end: true } as const]),
  ];
}

/** A node as the canvas shows it from near. */
export function nodeShapes(box: Box, scheme: Scheme, coloring: Coloring): readonly Shape[] {
  const colors = INK[scheme];
  const { x, y, width, height, object } = box;
  const color = coloring.of(object);
  const grain = object.kind === 'fact' && hasGrainLine(object) ? object.grain.sentence : undefined;
  return [
    { kind: 'rect', x, y, width, height, fill: colors.box, stroke: colors.line },
    { kind: 'rect', x: x - 0.5, y: y - 0.5, width: width + 1, height: 2, fill: color },
    ...headShapes(box, scheme, color),
    ...(grain === undefined
      ? []
      : [
          {
            kind: 'text',
            text: fitted(grain, ROW_SIZE, 'italic', width - 2 * PADDING),
            x: x + PADDING,
            y: y + HEADER_HEIGHT + 12,
            size: ROW_SIZE,
            face: 'italic',
            fill: colors.soft,
          } as const,
        ]),
    ...box.rows.flatMap((_, index) => rowShapes(box, index, scheme)),
  ];
}
