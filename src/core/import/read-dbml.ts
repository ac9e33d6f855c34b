import {
  columnNames,
  cursorOver,
  isDone,
  nameText,
  part,
  peek,
  splitAtCommas,
  stringValue,
  take,
  takeNamePart,
  takeNameParts,
  takeParens,
  tableName,
  textBetween,
  textOf,
  upperAt,
  type Cursor,
} from './cursor.ts';
import type { DialectRules } from './dialect-rules.ts';
import { columnOf, draftTable, sameName, type DraftColumn, type DraftTable } from './draft.ts';
import { finishTable } from './finish-table.ts';
import { createPlaces, excerptAt } from './places.ts';
import { tokenFrom, type Token } from './tokens.ts';
import type { ImportFile, NotRead, ReadForeignKey, ScriptPlatform, TableName, WhatWasRead } from './types.ts';
import { scriptPlatform } from './dialect-rules.ts';

const RULES: DialectRules = {
  backslash: true,
  doubleIsString: false,
  brackets: false,
  dollars: false,
  hashComments: false,
  slashComments: true,
  nestedComments: false,
  triple: true,
};

/** Index of the bracket that closes the one at `at`; the end when it is never closed. */
function closing(cursor: Cursor, at: number, open: string, close: string): number {
  let depth = 0;
  for (let index = at; index < cursor.end; index += 1) {
    const upper = cursor.tokens[index]?.upper;
    if (upper === open) depth += 1;
    else if (upper === close && (depth -= 1) === 0) return index;
  }
  return cursor.end;
}

function takeEnclosed(cursor: Cursor, open: string, close: string): Cursor | undefined {
  if (upperAt(cursor) !== open) return undefined;
  const end = closing(cursor, cursor.at, open, close);
  const inside = part(cursor, cursor.at + 1, end);
  cursor.at = Math.min(end + 1, cursor.end);
  return inside;
}

/** The rows between braces: each begins on a line of its own, and may hold braces or brackets over lines. */
function rowsOf(body: Cursor): readonly Cursor[] {
  const rows: Cursor[] = [];
  let [depth, from] = [0, body.at];
  for (let index = body.at; index < body.end; index += 1) {
    const token = body.tokens[index];
    if (depth === 0 && index > from && token?.first === true && token.upper !== '{') {
      rows.push(part(body, from, index));
      from = index;
    }
    if (/^[[{(]$/.test(token?.upper ?? '')) depth += 1;
    if (/^[\]})]$/.test(token?.upper ?? '')) depth -= 1;
  }
  if (from < body.end) rows.push(part(body, from, body.end));
  return rows;
}

const dedented = (text: string): string => {
  const lines = text.split('\n');
  const indent = Math.min(...lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length));
  return lines
    .map((line) => line.slice(Number.isFinite(indent) ? indent : 0))
    .join('\n')
    .trim();
};
const noteText = (token: Token | undefined): string | undefined => (token?.kind === 'string' ? dedented(stringValue(token, true)) : undefined);

interface Ref {
  readonly name?: string;
  readonly from: TableName;
  readonly columns: readonly string[];
  readonly sign: string;
  readonly to: TableName;
  readonly references: readonly string[];
  readonly settings: ReadonlyMap<string, Cursor>;
}

/** `[pk, note: 'x']` as names with what follows the colon. */
function settingsOf(inside: Cursor | undefined): ReadonlyMap<string, Cursor> {
  const found = new Map<string, Cursor>();
  for (const item of inside ? splitAtCommas(inside) : []) {
    const from = item.at;
    while (!isDone(item) && upperAt(item) !== ':') item.at += 1;
    const key = textBetween(item, from, item.at).toLowerCase().replaceAll(/\s+/g, ' ');
    take(item, ':');
    found.set(key, item);
  }
  return found;
}

