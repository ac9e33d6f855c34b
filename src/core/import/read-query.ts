import {
  closing,
  isDone,
  nameText,
  part,
  peek,
  splitAtCommas,
  take,
  takeNamePart,
  takeNameParts,
  tableName,
  takeParens,
  textBetween,
  textOf,
  upperAt,
  type Cursor,
} from './cursor.ts';
import { sameName, type DraftColumn, type Reader } from './draft.ts';
import { takeType } from './read-type.ts';
import type { FindTable } from './table-items.ts';
import type { ColumnSource, TableName } from './types.ts';

export interface QueryShape {
  readonly columns: readonly DraftColumn[];
  /** Why columns are missing, and where. */
  readonly gaps: readonly { readonly at: number; readonly reason: string }[];
  readonly reads: readonly TableName[];
}

/** Something that a FROM names: a table of the script or elsewhere, or a query whose columns are known. */
interface FromItem {
  readonly alias: string;
  readonly table?: TableName;
  /** Nothing when they are not known. */
  readonly columns?: readonly DraftColumn[];
}

const EMPTY: QueryShape = { columns: [], gaps: [], reads: [] };
const DEEPEST = 24;
const AFTER_FROM: ReadonlySet<string> = new Set(
  'WHERE GROUP ORDER HAVING LIMIT QUALIFY WINDOW UNION EXCEPT INTERSECT MINUS FETCH OFFSET FOR CONNECT START LATERAL SAMPLE TABLESAMPLE CLUSTER DISTRIBUTE SORT WITH OPTION'.split(
    ' ',
  ),
);
const JOINS: ReadonlySet<string> = new Set('JOIN INNER LEFT RIGHT FULL OUTER CROSS NATURAL SEMI ANTI ASOF STRAIGHT_JOIN GLOBAL ANY'.split(' '));
const SET_WORDS: ReadonlySet<string> = new Set(['UNION', 'EXCEPT', 'INTERSECT', 'MINUS']);

/** Index of the first of these words outside of parentheses; the end when none is there. */
function find(cursor: Cursor, words: ReadonlySet<string>): number {
  let index = cursor.at;
  while (index < cursor.end) {
    const token = cursor.tokens[index];
    if (token?.upper === '(') index = closing(cursor, index);
    else if (token?.kind === 'word' && words.has(token.upper) && cursor.tokens[index - 1]?.upper !== '.') return index;
    index += 1;
  }
  return cursor.end;
}

type Known = ReadonlyMap<string, readonly DraftColumn[]>;

/** What a FROM clause names, in order. */
function fromItems(cursor: Cursor, ctes: Known, reader: Reader, findTable: FindTable, depth: number, reads: TableName[]): readonly FromItem[] {
  const items: FromItem[] = [];
  let expects = true;
  while (!isDone(cursor)) {
    const upper = upperAt(cursor);
    if (upper === ',' || JOINS.has(upper)) {
      expects = expects || upper === ',' || upper === 'JOIN' || upper === 'STRAIGHT_JOIN';
      cursor.at += 1;
      continue;
    }
    if (!expects) {
      if (upper === '(') takeParens(cursor);
      else cursor.at += 1;
      continue;
    }
    expects = false;
    while (take(cursor, 'ONLY') || take(cursor, 'LATERAL') || (upperAt(cursor) === 'STREAM' && peek(cursor, 1)?.kind === 'word' && take(cursor, 'STREAM')))
      continue;
    items.push(...fromItem(cursor, ctes, reader, findTable, depth, reads));
  }
  return items;
}

function aliasHere(cursor: Cursor): string | undefined {
  const explicit = take(cursor, 'AS');
  const token = peek(cursor);
  if (!token || token.kind === 'symbol' || token.kind === 'number') return undefined;
  if (!explicit && (JOINS.has(token.upper) || AFTER_FROM.has(token.upper) || /^(ON|USING|PIVOT|UNPIVOT|AT|BEFORE|CHANGES|MATCH_RECOGNIZE)$/.test(token.upper)))
    return undefined;
  return takeNamePart(cursor);
}

