import type { DraftTable } from './draft.ts';
import type { TableName } from './types.ts';

/** The tables that scripts have created so far. */
export interface Catalog {
  /** In the order in which they were created. */
  tables(): readonly DraftTable[];
  find(name: TableName): DraftTable | undefined;
  add(table: DraftTable): void;
  remove(table: DraftTable): void;
  rename(table: DraftTable, name: TableName): void;
  /** The schema of names that say none, from here on. */
  useSchema(schema: string | undefined): void;
  /** A name with the schema that it means. */
  placed(name: TableName): TableName;
}

const key = (name: TableName): string => name.name.toLowerCase();
const same = (a: string | undefined, b: string | undefined): boolean => (a ?? '').toLowerCase() === (b ?? '').toLowerCase();

export function createCatalog(): Catalog {
  const tables = new Set<DraftTable>();
  const byName = new Map<string, DraftTable[]>();
  let current: string | undefined;
  const placed = (name: TableName): TableName => (name.schema !== undefined || current === undefined ? name : { ...name, schema: current });

  function enter(table: DraftTable): void {
    const list = byName.get(key(table.name));
    if (list) list.push(table);
    else byName.set(key(table.name), [table]);
  }
  function leave(table: DraftTable): void {
    const list = byName.get(key(table.name))?.filter((other) => other !== table) ?? [];
    if (list.length > 0) byName.set(key(table.name), list);
    else byName.delete(key(table.name));
  }
  return {
    tables: () => [...tables],
    find(name) {
      const list = byName.get(key(name)) ?? [];
      if (list.length === 0) return undefined;
      const { schema } = placed(name);
      const fitting = list.filter(
        (table) =>
          same(table.name.schema, schema) && (name.database === undefined || table.name.database === undefined || same(table.name.database, name.database)),
      );
      const exact = fitting.filter((table) => table.name.name === name.name);
      if (exact.length > 0) return exact.at(-1);
      if (fitting.length > 0) return fitting.at(-1);
      // A script may leave the schema out here and there: the only table of the name is meant.
      return list.length === 1 && (name.schema === undefined || list[0]?.name.schema === undefined) ? list[0] : undefined;
    },
    add(table) {
      tables.add(table);
      enter(table);
    },
    remove(table) {
      tables.delete(table);
      leave(table);
    },
    rename(table, name) {
      leave(table);
      table.name = name;
      enter(table);
    },
    useSchema(schema) {
      current = schema;
    },
    placed,
  };
}
