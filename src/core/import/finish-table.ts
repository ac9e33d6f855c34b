import type { DraftColumn, DraftTable } from './draft.ts';
import { sameName } from './draft.ts';
import { logicalOf, type TypeAliases } from './logical-types.ts';
import type { ReadColumn, ReadForeignKey, ReadKey, ReadLayout, ReadTable, ScriptPlatform, TableName } from './types.ts';

const values = (column: DraftColumn, aliases: TypeAliases): readonly string[] | undefined => {
  if (column.values) return column.values;
  const alias = aliases.get((column.type ?? '').split('.').at(-1)?.replaceAll('"', '').toLowerCase() ?? '');
  return alias !== undefined && /^enum\s*\(/i.test(alias)
    ? [...alias.matchAll(/'((?:[^']|'')*)'/g)].map((match) => (match[1] ?? '').replaceAll("''", "'"))
    : undefined;
};

function finishColumn(
  column: DraftColumn,
  primary: ReadKey | undefined,
  platform: ScriptPlatform,
  aliases: TypeAliases,
  onUnknown: (type: string) => void,
): ReadColumn {
  const { name, type, comment, identity, generated, from } = column;
  const logical = type === undefined ? undefined : logicalOf(type, platform, aliases);
  if (type !== undefined && logical === undefined) onUnknown(type);
  const isKey = primary?.columns.some((one) => sameName(one, name)) === true;
  const known = values(column, aliases);
  return {
    name,
    ...(type === undefined ? {} : { type }),
    logical: logical ?? 'text',
    // A primary key has no NULL, whatever the column says of itself.
    nullable: isKey ? false : (column.nullable ?? true),
    ...(column.default === undefined ? {} : { default: column.default }),
    ...(comment === undefined || comment === '' ? {} : { comment }),
    ...(identity === true ? { identity } : {}),
    ...(generated === undefined ? {} : { generated }),
    ...(known ? { values: known } : {}),
    ...(from && from.length > 0 ? { from } : {}),
  };
}

/** A table as it is when the script is through: types resolved, key columns not NULL. */
const sameKey = (a: ReadForeignKey, b: ReadForeignKey): boolean =>
  sameName(a.table.name, b.table.name) && a.columns.length === b.columns.length && a.columns.every((column, index) => sameName(column, b.columns[index] ?? ''));

const onOneLine = (layout: ReadLayout): ReadLayout =>
  Object.fromEntries(Object.entries(layout).map(([key, value]) => [key, String(value).replaceAll(/\s+/g, ' ').replaceAll(' ,', ',').trim()]));

export function finishTable(
  draft: DraftTable,
  platform: ScriptPlatform,
  aliases: TypeAliases,
  find: (name: TableName, from: TableName) => TableName,
  onUnknown: (column: string, type: string) => void,
): ReadTable {
  const { comment, temporary, external, partitionOf, materialization, tags, primaryKey, ...rest } = draft;
  return {
    ...rest,
    columns: draft.columns.map((column) => finishColumn(column, primaryKey, platform, aliases, (type) => onUnknown(column.name, type))),
    layout: onOneLine(draft.layout),
    foreignKeys: draft.foreignKeys
      .filter((key, index) => draft.foreignKeys.findIndex((other) => sameKey(other, key)) === index)
      .map((key) => ({ ...key, table: find(key.table, draft.name) })),
    ...(primaryKey ? { primaryKey } : {}),
    ...(comment === undefined || comment === '' ? {} : { comment }),
    ...(temporary === true ? { temporary } : {}),
    ...(external === true ? { external } : {}),
    ...(partitionOf ? { partitionOf } : {}),
    ...(materialization === undefined ? {} : { materialization }),
    ...(tags ? { tags } : {}),
  };
}
