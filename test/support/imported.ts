import { fullName } from '../../src/core/import/full-name.ts';
import { readDdl } from '../../src/core/import/read-ddl.ts';
import type { ReadColumn, ReadTable, ScriptPlatform, WhatWasRead } from '../../src/core/import/types.ts';

const column = ({ name, type, nullable, default: given, comment, identity, generated }: ReadColumn): string =>
  [
    name,
    type ?? '-',
    ...(nullable ? [] : ['!']),
    ...(identity === true ? ['#'] : []),
    ...(given === undefined ? [] : [`= ${given}`]),
    ...(generated === undefined ? [] : [`<- ${generated}`]),
    ...(comment === undefined ? [] : [`"${comment}"`]),
  ].join(' ');

/** A table in a few short lines, to compare with what the text says. */
export function brief(table: ReadTable): readonly string[] {
  const { primaryKey, uniqueKeys, foreignKeys, checks, layout, comment } = table;
  return [
    `${table.kind} ${fullName(table.name)}${comment === undefined ? '' : ` "${comment}"`}`,
    ...table.columns.map((one) => `  ${column(one)}`),
    ...(primaryKey ? [`  pk ${primaryKey.columns.join(', ')}`] : []),
    ...uniqueKeys.map(({ columns, byIndex }) => `  unique${byIndex === true ? ' index' : ''} ${columns.join(', ')}`),
    ...foreignKeys.map(({ columns, table: to, references, onDelete, onUpdate }) =>
      [
        `  fk ${columns.join(', ')} -> ${fullName(to)}`,
        ...(references ? [`(${references.join(', ')})`] : []),
        ...(onDelete === undefined ? [] : [`delete ${onDelete}`]),
        ...(onUpdate === undefined ? [] : [`update ${onUpdate}`]),
      ].join(' '),
    ),
    ...checks.map(({ expression }) => `  check ${expression}`),
    ...Object.entries(layout).map(([key, value]) => `  ${key} ${value}`),
  ];
}

export const readText = (text: string, platform?: ScriptPlatform): WhatWasRead =>
  readDdl([{ name: 'script.sql', text }], platform === undefined ? {} : { platform });

/** All tables of a script, short, and what was not understood. */
export function briefs(text: string, platform?: ScriptPlatform): readonly string[] {
  const read = readText(text, platform);
  return [...read.tables.flatMap(brief), ...read.problems.map(({ line, column: at, reason }) => `not understood ${line}:${at} ${reason}`)];
}
