import { deliveryOf } from '../infer/changes.ts';
import type { KnownColumn } from '../infer/columns.ts';
import { ownName, wordsOf } from '../infer/words.ts';
import type { Choices, StarRole, Variant } from './proposal.ts';
import { count, listed, nameIn, percent, times } from './say.ts';
import { describedIn, type Shape } from './shape.ts';

const LABELS: Readonly<Record<StarRole, string>> = {
  dimension: 'Dimension',
  transaction: 'Transaction fact',
  periodic_snapshot: 'Periodic snapshot',
  accumulating_snapshot: 'Accumulating snapshot',
  factless: 'Factless fact',
  none: 'Leave out',
};
/** Milestones that make a process out of a row. */
const MILESTONES = 3;

/** Words of dates that say when a row was written, not when something happened. */
const WRITTEN = /^(update|updated|modified|changed|loaded|inserted|extracted|exported|synced|refreshed|upd|etl)$/;

/** Columns with dates of what happened: no birth dates, which describe, and none that is the same in all rows. */
export const momentsOf = ({ table }: Pick<Shape, 'table'>): readonly KnownColumn[] =>
  table.columns.filter(({ nature, type, column, figures }) => {
    if (nature !== 'moment' || !['date', 'timestamp', 'timestamptz'].includes(type.kind)) return false;
    if (/birth|born|dob/i.test(column.name) || wordsOf(column.name).some((word) => WRITTEN.test(word))) return false;
    return figures === undefined || figures.distinct > 1 || table.rows < 2;
  });

/** Columns that are counted or measured, and neither a key nor a reference. */
export const measuresOf = ({ table, key, references }: Shape): readonly KnownColumn[] =>
  table.columns.filter(({ nature, column }) => nature === 'measure' && !key.columns.includes(column.id) && references.every((one) => one.column !== column.id));

/** Flags and states: they tell events apart, and are too few to be a dimension each. */
export const flagsOf = ({ table, key, references }: Shape): readonly KnownColumn[] => {
  const described = new Set(references.flatMap(({ entity }) => describedIn(entity, table)));
  return table.columns.filter(
    ({ nature, column }) =>
      nature === 'flag' && !key.columns.includes(column.id) && !described.has(column.id) && references.every((one) => one.column !== column.id),
  );
};

interface Judged {
  readonly role: StarRole;
  readonly reasons: readonly string[];
  readonly score: number;
}

/** Most of what an event tells is not prose. */
const PROSE = 0.34;

/** Names of columns that describe what lasts: people, things. */
const DESCRIBES = /^((first|last|full|given|family|sur|user)_?name|name|title|description|e_?mail)$/i;

/** Whether rows tell of events, where no second delivery shows it: dated, about several things, more of them than of those. */
function looksLikeEvent({ table, own, references, key }: Shape, moments: readonly KnownColumn[], measures: readonly KnownColumn[]): boolean {
  const others = references.filter(({ entity }) => entity !== own);
  const prose = table.columns.filter(({ nature }) => nature === 'prose').length;
  const rows = key.figures?.distinct;
  const isMany = rows === undefined || others.every(({ finding }) => finding?.figures === undefined || rows >= finding.figures.parentDistinct);
  const isNamed = table.columns.some(({ column }) => DESCRIBES.test(ownName(table.source, column.name)));
  return moments.length > 0 && others.length > 0 && (measures.length > 0 || (others.length > 1 && !isNamed)) && prose / table.columns.length <= PROSE && isMany;
}

/** What stands below dated rows and measures them, and what they stand below: payments below their orders. */
export interface Documents {
  readonly details: ReadonlyMap<Shape, readonly Shape[]>;
  readonly headers: ReadonlyMap<Shape, Shape>;
}

