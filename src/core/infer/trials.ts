import type { KnownTable } from './columns.ts';
import type { ColumnPlace } from './evidence.ts';
import type { Id } from '../model/types.ts';
import { soundsLikeKey } from './words.ts';

/** Whether a column's values may meet those of another table: keys are texts and whole numbers. */
export function canMeet({ columns }: KnownTable, id: Id): boolean {
  const one = columns.find(({ column }) => column.id === id);
  if (!one?.figures || one.figures.distinct < 1) return false;
  switch (one.nature) {
    case 'code':
    case 'whole':
    case 'text':
    case 'flag':
      return one.type.kind !== 'boolean';
    case 'prose':
      return soundsLikeKey(one.column.name) && (one.figures.longest ?? 0) <= 60;
    default:
      return false;
  }
}

export const meeting = (tables: readonly KnownTable[]): readonly ColumnPlace[] =>
  tables.flatMap((table) =>
    table.columns.filter(({ column }) => canMeet(table, column.id)).map(({ column }) => ({ source: table.source.id, column: column.id })),
  );

/** Columns that others may refer to: keys of one column, and parts of keys that sound like keys themselves. */
export const keyPlaces = (tables: readonly KnownTable[], keyOf: (table: KnownTable) => readonly Id[] | undefined): readonly ColumnPlace[] =>
  tables.flatMap((table) => {
    const single = (table.evidence?.keys ?? []).flatMap(({ columns }) => (columns.length === 1 ? columns : []));
    const parts = (keyOf(table) ?? []).filter((id) => soundsLikeKey(table.byId.get(id)?.column.name ?? ''));
    return [...new Set([...single, ...parts])].map((column) => ({ source: table.source.id, column }));
  });

/** Tables with columns of the same names as another's key of several columns. */
export function setTrials(
  tables: readonly KnownTable[],
  keyOf: (table: KnownTable) => readonly Id[] | undefined,
): readonly {
  readonly child: { readonly source: Id; readonly columns: readonly Id[] };
  readonly parent: { readonly source: Id; readonly columns: readonly Id[] };
}[] {
  return tables.flatMap((parent) => {
    const key = keyOf(parent);
    if (!key || key.length < 2) return [];
    const names = key.map((id) => parent.byId.get(id)?.column.name.toLowerCase());
    return tables.flatMap((child) => {
      if (child === parent) return [];
      const columns = names.flatMap((name) => child.columns.find(({ column }) => column.name.toLowerCase() === name)?.column.id ?? []);
      // Where it is the child's key too, both tell of the same things, and each of its parts says so.
      return columns.length === key.length ? [{ child: { source: child.source.id, columns }, parent: { source: parent.source.id, columns: key } }] : [];
    });
  });
}
