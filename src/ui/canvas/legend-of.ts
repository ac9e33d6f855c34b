import { OBJECT_KINDS } from '../../core/model/kinds.ts';
import type { ModelObject } from '../../core/model/types.ts';
import { labelOf } from '../kinds/kind-shape.ts';
import type { Box } from './box.ts';
import type { Coloring } from './coloring.ts';
import type { ModelEdge } from './edges.ts';
import { badgeOf, type Badge } from './node-badge.ts';

export type LineSample = Pick<ModelEdge, 'flow' | 'identifying'> & { readonly text: string };

/** What occurs on a diagram and means something. */
export interface LegendOf {
  /** An object for each thing that a mark stands for; its colour, where that tells the same. */
  readonly marks: readonly { readonly object: ModelObject; readonly label: string; readonly color: string | undefined }[];
  /** What colours mean, where they do not mean the kind. */
  readonly colors: readonly { readonly color: string; readonly text: string }[];
  readonly lines: readonly LineSample[];
  readonly signs: readonly { readonly sign: string; readonly text: string }[];
  readonly badges: readonly Badge[];
}

const LINES: readonly LineSample[] = [
  { flow: true, identifying: false, text: 'rows flow' },
  { flow: false, identifying: true, text: 'one to many, part of the key' },
  { flow: false, identifying: false, text: 'one to many' },
];
const SIGNS: LegendOf['signs'] = [
  { sign: '+', text: 'additive' },
  { sign: '~', text: 'semi-additive' },
  { sign: '∅', text: 'non-additive' },
  { sign: '2', text: 'type 2: keeps each version' },
  { sign: '?', text: 'may be NULL' },
];

/** What the marks, colours, lines, signs and badges mean that occur on a diagram. */
export function legendOf(boxes: readonly Box[], edges: readonly ModelEdge[], coloring: Coloring): LegendOf {
  const order = ({ kind }: ModelObject): number => OBJECT_KINDS.indexOf(kind);
  const objects = boxes.map(({ object }) => object).toSorted((a, b) => order(a) - order(b));
  const marks = new Map(objects.toReversed().map((object) => [labelOf(object), object]));
  const rows = boxes.flatMap((box) => box.rows);
  const badges = objects.flatMap((object) => badgeOf(object) ?? []);
  const { meaning } = coloring;
  return {
    marks: [...marks].toReversed().map(([label, object]) => ({ object, label, color: meaning ? undefined : coloring.of(object) })),
    colors: meaning
      ? [...new Map(objects.map((object) => [meaning(object).text, { ...meaning(object), color: coloring.of(object) }])).values()]
          .toSorted((a, b) => Number(b.isSystem) - Number(a.isSystem) || (a.text < b.text ? -1 : 1))
          .map(({ color, text }) => ({ color, text }))
      : [],
    lines: LINES.filter((line) => edges.some(({ flow, identifying }) => flow === line.flow && (flow || identifying === line.identifying))),
    signs: SIGNS.filter(({ sign }) => (sign === '?' ? rows.some(({ nullable, type }) => nullable && type !== '') : rows.some((row) => row.sign === sign))),
    badges: [...new Map(badges.map((badge) => [`${badge.text} ${badge.title}`, badge])).values()],
  };
}
