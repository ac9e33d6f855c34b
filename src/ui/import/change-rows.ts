import type { ImportChange } from '../../core/import/compare.ts';
import type { Id } from '../../core/model/types.ts';

/** A table with all its changes, or one of several changes of a table. */
export type ChangeRow =
  | { readonly type: 'table'; readonly key: string; readonly object: Id; readonly table: string; readonly changes: readonly ImportChange[] }
  | { readonly type: 'change'; readonly key: string; readonly change: ImportChange };

const isWhole = ({ kind }: ImportChange): boolean => kind === 'table-added' || kind === 'table-removed';

/** Changes by table: one that is new or gone takes one row, others a row for the table and one for each change. */
export function changeRows(changes: readonly ImportChange[], wanted: string): readonly ChangeRow[] {
  const tables = new Map<Id, ImportChange[]>();
  for (const change of changes) tables.set(change.object, [...(tables.get(change.object) ?? []), change]);
  const text = wanted.trim().toLowerCase();
  return [...tables].flatMap(([object, own]): readonly ChangeRow[] => {
    const [first] = own;
    if (!first) return [];
    if (text !== '' && !own.some(({ table, column, after }) => [table, column, after].some((part) => part?.toLowerCase().includes(text) === true))) return [];
    const head: ChangeRow = { type: 'table', key: `table ${object}`, object, table: first.table, changes: own };
    return own.every(isWhole) ? [head] : [head, ...own.map((change): ChangeRow => ({ type: 'change', key: change.id, change }))];
  });
}

/** The changes that a row stands for. */
export const changesOf = (row: ChangeRow): readonly ImportChange[] => (row.type === 'table' ? row.changes : [row.change]);
