import { fullName } from './full-name.ts';
import { recogniseKinds } from './recognise.ts';
import { isKept } from './to-source.ts';
import type { ReadTable, WhatWasRead } from './types.ts';

function tableJson(table: ReadTable): object {
  const { name, kind, columns, primaryKey, uniqueKeys, foreignKeys, checks, indexes, comment, layout, options, reads, at, ...rest } = table;
  return {
    name: name.name,
    ...(name.schema === undefined ? {} : { schema: name.schema }),
    ...(name.database === undefined ? {} : { database: name.database }),
    kind,
    ...(comment === undefined ? {} : { comment }),
    columns: columns.map(({ name: column, type, logical, nullable, from, ...more }) => ({
      name: column,
      type: type ?? null,
      // A query's column whose type nobody says comes in as text, which is no finding.
      logicalType: type === undefined ? null : logical,
      nullable,
      ...more,
      ...(from ? { from: from.map((source) => ({ table: fullName(source.table), column: source.column })) } : {}),
    })),
    primaryKey: primaryKey ?? null,
    uniqueKeys,
    foreignKeys: foreignKeys.map(({ table: to, ...key }) => ({ ...key, table: fullName(to) })),
    checks,
    indexes,
    ...(Object.keys(layout).length === 0 ? {} : { layout }),
    ...(Object.keys(options).length === 0 ? {} : { options }),
    ...(reads.length === 0 ? {} : { reads: reads.map(fullName) }),
    ...rest,
    ...(rest.partitionOf ? { partitionOf: fullName(rest.partitionOf) } : {}),
    file: at.file,
    line: at.line,
  };
}

/** What was read in the form the command line prints: names as texts, views apart from tables. */
export const readAsJson = ({ files, tables, problems, skipped }: WhatWasRead): object => ({
  files,
  tables: tables.filter(({ kind }) => kind === 'table').map(tableJson),
  views: tables.filter(({ kind }) => kind === 'view').map(tableJson),
  proposals: recogniseKinds(tables.filter(isKept)).map(({ object, kind, reason }) => ({ object, kind, reason })),
  notUnderstood: problems,
  skipped,
});
