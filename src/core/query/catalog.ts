export interface CatalogColumn {
  readonly name: string;
  /** As the engine or the plan calls it; unknown for what a query works out. */
  readonly type: string | undefined;
  readonly description?: string | undefined;
}

/** A table or view that statements can name. */
export interface CatalogTable {
  readonly schema: string;
  readonly name: string;
  /** What it is, in a word or two: `hub`, `your table`. */
  readonly kind: string;
  readonly description?: string | undefined;
  readonly columns: readonly CatalogColumn[];
  readonly foreignKeys?: readonly {
    readonly columns: readonly string[];
    readonly schema: string;
    readonly table: string;
    readonly references: readonly string[];
  }[];
}

/** Tables by what statements call them, whatever the case of their letters. */
export interface Catalog {
  readonly tables: readonly CatalogTable[];
  /** The table of a name, with its schema or without. */
  find(path: readonly string[]): CatalogTable | undefined;
}

/** @param tables the first of several with one name is found by the name alone. */
export function createCatalog(tables: readonly CatalogTable[]): Catalog {
  const byName = new Map<string, CatalogTable>();
  for (const table of tables) {
    const name = table.name.toLowerCase();
    if (!byName.has(name)) byName.set(name, table);
    byName.set(`${table.schema.toLowerCase()}.${name}`, table);
  }
  return { tables, find: (path) => byName.get(path.slice(-2).join('.').toLowerCase()) };
}
