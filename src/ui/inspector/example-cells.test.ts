import { describe, expect, it } from 'vitest';
import type { PlanColumn } from '../../core/plan/types.ts';
import { cellsOf, cellText, cellValue, columnsIn, withPasted } from './example-cells.ts';

const column = (id: string, name: string, kind: 'text' | 'integer' | 'boolean'): PlanColumn => ({
  name,
  column: id,
  type: { kind },
  nullable: true,
  role: 'attribute',
  tests: [],
});
const id = column('id', 'id', 'integer');
const city = column('city', 'town', 'text');
const open = column('open', 'open', 'boolean');
const columns = [id, city, open];

describe('a cell', () => {
  it('tells NULL, an empty text and a quoted text apart, there and back', () => {
    for (const value of [null, '', ' ', 'Ulm', '"', '""', '"Ulm"', ' Ulm', 'a "b" c', '12', 'true'])
      expect(cellValue(cellText(value), { kind: 'text' })).toBe(value);
    expect([null, '', '"Ulm"', ' Ulm'].map(cellText)).toEqual(['', '""', '"""Ulm"""', '" Ulm"']);
  });

  it('keeps what a number would lose as text', () => {
    expect(['7', '007', '1.50', '12345678901234567890', 'x'].map((text) => cellValue(text, { kind: 'integer' }))).toEqual([
      7,
      '007',
      '1.50',
      '12345678901234567890',
      'x',
    ]);
    expect(['TRUE', 'no'].map((text) => cellValue(text, { kind: 'boolean' }))).toEqual([true, 'no']);
  });
});

describe('copied rows', () => {
  it('are parted at tabs and line ends outside quotes', () => {
    expect(cellsOf('1\tUlm\r\n2\t\r\n')).toEqual([
      ['1', 'Ulm'],
      ['2', ''],
    ]);
    expect(cellsOf('"a\tb\n""c"""\t""\nd"e\t2')).toEqual([
      ['"a\tb\n""c"""', '""'],
      ['d"e', '2'],
    ]);
  });

  it('fill cells from where they are pasted, add rows, and go on to columns not shown', () => {
    const rows = [{ id: 1, city: 'Ulm' }];
    expect(withPasted(rows, { columns, shown: [id, city] }, { row: 0, column: 1 }, 'Bonn\ttrue\n\tfalse\n')).toEqual({
      rows: [
        { id: 1, city: 'Bonn', open: true },
        { id: null, city: null, open: false },
      ],
      left: 0,
    });
    expect(withPasted(rows, { columns, shown: [id, city] }, { row: 0, column: 1 }, 'Bonn\ttrue\tx').left).toBe(1);
  });

  it('say their columns in a first line of names', () => {
    expect(withPasted([{ id: 1 }], { columns, shown: [id] }, { row: 0, column: 0 }, 'town\tid\nBonn\t7').rows).toEqual([{ id: 7, city: 'Bonn' }]);
  });

  it('keep to names where rows call a column so', () => {
    const rows = [{ town: 'Ulm' }];
    expect(columnsIn(rows, columns)).toEqual([city]);
    expect(withPasted(rows, { columns, shown: [city] }, { row: 0, column: 0 }, 'Bonn').rows).toEqual([{ town: 'Bonn' }]);
  });
});