/** Whether rows say no more than when, of whom and in which state: nothing that describes a thing which lasts. */
function isDocument(shape: Shape): boolean {
  const { table, key, own, references } = shape;
  const describes = table.columns.some(
    ({ nature, column }) =>
      (nature === 'prose' || nature === 'text') && !key.columns.includes(column.id) && references.every((one) => one.column !== column.id),
  );
  return own !== undefined && !describes && momentsOf(shape).length > 0 && references.some(({ entity }) => entity !== own);
}

/** Tables whose rows measure what the dated rows of another tell of, and are at least as many, as far as there are rows. */
export function documentsOf(shapes: readonly Shape[]): Documents {
  const documents = new Map(
    shapes.filter((shape) => shape.own && (isDocument(shape) || looksLikeEvent(shape, momentsOf(shape), measuresOf(shape)))).map((shape) => [shape.own, shape]),
  );
  const details = new Map<Shape, Shape[]>();
  const headers = new Map<Shape, Shape>();
  for (const shape of shapes) {
    if (momentsOf(shape).length > 0 || measuresOf(shape).length === 0) continue;
    for (const { entity, finding } of shape.references) {
      const header = documents.get(entity);
      if (!header || header === shape || (finding?.figures && (shape.key.figures?.distinct ?? 0) < finding.figures.parentDistinct)) continue;
      details.set(header, [...(details.get(header) ?? []), shape]);
      headers.set(shape, header);
    }
  }
  return { details, headers };
}

/** Whether rows fill their dates in as time goes by. */
function milestones(shape: Shape): readonly KnownColumn[] {
  const { table } = shape;
  const changed = table.evidence?.changes?.changed ?? {};
  const moments = momentsOf(shape);
  const filling = moments.filter(({ column, figures }) => (figures?.filled ?? table.rows) < table.rows && (changed[column.id] ?? 0) > 0);
  return filling.length > 0 && moments.length >= MILESTONES ? moments : [];
}

function judge(shape: Shape, { details, headers }: Documents): Judged {
  const { table, key, references, own, delivery } = shape;
  const [moments, measures] = [momentsOf(shape), measuresOf(shape)];
  const others = references.filter(({ entity }) => entity !== own);
  const said = (columns: readonly KnownColumn[]): string => listed(columns.map(({ column }) => column.name));
  const refers = others.length > 0 ? [`It refers to ${listed([...new Set(others.map(({ entity }) => entity.words.join(' ')))])}.`] : [];
  const measured = measures.length > 0 ? [`It measures ${said(measures)}.`] : [];
  if (key.snapshot !== undefined && measures.length > 0)
    return {
      role: 'periodic_snapshot',
      reasons: [
        `Each delivery has the same keys again under another ${nameIn(table, key.snapshot)}, with other values: a state, counted again and again.`,
        ...measured,
        ...refers,
      ],
      score: 0.8,
    };
  const stations = milestones(shape);
  if (own && stations.length > 0 && others.length >= 1) {
    const changed = table.evidence?.changes;
    const filled = stations.filter(({ column }) => (changed?.changed[column.id] ?? 0) > 0);
    return {
      role: 'accumulating_snapshot',
      reasons: [
        `A row is one process with ${times(stations.length, 'milestone')}, ${said(stations)}, of which ${said(filled)} fill in later: ${count(Math.max(...filled.map(({ column }) => changed?.changed[column.id] ?? 0)))} of ${times(changed?.kept ?? 0, 'row')} got another value with the next delivery.`,
        ...measured,
        ...refers,
      ],
      score: 0.75,
    };
  }
  const isSeen = table.evidence?.changes !== undefined && deliveryOf(table.evidence.changes) !== undefined;
  const below = details.get(shape) ?? [];
  const above = headers.get(shape);
  const looks = looksLikeEvent(shape, moments, measures);
  const isNew = isSeen ? delivery === 'delta' : table.source.delivery !== 'full' || looks || below.length > 0 || above !== undefined;
  const news =
    table.evidence?.changes && isSeen && isNew
      ? [`Its rows are new in each delivery: ${percent(table.evidence.changes.kept / Math.max(1, table.evidence.changes.before))} of the keys come again.`]
      : [];
  const dated = moments.length > 0 ? [`It happens at ${said(moments.slice(0, 1))}.`] : [];
  if (own) {
    const isEvent = (moments.length > 0 || above !== undefined) && others.length > 0 && isNew;
    if (!isEvent) return { role: 'dimension', reasons: [], score: 0.8 };
    const shown = looks
      ? 'its rows are dated, and more than those of what they refer to'
      : above
        ? `its rows measure something, and each belongs to one of ${above.table.source.name}, which are dated`
        : below.length > 0
          ? `its rows say no more than when, of whom and in which state, and ${listed(below.map((one) => one.table.source.name))} ${below.length === 1 ? 'measures' : 'measure'} them`
          : 'its source is said to bring only what is new';
    const told = isSeen || !table.evidence ? news : [`One delivery alone does not show it, but ${shown}.`];
    if (measures.length === 0)
      return { role: 'factless', reasons: [...told, ...dated, ...refers, 'It measures nothing: that it happened is counted.'], score: isSeen ? 0.65 : 0.5 };
    return { role: 'transaction', reasons: [...told, ...dated, ...measured, ...refers], score: isSeen ? 0.8 : 0.6 };
  }
  if (references.length >= 1 && measures.length > 0 && (references.length >= 2 || moments.length > 0))
    return { role: 'transaction', reasons: [...news, ...measured, ...refers, ...dated], score: isNew ? 0.8 : 0.65 };
  if (references.length >= 2 && moments.length > 0)
    return { role: 'factless', reasons: [...refers, ...dated, 'It measures nothing: that it happened is counted.'], score: 0.55 };
  return { role: 'none', reasons: [], score: 0 };
}

