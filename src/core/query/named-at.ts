import type { Catalog, CatalogColumn, CatalogTable } from './catalog.ts';
import { scopeAt } from './scope.ts';
import { nameOf, sqlTokens } from './sql-tokens.ts';

/** What the name under a pointer stands for. */
export type Named =
  | {
      readonly kind: 'column';
      readonly column: CatalogColumn;
      /** The table or alias it is read from. */ readonly of: string;
      readonly start: number;
      readonly end: number;
    }
  | { readonly kind: 'table'; readonly table: CatalogTable; readonly start: number; readonly end: number }
  | { readonly kind: 'cte'; readonly name: string; readonly columns: readonly CatalogColumn[]; readonly start: number; readonly end: number }
  /** Nothing the statement or the model names; it may be a function's name. */
  | { readonly kind: 'word'; readonly word: string; readonly start: number; readonly end: number };

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** What a name in a statement stands for: a column of what is read, a table, or a word of the engine's. */
export function namedAt(statement: string, offset: number, catalog: Catalog): Named | undefined {
  const tokens = sqlTokens(statement).filter(({ kind }) => kind !== 'comment');
  const at = tokens.findIndex(({ kind, start, end }) => (kind === 'word' || kind === 'name') && start <= offset && end >= offset);
  const token = tokens[at];
  if (!token) return undefined;
  const { start, end } = token;
  const name = nameOf(token);
  const before: string[] = [];
  for (let point = at - 1; tokens[point]?.text === '.'; point -= 2) {
    const owner = tokens[point - 1];
    if (owner?.kind !== 'word' && owner?.kind !== 'name') break;
    before.unshift(nameOf(owner));
  }
  const { tables, ctes } = scopeAt(statement, start, catalog);
  const owner = before.at(-1);
  const readable = owner === undefined ? tables : tables.filter((table) => same(table.name, owner));
  const isCall = tokens[at + 1]?.text === '(';
  for (const table of isCall ? [] : readable) {
    const column = table.columns.find((one) => same(one.name, name));
    if (column) return { kind: 'column', column, of: table.name, start, end };
  }
  if (isCall) return { kind: 'word', word: name, start, end };
  const alias = owner === undefined ? tables.find((table) => same(table.name, name)) : undefined;
  const table = alias?.table ?? catalog.find([...before, name]);
  if (table) return { kind: 'table', table, start, end };
  const cte = alias ?? (owner === undefined ? ctes.find((one) => same(one.name, name)) : undefined);
  if (cte) return { kind: 'cte', name: cte.name, columns: cte.columns, start, end };
  return token.kind === 'word' ? { kind: 'word', word: name, start, end } : undefined;
}