function fromItem(cursor: Cursor, ctes: Known, reader: Reader, findTable: FindTable, depth: number, reads: TableName[]): readonly FromItem[] {
  if (upperAt(cursor) === '(') {
    const inside = takeParens(cursor);
    if (!inside) return [];
    if (!/^(SELECT|WITH|\(|VALUES)$/.test(upperAt(inside)) || depth > DEEPEST) return fromItems(inside, ctes, reader, findTable, depth + 1, reads);
    const shape = queryShape(inside, reader, findTable, ctes, depth + 1);
    reads.push(...shape.reads);
    const alias = aliasHere(cursor) ?? '';
    return [shape.gaps.length > 0 ? { alias } : { alias, columns: shape.columns }];
  }
  const start = cursor.at;
  const parts = takeNameParts(cursor);
  const table = tableName(parts);
  if (!table) {
    cursor.at = Math.max(cursor.at, start + 1);
    return [];
  }
  // A table function, e.g. `UNNEST(x)` or `TABLE(FLATTEN(…))`.
  if (upperAt(cursor) === '(') {
    takeParens(cursor);
    return [{ alias: aliasHere(cursor) ?? table.name }];
  }
  const cte = parts.length === 1 ? ctes.get(table.name.toLowerCase()) : undefined;
  if (parts.length === 1 && ctes.has(table.name.toLowerCase())) return [{ alias: aliasHere(cursor) ?? table.name, ...(cte ? { columns: cte } : {}) }];
  // A stage of Snowflake and a variable of T-SQL are no tables.
  if (table.name.startsWith('@')) return [{ alias: aliasHere(cursor) ?? table.name }];
  reads.push(table);
  const known = findTable(table);
  return [{ alias: aliasHere(cursor) ?? table.name, table: known?.name ?? table, ...(known ? { columns: known.columns } : {}) }];
}

/** Where an expression takes its values from: columns of tables that are known by their alias, or that alone can be meant. */
function sourcesOf(cursor: Cursor, items: readonly FromItem[]): readonly ColumnSource[] {
  const found: ColumnSource[] = [];
  const add = (item: FromItem | undefined, column: string): void => {
    const known = item?.columns?.find(({ name }) => sameName(name, column));
    if (item?.table && (known || !item.columns)) found.push({ table: item.table, column: known?.name ?? column });
    else if (known?.from) found.push(...known.from);
  };
  for (let index = cursor.at; index < cursor.end; index += 1) {
    const token = cursor.tokens[index];
    if (!token || (token.kind !== 'word' && token.kind !== 'name')) continue;
    if (cursor.tokens[index + 1]?.upper === '(' || /^(:|AS)$/.test(cursor.tokens[index - 1]?.upper ?? '')) continue;
    const parts = takeNameParts({ ...cursor, at: index });
    index += Math.max(0, parts.length * 2 - 2);
    const column = parts.at(-1) ?? '';
    if (parts.length > 1)
      add(
        items.find(({ alias }) => sameName(alias, parts.at(-2) ?? '')),
        column,
      );
    else {
      const owners = items.filter((item) => item.columns?.some(({ name }) => sameName(name, column)));
      if (owners.length === 1) add(owners[0], column);
      else if (items.length === 1 && items[0] && !items[0].columns && cursor.end - cursor.at === 1) add(items[0], column);
    }
  }
  return found.filter((one, index) => found.findIndex((other) => other.column === one.column && sameTable(other.table, one.table)) === index);
}

const sameTable = (a: TableName, b: TableName): boolean => a.name === b.name && a.schema === b.schema && a.database === b.database;

/** The type that a cast around the whole expression gives it. */
function castType(cursor: Cursor): string | undefined {
  const first = upperAt(cursor);
  if ((first === 'CAST' || first === 'TRY_CAST' || first === 'SAFE_CAST') && closing(cursor, cursor.at + 1) === cursor.end - 1) {
    const inside = part(cursor, cursor.at + 2, cursor.end - 1);
    const as = find(inside, new Set(['AS']));
    return as < inside.end ? takeType(part(inside, as + 1, inside.end), () => false, false) : undefined;
  }
  let last = -1;
  for (let index = cursor.at; index < cursor.end; index += 1) {
    const token = cursor.tokens[index];
    if (token?.upper === '(') index = closing(cursor, index);
    else if (token?.upper === ':' && cursor.tokens[index + 1]?.upper === ':') last = index;
  }
  if (last < 0) return undefined;
  const rest = part(cursor, last + 2, cursor.end);
  const type = takeType(rest, () => false, false);
  return isDone(rest) ? type : undefined;
}

/** `*` and `t.*`, with what EXCEPT or EXCLUDE leaves out. Nothing when the columns are not known. */
function starColumns(item: Cursor, items: readonly FromItem[]): readonly DraftColumn[] | undefined {
  const parts = takeNameParts(item);
  item.at += 1;
  const meant = parts.length === 0 ? items : items.filter(({ alias }) => sameName(alias, parts.filter((one) => one !== '').at(-1) ?? ''));
  if (meant.length === 0 || meant.some(({ columns }) => !columns)) return undefined;
  const without = new Set<string>();
  if (take(item, 'EXCEPT') || take(item, 'EXCLUDE')) {
    const list = takeParens(item) ?? item;
    for (const one of splitAtCommas(list)) without.add((takeNamePart(one) ?? '').toLowerCase());
  }
  if (!isDone(item) && upperAt(item) !== ')') return undefined;
  return meant.flatMap(({ table, columns = [] }) =>
    columns
      .filter(({ name }) => !without.has(name.toLowerCase()))
      .map((column): DraftColumn => ({
        name: column.name,
        ...(column.type === undefined ? {} : { type: column.type }),
        ...(table ? { from: [{ table, column: column.name }] } : column.from ? { from: column.from } : {}),
      })),
  );
}

const NO_ALIAS: ReadonlySet<string> = new Set(['END', 'NULL', 'TRUE', 'FALSE', 'ROWS', 'ZONE', 'CURRENT_DATE', 'CURRENT_TIMESTAMP']);

/** The name that a column of the result has, and where its expression ends; no name when it says none. */
function outputName(item: Cursor): { readonly name?: string; readonly end: number } {
  const last = item.tokens[item.end - 1];
  const before = item.tokens[item.end - 2];
  if (!last) return { end: item.end };
  // T-SQL: name = expression
  const first = peek(item);
  if (
    upperAt(item, 1) === '=' &&
    first &&
    (first.kind === 'name' || first.kind === 'word') &&
    !first.text.startsWith('@') &&
    item.end - item.at > 2 &&
    before?.upper !== 'AS'
  )
    return { name: nameText(first), end: item.end };
  if (last.kind === 'symbol' || last.kind === 'number') return { end: item.end };
  if (before?.upper === 'AS' && before.kind === 'word') return { name: nameText(last), end: item.end - 2 };
  if (item.end - item.at === 1)
    return last.kind === 'string' ? { end: item.end } : NO_ALIAS.has(last.upper) ? { end: item.end } : { name: nameText(last), end: item.end };
  if (before?.upper === '.') return { name: nameText(last), end: item.end };
  // Snowflake: value:path.to is called PATH.TO by nobody's choice; a cast has the name of what it casts only on some platforms.
  const isValue =
    before?.kind === 'word' || before?.kind === 'name' || before?.kind === 'string' || before?.kind === 'number' || /^[)\]]$/.test(before?.upper ?? '');
  if (
    last.kind !== 'string' &&
    isValue &&
    !NO_ALIAS.has(last.upper) &&
    !/^(OR|AND|NOT|IS|THEN|ELSE|IN|LIKE|BETWEEN|DISTINCT|OVER|AT|INTERVAL)$/.test(before?.upper ?? '') &&
    item.tokens[item.end - 3]?.upper !== 'INTERVAL'
  )
    return { name: nameText(last), end: item.end - 1 };
  return { end: item.end };
}

