import type { Catalog, CatalogColumn, CatalogTable } from './catalog.ts';
import { nameOf, sqlTokens, type SqlToken } from './sql-tokens.ts';

/** What columns can be read from at a place of a statement, and under which name. */
export interface ScopeTable {
  readonly name: string;
  readonly columns: readonly CatalogColumn[];
  /** Where it is a table of the catalog. */
  readonly table?: CatalogTable | undefined;
}

export interface Scope {
  /** In the order they are named; those of the query around come after. */
  readonly tables: readonly ScopeTable[];
  /** Names that WITH gives, the nearest first. */
  readonly ctes: readonly ScopeTable[];
}

const OPENERS = new Set(['from', 'join', 'into', 'update', 'using', 'table', 'describe', 'summarize']);
const CLAUSES = new Set(
  'select where group order having limit offset window qualify union intersect except on set values returning sample fetch when'.split(' '),
);
const NO_ALIAS = new Set([
  ...OPENERS,
  ...CLAUSES,
  ...'left right full inner outer cross natural asof positional semi anti join as lateral tablesample pivot unpivot'.split(' '),
]);
const SETS = new Set(['union', 'intersect', 'except']);
const DEEPEST = 8;

const lower = (token: SqlToken | undefined): string => (token?.kind === 'word' || token?.kind === 'symbol' ? token.text.toLowerCase() : '');
const isName = (token: SqlToken | undefined): token is SqlToken => token?.kind === 'name' || token?.kind === 'word';

/** The index of the parenthesis that closes the one at `at`; the end where there is none. */
function closing(tokens: readonly SqlToken[], at: number): number {
  let depth = 0;
  for (let index = at; index < tokens.length; index += 1) {
    if (tokens[index]?.text === '(') depth += 1;
    else if (tokens[index]?.text === ')') depth -= 1;
    if (depth === 0) return index;
  }
  return tokens.length;
}

/** The tokens of one query, those in parentheses left out but for the parentheses, and which part of a UNION the place is in. */
function level(tokens: readonly SqlToken[], place: number): readonly { readonly token: SqlToken; readonly index: number }[] {
  let part: { readonly token: SqlToken; readonly index: number }[] = [];
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index];
    if (!token) break;
    if (SETS.has(lower(token))) {
      if (token.start >= place) return part;
      part = [];
    } else part.push({ token, index });
    if (token.text === '(') index = closing(tokens, index) - 1;
  }
  return part;
}

/** Reads the CTEs at the head of a query. */
function ctesOf(tokens: readonly SqlToken[], catalog: Catalog, outer: readonly ScopeTable[], depth: number): readonly ScopeTable[] {
  if (lower(tokens[0]) !== 'with') return outer;
  let known = outer;
  let at = lower(tokens[1]) === 'recursive' ? 2 : 1;
  for (;;) {
    const name = tokens[at];
    if (!isName(name)) return known;
    at += 1;
    let named: readonly string[] | undefined;
    if (tokens[at]?.text === '(') {
      const close = closing(tokens, at);
      named = tokens
        .slice(at + 1, close)
        .filter(isName)
        .map(nameOf);
      at = close + 1;
    }
    while (['as', 'not', 'materialized'].includes(lower(tokens[at]))) at += 1;
    if (tokens[at]?.text !== '(') return known;
    const close = closing(tokens, at);
    const found = outputColumns(tokens.slice(at + 1, close), catalog, known, depth + 1);
    const columns = named ? named.map((column, index) => ({ name: column, type: found[index]?.type })) : found;
    known = [{ name: nameOf(name), columns }, ...known];
    at = close + 1;
    if (tokens[at]?.text !== ',') return known;
    at += 1;
  }
}