/** `a.b.(x, y)` and `a.b.x`: a table and its columns. */
function endpoint(cursor: Cursor): { readonly table: TableName; readonly columns: readonly string[] } | undefined {
  const parts: string[] = [];
  for (;;) {
    if (upperAt(cursor) === '(') {
      const list = takeParens(cursor);
      const columns = list && columnNames(list);
      const table = tableName(parts);
      return columns && table ? { table, columns } : undefined;
    }
    const name = takeNamePart(cursor);
    if (name === undefined) return undefined;
    parts.push(name);
    if (!take(cursor, '.')) break;
  }
  const table = tableName(parts.slice(0, -1));
  return table ? { table, columns: parts.slice(-1) } : undefined;
}

/** `>`, `<`, `-`, `<>`, each with question marks for what may be missing. */
function takeSign(cursor: Cursor): string {
  let sign = '';
  while (/^[<>?-]$/.test(upperAt(cursor))) {
    sign += upperAt(cursor);
    cursor.at += 1;
  }
  return sign.replaceAll('?', '');
}

function readRef(cursor: Cursor, name: string | undefined, refs: Ref[]): boolean {
  const from = endpoint(cursor);
  const sign = takeSign(cursor);
  const to = endpoint(cursor);
  if (!from || !to || sign === '') return false;
  const settings = settingsOf(takeEnclosed(cursor, '[', ']'));
  refs.push({ ...(name === undefined ? {} : { name }), from: from.table, columns: from.columns, sign, to: to.table, references: to.columns, settings });
  return true;
}

const valueText = (cursor: Cursor | undefined): string | undefined => {
  const token = cursor && peek(cursor);
  if (!cursor || !token) return undefined;
  return token.kind === 'name' && token.text.startsWith('`') ? nameText(token) : textOf(cursor);
};

/** A column: `name type [settings]`. */
function readColumn(row: Cursor, table: DraftTable, refs: Ref[]): boolean {
  const name = takeNamePart(row);
  if (name === undefined || isDone(row)) return false;
  const from = row.at;
  const first = peek(row);
  row.at += 1;
  while (take(row, '.')) row.at += 1;
  takeParens(row);
  while (upperAt(row) === '[' && upperAt(row, 1) === ']') row.at += 2;
  const type = first?.kind === 'name' && row.at === from + 1 ? nameText(first) : textBetween(row, from, row.at);
  const column: DraftColumn = { name, type };
  const settings = settingsOf(takeEnclosed(row, '[', ']'));
  if (settings.has('not null')) column.nullable = false;
  if (settings.has('increment')) column.identity = true;
  if (settings.has('pk') || settings.has('primary key')) table.primaryKey = { columns: [...(table.primaryKey?.columns ?? []), name] };
  if (settings.has('unique')) table.uniqueKeys.push({ columns: [name] });
  const given = valueText(settings.get('default'));
  if (given !== undefined) column.default = given;
  const note = noteText(settings.get('note') && peek(settings.get('note') ?? row));
  if (note !== undefined) column.comment = note;
  const check = valueText(settings.get('check'));
  if (check !== undefined) table.checks.push({ expression: check });
  const ref = settings.get('ref');
  if (ref) {
    const sign = takeSign(ref);
    const to = endpoint(ref);
    if (to) refs.push({ from: table.name, columns: [name], sign, to: to.table, references: to.columns, settings: new Map() });
  }
  table.columns.push(column);
  return isDone(row);
}

function readIndexes(body: Cursor, table: DraftTable): void {
  for (const row of rowsOf(body)) {
    const list = upperAt(row) === '(' ? takeParens(row) : part(row, row.at, row.at + 1);
    if (list?.tokens[list.at] === row.tokens[row.at]) row.at += 1;
    const isPlain = list !== undefined && !list.tokens.slice(list.at, list.end).some(({ text }) => text.startsWith('`'));
    const columns = isPlain ? columnNames({ ...list }) : undefined;
    const settings = settingsOf(takeEnclosed(row, '[', ']'));
    const called = settings.get('name');
    const name = called && peek(called)?.kind === 'string' ? { name: noteText(peek(called)) ?? '' } : {};
    if (settings.has('pk') && columns) table.primaryKey = { columns };
    else if (settings.has('unique') && columns) table.uniqueKeys.push({ ...name, columns, byIndex: true });
    else table.indexes.push({ ...name, columns: columns ?? [] });
  }
}