function readProjection(item: Cursor, items: readonly FromItem[], gaps: { at: number; reason: string }[]): readonly DraftColumn[] {
  const at = peek(item)?.start ?? 0;
  for (let index = item.at; index < item.end && index < item.at + 8; index += 1) {
    if (item.tokens[index]?.upper !== '*') continue;
    const lead = item.tokens[index - 1]?.upper;
    if (index !== item.at && lead !== '.') break;
    const columns = starColumns(item, items);
    if (!columns) gaps.push({ at, reason: `the columns of ${textBetween(item, item.at - 1, item.at) || '*'} are not in the script` });
    return columns ?? [];
  }
  const { name, end } = outputName(item);
  if (name === undefined) {
    gaps.push({ at, reason: 'a column of the query has no name of its own' });
    return [];
  }
  const body = part(item, item.at, end);
  const from = sourcesOf({ ...body }, items);
  const source = from.length === 1 && body.end - body.at <= 3 ? from[0] : undefined;
  const owner = source && items.find((one) => one.columns?.some((column) => sameName(column.name, source.column)));
  const type = castType({ ...body }) ?? owner?.columns?.find((column) => sameName(column.name, source?.column ?? ''))?.type;
  return [{ name, ...(type === undefined ? {} : { type }), ...(from.length > 0 ? { from } : {}) }];
}

