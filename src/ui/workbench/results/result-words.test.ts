import { expect, it } from 'vitest';
import { doneWords, oneLine } from './result-words.ts';

it('says what a statement without rows did', () => {
  const words = (statement: string, changed?: number): string => doneWords({ statement, changed, seconds: 0 });
  expect(words('insert into t select 1', 1)).toBe('1 row inserted');
  expect(words('UPDATE t set a = 1', 12_345)).toBe('12,345 rows updated');
  expect(words('create or replace temp table t as select 1', 3)).toBe('Table created with 3 rows');
  expect(words('drop view v')).toBe('View dropped');
  expect(words('with x as (select 1) insert into t from x', 2)).toBe('2 rows changed');
  expect(words('set variable x = 1')).toBe('Done');
});
it('shortens a statement to one line', () => {
  expect(oneLine(' select\n  1 ')).toBe('select 1');
  expect(oneLine('abcdef', 4)).toBe('abc…');
});