interface Dbml {
  readonly tables: DraftTable[];
  readonly partials: Map<string, DraftTable>;
  readonly enums: Map<string, string>;
  readonly aliases: Map<string, TableName>;
  readonly refs: Ref[];
  platform: ScriptPlatform;
}

function readTableBody(body: Cursor, table: DraftTable, dbml: Dbml, problem: (offset: number, reason: string) => void): void {
  for (const row of rowsOf(body)) {
    const [at, first, second] = [peek(row)?.start ?? 0, upperAt(row), upperAt(row, 1)];
    if (first === 'INDEXES' && second === '{') {
      row.at += 1;
      readIndexes(takeEnclosed(row, '{', '}') ?? row, table);
    } else if (first === 'CHECKS' && second === '{') {
      row.at += 1;
      for (const one of rowsOf(takeEnclosed(row, '{', '}') ?? row)) {
        const token = peek(one);
        const called = settingsOf(takeEnclosed({ ...one, at: one.at + 1 }, '[', ']')).get('name');
        if (token) table.checks.push({ ...(called ? { name: noteText(peek(called)) ?? '' } : {}), expression: nameText(token) });
      }
    } else if (first === 'NOTE' && (second === ':' || second === '{')) {
      const note = noteText(peek(row, 2));
      if (note !== undefined) table.comment = note;
    } else if (first === '~') {
      const partial = dbml.partials.get((peek(row, 1)?.text ?? '').toLowerCase());
      if (partial) table.columns.push(...partial.columns.map((column) => ({ ...column })));
      else problem(at, `there is no partial ${peek(row, 1)?.text ?? ''}`);
    } else if (!readColumn(row, table, dbml.refs)) problem(at, `${table.name.name}: this row was not understood`);
  }
}