/** The queries of WITH, by name; the cursor then stands at what follows them. */
function readCtes(cursor: Cursor, outer: Known, reader: Reader, findTable: FindTable, depth: number, reads: TableName[]): Known {
  const known = new Map(outer);
  if (!take(cursor, 'WITH')) return known;
  take(cursor, 'RECURSIVE');
  do {
    const name = takeNamePart(cursor);
    if (name === undefined) break;
    const list = upperAt(cursor) === '(' ? takeParens(cursor) : undefined;
    if (!take(cursor, 'AS')) break;
    take(cursor, 'NOT');
    take(cursor, 'MATERIALIZED');
    const inside = takeParens(cursor);
    if (!inside) break;
    // It may read itself.
    known.set(name.toLowerCase(), undefined as never);
    const shape = depth > DEEPEST ? EMPTY : queryShape(inside, reader, findTable, known, depth + 1);
    reads.push(...shape.reads);
    const names = list ? splitAtCommas(list).map((one) => takeNamePart(one) ?? '') : undefined;
    if (shape.gaps.length > 0 || shape.columns.length === 0) continue;
    known.set(name.toLowerCase(), names ? shape.columns.map((column, index) => ({ ...column, name: names[index] ?? column.name })) : shape.columns);
  } while (take(cursor, ','));
  return known;
}

/** The columns of a query, what they are made of, and the tables it reads. Only the first branch of a union names columns. */
export function queryShape(cursor: Cursor, reader: Reader, findTable: FindTable, outer: Known = new Map(), depth = 0): QueryShape {
  const reads: TableName[] = [];
  const gaps: { at: number; reason: string }[] = [];
  const at = peek(cursor)?.start ?? 0;
  const ctes = readCtes(cursor, outer, reader, findTable, depth, reads);
  if (upperAt(cursor) === '(') {
    const inside = takeParens(cursor);
    const shape = inside && depth <= DEEPEST ? queryShape(inside, reader, findTable, ctes, depth + 1) : EMPTY;
    const rest = { ...cursor };
    if (SET_WORDS.has(upperAt(rest))) readBranch(rest, ctes, reader, findTable, depth, reads);
    return { ...shape, reads: unique([...reads, ...shape.reads]) };
  }
  if (upperAt(cursor) === 'FROM') return fromFirst(cursor, ctes, reader, findTable, depth, reads);
  if (!take(cursor, 'SELECT')) return { columns: [], gaps: [{ at, reason: 'the columns of this query could not be read' }], reads: unique(reads) };
  take(cursor, 'ALL');
  if (take(cursor, 'DISTINCT') && take(cursor, 'ON')) takeParens(cursor);
  if (take(cursor, 'AS', 'STRUCT') || take(cursor, 'AS', 'VALUE')) cursor.at += 0;
  if (upperAt(cursor) === 'TOP' && (peek(cursor, 1)?.kind === 'number' || upperAt(cursor, 1) === '(')) {
    cursor.at += 1;
    if (upperAt(cursor) === '(') takeParens(cursor);
    else cursor.at += 1;
    take(cursor, 'PERCENT');
    take(cursor, 'WITH', 'TIES');
  }
  const from = find(cursor, new Set(['FROM', 'INTO', ...SET_WORDS, 'WHERE', 'LIMIT', 'ORDER', 'GROUP']));
  const list = part(cursor, cursor.at, from);
  let items: readonly FromItem[] = [];
  let end = from;
  const start = cursor.tokens[from]?.upper === 'INTO' ? find({ ...cursor, at: from }, new Set(['FROM'])) : from;
  if (cursor.tokens[start]?.upper === 'FROM') {
    end = find({ ...cursor, at: start + 1 }, AFTER_FROM);
    items = fromItems(part(cursor, start + 1, end), ctes, reader, findTable, depth, reads);
  }
  const columns = splitAtCommas(list).flatMap((item) => readProjection(item, items, gaps));
  cursor.at = end;
  subqueries(part(cursor, list.at, from), ctes, reader, findTable, depth, reads);
  const next = find(cursor, SET_WORDS);
  subqueries(part(cursor, end, next), ctes, reader, findTable, depth, reads);
  if (next < cursor.end) readBranch({ ...cursor, at: next }, ctes, reader, findTable, depth, reads);
  return { columns, gaps, reads: unique(reads) };
}

