import {
  closing,
  columnNames,
  isDone,
  nameText,
  peek,
  stringValue,
  take,
  takeAny,
  takeNamePart,
  takeParens,
  takeTableName,
  textOf,
  upperAt,
  type Cursor,
} from './cursor.ts';
import { columnOf, type DraftColumn, type DraftTable, type Reader } from './draft.ts';
import type { ReadForeignKey } from './types.ts';

const ACTIONS: ReadonlySet<string> = new Set(['CASCADE', 'RESTRICT', 'NO', 'SET']);

/** `CASCADE`, `SET NULL`, `NO ACTION`, … */
function takeAction(cursor: Cursor): string | undefined {
  const word = takeAny(cursor, ACTIONS);
  if (word !== 'NO' && word !== 'SET') return word?.toLowerCase();
  const second = upperAt(cursor);
  cursor.at += 1;
  return `${word} ${second}`.toLowerCase();
}

/** What follows REFERENCES. */
export function takeReference(cursor: Cursor): Omit<ReadForeignKey, 'columns' | 'name'> | undefined {
  const table = takeTableName(cursor);
  if (!table) return undefined;
  const list = takeParens(cursor);
  const references = list && columnNames(list);
  let [onDelete, onUpdate]: (string | undefined)[] = [];
  for (;;) {
    if (take(cursor, 'ON', 'DELETE')) onDelete = takeAction(cursor);
    else if (take(cursor, 'ON', 'UPDATE')) onUpdate = takeAction(cursor);
    else if (take(cursor, 'MATCH')) cursor.at += 1;
    else break;
  }
  return {
    table,
    ...(references ? { references } : {}),
    ...(onDelete === undefined ? {} : { onDelete }),
    ...(onUpdate === undefined ? {} : { onUpdate }),
  };
}

const TABLE_KEYS: ReadonlySet<string> = new Set(['CLUSTERED', 'NONCLUSTERED', 'KEY', 'INDEX', 'HASH', 'BTREE', 'IF', 'NOT', 'EXISTS', 'NULLS', 'DISTINCT']);

/** Passes over what may stand between the words of a key and its columns, the name of an index too. */
function keyColumns(cursor: Cursor): readonly string[] | undefined {
  while (TABLE_KEYS.has(upperAt(cursor)) || upperAt(cursor) === 'USING') cursor.at += 1;
  if (upperAt(cursor) !== '(' && takeNamePart(cursor) === undefined) return undefined;
  while (TABLE_KEYS.has(upperAt(cursor)) || upperAt(cursor) === 'USING') cursor.at += 1;
  const list = takeParens(cursor);
  return list && columnNames(list);
}

const named = (name: string | undefined): { readonly name?: string } => (name === undefined || name === '' ? {} : { name });

/** Reads a key, foreign key or check of a table. @returns whether one began here. */
export function readTableConstraint(cursor: Cursor, table: DraftTable, reader: Reader, given?: string): boolean {
  const at = peek(cursor)?.start ?? 0;
  if (take(cursor, 'CONSTRAINT')) {
    // `CONSTRAINT PRIMARY KEY (…)` has no name.
    const bare = CONSTRAINT_WORDS.has(upperAt(cursor)) && (upperAt(cursor, 1) === 'KEY' || upperAt(cursor, 1) === '(');
    if (take(cursor, 'IF', 'NOT', 'EXISTS')) cursor.at += 0;
    let name = bare ? undefined : takeNamePart(cursor);
    // A schema before the name, as SQL Server and DB2 write it.
    while (!bare && take(cursor, '.')) name = takeNamePart(cursor);
    if (!readTableConstraint(cursor, table, reader, name))
      reader.problem(at, `the constraint${name === undefined ? '' : ` ${name}`} is of no kind that is read`);
    return true;
  }
  if (take(cursor, 'PRIMARY', 'KEY')) {
    const columns = keyColumns(cursor);
    if (columns) table.primaryKey = { ...named(given), columns };
    const numbered =
      columns?.length === 1 && cursor.tokens.slice(0, cursor.at).at(-2)?.upper === 'AUTOINCREMENT' ? columnOf(table, columns[0] ?? '') : undefined;
    if (numbered) numbered.identity = true;
    if (columns) return true;
    reader.problem(at, 'the columns of this primary key could not be read');
    return true;
  }
  if (upperAt(cursor) === 'UNIQUE') {
    cursor.at += 1;
    const indexName = takeIndexName(cursor);
    const columns = keyColumns(cursor);
    const name = given ?? indexName;
    if (columns) table.uniqueKeys.push({ ...named(name), columns });
    else table.indexes.push({ ...named(name), columns: [] });
    return true;
  }
  if (take(cursor, 'FOREIGN', 'KEY')) {
    if (take(cursor, 'IF', 'NOT', 'EXISTS')) cursor.at += 0;
    const indexName = upperAt(cursor) === '(' ? undefined : takeNamePart(cursor);
    const list = takeParens(cursor);
    const columns = list && columnNames(list);
    const reference = take(cursor, 'REFERENCES') ? takeReference(cursor) : undefined;
    if (columns && reference) table.foreignKeys.push({ ...named(given ?? indexName), columns, ...reference });
    else reader.problem(at, 'this foreign key could not be read');
    return true;
  }
  // EXPECT is what Databricks' pipelines call a check.
  if (upperAt(cursor) === 'CHECK' || (upperAt(cursor) === 'EXPECT' && given !== undefined)) {
    cursor.at += 1;
    take(cursor, 'NOT', 'FOR', 'REPLICATION');
    const inside = takeParens(cursor);
    const expression = inside ? textOf(inside) : '';
    if (expression === '') reader.problem(at, 'this check could not be read');
    else table.checks.push({ ...named(given), expression });
    return true;
  }
  if (upperAt(cursor) === 'NOT' && upperAt(cursor, 1) === 'NULL') {
    // PostgreSQL 18: NOT NULL col
    cursor.at += 2;
    const column = columnOf(table, takeNamePart(cursor) ?? '');
    if (column) column.nullable = false;
    return true;
  }
  if (upperAt(cursor) === 'DEFAULT' && given !== undefined) return readDefaultFor(cursor, table, reader);
  return upperAt(cursor) === 'EXCLUDE' || upperAt(cursor) === 'CONNECTION';
}