/** What stands outside of tables. @returns whether it was understood. */
function readElement(cursor: Cursor, dbml: Dbml, placeAt: (offset: number) => DraftTable['at'], problem: (offset: number, reason: string) => void): boolean {
  const at = peek(cursor)?.start ?? 0;
  const word = upperAt(cursor);
  cursor.at += 1;
  if (word === 'REF') {
    const name = upperAt(cursor) === ':' || upperAt(cursor) === '{' ? undefined : takeNameParts(cursor).at(-1);
    if (take(cursor, ':')) return readRef(cursor, name, dbml.refs);
    const body = takeEnclosed(cursor, '{', '}');
    return body !== undefined && rowsOf(body).every((row) => readRef(row, name, dbml.refs));
  }
  const parts = takeNameParts(cursor);
  const alias = take(cursor, 'AS') ? takeNamePart(cursor) : undefined;
  const settings = settingsOf(takeEnclosed(cursor, '[', ']'));
  const body = takeEnclosed(cursor, '{', '}');
  const name = tableName(parts);
  if (word === 'TABLE' || word === 'TABLEPARTIAL') {
    if (!name || !body) return false;
    const table = draftTable(name, 'table', placeAt(at));
    const note = settings.get('note');
    const text = noteText(note && peek(note));
    if (text !== undefined) table.comment = text;
    readTableBody(body, table, dbml, problem);
    if (word === 'TABLEPARTIAL') dbml.partials.set(name.name.toLowerCase(), table);
    else dbml.tables.push(table);
    if (alias !== undefined) dbml.aliases.set(alias.toLowerCase(), name);
    return true;
  }
  if (word === 'ENUM' && name && body) {
    const values = rowsOf(body).map((row) => takeNamePart(row) ?? '');
    dbml.enums.set(name.name.toLowerCase(), `ENUM(${values.map((value) => `'${value.replaceAll("'", "''")}'`).join(', ')})`);
    return true;
  }
  if (word === 'PROJECT' && body) dbml.platform = scriptPlatform(/database_type\s*:\s*['"]([^'"]+)/i.exec(textOf(body))?.[1] ?? '') ?? dbml.platform;
  if (word === 'RECORDS') takeParens(cursor);
  takeEnclosed(cursor, '{', '}');
  return ['PROJECT', 'TABLEGROUP', 'NOTE', 'RECORDS', 'DIAGRAMVIEW', 'USE', 'DEP'].includes(word);
}

/** Reads DBML: tables, partials, enums, references, indexes and checks. */
export function readDbml(file: ImportFile): WhatWasRead {
  const placeAt = createPlaces(file.name, file.text);
  const problems: NotRead[] = [];
  const problem = (offset: number, reason: string): void => void problems.push({ ...placeAt(offset), reason, excerpt: excerptAt(file.text, offset) });
  const lexical = { text: file.text, rules: RULES, lineBound: false, onUnclosed: (at: number) => problem(at, 'a quote is never closed') };
  const tokens: Token[] = [];
  for (let token = tokenFrom(lexical, 0); token; token = tokenFrom(lexical, token.end)) tokens.push(token);
  const cursor = cursorOver(file.text, tokens);
  const dbml: Dbml = { tables: [], partials: new Map(), enums: new Map(), aliases: new Map(), refs: [], platform: 'postgres' };
  while (!isDone(cursor)) {
    const start = cursor.at;
    const offset = peek(cursor)?.start ?? 0;
    if (!readElement(cursor, dbml, placeAt, problem)) {
      problem(offset, 'this was not understood');
      while (
        !isDone(cursor) &&
        !(peek(cursor)?.first === true && cursor.at > start && /^(TABLE|REF|ENUM|TABLEPARTIAL|PROJECT|TABLEGROUP|NOTE)$/.test(upperAt(cursor)))
      )
        cursor.at += 1;
    }
  }
  const find = (name: TableName): DraftTable | undefined => {
    const meant = name.schema === undefined ? (dbml.aliases.get(name.name.toLowerCase()) ?? name) : name;
    const plain = (schema: string | undefined): string => (schema ?? 'public').toLowerCase();
    return dbml.tables.find((table) => sameName(table.name.name, meant.name) && plain(table.name.schema) === plain(meant.schema));
  };
  for (const ref of dbml.refs) enterRef(ref, find, problems, placeAt(0));
  const tables = dbml.tables.map((table) =>
    finishTable(
      table,
      dbml.platform,
      dbml.enums,
      (name) => find(name)?.name ?? name,
      (column, type) =>
        problems.push({ ...table.at, reason: `${table.name.name}.${column}: ${type} is no type that is known; it comes in as text`, excerpt: type }),
    ),
  );
  return { files: [{ file: file.name, platform: 'dbml' }], tables, problems, skipped: [] };
}

/** A reference becomes a foreign key of the side that there may be many of. */
function enterRef(
  { name, from, columns, sign, to, references, settings }: Ref,
  find: (name: TableName) => DraftTable | undefined,
  problems: NotRead[],
  at: DraftTable['at'],
): void {
  const [left, right] = [find(from), find(to)];
  if (!left || !right || sign === '<>') {
    problems.push({
      ...at,
      reason: sign === '<>' ? 'a relation of many to many is no foreign key' : 'a reference leads to a table that is not there',
      excerpt: `${from.name} ${sign} ${to.name}`,
    });
    return;
  }
  const reversed = sign === '<';
  const action = (key: string): string | undefined => settings.get(key) && textOf(settings.get(key) ?? { text: '', tokens: [], at: 0, end: 0 }).toLowerCase();
  const [onDelete, onUpdate] = [action('delete'), action('update')];
  const key: ReadForeignKey = {
    ...(name === undefined ? {} : { name }),
    columns: (reversed ? references : columns).map((one) => columnOf(reversed ? right : left, one)?.name ?? one),
    table: (reversed ? left : right).name,
    references: (reversed ? columns : references).map((one) => columnOf(reversed ? left : right, one)?.name ?? one),
    ...(onDelete === undefined ? {} : { onDelete }),
    ...(onUpdate === undefined ? {} : { onUpdate }),
  };
  (reversed ? right : left).foreignKeys.push(key);
}
