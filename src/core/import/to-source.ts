import { free, slug } from '../commands/free-name.ts';
import type { ForeignKey, Id, Project, Source, SourceColumn } from '../model/types.ts';
import { fullName } from './full-name.ts';
import { sameName } from './draft.ts';
import type { ReadColumn, ReadTable, TableName } from './types.ts';

/** Which source a table is, and which of its columns each column is. */
export interface PlacedTable {
  readonly table: ReadTable;
  readonly id: Id;
  /** What the source is called: the table's name, or one that is free. */
  readonly name: string;
  /** Column name in lower case → column id. */
  readonly columns: ReadonlyMap<string, Id>;
}

/** Tables of their own: what a session or a partition of another holds is none. */
export const isKept = ({ temporary, partitionOf }: ReadTable): boolean => temporary !== true && partitionOf === undefined;

const tableKey = ({ database, schema, name }: TableName): string => JSON.stringify([database, schema, name].map((part) => part?.toLowerCase()));

/** Ids for the columns of a table; those that the source has already stay as they are. */
export function columnIds(columns: readonly ReadColumn[], known: ReadonlyMap<string, Id> = new Map()): ReadonlyMap<string, Id> {
  const ids = new Map<string, Id>();
  const taken = new Set(known.values());
  for (const { name } of columns) {
    const key = name.toLowerCase();
    const id = known.get(key) ?? free(slug(name), (candidate) => taken.has(candidate));
    taken.add(id);
    if (!ids.has(key)) ids.set(key, id);
  }
  return ids;
}

/** Ids and names for tables that a project does not have yet. */
export function placeTables(tables: readonly ReadTable[], project: Project): readonly PlacedTable[] {
  const ids = new Set(Object.keys(project.objects));
  const names = new Set(Object.values(project.objects).flatMap((object) => (object.kind === 'source' ? [object.name.toLowerCase()] : [])));
  const isTaken = (name: string): boolean => names.has(name.toLowerCase());
  return tables.map((table) => {
    const { schema, name } = table.name;
    const own = isTaken(name) && schema !== undefined ? free(`${schema}_${name}`, isTaken) : free(name, isTaken);
    const id = free(slug(own), (candidate) => ids.has(candidate));
    ids.add(id);
    names.add(own.toLowerCase());
    return { table, id, name: own, columns: columnIds(table.columns) };
  });
}

export type FindPlaced = (name: TableName) => PlacedTable | undefined;

/** Looks tables up by their whole name, else by the only one that has the last part. */
export function placedByName(placed: readonly PlacedTable[]): FindPlaced {
  const whole = new Map(placed.map((one) => [tableKey(one.table.name), one]));
  const last = new Map<string, PlacedTable[]>();
  for (const one of placed) {
    const key = one.table.name.name.toLowerCase();
    last.set(key, [...(last.get(key) ?? []), one]);
  }
  return (name) => {
    const found = whole.get(tableKey(name));
    if (found) return found;
    const list = last.get(name.name.toLowerCase()) ?? [];
    const fitting = list.filter(({ table }) => name.schema === undefined || table.name.schema === undefined || sameName(table.name.schema, name.schema));
    return fitting.length === 1 ? fitting[0] : undefined;
  };
}

const idsOf = ({ columns }: PlacedTable, names: readonly string[]): readonly Id[] | undefined => {
  const ids = names.map((name) => columns.get(name.toLowerCase()));
  return ids.length > 0 && ids.every((id) => id !== undefined) ? ids : undefined;
};

/** A column as the source keeps it. */
export function sourceColumn(column: ReadColumn, id: Id, find: FindPlaced): SourceColumn {
  const { name, type, logical, nullable, comment, identity, generated, values, from } = column;
  const taken = (from ?? []).flatMap(({ table, column: source }): readonly [Id, Id][] => {
    const other = find(table);
    const target = other?.columns.get(source.toLowerCase());
    return other && target !== undefined ? [[other.id, target]] : [];
  });
  return {
    id,
    name,
    type: logical,
    ...(nullable ? {} : { nullable: false }),
    ...(comment === undefined ? {} : { description: comment, source_comment: comment }),
    ...(values && values.length > 0 ? { tests: [{ test: 'accepted_values' as const, values: [...values] }] } : {}),
    ...(type === undefined ? {} : { source_type: type }),
    ...(column.default === undefined ? {} : { source_default: column.default }),
    ...(generated === undefined ? {} : { generated_by: generated }),
    ...(identity === true ? { identity } : {}),
    ...(taken.length > 0 ? { taken_from: taken } : {}),
  };
}