const optionsOf = (shape: Shape): Variant['options'] => {
  const dated = momentsOf(shape).length > 0;
  const roles: readonly StarRole[] = [
    ...(shape.own ? (['dimension'] as const) : []),
    'transaction',
    ...(dated ? (['periodic_snapshot'] as const) : []),
    ...(dated && shape.own ? (['accumulating_snapshot'] as const) : []),
    'factless',
    'none',
  ];
  return roles.map((value) => ({ value, label: LABELS[value] }));
};

/** What a star takes the rows of a table for. */
export function starRole(shape: Shape, choices: Choices, documents: Documents): Judged {
  const judged = judge(shape, documents);
  const chosen = choices.star?.[shape.table.source.id];
  if (chosen === undefined || chosen === judged.role || !optionsOf(shape).some(({ value }) => value === chosen)) return judged;
  return { role: chosen as StarRole, reasons: ['Chosen by you.', ...judged.reasons], score: 1 };
}

export const starVariant = (shape: Shape, role: StarRole): Variant => ({ source: shape.table.source.id, of: 'star', value: role, options: optionsOf(shape) });

export interface Adding {
  readonly additivity: 'additive' | 'semi_additive' | 'non_additive';
  readonly aggregation: 'sum' | 'avg' | 'last';
  readonly reason: string;
}

const LEVEL = /^(balance|stock|hand|level|inventory|headcount|holding|open|outstanding|bestand|saldo)$/;
const RATIO = /^(price|rate|ratio|percent|pct|share|score|rating|temperature|average|avg|margin|index|factor|limit|age|speed)$/;

/** How a measure adds up, told from its name. */
export function additivityOf({ column }: KnownColumn): Adding {
  const words = wordsOf(column.name);
  if (words.some((word) => LEVEL.test(word)))
    return { additivity: 'semi_additive', aggregation: 'last', reason: `${column.name} is a level: it does not add up over time.` };
  if (words.some((word) => RATIO.test(word)))
    return { additivity: 'non_additive', aggregation: 'avg', reason: `${column.name} does not add up: it is averaged.` };
  return { additivity: 'additive', aggregation: 'sum', reason: '' };
}
