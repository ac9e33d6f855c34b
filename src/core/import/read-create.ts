import type { Catalog } from './catalog.ts';
import {
  columnNames,
  cursorOver,
  isDone,
  part,
  peek,
  splitAtCommas,
  stringValue,
  take,
  takeNamePart,
  takeNameParts,
  takeParens,
  takeTableName,
  textBetween,
  upperAt,
  type Cursor,
} from './cursor.ts';
import { columnOf, draftTable, sameName, type DraftColumn, type DraftTable, type Reader } from './draft.ts';
import { queryShape } from './read-query.ts';
import type { Statement } from './split.ts';
import { readClause, readClauses } from './table-clauses.ts';
import { copyColumns, readBody, type FindTable } from './table-items.ts';
import type { TableName } from './types.ts';

/** Gives a table the columns of its query. Names that the table lists itself win. */
function takeQuery(cursor: Cursor, table: DraftTable, listed: readonly DraftColumn[], reader: Reader, catalog: Catalog): void {
  const shape = queryShape(cursor, reader, (name) => catalog.find(name));
  table.reads = shape.reads.map((name) => catalog.find(name)?.name ?? name);
  if (listed.length > 0) {
    // A column that stands there without a type has the one of the query.
    for (const [index, column] of listed.entries()) {
      const made =
        shape.gaps.length === 0 && shape.columns.length === listed.length
          ? shape.columns[index]
          : shape.columns.find(({ name }) => sameName(name, column.name));
      if (made?.type !== undefined) column.type ??= made.type;
      if (made?.from) column.from = made.from;
    }
    return;
  }
  for (const column of shape.columns) if (!columnOf(table, column.name)) table.columns.push({ ...column });
  for (const { at, reason } of shape.gaps) reader.problem(at, `${table.name.name}: ${reason}`);
}

function takeIfNotExists(cursor: Cursor): boolean {
  return take(cursor, 'IF', 'NOT', 'EXISTS');
}

/** Enters a table; one of the same name gives way, unless the script asks that it stays. */
export function enter(table: DraftTable, keeps: boolean, replaces: boolean, reader: Reader, catalog: Catalog, offset: number): void {
  const before = catalog.find(table.name);
  const isSame = before && sameName(before.name.name, table.name.name) && sameName(before.name.schema ?? '', table.name.schema ?? '');
  if (!before || !isSame) return catalog.add(table);
  // mysqldump stands a table in for a view until the view is created.
  if (keeps && before.kind === table.kind) {
    if (before.columns.length !== table.columns.length) reader.problem(offset, `${table.name.name} is created before: the first counts`);
    return;
  }
  if (!replaces && before.kind === table.kind) reader.problem(offset, `${table.name.name} is created a second time: the last counts`);
  catalog.remove(before);
  catalog.add(table);
}

/** `PARTITION OF parent FOR VALUES …`: the columns are the parent's. */
function readPartitionOf(cursor: Cursor, table: DraftTable, reader: Reader, catalog: Catalog): void {
  const from = cursor.at;
  const parent = takeTableName(cursor);
  if (!parent) return;
  const known = catalog.find(parent);
  table.partitionOf = known?.name ?? parent;
  copyColumns({ ...cursor, at: from, end: cursor.at }, table, reader, (name) => catalog.find(name));
  if (known?.primaryKey) table.primaryKey = known.primaryKey;
  if (upperAt(cursor) === '(') readBody(cursor, table, reader, (name) => catalog.find(name));
}

/** The columns of SQLite's full-text tables: what is no option. */
function readVirtual(cursor: Cursor, table: DraftTable): void {
  const list = takeParens(cursor);
  for (const item of list ? splitAtCommas(list) : []) {
    if (upperAt(item, 1) === '=') continue;
    const name = takeNamePart(item);
    if (name !== undefined) table.columns.push({ name });
  }
}

/** Clauses may stand before the body: `CLUSTER BY (…)` in Snowflake, `SHARING = METADATA` in Oracle. */
function passToBody(cursor: Cursor, table: DraftTable, reader: Reader, find: FindTable): void {
  // Teradata: `t, NO FALLBACK, CHECKSUM = DEFAULT (…)`
  if (upperAt(cursor) === ',') while (!isDone(cursor) && upperAt(cursor) !== '(') cursor.at += 1;
  while (
    (upperAt(cursor) === 'CLUSTER' && upperAt(cursor, 1) === 'BY') ||
    (peek(cursor)?.kind === 'word' && upperAt(cursor, 1) === '=' && upperAt(cursor, 3) === '(')
  )
    readClause(cursor, table, reader, find);
}

/** Reads CREATE TABLE. */
export function readCreateTable({ head, tokens, start }: Statement, reader: Reader, catalog: Catalog): void {
  const cursor = cursorOver(reader.text, tokens, head.at);
  const keeps = takeIfNotExists(cursor);
  const written = takeTableName(cursor);
  if (!written) {
    reader.problem(start, 'the name of this table could not be read');
    return;
  }
  take(cursor, 'IF', 'NOT', 'EXISTS');
  const table = draftTable(catalog.placed(written), 'table', reader.placeAt(start));
  if (head.modifiers.has('TEMP') || head.modifiers.has('TEMPORARY') || head.modifiers.has('VOLATILE') || written.name.startsWith('#')) table.temporary = true;
  if (head.modifiers.has('EXTERNAL') || head.modifiers.has('FOREIGN')) table.external = true;
  const find = (name: TableName): DraftTable | undefined => catalog.find(name);
  if (take(cursor, 'PARTITION', 'OF')) readPartitionOf(cursor, table, reader, catalog);
  if (take(cursor, 'USING', 'TEMPLATE')) {
    takeParens(cursor);
    reader.problem(start, `${table.name.name}: its columns come from files, not from the script`);
  }
  if (head.modifiers.has('VIRTUAL') && take(cursor, 'USING')) {
    cursor.at += 1;
    readVirtual(cursor, table);
  }
  if (take(cursor, 'OF')) {
    const type = takeTableName(cursor);
    reader.problem(start, `${table.name.name}: its columns are those of the type ${type?.name ?? ''}`);
  }
  // CREATE TABLE t (LIKE other), t LIKE other, t (SELECT …), t AS (SELECT …)
  const hasQuery = upperAt(cursor) === '(' && /^(SELECT|WITH)$/.test(upperAt(cursor, 1));
  passToBody(cursor, table, reader, find);
  if (!hasQuery) readBody(cursor, table, reader, find);
  const listed = [...table.columns];
  const own = hasQuery || readClauses(cursor, table, reader, find);
  if (own) takeQuery(cursor, table, listed, reader, catalog);
  if (table.columns.length === 0 && !own && !keeps && tokens.length < head.at + 2) reader.problem(start, `${table.name.name} has no columns here`);
  enter(table, keeps, head.modifiers.has('REPLACE'), reader, catalog, start);
}