/** DuckDB's `FROM t SELECT a`, and `FROM t` alone, which is all of its columns. */
function fromFirst(cursor: Cursor, ctes: Known, reader: Reader, findTable: FindTable, depth: number, reads: TableName[]): QueryShape {
  const gaps: { at: number; reason: string }[] = [];
  const at = peek(cursor)?.start ?? 0;
  cursor.at += 1;
  const end = find(cursor, new Set([...AFTER_FROM, 'SELECT']));
  const items = fromItems(part(cursor, cursor.at, end), ctes, reader, findTable, depth, reads);
  const list = cursor.tokens[end]?.upper === 'SELECT' ? part(cursor, end + 1, find({ ...cursor, at: end + 1 }, AFTER_FROM)) : undefined;
  if (list) return { columns: splitAtCommas(list).flatMap((item) => readProjection(item, items, gaps)), gaps, reads: unique(reads) };
  const columns = starColumns({ ...cursor, at: end, end }, items);
  return columns
    ? { columns, gaps, reads: unique(reads) }
    : { columns: [], gaps: [{ at, reason: 'the columns of this query are not in the script' }], reads: unique(reads) };
}

/** Notes the tables of what follows UNION, EXCEPT and INTERSECT. */
function readBranch(cursor: Cursor, ctes: Known, reader: Reader, findTable: FindTable, depth: number, reads: TableName[]): void {
  cursor.at += 1;
  while (take(cursor, 'ALL') || take(cursor, 'DISTINCT') || take(cursor, 'BY') || take(cursor, 'NAME')) continue;
  if (depth <= 400) reads.push(...queryShape(cursor, reader, findTable, ctes, depth + 1).reads);
}

/** Notes the tables of queries in parentheses, e.g. of `EXISTS (SELECT …)`. */
function subqueries(cursor: Cursor, ctes: Known, reader: Reader, findTable: FindTable, depth: number, reads: TableName[]): void {
  if (depth > DEEPEST) return;
  for (let index = cursor.at; index < cursor.end; index += 1) {
    if (cursor.tokens[index]?.upper !== '(' || !/^(SELECT|WITH)$/.test(cursor.tokens[index + 1]?.upper ?? '')) continue;
    const close = Math.min(closing(cursor, index), cursor.end);
    reads.push(...queryShape(part(cursor, index + 1, close), reader, findTable, ctes, depth + 1).reads);
    index = close;
  }
}

const unique = (names: readonly TableName[]): readonly TableName[] => {
  const known = new Set<string>();
  return names.filter((name) => {
    const key = JSON.stringify([name.database, name.schema, name.name]);
    return !known.has(key) && known.add(key) !== undefined;
  });
};

export const queryText = (cursor: Cursor): string => textOf(cursor);