function foreignKeys(placed: PlacedTable, find: FindPlaced): readonly ForeignKey[] {
  return placed.table.foreignKeys.flatMap(({ name, columns, table, references, onDelete, onUpdate }): readonly ForeignKey[] => {
    const other = find(table);
    const own = idsOf(placed, columns);
    const target = other && references ? idsOf(other, references) : undefined;
    if (!other || !own) return [];
    return [
      {
        ...(name === undefined ? {} : { name }),
        columns: [...own],
        source: other.id,
        ...(target ? { references: [...target] } : {}),
        ...(onDelete === undefined ? {} : { on_delete: onDelete }),
        ...(onUpdate === undefined ? {} : { on_update: onUpdate }),
        declared: true,
      },
    ];
  });
}

/** What a source says of the table beside its columns: keys, checks, layout, options. */
export function tableFacts(placed: PlacedTable, find: FindPlaced, platform: string | undefined): Partial<Source> {
  const { table } = placed;
  const { database, schema, name } = table.name;
  const key = table.primaryKey ? idsOf(placed, table.primaryKey.columns) : undefined;
  const unique = table.uniqueKeys.flatMap(({ name: given, columns }) => {
    const ids = idsOf(placed, columns);
    return ids ? [{ ...(given === undefined ? {} : { name: given }), columns: [...ids] }] : [];
  });
  const foreign = foreignKeys(placed, find);
  const reads = table.kind === 'view' ? table.reads.flatMap((one) => find(one)?.id ?? []) : [];
  return {
    ...(key ? { key: [...key] } : {}),
    ...(unique.length > 0 ? { unique_keys: unique } : {}),
    ...(foreign.length > 0 ? { foreign_keys: [...foreign] } : {}),
    ...(table.checks.length > 0 ? { checks: table.checks.map((check) => ({ ...check })) } : {}),
    ...(Object.keys(table.layout).length > 0 ? { layout: { ...table.layout } } : {}),
    ...(Object.keys(table.options).length > 0 ? { options: { ...table.options } } : {}),
    ...(reads.length > 0 ? { view_of: reads } : {}),
    origin: {
      ...(database === undefined ? {} : { database }),
      ...(schema === undefined ? {} : { schema }),
      table: name,
      ...(platform === undefined ? {} : { platform }),
      ...(table.kind === 'view' ? { kind: 'view' as const } : {}),
      ...(table.comment === undefined ? {} : { comment: table.comment }),
    },
  };
}

/** Schemas that say nothing of a system. */
const NO_SYSTEM: ReadonlySet<string> = new Set(['public', 'dbo', 'main', 'default', 'sqlite', 'landing']);

/** A table as a new source of the model. Columns that differ in case alone are one. */
export function newSource(placed: PlacedTable, find: FindPlaced, platform: string | undefined): Source {
  const { table, id, name, columns } = placed;
  const seen = new Set<Id>();
  const schema = table.name.schema;
  return {
    kind: 'source',
    id,
    name,
    ...(schema === undefined || NO_SYSTEM.has(schema.toLowerCase()) || /[{}$@&:]/.test(schema) ? {} : { system: schema }),
    columns: table.columns.flatMap((column) => {
      const own = columns.get(column.name.toLowerCase());
      if (own === undefined || seen.has(own)) return [];
      seen.add(own);
      return [sourceColumn(column, own, find)];
    }),
    ...(table.comment === undefined ? {} : { description: table.comment }),
    delivery: 'full',
    ...tableFacts(placed, find, platform),
  };
}

/** What a source was read from, by its whole name. */
export const originName = ({ name, origin }: Source): string =>
  origin
    ? fullName({
        ...(origin.database === undefined ? {} : { database: origin.database }),
        ...(origin.schema === undefined ? {} : { schema: origin.schema }),
        name: origin.table,
      })
    : name;