const VIEW_QUERY: ReadonlySet<string> = new Set(['SELECT', 'WITH', '(', 'TABLE', 'VALUES', 'FROM']);

/** The columns that a view lists before its query, with their comments. */
function viewColumns(list: Cursor | undefined, table: DraftTable, reader: Reader, catalog: Catalog): void {
  if (!list) return;
  const names = columnNames({ ...list });
  if (names) for (const name of names) table.columns.push({ name });
  else readBody({ ...list, at: list.at - 1, end: list.end + 1 }, table, reader, (name) => catalog.find(name));
}

/** Reads CREATE VIEW: its columns from the list it has, or from its query. */
export function readCreateView({ head, tokens, start }: Statement, reader: Reader, catalog: Catalog): void {
  const cursor = cursorOver(reader.text, tokens, head.at);
  const keeps = takeIfNotExists(cursor);
  const written = takeTableName(cursor);
  if (!written) {
    reader.problem(start, 'the name of this view could not be read');
    return;
  }
  take(cursor, 'IF', 'NOT', 'EXISTS');
  const table = draftTable(catalog.placed(written), 'view', reader.placeAt(start));
  if (head.modifiers.has('MATERIALIZED')) table.materialization = 'materialized_view';
  viewColumns(takeParens(cursor), table, reader, catalog);
  const listed = [...table.columns];
  while (!isDone(cursor)) {
    if (upperAt(cursor) === 'AS' && VIEW_QUERY.has(upperAt(cursor, 1))) break;
    let end = cursor.at;
    while (end < cursor.end && !(cursor.tokens[end]?.upper === 'AS' && VIEW_QUERY.has(cursor.tokens[end + 1]?.upper ?? ''))) end += 1;
    readClauses(part(cursor, cursor.at, end), table, reader, (name) => catalog.find(name));
    cursor.at = end;
  }
  const end = trimmedEnd(tokens);
  if (take(cursor, 'AS')) takeQuery({ ...cursor, end }, table, listed, reader, catalog);
  else if (table.columns.length === 0 && table.options['using'] === undefined) reader.problem(start, `${table.name.name}: its query could not be read`);
  enter(table, keeps, head.modifiers.has('REPLACE') || head.modifiers.has('ALTER'), reader, catalog, start);
}

/** `WITH CHECK OPTION` and the like stand behind the query. */
function trimmedEnd(tokens: Statement['tokens']): number {
  const last = tokens.length - 1;
  for (let at = last; at > last - 6 && at > 0; at -= 1) if (tokens[at]?.upper === 'WITH') return at;
  return tokens.length;
}

/** `CREATE TYPE x AS ENUM (…)`, `CREATE DOMAIN x AS text`, `CREATE TYPE x FROM varchar(10)`: what the name stands for. */
export function readCreateType({ head, tokens }: Statement, reader: Reader): { readonly name: string; readonly type: string } | undefined {
  const cursor = cursorOver(reader.text, tokens, head.at);
  takeIfNotExists(cursor);
  const name = takeNameParts(cursor).at(-1);
  if (name === undefined) return undefined;
  if (take(cursor, 'AS', 'ENUM')) return { name, type: `ENUM${textBetween(cursor, cursor.at, cursor.end)}` };
  if (!take(cursor, 'AS') && !take(cursor, 'FROM') && head.what !== 'CREATE DOMAIN') return undefined;
  if (take(cursor, 'TABLE')) return undefined;
  if (upperAt(cursor) === '(' || take(cursor, 'OBJECT') || take(cursor, 'STRUCT')) return { name, type: 'STRUCT' };
  if (upperAt(cursor) === 'VARRAY' || upperAt(cursor) === 'TABLE' || upperAt(cursor) === 'VARYING') return { name, type: 'ARRAY' };
  if (take(cursor, 'RANGE')) return { name, type: 'INT4RANGE' };
  const from = cursor.at;
  while (!isDone(cursor) && !/^(CONSTRAINT|CHECK|NOT|NULL|DEFAULT|COLLATE)$/.test(upperAt(cursor))) cursor.at += 1;
  return { name, type: textBetween(cursor, from, cursor.at) };
}

/** `CREATE SCHEMA name`, with the name of its owner as the last resort. */
export function readCreateSchema({ head, tokens }: Statement, reader: Reader): string | undefined {
  const cursor = cursorOver(reader.text, tokens, head.at);
  takeIfNotExists(cursor);
  const token = peek(cursor);
  if (token?.kind === 'string') return stringValue(token, false);
  return take(cursor, 'AUTHORIZATION') ? takeNamePart(cursor) : takeNameParts(cursor).at(-1);
}
