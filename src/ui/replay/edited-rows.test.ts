import { expect, it } from 'vitest';
import { addRow, changeCell, duplicateRow, foundRows, removeRow } from './edited-rows.ts';

const ROWS = [
  ['1', 'Ulm'],
  ['2', 'Bonn'],
];

it('changes, adds, repeats and removes rows', () => {
  expect(changeCell(ROWS, 1, 1, 'Kiel')).toEqual([
    ['1', 'Ulm'],
    ['2', 'Kiel'],
  ]);
  expect(changeCell(ROWS, 1, 1, 'Bonn')).toBe(ROWS);
  expect(addRow(ROWS, 2).at(-1)).toEqual(['', '']);
  expect(duplicateRow(ROWS, 0).map(([id]) => id)).toEqual(['1', '1', '2']);
  expect(removeRow(ROWS, 0)).toEqual([['2', 'Bonn']]);
});

it('finds rows by a text in any cell', () => {
  expect(foundRows(ROWS, ' bo ')).toEqual([1]);
  expect(foundRows(ROWS, '')).toEqual([0, 1]);
  expect(foundRows(ROWS, 'nothing')).toEqual([]);
});
