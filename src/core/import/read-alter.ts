import type { Catalog } from './catalog.ts';
import {
  closing,
  cursorOver,
  isDone,
  part,
  peek,
  splitAtCommas,
  stringValue,
  take,
  takeNamePart,
  takeParens,
  takeTableName,
  textBetween,
  textOf,
  upperAt,
  type Cursor,
} from './cursor.ts';
import { columnOf, sameName, type DraftColumn, type DraftTable, type Reader } from './draft.ts';
import { descriptionOf, isAttribute, readAttributes, readColumn, readTypeAndMore, takeExpression } from './read-column.ts';
import { readTableConstraint, takeCommentText } from './read-constraint.ts';
import { takeType } from './read-type.ts';
import type { Statement } from './split.ts';
import { readItem } from './table-items.ts';

/** What an action of ALTER TABLE works with. */
interface Alter {
  readonly cursor: Cursor;
  readonly table: DraftTable;
  readonly reader: Reader;
  readonly catalog: Catalog;
}

const KEY_WORDS: ReadonlySet<string> = new Set(['CONSTRAINT', 'PRIMARY', 'UNIQUE', 'FOREIGN', 'CHECK', 'KEY', 'INDEX', 'FULLTEXT', 'SPATIAL', 'EXCLUDE']);

/** Drops what an action says of keys: a name, or what the dialect calls by its kind. */
function dropConstraint({ cursor, table }: Alter): void {
  if (take(cursor, 'PRIMARY', 'KEY')) {
    delete table.primaryKey;
    return;
  }
  take(cursor, 'IF', 'EXISTS');
  const name = takeNamePart(cursor) ?? '';
  if (table.primaryKey?.name !== undefined && sameName(table.primaryKey.name, name)) delete table.primaryKey;
  for (const list of [table.uniqueKeys, table.foreignKeys, table.checks]) {
    const index = list.findIndex((one) => one.name !== undefined && sameName(one.name, name));
    if (index >= 0) list.splice(index, 1);
  }
}

function dropColumn(table: DraftTable, name: string): void {
  table.columns = table.columns.filter((column) => !sameName(column.name, name));
  const uses = ({ columns }: { readonly columns: readonly string[] }): boolean => columns.some((one) => sameName(one, name));
  if (table.primaryKey && uses(table.primaryKey)) delete table.primaryKey;
  table.uniqueKeys = table.uniqueKeys.filter((key) => !uses(key));
  table.foreignKeys = table.foreignKeys.filter((key) => !uses(key));
}

function renameColumn(table: DraftTable, from: string, to: string): void {
  const column = columnOf(table, from);
  if (!column) return;
  const renamed = <K extends { readonly columns: readonly string[] }>(key: K): K => ({
    ...key,
    columns: key.columns.map((one) => (sameName(one, from) ? to : one)),
  });
  column.name = to;
  if (table.primaryKey) table.primaryKey = renamed(table.primaryKey);
  table.uniqueKeys = table.uniqueKeys.map(renamed);
  table.foreignKeys = table.foreignKeys.map(renamed);
}

/** Puts a new definition of a column in the place of the one there is; keys that it does not mention stay. */
function redefine(alter: Alter, name: string, next: DraftColumn): void {
  const { table } = alter;
  const index = table.columns.findIndex((column) => sameName(column.name, name));
  const before = table.columns[index];
  if (!before) {
    table.columns.push(next);
    return;
  }
  if (!sameName(before.name, next.name)) renameColumn(table, name, next.name);
  table.columns[index] = { ...before, ...next };
}

/** Oracle's MODIFY may leave the type out: `MODIFY ("ID" NOT NULL ENABLE)`. */
function modify(alter: Alter, item: Cursor): void {
  take(item, 'COLUMN');
  take(item, 'IF', 'EXISTS');
  const { table, reader } = alter;
  const probe = { ...item };
  const name = takeNamePart(probe);
  if (name === undefined || upperAt(probe) === 'PARTITION' || /^(DEFAULT|LOB|PARTITION|CONSTRAINT|PRIMARY|NESTED)$/.test(upperAt(item))) return;
  if (/^(SET|UNSET|DROP|COMMENT)$/.test(upperAt(probe))) return alterColumn({ ...alter, cursor: probe }, name);
  const column = readColumn(item, table, reader);
  if (column) redefine(alter, name, column);
}

/** Where an added column goes: FIRST, AFTER another, else last. */
function addColumn({ table, reader }: Alter, item: Cursor): void {
  const start = peek(item)?.start ?? 0;
  const column = readColumn({ ...item }, table, reader);
  if (!column) {
    reader.problem(start, 'this addition was not understood');
    return;
  }
  const known = columnOf(table, column.name);
  if (known) {
    Object.assign(known, column);
    return;
  }
  const last = item.tokens[item.end - 1];
  const after = item.tokens[item.end - 2]?.upper === 'AFTER' && last ? takeNamePart(part(item, item.end - 1, item.end)) : undefined;
  const place = last?.upper === 'FIRST' ? 0 : after === undefined ? -1 : table.columns.findIndex(({ name }) => sameName(name, after)) + 1;
  if (place < 0 || (place === 0 && after !== undefined)) table.columns.push(column);
  else table.columns.splice(place, 0, column);
}

