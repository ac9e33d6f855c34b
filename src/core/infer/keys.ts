import type { Id } from '../model/types.ts';
import type { KnownColumn, KnownTable } from './columns.ts';
import { declaredKeys } from './declared-references.ts';
import type { KeyFigures } from './evidence.ts';
import { aboutWords, soundsLikeKey, soundsLikeMeasure, soundsLikePlace } from './words.ts';

/** Columns that may name a row, and how sure that is. */
export interface KeyFinding {
  readonly columns: readonly Id[];
  /** 0 to 1. */
  readonly score: number;
  /** Why it is unique by accident only; such a key is never proposed. */
  readonly accident?: string;
  readonly figures?: KeyFigures;
  /** Rows that lack a part, and rows that repeat another within their delivery. */
  readonly missing: number;
  readonly repeated: number;
  /** The source promises it. */
  readonly isDeclared: boolean;
  /** The column that dates a state, where the same keys come again with each delivery under another date. */
  readonly snapshot?: Id;
}

/** Fewer rows say nothing of uniqueness. */
export const FEW_ROWS = 12;
/** Share of rows that may break a key which its name and the rest of the rows speak for: dirt, to be refused when loaded. */
const DIRT = 0.02;

const LARGEST_KEY = 4;
const TRIED_COLUMNS = 12;
const TRIED_SETS = 120;

/** How much a column is like a part of a key, 0 to 1; nothing for one that never is. */
function likeness({ column, nature, figures }: KnownColumn, entity: readonly string[]): number | undefined {
  const about = aboutWords(column.name);
  const ownName =
    /^(id|key|no|nr|code|number)$/i.test(column.name) || (about.length > 0 && about.join() === entity.join()) || about.join() === entity.slice(-1).join();
  switch (nature) {
    case 'measure':
    case 'opaque':
      return undefined;
    case 'prose':
      return figures && (figures.longest ?? 0) <= 60 && (figures.words ?? 9) <= 4 && !soundsLikeKey(column.name)
        ? 0.08
        : soundsLikeKey(column.name)
          ? 0.3
          : undefined;
    case 'flag':
      return 0.25;
    case 'moment':
      return 0.3;
    case 'code':
      return soundsLikeKey(column.name) ? (ownName ? 1 : 0.8) : 0.5;
    case 'whole':
      return soundsLikeKey(column.name) ? (ownName ? 1 : 0.8) : soundsLikePlace(column.name) ? 0.6 : 0.2;
    case 'text':
      return soundsLikeKey(column.name) ? (ownName ? 0.9 : 0.7) : 0.15;
  }
}

const rowsOf = (figures: KeyFigures): number => figures.deliveries.reduce((sum, { rows }) => sum + rows, 0);

/** Sets of two or more columns worth trying: none holds a key that is known already. */
export function keyTrials(table: KnownTable, entity: readonly string[], size: number, known: readonly KeyFigures[]): readonly (readonly Id[])[] {
  if (size > LARGEST_KEY) return [];
  const unique = known.filter((figures) => isUnique(figures)).map(({ columns }) => new Set(columns));
  const largest = Math.max(0, ...(table.evidence?.deliveries ?? []).map(({ rows }) => rows));
  const parts = table.columns
    .flatMap((one) => {
      const like = likeness(one, entity);
      const { filled = 0, distinct = 0 } = one.figures ?? {};
      return like === undefined || like < 0.1 || distinct < 2 || filled < table.rows * (1 - DIRT) ? [] : [{ id: one.column.id, like, distinct }];
    })
    .toSorted((a, b) => b.like - a.like)
    .slice(0, TRIED_COLUMNS);
  const sets: { readonly ids: readonly Id[]; readonly like: number }[] = [];
  const grow = (from: number, ids: readonly Id[], like: number, combinations: number): void => {
    if (ids.length === size) {
      if (combinations >= largest * (1 - DIRT) && !unique.some((one) => [...one].every((id) => ids.includes(id)))) sets.push({ ids, like });
      return;
    }
    for (let index = from; index < parts.length; index += 1) {
      const part = parts[index];
      if (part) grow(index + 1, [...ids, part.id], like + part.like, combinations * part.distinct);
    }
  };
  grow(0, [], 0, 1);
  const order = new Map(table.columns.map(({ column }, index) => [column.id, index]));
  return sets
    .toSorted((a, b) => b.like - a.like)
    .slice(0, TRIED_SETS)
    .map(({ ids }) => ids.toSorted((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0)));
}

/** Whether a set may still be a key with some dirt in it, judged by a part of a delivery. */
export const mayBeKey = (rows: number, distinct: number): boolean => distinct >= rows * (1 - DIRT);

/** Whether a set is never missing and never repeated within a delivery. */
export const isUnique = ({ deliveries }: KeyFigures): boolean => deliveries.every(({ rows, distinct, missing }) => missing === 0 && distinct === rows);

