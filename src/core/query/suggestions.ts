import type { Catalog, CatalogColumn, CatalogTable } from './catalog.ts';
import { scopeAt, type Scope, type ScopeTable } from './scope.ts';
import { nameOf, sqlTokens, type SqlToken } from './sql-tokens.ts';

/** What could be written at the cursor. */
export type Suggestion =
  | { readonly kind: 'column'; readonly column: CatalogColumn; readonly of: string; /** As it is written. */ readonly text: string }
  | { readonly kind: 'table'; readonly table: CatalogTable; readonly text: string }
  | { readonly kind: 'schema'; readonly text: string }
  | { readonly kind: 'cte'; readonly text: string; readonly columns: readonly CatalogColumn[] }
  /** A name that a table has in this statement. */
  | { readonly kind: 'alias'; readonly text: string; readonly table: ScopeTable }
  /** A condition of a join, as the model's keys have it. */
  | { readonly kind: 'condition'; readonly text: string };

export interface Suggestions {
  /** Where what is being typed begins. */
  readonly start: number;
  readonly list: readonly Suggestion[];
  /** Whether functions and keywords fit here as well. */
  readonly expressions: boolean;
  /** Whether functions that give tables fit here. */
  readonly tables: boolean;
}

const NOTHING = (start: number): Suggestions => ({ start, list: [], expressions: false, tables: false });
const WANT_TABLES = new Set(['from', 'join', 'into', 'update', 'table', 'describe', 'summarize']);
const lower = (token: SqlToken | undefined): string => (token?.kind === 'word' || token?.kind === 'symbol' ? token.text.toLowerCase() : '');
const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** Whether a comma belongs to the list of tables after FROM. */
function inFromList(before: readonly SqlToken[]): boolean {
  let depth = 0;
  for (const token of before.toReversed()) {
    const word = lower(token);
    if (word === ')') depth += 1;
    else if (word === '(') depth -= 1;
    if (depth < 0) return false;
    if (depth > 0) continue;
    if (word === 'from') return true;
    if (['select', 'where', 'on', 'by', 'having', 'set', 'values', 'using', 'qualify', 'limit', 'into'].includes(word)) return false;
  }
  return false;
}

/** Conditions between the table joined last and the ones before it. */
function joinConditions({ tables }: Scope, quote: (name: string) => string): readonly Suggestion[] {
  const joined = tables.at(-1);
  const others = tables.slice(0, -1);
  if (!joined) return [];
  const between = (from: ScopeTable, to: ScopeTable): readonly Suggestion[] =>
    (from.table?.foreignKeys ?? [])
      .filter(({ schema, table }) => to.table && same(schema, to.table.schema) && same(table, to.table.name))
      .map(({ columns, references }) => ({
        kind: 'condition',
        text: columns.map((column, index) => `${quote(from.name)}.${quote(column)} = ${quote(to.name)}.${quote(references[index] ?? '')}`).join(' and '),
      }));
  return others.flatMap((other) => [...between(other, joined), ...between(joined, other)]);
}

function tableSuggestions(catalog: Catalog, { ctes }: Scope, quote: (name: string) => string): readonly Suggestion[] {
  return [
    ...ctes.map(({ name, columns }): Suggestion => ({ kind: 'cte', text: quote(name), columns })),
    ...catalog.tables.map((table): Suggestion => ({
      kind: 'table',
      table,
      text: table.schema === 'main' ? quote(table.name) : `${quote(table.schema)}.${quote(table.name)}`,
    })),
  ];
}

/** After a point: the columns of what stands before it, and the tables of a schema of that name. */
function afterPoint(path: readonly string[], scope: Scope, catalog: Catalog, quote: (name: string) => string): readonly Suggestion[] {
  const name = path.at(-1) ?? '';
  const named = path.length === 1 ? (scope.tables.find((table) => same(table.name, name)) ?? scope.ctes.find((cte) => same(cte.name, name))) : undefined;
  const columns = named?.columns ?? catalog.find(path)?.columns ?? [];
  return [
    ...columns.map((column): Suggestion => ({ kind: 'column', column, of: name, text: quote(column.name) })),
    ...catalog.tables
      .filter(({ schema }) => path.length === 1 && same(schema, name))
      .map((table): Suggestion => ({ kind: 'table', table, text: quote(table.name) })),
  ];
}

/**
 * What fits at an offset of one statement: columns of the tables it names, under their aliases, or tables where one is
 * wanted. @param quote writes a name as SQL has to have it.
 */
export function suggestionsAt(statement: string, offset: number, catalog: Catalog, quote: (name: string) => string): Suggestions {
  const tokens = sqlTokens(statement);
  const inside = tokens.find(({ start, end }) => start < offset && end >= offset);
  const isText = inside?.kind === 'string' || inside?.kind === 'comment' || inside?.kind === 'number';
  // A string ends where its quote does; a comment to the line's end goes on there.
  if (inside && isText && (inside.end > offset || inside.kind !== 'string')) return NOTHING(offset);
  const typed = inside?.kind === 'word' || inside?.kind === 'name' ? inside : undefined;
  const start = typed?.start ?? offset;
  const before = tokens.filter((token) => token.kind !== 'comment' && token.end <= start);
  const last = before.at(-1);
  const scope = scopeAt(statement, start, catalog);

  if (last?.text === '.' && last.end === start) {
    const path: string[] = [];
    for (let at = before.length - 1; before[at]?.text === '.'; at -= 2) {
      const owner = before[at - 1];
      if (owner?.kind !== 'word' && owner?.kind !== 'name') break;
      path.unshift(nameOf(owner));
    }
    return { start, list: afterPoint(path, scope, catalog, quote), expressions: false, tables: false };
  }
  if (WANT_TABLES.has(lower(last)) || (last?.text === ',' && inFromList(before.slice(0, -1)))) {
    const schemas = [...new Set(catalog.tables.map(({ schema }) => schema))].filter((schema) => schema !== 'main');
    const list = [...tableSuggestions(catalog, scope, quote), ...schemas.map((schema): Suggestion => ({ kind: 'schema', text: quote(schema) }))];
    return { start, list, expressions: false, tables: true };
  }
  const seen = new Map<string, number>();
  for (const { columns } of scope.tables) for (const { name } of columns) seen.set(name.toLowerCase(), (seen.get(name.toLowerCase()) ?? 0) + 1);
  const columns = scope.tables.flatMap(({ name, columns: all }) =>
    all.map((column): Suggestion => ({
      kind: 'column',
      column,
      of: name,
      text: (seen.get(column.name.toLowerCase()) ?? 0) > 1 && name !== '' ? `${quote(name)}.${quote(column.name)}` : quote(column.name),
    })),
  );
  const aliases = scope.tables.filter(({ name }) => name !== '').map((table): Suggestion => ({ kind: 'alias', text: quote(table.name), table }));
  const conditions = lower(last) === 'on' ? joinConditions(scope, quote) : [];
  return { start, list: [...conditions, ...columns, ...aliases], expressions: true, tables: false };
}
