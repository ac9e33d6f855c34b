import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fullName } from '../src/core/import/full-name.ts';
import { readDdl } from '../src/core/import/read-ddl.ts';
import type { WhatWasRead } from '../src/core/import/types.ts';
import { brief } from './support/imported.ts';

const FOLDER = join(import.meta.dirname, 'import');
const scripts = readdirSync(FOLDER).filter((name) => name.endsWith('.sql'));

/** What was understood of a script, line by line, as a person would check it against the text. */
function told({ files, tables, problems, skipped }: WhatWasRead): string {
  return [
    ...files.map(({ platform }) => `read as ${platform}`),
    ...tables.flatMap((table) => [
      ...brief(table),
      ...table.columns.flatMap(({ name, logical, from }) => [
        `    ${name}: ${logical}${from ? ` from ${from.map((source) => `${fullName(source.table)}.${source.column}`).join(', ')}` : ''}`,
      ]),
      ...table.indexes.map(({ name, columns }) => `  index ${name ?? ''} ${columns.join(', ')}`),
      ...Object.entries(table.options).map(([key, value]) => `  option ${key}: ${value.replaceAll(/\s+/g, ' ')}`),
      ...(table.temporary === true ? ['  temporary'] : []),
      ...(table.external === true ? ['  external'] : []),
      ...(table.partitionOf ? [`  partition of ${fullName(table.partitionOf)}`] : []),
      ...(table.reads.length > 0 ? [`  reads ${table.reads.map(fullName).join(', ')}`] : []),
    ]),
    ...problems.map(({ line, column, reason, excerpt }) => `not understood ${line}:${column} ${reason}: ${excerpt}`),
    `passed over: ${skipped.map(({ what, count }) => `${what} ${count}`).join(', ')}`,
    '',
  ].join('\n');
}

describe('scripts with the traps of each dialect', () => {
  it('has one for each', () => {
    expect(scripts).toHaveLength(10);
  });

  it.each(scripts)('%s', async (name) => {
    const read = readDdl([{ name: 'script.sql', text: readFileSync(join(FOLDER, name), 'utf8') }]);
    expect(read.files[0]?.platform).toBe(name.replace('.sql', ''));
    await expect(told(read)).toMatchFileSnapshot(join(FOLDER, name.replace('.sql', '.txt')));
  });
});
