import {
  columnNames,
  cursorOver,
  part,
  peek,
  splitAtCommas,
  stringValue,
  takeNamePart,
  takeNameParts,
  takeParens,
  takeTableName,
  tableName,
  textOf,
  upperAt,
  type Cursor,
} from './cursor.ts';
import { DIALECT_RULES, scriptPlatform } from './dialect-rules.ts';
import { draftTable, sameName, type DraftTable, type Reader } from './draft.ts';
import { finishTable } from './finish-table.ts';
import { createPlaces, excerptAt } from './places.ts';
import { queryColumns } from './query-columns.ts';
import { readBody } from './table-items.ts';
import { tokenFrom, type Token } from './tokens.ts';
import type { ImportFile, NotRead, ReadTable, ScriptPlatform, TableName, WhatWasRead } from './types.ts';

/** Whether a text is a model of SQLMesh. */
export const isSqlmesh = (text: string): boolean => /^(?:\s|--[^\n]*\n|\/\*[\s\S]*?\*\/)*MODEL\s*\(/i.test(text);

interface Model {
  readonly file: ImportFile;
  readonly table: DraftTable;
  readonly platform: ScriptPlatform;
  /** Where the query begins. */
  readonly from: number;
  readonly listed: boolean;
}

/** The first names in a value such as `(a, (b, c))` or `a`. */
const namesIn = (cursor: Cursor): readonly string[] => {
  const list = upperAt(cursor) === '(' ? takeParens(cursor) : cursor;
  return (list && columnNames({ ...list })) ?? [];
};

/** `not_null(columns := (a, b))`: what audits say of columns and keys. */
function readAudits(cursor: Cursor, table: DraftTable, required: Set<string>, unique: string[][]): void {
  for (const audit of splitAtCommas(takeParens(cursor) ?? cursor)) {
    const name = takeNameParts(audit).at(-1)?.toLowerCase() ?? '';
    for (const argument of splitAtCommas(takeParens(audit) ?? audit)) {
      const key = takeNamePart(argument)?.toLowerCase();
      if (key !== 'columns') continue;
      while (upperAt(argument) === ':' || upperAt(argument) === '=') argument.at += 1;
      const names = namesIn(argument);
      if (name === 'not_null') for (const one of names) required.add(one.toLowerCase());
      if (name === 'unique_values') for (const one of names) unique.push([one]);
      if (name === 'unique_combination_of_columns') unique.push([...names]);
    }
  }
  void table;
}

/** The `columns ( … )` that a model declares, and everything else between the parentheses of MODEL. */
function readModel(file: ImportFile, problems: NotRead[]): Model | undefined {
  const placeAt = createPlaces(file.name, file.text);
  const problem = (offset: number, reason: string): void => void problems.push({ ...placeAt(offset), reason, excerpt: excerptAt(file.text, offset) });
  const platform = scriptPlatform(/\bdialect\s+['"]?(\w+)/i.exec(file.text)?.[1] ?? '') ?? 'duckdb';
  const rules = DIALECT_RULES[platform];
  const lexical = { text: file.text, rules, lineBound: false, onUnclosed: () => undefined };
  const tokens: Token[] = [];
  let from = file.text.length;
  for (let token = tokenFrom(lexical, 0); token; token = tokenFrom(lexical, token.end)) {
    if (token.upper === ';') {
      from = token.end;
      break;
    }
    tokens.push(token);
  }
  const cursor = cursorOver(file.text, tokens, 1);
  const inside = takeParens(cursor);
  const reader: Reader = { file: file.name, text: file.text, platform, rules, placeAt, problem };
  const table = draftTable({ name: '' }, 'table', placeAt(tokens[0]?.start ?? 0));
  const [required, unique] = [new Set<string>(), [] as string[][]];
  let described: Cursor | undefined;
  for (const item of inside ? splitAtCommas(inside) : []) {
    const key = upperAt(item);
    item.at += 1;
    if (key === 'NAME') table.name = takeTableName(item) ?? table.name;
    else if (key === 'KIND') {
      table.materialization = (peek(item)?.text ?? '').toLowerCase();
      if (table.materialization === 'view' || table.materialization === 'embedded') table.kind = 'view';
    } else if (key === 'COLUMNS') readBody(item, table, reader, () => undefined);
    else if (key === 'DESCRIPTION' && peek(item)?.kind === 'string')
      table.comment = stringValue(peek(item) ?? ({ text: '' as string } as Token), rules.backslash);
    else if (key === 'COLUMN_DESCRIPTIONS') described = takeParens(item);
    else if (key === 'PARTITIONED_BY') table.layout.partition_by = textOf(takeParens(item) ?? item);
    else if (key === 'CLUSTERED_BY') table.layout.cluster_by = textOf(takeParens(item) ?? item);
    else if (key === 'AUDITS') readAudits(item, table, required, unique);
    else if (key === 'GRAIN' || key === 'GRAINS') {
      const list = upperAt(item) === '(' || upperAt(item) === '[' ? splitAtCommas(part(item, item.at + 1, item.end - 1)) : [item];
      const grains = list.map((one) => namesIn(one)).filter((names) => names.length > 0);
      // `grain (a, b)` is one of two columns; `grains (a, (b, c))` are two.
      if (key === 'GRAIN' || grains.every((names) => names.length === 1 && list.length === 1)) unique.unshift(grains.flat());
      else for (const names of grains) unique.push([...names]);
    } else if (key === 'TAGS') table.tags = namesIn(item);
  }
  if (table.name.name === '') {
    problem(tokens[0]?.start ?? 0, 'the model has no name');
    return undefined;
  }
  const listed = table.columns.length > 0;
  const query = queryColumns(file.text.slice(from), platform, table.at, () => undefined);
  table.reads = query.reads;
  if (!listed) table.columns = query.columns.map((column) => ({ ...column }));
  for (const item of described ? splitAtCommas(described) : []) {
    const name = takeNamePart(item);
    const value = item.tokens[item.end - 1];
    const column = table.columns.find((one) => name !== undefined && sameName(one.name, name));
    if (column && value?.kind === 'string') column.comment = stringValue(value, rules.backslash);
  }
  for (const column of table.columns) if (required.has(column.name.toLowerCase())) column.nullable = false;
  for (const columns of unique)
    if (columns.length > 0 && columns.every((name) => table.columns.some((column) => sameName(column.name, name)))) table.uniqueKeys.push({ columns });
  const [first] = table.uniqueKeys;
  if (first && first.columns.every((name) => table.columns.some((column) => sameName(column.name, name) && column.nullable === false)))
    table.primaryKey = table.uniqueKeys.shift() ?? first;
  return { file, table, platform, from, listed };
}

/** Reads models of SQLMesh: what their MODEL block says, and the columns of their queries. */
export function readSqlmesh(files: readonly ImportFile[]): WhatWasRead {
  const problems: NotRead[] = [];
  const models = files.flatMap((file) => readModel(file, problems) ?? []);
  const find = (name: TableName): DraftTable | undefined =>
    models.find(({ table }) => sameName(table.name.name, name.name) && (name.schema === undefined || sameName(table.name.schema ?? '', name.schema)))?.table;
  const tables = models.map(({ file, table, platform, from, listed }): ReadTable => {
    // Once more, now that the columns of all models are known.
    const query = queryColumns(file.text.slice(from), platform, table.at, find);
    for (const made of query.columns) {
      const column = table.columns.find(({ name }) => sameName(name, made.name));
      if (column) Object.assign(column, made.type === undefined ? {} : { type: column.type ?? made.type }, made.from ? { from: made.from } : {});
      else if (!listed) table.columns.push({ ...made });
    }
    return finishTable(
      table,
      platform,
      new Map(),
      (name) => find(name)?.name ?? tableName([name.schema ?? '', name.name]) ?? name,
      () => undefined,
    );
  });
  return { files: files.map(({ name }) => ({ file: name, platform: 'sqlmesh' })), tables, problems, skipped: [] };
}
