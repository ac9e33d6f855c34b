import { describe, expect, it } from 'vitest';
import { compareWithProject, importPayload } from '../../core/import/compare.ts';
import { readDdl } from '../../core/import/read-ddl.ts';
import { applyCommand } from '../../core/commands/dispatch.ts';
import { emptyProject } from '../../core/model/empty-project.ts';
import { changeRows } from './change-rows.ts';
import { changeWords, importVerb } from './change-words.ts';

const read = (text: string) => readDdl([{ name: 'a.sql', text }], { platform: 'postgres' });
const { changes: first } = compareWithProject(emptyProject('empty'), read('create table t (a int primary key, name text); create table u (x int)'));
const { project } = applyCommand(
  emptyProject('empty'),
  'import.apply',
  importPayload(first, () => true),
);
const { changes } = compareWithProject(project, read('create table t (a bigint primary key, full_name text); create table u (x int); create table v (y int)'));

describe('rows of changes', () => {
  it('gives a new table one row, and a changed one a row for each change below it', () => {
    expect(changeRows(first, '').map(({ type, key }) => [type, key])).toEqual([
      ['table', 'table t'],
      ['table', 'table u'],
    ]);
    expect(changeRows(changes, '').map((row) => (row.type === 'table' ? row.table : changeWords(row.change)))).toEqual([
      'v',
      't',
      'a: int becomes bigint',
      'name is called full_name now',
    ]);
  });
  it('shows the tables that hold what is searched for', () => {
    expect(changeRows(changes, 'FULL').flatMap((row) => (row.type === 'table' ? row.table : []))).toEqual(['t']);
  });
  it('says what the button does', () => {
    expect([importVerb(first), importVerb(changes), importVerb([])]).toEqual(['Import 2 tables', 'Import 1 table and 2 changes', 'Import']);
  });
});