function accidentOf(table: KnownTable, columns: readonly KnownColumn[], figures: KeyFigures): string | undefined {
  const [only] = columns;
  if (columns.length === 1 && only) {
    if (only.nature === 'measure') return 'it is a measure, whose values differ by chance';
    if (only.nature === 'moment') return 'it is a moment: two rows can share one';
    if (only.nature === 'prose' && !soundsLikeKey(only.column.name)) return 'it is free text';
    if (!soundsLikeKey(only.column.name) && rowsOf(figures) < FEW_ROWS) return `only ${rowsOf(figures)} rows speak for it`;
    if (only.nature === 'whole' && !soundsLikeKey(only.column.name) && !soundsLikePlace(only.column.name))
      return 'it is a number whose name is not that of a key';
  }
  if (columns.length > 1 && rowsOf(figures) < FEW_ROWS && columns.some((one) => !soundsLikeKey(one.column.name) && one.nature !== 'moment'))
    return `only ${rowsOf(figures)} rows speak for it`;
  if (columns.length > 1 && columns.every((one) => one.nature === 'flag' || one.nature === 'moment' || one.nature === 'text'))
    return 'no part of it sounds like a key';
  if (columns.length > 1 && !columns.some((one) => soundsLikeKey(one.column.name) || one.nature === 'code')) return 'no part of it sounds like a key';
  return undefined;
}

/** All that may be keys of a table, the likeliest first; those that are unique by accident last. */
export function keyFindings(table: KnownTable, entity: readonly string[]): readonly KeyFinding[] {
  const declared = table.source.key ?? [];
  const isDeclared = (columns: readonly Id[]): boolean => declared.length === columns.length && columns.every((id) => declared.includes(id));
  // A feed of changes repeats its keys, so that its rows say nothing of them.
  if (!table.evidence || table.source.delivery === 'cdc') {
    const named = table.columns
      .map((one) => ({ one, like: soundsLikeKey(one.column.name) ? (likeness(one, entity) ?? 0) : 0 }))
      .filter(({ like }) => like >= 0.9);
    const columns = declared.length > 0 ? declared : named.slice(0, 1).map(({ one }) => one.column.id);
    const known = { missing: 0, repeated: 0 };
    return [
      ...(columns.length === 0 ? [] : [{ ...known, columns, score: declared.length > 0 ? 0.9 : 0.4, isDeclared: declared.length > 0 }]),
      ...declaredKeys(table.source).map((unique) => ({ ...known, columns: unique, score: declared.length > 0 ? 0.5 : 0.8, isDeclared: false })),
    ].toSorted((a, b) => b.score - a.score);
  }
  const place = new Map(table.columns.map(({ column }, index) => [column.id, index]));
  const found = table.evidence.keys.flatMap((figures): readonly KeyFinding[] => {
    const columns = figures.columns.flatMap((id) => table.byId.get(id) ?? []);
    const missing = figures.deliveries.reduce((sum, one) => sum + one.missing, 0);
    const repeated = figures.deliveries.reduce((sum, one) => sum + one.rows - one.missing - one.distinct, 0);
    const rows = rowsOf(figures);
    const dirt = (missing + repeated) / Math.max(1, rows);
    const like = columns.map((one) => likeness(one, entity) ?? 0);
    const names = columns.every(({ column }) => soundsLikeKey(column.name) || soundsLikePlace(column.name));
    if (rows === 0 || dirt > (names ? (columns.length === 1 ? DIRT : DIRT / 4) : 0)) return [];
    const accident = accidentOf(table, columns, figures);
    const average = like.reduce((sum, one) => sum + one, 0) / like.length;
    const early = 1 - Math.min(...columns.map(({ column }) => place.get(column.id) ?? 0)) / Math.max(1, table.columns.length);
    const score = Math.max(0, average - 0.08 * (columns.length - 1) + 0.05 * early - dirt * 20 + (isDeclared(figures.columns) ? 0.1 : 0));
    return [
      {
        columns: figures.columns,
        score: Math.min(1, accident === undefined ? score : score / 4),
        ...(accident === undefined ? {} : { accident }),
        figures,
        missing,
        repeated,
        isDeclared: isDeclared(figures.columns),
      },
    ];
  });
  return found.toSorted((a, b) => b.score - a.score);
}

const likeliest = (found: readonly KeyFinding[]): KeyFinding | undefined => found.find(({ accident }) => accident === undefined);

/** Keys of several columns, each with a column that dates rows: a table of counts or balances has such a key. */
export function snapshotTrials(table: KnownTable, entity: readonly string[]): readonly (readonly Id[])[] {
  const key = likeliest(keyFindings(table, entity));
  const others = key ? table.columns.filter(({ column }) => !key.columns.includes(column.id)) : [];
  const isStated =
    others.some(({ nature }) => nature === 'measure') && others.every(({ nature, column }) => nature !== 'prose' || soundsLikeMeasure(column.name));
  if (!key || key.columns.length < 2 || !isStated || (table.evidence?.deliveries.length ?? 0) < 2) return [];
  return others
    .filter(({ nature, type }) => nature === 'moment' && type.kind !== 'text' && type.kind !== 'time')
    .map(({ column }) => [...key.columns, column.id]);
}

/**
 * The key a table is taken to have; none where all are accidents. Where a key of several columns comes again with each
 * delivery under another date, and with the date not once, the date is part of it.
 */
export function bestKey(found: readonly KeyFinding[]): KeyFinding | undefined {
  const best = likeliest(found);
  if (!best?.figures || best.columns.length < 2) return best;
  const rows = rowsOf(best.figures);
  const dated = found.find(
    ({ columns, figures }) =>
      figures && columns.length === best.columns.length + 1 && best.columns.every((id) => columns.includes(id)) && figures.distinct === rows,
  );
  if (!dated || best.figures.distinct >= rows) return best;
  const { accident: _, ...known } = dated;
  const snapshot = dated.columns.find((id) => !best.columns.includes(id));
  return { ...known, score: best.score, ...(snapshot === undefined ? {} : { snapshot }) };
}