function add(alter: Alter): void {
  const { cursor, table, reader, catalog } = alter;
  if (/^(PARTITION|SUPPLEMENTAL|PERIOD|SEARCH|ROW|ATTACHMENT)$/.test(upperAt(cursor))) return;
  take(cursor, 'COLUMN');
  take(cursor, 'COLUMNS');
  take(cursor, 'IF', 'NOT', 'EXISTS');
  if (upperAt(cursor) === 'PARTITION') return;
  const wrapped = upperAt(cursor) === '(' && closing(cursor, cursor.at) >= cursor.end - 1;
  // T-SQL: ADD DEFAULT (0) FOR [a]
  if (upperAt(cursor) === 'DEFAULT') {
    readTableConstraint(cursor, table, reader, '');
    return;
  }
  const items = wrapped ? splitAtCommas(part(cursor, cursor.at + 1, closing(cursor, cursor.at))) : [cursor];
  for (const item of items) {
    if (KEY_WORDS.has(upperAt(item))) readItem(item, table, reader, (name) => catalog.find(name));
    else addColumn(alter, item);
  }
}

/** What stands behind ALTER [COLUMN] name. */
function alterColumn(alter: Alter, name: string): void {
  const { cursor, table, reader } = alter;
  const column = columnOf(table, name);
  if (!column) {
    reader.problem(cursor.tokens[cursor.at - 1]?.start ?? 0, `${table.name.name} has no column ${name} to alter`);
    return;
  }
  if (take(cursor, 'SET', 'NOT', 'NULL')) column.nullable = false;
  else if (take(cursor, 'DROP', 'NOT', 'NULL')) column.nullable = true;
  else if (take(cursor, 'SET', 'DEFAULT')) column.default = takeExpression(cursor);
  else if (take(cursor, 'DROP', 'DEFAULT')) delete column.default;
  else if (take(cursor, 'SET', 'OPTIONS')) {
    const text = descriptionOf(takeParens(cursor), reader);
    if (text !== undefined) column.comment = text;
  } else if (take(cursor, 'COMMENT')) {
    const text = takeCommentText(cursor, reader);
    if (text !== undefined) column.comment = text;
  } else if (take(cursor, 'TYPE') || take(cursor, 'SET', 'DATA', 'TYPE')) {
    const type = takeType(cursor, isAttribute, false);
    if (type !== undefined) column.type = type;
  } else if (take(cursor, 'ADD')) {
    if (upperAt(cursor) === 'GENERATED' || upperAt(cursor) === 'IDENTITY') column.identity = true;
  } else if (/^(SET|DROP|UNSET|RESET|RESTART|ENCODE|NOT|VISIBLE|INVISIBLE)$/.test(upperAt(cursor))) return;
  else {
    // T-SQL: ALTER COLUMN name type NULL
    const next: DraftColumn = { name: column.name };
    readTypeAndMore(cursor, table, next, reader);
    redefine(alter, name, { nullable: true, ...next });
  }
}

function rename({ cursor, table, catalog }: Alter): void {
  if (take(cursor, 'TO') || take(cursor, 'AS')) {
    const name = takeTableName(cursor);
    if (name) catalog.rename(table, { ...table.name, ...name });
    return;
  }
  take(cursor, 'COLUMN');
  if (upperAt(cursor) === 'CONSTRAINT' || upperAt(cursor) === 'KEY' || upperAt(cursor) === 'INDEX') return;
  const from = takeNamePart(cursor);
  if (!take(cursor, 'TO') || from === undefined) return;
  const to = takeNamePart(cursor);
  if (to !== undefined) renameColumn(table, from, to);
}

/** `PARTITION OF` for tables that were created on their own, as pg_dump writes it. */
function attach({ cursor, table, catalog }: Alter): void {
  const child = take(cursor, 'PARTITION') ? takeTableName(cursor) : undefined;
  const known = child && catalog.find(child);
  if (known) known.partitionOf = table.name;
}

