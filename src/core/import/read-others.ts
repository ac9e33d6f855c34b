import type { Catalog } from './catalog.ts';
import {
  columnNames,
  cursorOver,
  isDone,
  nameText,
  peek,
  splitAtCommas,
  stringValue,
  take,
  takeNamePart,
  takeNameParts,
  takeParens,
  takeTableName,
  tableName,
  upperAt,
  type Cursor,
} from './cursor.ts';
import { columnOf, sameName, type DraftTable, type Reader } from './draft.ts';
import type { Statement } from './split.ts';

/** COMMENT ON TABLE, VIEW or COLUMN. */
export function readCommentOn({ tokens, start }: Statement, reader: Reader, catalog: Catalog): void {
  const cursor = cursorOver(reader.text, tokens, 1);
  take(cursor, 'IF', 'EXISTS');
  if (!take(cursor, 'ON')) return;
  const foreign = take(cursor, 'FOREIGN') || take(cursor, 'MATERIALIZED');
  const what = upperAt(cursor);
  if (!/^(TABLE|VIEW|COLUMN)$/.test(what) || (foreign && what === 'COLUMN')) return;
  cursor.at += 1;
  const parts = takeNameParts(cursor);
  const token = take(cursor, 'IS') ? peek(cursor) : undefined;
  const text = token?.kind === 'string' ? stringValue(token, reader.rules.backslash) : token?.kind === 'name' ? nameText(token) : undefined;
  const name = tableName(what === 'COLUMN' ? parts.slice(0, -1) : parts);
  const table = name && catalog.find(name);
  if (!table) {
    if (name) reader.problem(start, `the comment is on ${name.name}, which the script does not create`);
    return;
  }
  if (what !== 'COLUMN') {
    if (text === undefined) delete table.comment;
    else table.comment = text;
    return;
  }
  const column = columnOf(table, parts.at(-1) ?? '');
  if (!column) reader.problem(start, `the comment is on ${parts.slice(-2).join('.')}, which is no column of the script`);
  else if (text === undefined) delete column.comment;
  else column.comment = text;
}

/** CREATE INDEX: a unique one over plain columns and all rows is a key. */
export function readCreateIndex({ head, tokens }: Statement, reader: Reader, catalog: Catalog): void {
  const cursor = cursorOver(reader.text, tokens, head.at);
  if (head.modifiers.has('COLUMNSTORE') && !head.modifiers.has('UNIQUE')) return;
  take(cursor, 'CONCURRENTLY');
  take(cursor, 'IF', 'NOT', 'EXISTS');
  const name = upperAt(cursor) === 'ON' ? undefined : takeNameParts(cursor).at(-1);
  while (!isDone(cursor) && upperAt(cursor) !== 'ON') cursor.at += 1;
  cursor.at += 1;
  take(cursor, 'ONLY');
  take(cursor, 'TABLE');
  const written = takeTableName(cursor);
  const table = written && catalog.find(written);
  // An index on something the script does not create says nothing of a table.
  if (!table) return;
  while (!isDone(cursor) && upperAt(cursor) !== '(') cursor.at += 1;
  const list = takeParens(cursor);
  const columns = list && columnNames(list);
  const named = name === undefined ? {} : { name };
  const partial = cursor.tokens.slice(cursor.at, cursor.end).some(({ upper }) => upper === 'WHERE');
  if (!head.modifiers.has('UNIQUE') || !columns || partial) table.indexes.push({ ...named, columns: columns ?? [] });
  else if (!table.uniqueKeys.some((key) => key.columns.length === columns.length && key.columns.every((one, at) => sameName(one, columns[at] ?? ''))))
    table.uniqueKeys.push({ ...named, columns, byIndex: true });
}

/** DROP TABLE and DROP VIEW. @returns what was dropped. */
export function readDrop({ head, tokens }: Statement, reader: Reader, catalog: Catalog, honours: (table: DraftTable) => boolean): readonly DraftTable[] {
  const cursor = cursorOver(reader.text, tokens, head.at);
  take(cursor, 'IF', 'EXISTS');
  const dropped: DraftTable[] = [];
  do {
    const name = takeTableName(cursor);
    const table = name && catalog.find(name);
    const isKind = head.what.endsWith('VIEW') ? table?.kind === 'view' : true;
    if (!table || !isKind || !honours(table)) continue;
    catalog.remove(table);
    dropped.push(table);
  } while (take(cursor, ','));
  return dropped;
}

