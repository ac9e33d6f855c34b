import { closing, isDone, peek, splitAtCommas, take, takeTableName, textOf, upperAt, type Cursor } from './cursor.ts';
import { columnOf, type DraftTable, type Reader } from './draft.ts';
import { readColumn } from './read-column.ts';
import { readInlineIndex, readTableConstraint } from './read-constraint.ts';
import type { TableName } from './types.ts';

/** Whether what stands in the parentheses is no list of columns but the length of a type: `(50)`, `(10,2)`, `(max)`. */
function isLength(cursor: Cursor, at: number): boolean {
  const token = cursor.tokens[at + 1];
  return token?.kind === 'number' || token?.upper === 'MAX' || token?.upper === '*';
}

/** A column may be called `key` or `index`; `KEY name (columns)` is an index. */
function isIndex(cursor: Cursor): boolean {
  const [first, second] = [upperAt(cursor), upperAt(cursor, 1)];
  if (first === 'FULLTEXT' || first === 'SPATIAL')
    return second === 'KEY' || second === 'INDEX' || second === '(' || (upperAt(cursor, 2) === '(' && !isLength(cursor, cursor.at + 2));
  if (first !== 'KEY' && first !== 'INDEX') return false;
  if (second === '(') return !isLength(cursor, cursor.at + 1);
  for (let at = cursor.at + 2; at < cursor.end; at += 1) {
    const upper = cursor.tokens[at]?.upper;
    if (upper === '(') return !isLength(cursor, at);
    if (!['USING', 'BTREE', 'HASH', 'CLUSTERED', 'NONCLUSTERED', 'UNIQUE', 'COLUMNSTORE', 'ON'].includes(upper ?? '')) return false;
  }
  return second === 'CLUSTERED' || upperAt(cursor, 2) === 'CLUSTERED';
}

/** Whether an item declares something of the table rather than a column. */
function isConstraint(cursor: Cursor): boolean {
  const [first, second] = [upperAt(cursor), upperAt(cursor, 1)];
  switch (first) {
    case 'CONSTRAINT':
      return peek(cursor, 1) !== undefined;
    case 'PRIMARY':
    case 'FOREIGN':
      return second === 'KEY';
    case 'CHECK':
      return second === '(' || second === 'NOT';
    case 'UNIQUE':
      if (second === '(') return true;
      // A column called unique has a type; a key has columns in parentheses further on.
      return ['KEY', 'INDEX', 'CLUSTERED', 'NONCLUSTERED', 'NULLS'].includes(second) || (upperAt(cursor, 2) === '(' && !isLength(cursor, cursor.at + 2));
    case 'NOT':
      return second === 'NULL';
    case 'EXCLUDE':
      return second === 'USING' || second === '(';
    default:
      return false;
  }
}

/** `PERIOD FOR SYSTEM_TIME (…)`, `SUPPLEMENTAL LOG …`: of no interest to a model. */
function isOther(cursor: Cursor): boolean {
  const [first, second] = [upperAt(cursor), upperAt(cursor, 1)];
  return (first === 'PERIOD' && second === 'FOR') || (first === 'SUPPLEMENTAL' && second === 'LOG') || (first === 'WATERMARK' && second === 'FOR');
}

/** What a script's own definition of another table is asked for. */
export type FindTable = (name: TableName) => DraftTable | undefined;

/** `LIKE other INCLUDING ALL`: the columns of another table, without its keys. */
export function copyColumns(cursor: Cursor, table: DraftTable, reader: Reader, find: FindTable): void {
  const at = peek(cursor)?.start ?? 0;
  const name = takeTableName(cursor);
  const other = name && find(name);
  if (!other) {
    reader.problem(at, `the columns are those of ${name?.name ?? 'another table'}, which the script does not create before`);
    return;
  }
  for (const column of other.columns) if (!columnOf(table, column.name)) table.columns.push({ ...column });
  if (/\b(ALL|INDEXES)\b/i.test(textOf(cursor))) {
    if (other.primaryKey && !table.primaryKey) table.primaryKey = other.primaryKey;
    table.uniqueKeys.push(...other.uniqueKeys);
  }
}

/** Reads one item of the body of a table. */
export function readItem(item: Cursor, table: DraftTable, reader: Reader, find: FindTable): void {
  const start = peek(item)?.start ?? 0;
  if (isOther(item)) return;
  if (isIndex(item)) return readInlineIndex(item, table);
  if (isConstraint(item)) {
    readTableConstraint(item, table, reader);
    return;
  }
  if (upperAt(item) === 'LIKE' && peek(item, 1) && upperAt(item, 1) !== '(') {
    take(item, 'LIKE');
    return copyColumns(item, table, reader, find);
  }
  const column = readColumn(item, table, reader);
  if (!column) {
    reader.problem(start, 'this is neither a column nor a key');
    return;
  }
  // SQLite lets the keys of a table follow a column without a comma, and so do scripts that lost one.
  const known = columnOf(table, column.name);
  // A partition may say more of the columns of its table.
  if (known && table.partitionOf) Object.assign(known, column);
  else if (known?.name === column.name) reader.problem(start, `${column.name} stands there twice: the first counts`);
  else table.columns.push(column);
}

/** Reads the body of a table, whose parenthesis opens here, and passes over it. @returns whether there was one. */
export function readBody(cursor: Cursor, table: DraftTable, reader: Reader, find: FindTable): boolean {
  if (upperAt(cursor) !== '(') return false;
  const close = closing(cursor, cursor.at);
  for (const item of splitAtCommas({ ...cursor, at: cursor.at + 1, end: close })) if (!isDone(item)) readItem(item, table, reader, find);
  cursor.at = Math.min(close + 1, cursor.end);
  return true;
}