const CONSTRAINT_WORDS: ReadonlySet<string> = new Set(['PRIMARY', 'UNIQUE', 'FOREIGN', 'CHECK']);

/** `DEFAULT (getdate()) FOR [created]` of T-SQL. */
export function readDefaultFor(cursor: Cursor, table: DraftTable, reader: Reader): boolean {
  const start = cursor.at;
  if (!take(cursor, 'DEFAULT')) return false;
  let at = cursor.at;
  while (at < cursor.end && cursor.tokens[at]?.upper !== 'FOR') at = cursor.tokens[at]?.upper === '(' ? closing(cursor, at) + 1 : at + 1;
  const expression = textOf({ ...cursor, end: Math.min(at, cursor.end) });
  cursor.at = at + 1;
  const name = at < cursor.end ? takeNamePart(cursor) : undefined;
  const column = name === undefined ? undefined : columnOf(table, name);
  if (column) column.default = expression;
  else reader.problem(cursor.tokens[start]?.start ?? 0, 'there is no column for this default');
  return true;
}

/** The name of a key's index in `UNIQUE KEY name (…)`, not the columns. */
function takeIndexName(cursor: Cursor): string | undefined {
  const start = cursor.at;
  while (TABLE_KEYS.has(upperAt(cursor))) cursor.at += 1;
  const token = peek(cursor);
  const name = token && token.upper !== '(' && token.upper !== 'USING' ? nameText(token) : undefined;
  cursor.at = start;
  return name;
}

const INDEX_KINDS: ReadonlySet<string> = new Set(['FULLTEXT', 'SPATIAL', 'VECTOR', 'UNIQUE', 'CLUSTERED', 'NONCLUSTERED', 'COLUMNSTORE']);

/** Reads an index inside of a table, as MySQL and SQL Server declare them. The caller has made sure that it is one. */
export function readInlineIndex(cursor: Cursor, table: DraftTable): void {
  let unique = false;
  while (INDEX_KINDS.has(upperAt(cursor)) || upperAt(cursor) === 'KEY' || upperAt(cursor) === 'INDEX') {
    unique = unique || upperAt(cursor) === 'UNIQUE';
    cursor.at += 1;
  }
  const name = upperAt(cursor) === '(' || upperAt(cursor) === 'USING' ? undefined : takeNamePart(cursor);
  while (!isDone(cursor) && upperAt(cursor) !== '(') {
    unique = unique || upperAt(cursor) === 'UNIQUE';
    cursor.at += 1;
  }
  const list = takeParens(cursor);
  const columns = list && columnNames(list);
  if (unique && columns) table.uniqueKeys.push({ ...named(name), columns, byIndex: true });
  else table.indexes.push({ ...named(name), columns: columns ?? [] });
}

/** T-SQL lets the key of a table follow its last column without a comma: `PRIMARY KEY CLUSTERED (a, b)`. */
function listedColumns(cursor: Cursor): readonly string[] | undefined {
  const probe = { ...cursor };
  take(probe, 'CLUSTERED');
  take(probe, 'NONCLUSTERED');
  const list = takeParens(probe);
  const columns = list && columnNames(list);
  if (columns) cursor.at = probe.at;
  return columns;
}

/** `UNIQUE`, `PRIMARY KEY`, `REFERENCES` and `CHECK` right behind a column. @returns whether one began here. */
export function readColumnConstraint(cursor: Cursor, table: DraftTable, column: DraftColumn, name: string | undefined): boolean {
  if (take(cursor, 'PRIMARY', 'KEY') || take(cursor, 'PRIMARY')) {
    table.primaryKey = { ...named(name), columns: listedColumns(cursor) ?? [column.name] };
    return true;
  }
  if (upperAt(cursor) === 'UNIQUE') {
    cursor.at += 1;
    take(cursor, 'KEY');
    table.uniqueKeys.push({ ...named(name), columns: listedColumns(cursor) ?? [column.name] });
    return true;
  }
  const isForeign = take(cursor, 'FOREIGN', 'KEY');
  if (upperAt(cursor) === 'REFERENCES') {
    cursor.at += 1;
    const reference = takeReference(cursor);
    if (reference) table.foreignKeys.push({ ...named(name), columns: [column.name], ...reference });
    return true;
  }
  if (isForeign) return true;
  if (upperAt(cursor) === 'CHECK') {
    cursor.at += 1;
    take(cursor, 'NOT', 'FOR', 'REPLICATION');
    const inside = takeParens(cursor);
    if (inside) table.checks.push({ ...named(name), expression: textOf(inside) });
    return inside !== undefined;
  }
  return false;
}

/** A comment: `'…'` or `= '…'`, which follows. */
export function takeCommentText(cursor: Cursor, reader: Reader): string | undefined {
  take(cursor, '=');
  const token = peek(cursor);
  if (token?.kind !== 'string' && !(token?.kind === 'name' && token.text.startsWith('"'))) return undefined;
  cursor.at += 1;
  return token.kind === 'name' ? nameText(token) : stringValue(token, reader.rules.backslash);
}