/** RENAME TABLE a TO b, c TO d. */
export function readRenameTable({ head, tokens }: Statement, reader: Reader, catalog: Catalog): void {
  for (const item of splitAtCommas(cursorOver(reader.text, tokens, head.at))) {
    const from = takeTableName(item);
    const to = take(item, 'TO') ? takeTableName(item) : undefined;
    const table = from && catalog.find(from);
    if (table && to) catalog.rename(table, { ...table.name, ...to });
  }
}

/** USE and SET search_path: the schema of names that say none. */
export function readUse({ head, tokens }: Statement, reader: Reader, catalog: Catalog): void {
  const cursor = cursorOver(reader.text, tokens, head.at);
  if (head.what === 'SET') {
    take(cursor, 'SESSION');
    take(cursor, 'LOCAL');
    const isPath = take(cursor, 'SEARCH_PATH') || take(cursor, 'SCHEMA');
    if (!isPath || !(take(cursor, '=') || take(cursor, 'TO') || peek(cursor))) return;
    const first = takeNamePart(cursor);
    catalog.useSchema(first === undefined || first === '' || first.toLowerCase() === 'pg_catalog' ? undefined : first);
    return;
  }
  if (reader.platform === 'sqlserver') return;
  const what = upperAt(cursor);
  if (/^(WAREHOUSE|ROLE|SECONDARY|CATALOG)$/.test(what)) return;
  if (/^(DATABASE|SCHEMA|NAMESPACE)$/.test(what)) cursor.at += 1;
  const parts = takeNameParts(cursor);
  // Snowflake: USE DATABASE names no schema, USE a.b does.
  const noSchema = reader.platform === 'snowflake' && what !== 'SCHEMA' && parts.length < 2;
  catalog.useSchema(noSchema ? undefined : parts.at(-1));
}

/** The values of a procedure's parameters, by name in lower case or by their place. */
function parameters(cursor: Cursor): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [index, item] of splitAtCommas(cursor).entries()) {
    const first = peek(item);
    const isNamed = upperAt(item, 1) === '=';
    if (isNamed) item.at += 2;
    const value = peek(item);
    if (!value) continue;
    const text = value.kind === 'string' ? stringValue(value, false) : nameText(value);
    found.set(isNamed && first ? first.text.toLowerCase() : String(index), text);
  }
  return found;
}

/** Descriptions that SQL Server keeps as extended properties, and sp_rename. */
export function readExec({ tokens }: Statement, reader: Reader, catalog: Catalog): boolean {
  const cursor = cursorOver(reader.text, tokens, 1);
  const procedure = takeNameParts(cursor).at(-1)?.toLowerCase();
  const values = parameters(cursor);
  const value = (name: string, place: number): string | undefined => values.get(`@${name}`) ?? values.get(String(place));
  if (procedure === 'sp_rename') {
    const [from, to, kind] = [value('objname', 0), value('newname', 1), value('objtype', 2)];
    const parts = (from ?? '').replaceAll(/[[\]"]/g, '').split('.');
    const isColumn = kind?.toUpperCase() === 'COLUMN';
    const name = tableName(isColumn ? parts.slice(0, -1) : parts);
    const table = name && catalog.find(name);
    if (!table || to === undefined || (kind !== undefined && !isColumn && kind.toUpperCase() !== 'OBJECT')) return false;
    const column = columnOf(table, parts.at(-1) ?? '');
    if (!isColumn) catalog.rename(table, { ...table.name, name: to });
    else if (column) column.name = to;
    return true;
  }
  if (procedure !== 'sp_addextendedproperty' && procedure !== 'sp_updateextendedproperty') return false;
  if (value('name', 0)?.toLowerCase() !== 'ms_description') return false;
  const [text, schema, name, columnName] = [value('value', 1), value('level0name', 3), value('level1name', 5), value('level2name', 7)];
  const kind = value('level1type', 4)?.toUpperCase();
  const level2 = value('level2type', 6)?.toUpperCase();
  if (text === undefined || name === undefined || (kind !== 'TABLE' && kind !== 'VIEW')) return false;
  const table = catalog.find({ ...(schema === undefined ? {} : { schema }), name }) ?? catalog.find({ name });
  if (!table) return false;
  if (columnName === undefined) table.comment = text;
  else if (level2 === 'COLUMN') {
    const column = columnOf(table, columnName);
    if (column) column.comment = text;
  }
  return true;
}
