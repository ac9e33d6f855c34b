import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { applyCommand } from '../src/core/commands/dispatch.ts';
import { compareWithProject, importPayload } from '../src/core/import/compare.ts';
import { readDdl } from '../src/core/import/read-ddl.ts';
import { isKept } from '../src/core/import/to-source.ts';
import { checkProject } from '../src/core/model/check-project.ts';
import { emptyProject } from '../src/core/model/empty-project.ts';
import type { ReadTable, WhatWasRead } from '../src/core/import/types.ts';

/** A folder of real scripts by dialect, which is not part of the tree. */
const CORPORA = process.env['ORRERY_DDL_CORPORA'] ?? join(import.meta.dirname, '../../shared/corpora/ddl');
const folders = existsSync(CORPORA) ? readdirSync(CORPORA).filter((name) => !name.includes('.')) : [];
const files = folders.flatMap((folder) =>
  readdirSync(join(CORPORA, folder)).map((name) => ({ name: `${folder}/${name}`, text: readFileSync(join(CORPORA, folder, name), 'utf8') })),
);

const PLATFORMS: Readonly<Record<string, string>> = {
  tsql: 'sqlserver',
  synapse: 'sqlserver',
  spark: 'databricks',
  hive: 'databricks',
  impala: 'databricks',
  netezza: 'redshift',
};

/** A script without comments, strings and the bodies of routines: what is left is counted by plain patterns. */
const stripped = (text: string): string =>
  text
    .replaceAll(/\/\*(?!!)[\s\S]*?\*\//g, ' ')
    .replaceAll(/^delimiter (\S+)$[\s\S]*?^delimiter ;/gim, ' ')
    .replaceAll(/\$(\w*)\$[\s\S]*?\$\1\$/g, ' ')
    .replaceAll(/--[^\n]*/g, ' ')
    .replaceAll(/'(?:[^']|'')*'/g, "''");

const TABLE = /\bcreate\s+(?:or\s+replace\s+)?(?:\w+\s+){0,2}?table\s+(?:if\s+not\s+exists\s+)?((?:"[^"]+"|\[[^\]]+\]|`[^`]+`|[^\s(])+)/gi;
const plainName = (name: string): string => name.replaceAll(/["`[\];]/g, '').toLowerCase();
const countOf = (text: string, pattern: RegExp): number => [...text.matchAll(pattern)].length;
const tablesOf = ({ tables }: WhatWasRead): readonly ReadTable[] => tables.filter(({ kind }) => kind === 'table');

/** Columns of queries over tables that stand nowhere in the script, and one without a name. */
const EXPECTED = /the columns of .* are not in the script|a column of the query has no name of its own|is created a second time/;

describe.skipIf(files.length === 0)('real scripts', () => {
  it.each(files)('$name: every table, in its dialect', ({ name, text }) => {
    const read = readDdl([{ name, text }]);
    const folder = name.split('/')[0] ?? '';
    expect(read.files[0]?.platform).toBe(PLATFORMS[folder] ?? folder);
    const code = stripped(text).replaceAll(/^\s*grant\b[^\n]*/gim, '');
    const renamed = new Map([...text.matchAll(/sp_rename '([^']+)', '([^']+)'/g)].map(([, from = '', to = '']) => [from.toLowerCase(), to.toLowerCase()]));
    const named = [...code.matchAll(TABLE)].map((match) => plainName(match[1] ?? ''));
    const wanted = new Set(named.map((one) => renamed.get(one) ?? one));
    const found = tablesOf(read).map(({ name: { database, schema, name: table } }) =>
      [database, schema, table]
        .filter((part) => part !== undefined)
        .join('.')
        .toLowerCase(),
    );
    const missing = [...wanted].filter((one) => !found.some((other) => other === one || other.endsWith(`.${one}`)));
    expect(missing).toEqual([]);
    expect(found.filter((one) => ![...wanted].some((other) => one === other || one.endsWith(`.${other}`)))).toEqual([]);
    // A script of constraints alone alters what another creates.
    const alone = wanted.size === 0;
    expect(read.problems.filter(({ reason }) => !EXPECTED.test(reason) && !(alone && reason.includes('does not create it')))).toEqual([]);
  });

  it.each(folders)('%s: a project is made of it, and the same again changes nothing', (folder) => {
    const own = files.filter(({ name }) => name.startsWith(`${folder}/`));
    const read = readDdl(own);
    const empty = emptyProject('imported');
    const { project } = applyCommand(
      empty,
      'import.apply',
      importPayload(compareWithProject(empty, read).changes, ({ proposed }) => proposed),
    );
    expect(Object.keys(project.objects)).toHaveLength(read.tables.filter(isKept).length);
    expect(checkProject(project).filter(({ severity, code }) => severity === 'error' && code !== 'technical-name')).toEqual([]);
    expect(compareWithProject(project, read).changes).toEqual([]);
  });

  it.each(folders)('%s: the keys that ALTER TABLE adds, whatever the order of the files', (folder) => {
    const own = files.filter(({ name }) => name.startsWith(`${folder}/omop`));
    if (own.length === 0) return;
    const read = readDdl(own);
    const code = own.map(({ text }) => stripped(text)).join('\n');
    expect(tablesOf(read).filter(({ primaryKey }) => primaryKey)).toHaveLength(countOf(code, /\bprimary\s+key\b/gi));
    expect(tablesOf(read).reduce((sum, { foreignKeys }) => sum + foreignKeys.length, 0)).toBe(countOf(code, /\bforeign\s+key\b/gi));
    // Spark's script leaves the words PRIMARY KEY out of its constraints.
    expect(read.problems.filter(({ reason }) => folder !== 'spark' || !reason.includes('of no kind that is read'))).toEqual([]);
  });
});

it.skipIf(files.length > 0)('has no real scripts to read here: set ORRERY_DDL_CORPORA to a folder of them', () => {
  expect(files).toEqual([]);
});