/** One action. @returns the actions that follow with commas belong to the same word, e.g. `ADD a int, b int`. */
function act(alter: Alter, repeated: string): string {
  const { cursor, table, reader } = alter;
  const upper = upperAt(cursor);
  const word =
    /^(ADD|ALTER|DROP|MODIFY|CHANGE|RENAME|SET|COMMENT|ATTACH|CLUSTER|OWNER|REPLACE|INHERIT|CHECK|NOCHECK|ENABLE|DISABLE|VALIDATE|REPLICA|AUTO_INCREMENT|ENGINE|SWAP|PARTITION|DETACH)$/.test(
      upper,
    )
      ? upper
      : repeated;
  if (word === upper) cursor.at += 1;
  switch (word) {
    case 'ADD':
      add(alter);
      break;
    case 'MODIFY': {
      const list = upperAt(cursor) === '(' ? takeParens(cursor) : undefined;
      for (const item of list ? splitAtCommas(list) : [cursor]) modify(alter, item);
      break;
    }
    case 'CHANGE': {
      take(cursor, 'COLUMN');
      const name = takeNamePart(cursor);
      const column = name === undefined ? undefined : readColumn(cursor, table, reader);
      if (name !== undefined && column) redefine(alter, name, column);
      break;
    }
    case 'ALTER': {
      if (upperAt(cursor) === 'DISTKEY' || upperAt(cursor) === 'SORTKEY' || upperAt(cursor) === 'COMPOUND') {
        const layout = upperAt(cursor) === 'DISTKEY' ? 'distribute_by' : 'sort_by';
        while (!isDone(cursor) && cursor.tokens[cursor.at - 1]?.upper !== 'SORTKEY' && cursor.tokens[cursor.at - 1]?.upper !== 'DISTKEY') cursor.at += 1;
        table.layout[layout] = textOf(takeParens(cursor) ?? cursor);
        break;
      }
      if (upperAt(cursor) === 'CONSTRAINT' || upperAt(cursor) === 'INDEX' || upperAt(cursor) === 'DISTSTYLE') break;
      take(cursor, 'COLUMN');
      take(cursor, 'IF', 'EXISTS');
      const name = takeNamePart(cursor);
      if (name !== undefined) alterColumn(alter, name);
      break;
    }
    case 'DROP': {
      if (/^(CONSTRAINT|PRIMARY|FOREIGN|KEY|INDEX|CHECK)$/.test(upperAt(cursor))) {
        if (upperAt(cursor) !== 'PRIMARY') cursor.at += 1;
        take(cursor, 'KEY');
        dropConstraint(alter);
        break;
      }
      if (upperAt(cursor) === 'PARTITION' || upperAt(cursor) === 'PERIOD') break;
      take(cursor, 'COLUMN');
      take(cursor, 'COLUMNS');
      take(cursor, 'IF', 'EXISTS');
      const list = upperAt(cursor) === '(' ? takeParens(cursor) : undefined;
      for (const item of list ? splitAtCommas(list) : [cursor]) dropColumn(table, takeNamePart(item) ?? '');
      break;
    }
    case 'RENAME':
      rename(alter);
      break;
    case 'ATTACH':
      attach(alter);
      break;
    case 'COMMENT': {
      const text = takeCommentText(cursor, reader);
      if (text !== undefined) table.comment = text;
      break;
    }
    case 'CLUSTER':
      if (take(cursor, 'BY')) table.layout.cluster_by = textOf(takeParens(cursor) ?? cursor);
      break;
    case 'SET':
      set(alter);
      break;
    default:
  }
  return word;
}

/** SET SCHEMA, SET COMMENT, SET OPTIONS and SET TBLPROPERTIES; other settings are of no interest. */
function set({ cursor, table, reader, catalog }: Alter): void {
  if (take(cursor, 'SCHEMA')) {
    const schema = takeNamePart(cursor);
    if (schema !== undefined) catalog.rename(table, { ...table.name, schema });
  } else if (take(cursor, 'COMMENT')) {
    const text = takeCommentText(cursor, reader);
    if (text !== undefined) table.comment = text;
  } else if (take(cursor, 'OPTIONS')) {
    const text = descriptionOf(takeParens(cursor), reader);
    if (text !== undefined) table.comment = text;
  } else if (take(cursor, 'TBLPROPERTIES')) {
    for (const item of splitAtCommas(takeParens(cursor) ?? cursor)) {
      const [key, value] = [peek(item), peek(item, 2)];
      if (key?.kind === 'string' && stringValue(key, false).toLowerCase() === 'comment' && value?.kind === 'string')
        table.comment = stringValue(value, reader.rules.backslash);
    }
  }
}

/** Reads ALTER TABLE. A table that the script does not create is told, unless nothing of it matters to a model. */
export function readAlterTable({ head, tokens, start }: Statement, reader: Reader, catalog: Catalog): void {
  const cursor = cursorOver(reader.text, tokens, head.at);
  take(cursor, 'IF', 'EXISTS');
  take(cursor, 'ONLY');
  const name = takeTableName(cursor);
  if (!name) return reader.problem(start, 'the name of the table could not be read');
  if (upperAt(cursor) === '*') cursor.at += 1;
  while (take(cursor, 'WITH', 'CHECK') || take(cursor, 'WITH', 'NOCHECK')) continue;
  const table = catalog.find(name);
  if (!table) {
    const says = textBetween(cursor, cursor.at, cursor.end);
    if (/^(add|modify|change|alter|rename)\b/i.test(says)) reader.problem(start, `${name.name} is altered, but the script does not create it`);
    return;
  }
  let repeated = '';
  for (const action of splitAtCommas(cursor)) {
    repeated = act({ cursor: action, table, reader, catalog }, repeated);
    // `ADD COLUMN a int DEFAULT 0` leaves nothing behind; what an action did not understand it has told.
    if (!isDone(action) && repeated === '') readAttributes(part(action, action.end, action.end), table, { name: '' }, reader);
  }
}
