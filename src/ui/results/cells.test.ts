import { expect, it } from 'vitest';
import { boundsOfRange, holds, moveCell } from './cell-range.ts';
import { fitsIn, isNumberType, widthOf } from './column-look.ts';
import { toTsv } from './tsv.ts';

const size = { rows: 1000, columns: 5, page: 10 };
const at = (row: number, column: number) => ({ anchor: { row, column }, focus: { row, column } });
const key = (name: string, shift = false, mod = false) => ({ key: name, shift, mod });

it('moves within the grid, extends with Shift and jumps with Mod', () => {
  expect(moveCell(at(0, 0), key('ArrowUp'), size)).toEqual(at(0, 0));
  expect(moveCell(at(995, 4), key('PageDown'), size)).toEqual(at(999, 4));
  expect(moveCell(at(3, 3), key('Home', false, true), size)).toEqual(at(0, 0));
  expect(moveCell(at(3, 3), key('ArrowDown', false, true), size)).toEqual(at(999, 3));
  expect(moveCell(at(3, 3), key('ArrowRight', true), size)).toEqual({ anchor: { row: 3, column: 3 }, focus: { row: 3, column: 4 } });
  expect(moveCell(at(3, 3), key('a', false, true), size)).toEqual({ anchor: { row: 0, column: 0 }, focus: { row: 999, column: 4 } });
  expect(moveCell(at(3, 3), key('toString'), size)).toBeUndefined();
});

it('knows the cells of a range drawn backwards', () => {
  const bounds = boundsOfRange({ anchor: { row: 5, column: 4 }, focus: { row: 2, column: 1 } });
  expect([holds(bounds, 2, 1), holds(bounds, 5, 4), holds(bounds, 6, 4), holds(bounds, 3, 0)]).toEqual([true, true, false, false]);
});

it('copies as spreadsheets paste', () => {
  expect(
    toTsv([
      ['a', null, 'tab\there'],
      ['say "x"', '', '2\nlines'],
    ]),
  ).toBe('a\t\t"tab\there"\n"say ""x"""\t\t"2\nlines"');
});

it('aligns numbers and keeps a column readable, however long its text', () => {
  expect(['INTEGER', 'DECIMAL(12,2)', 'DOUBLE', 'HUGEINT', 'UBIGINT'].map(isNumberType)).toEqual([true, true, true, true, true]);
  expect(['VARCHAR', 'DATE', 'INTERVAL', 'BOOLEAN', 'INTEGER[]'].map(isNumberType)).toEqual([false, false, false, false, false]);
  expect(widthOf('id', 'INTEGER', [])).toBeLessThan(widthOf('a_rather_long_name', 'INTEGER', []));
  expect(widthOf('text', 'VARCHAR', ['x'.repeat(5000)])).toBe(360);
  expect(['short', 'x'.repeat(100), 'two\nlines'].map((value) => fitsIn(200, value))).toEqual([true, false, false]);
});