/** The tables that FROM, JOIN and their like name in one query. */
function tablesOf(tokens: readonly SqlToken[], place: number, catalog: Catalog, ctes: readonly ScopeTable[], depth: number): readonly ScopeTable[] {
  const part = level(tokens, place);
  const found: ScopeTable[] = [];
  let isListed = false;
  for (let at = 0; at < part.length; at += 1) {
    const word = lower(part[at]?.token);
    if (CLAUSES.has(word)) isListed = false;
    const opens = OPENERS.has(word) || (isListed && word === ',');
    if (!opens) continue;
    if (word === 'from' || word === 'join') isListed = true;
    let next = at + 1;
    while (['lateral', 'only'].includes(lower(part[next]?.token))) next += 1;
    const first = part[next];
    if (!first) break;
    let table: CatalogTable | undefined;
    let columns: readonly CatalogColumn[] = [];
    let name = '';
    if (first.token.text === '(' && (isListed || word === 'using')) {
      columns = outputColumns(tokens.slice(first.index + 1, closing(tokens, first.index)), catalog, ctes, depth + 1);
      next += part[next + 1]?.token.text === ')' ? 2 : 1;
    } else if (isName(first.token) && !CLAUSES.has(lower(first.token))) {
      const path = [nameOf(first.token)];
      next += 1;
      while (part[next]?.token.text === '.' && isName(part[next + 1]?.token)) {
        path.push(nameOf(part[next + 1]?.token ?? first.token));
        next += 2;
      }
      name = path.at(-1) ?? '';
      const cte = path.length === 1 ? ctes.find((one) => one.name.toLowerCase() === name.toLowerCase()) : undefined;
      table = cte ? undefined : catalog.find(path);
      columns = cte?.columns ?? table?.columns ?? [];
      // A function of tables: its arguments are no tables.
      if (part[next]?.token.text === '(' && word !== 'into') next += part[next + 1]?.token.text === ')' ? 2 : 1;
    } else continue;
    if (lower(part[next]?.token) === 'as') next += 1;
    const alias = part[next]?.token;
    if (isName(alias) && !(alias.kind === 'word' && NO_ALIAS.has(lower(alias)))) {
      name = nameOf(alias);
      next += 1;
    }
    if (name !== '' && !(table === undefined && columns.length === 0 && word === 'using')) found.push({ name, columns, table });
    at = next - 1;
  }
  return found;
}

/** The columns a query gives, as far as its text tells. */
function outputColumns(all: readonly SqlToken[], catalog: Catalog, outer: readonly ScopeTable[], depth: number): readonly CatalogColumn[] {
  if (depth > DEEPEST) return [];
  const ctes = ctesOf(all, catalog, outer, depth);
  const part = level(all, -1).map(({ token }) => token);
  // CTEs in front are in parentheses, so the first SELECT outside of any is the query's own.
  const select = part.findIndex((token) => lower(token) === 'select');
  const tables = tablesOf(all, -1, catalog, ctes, depth);
  const every = tables.flatMap(({ columns }) => columns);
  if (select < 0) return every;
  const items: SqlToken[][] = [[]];
  for (const token of part.slice(select + 1)) {
    const word = lower(token);
    if (word === 'from' || CLAUSES.has(word)) break;
    if (word === ',') items.push([]);
    else if (!(items.length === 1 && items[0]?.length === 0 && (word === 'distinct' || word === 'all'))) items.at(-1)?.push(token);
  }
  return items.flatMap((item): readonly CatalogColumn[] => {
    const last = item.at(-1);
    const before = item.at(-2);
    if (item[0]?.text === '*') return every;
    if (last?.text === '*' && before?.text === '.') {
      const owner = item[0] ? nameOf(item[0]).toLowerCase() : '';
      return tables.find(({ name }) => name.toLowerCase() === owner)?.columns ?? [];
    }
    if (!isName(last)) return [];
    const isPlain = item.length === 1 || before?.text === '.';
    const isAlias = lower(before) === 'as' || (before !== undefined && (before.kind !== 'symbol' || before.text === ')'));
    if (!isPlain && !isAlias) return [];
    const source = isPlain ? item : item.slice(0, lower(before) === 'as' ? -2 : -1);
    const read = source.at(-1);
    const isRead = isName(read) && (source.length === 1 || (source.length === 3 && source[1]?.text === '.'));
    const origin = isRead ? every.find(({ name }) => name.toLowerCase() === nameOf(read).toLowerCase()) : undefined;
    return [{ name: nameOf(last), type: origin?.type, description: origin?.description }];
  });
}

/** What can be named at an offset of one statement. */
export function scopeAt(statement: string, offset: number, catalog: Catalog): Scope {
  let tokens = sqlTokens(statement).filter(({ kind }) => kind !== 'comment');
  let ctes = ctesOf(tokens, catalog, [], 0);
  let tables = tablesOf(tokens, offset, catalog, ctes, 0);
  for (let depth = 0; depth < DEEPEST; depth += 1) {
    const open = tokens.findIndex(
      (token, index) => token.text === '(' && token.start < offset && (tokens[closing(tokens, index)]?.start ?? Infinity) >= offset,
    );
    if (open < 0) break;
    // A CTE sees nothing of the query it is made for.
    const isCte = ['as', 'materialized'].includes(lower(tokens[open - 1]));
    tokens = tokens.slice(open + 1, closing(tokens, open));
    ctes = ctesOf(tokens, catalog, ctes, depth);
    tables = [...tablesOf(tokens, offset, catalog, ctes, depth), ...(isCte ? [] : tables)];
  }
  return { tables, ctes };
}
