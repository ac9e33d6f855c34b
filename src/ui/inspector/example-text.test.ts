import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rowsOf, sheetOf } from './example-text.ts';

it('reads numbers, truth, texts and nothing', () => {
  expect(rowsOf('a\tb\tc\td\te\n1\t-2.5\ttrue\tO1\t\n007\t1e3\t"true"\t""\t2.50')).toEqual([
    { a: 1, b: -2.5, c: true, d: 'O1', e: null },
    { a: '007', b: '1e3', c: 'true', d: '', e: '2.50' },
  ]);
});

it('takes commas where there is no tab, and lines of a sheet as it is pasted', () => {
  expect(rowsOf('order_id,tax\r\nO1,2\r\n\r\n')).toEqual([{ order_id: 'O1', tax: 2 }]);
  expect(rowsOf('')).toEqual([]);
});

it('writes what it reads back', () => {
  const cell = fc.oneof(
    fc.constant(null),
    fc.boolean(),
    fc.integer({ min: -1_000_000, max: 1_000_000 }),
    fc.string().map((text) => text.replaceAll(/[\t\n\r]/g, '')),
    fc.constantFrom('', ' ', 'true', '007', '1.0', '"', 'a "b" c', '-0', '__proto__'),
  );
  const rows = fc.array(fc.tuple(cell, cell), { minLength: 1 }).map((all) => all.map(([a, b]) => ({ a, b })));
  fc.assert(
    fc.property(rows, (written) => {
      expect(rowsOf(sheetOf(written))).toEqual(written);
    }),
  );
});
