import { expect, it } from 'vitest';
import { renamedInExpression } from './rename-in-expressions.ts';

it.each([
  ['qty * unit_price', 'qty', 'quantity', 'quantity * unit_price'],
  ['QTY + "qty"', 'qty', 'quantity', 'quantity + quantity'],
  ["case when state = 'state' then state end", 'state', 'status', "case when status = 'state' then status end"],
  ['upper(upper) || trim(name)', 'upper', 'shout', 'upper(shout) || trim(name)'],
  ['qty_total + my_qty', 'qty', 'quantity', 'qty_total + my_qty'],
  ['qty', 'qty', 'the quantity', '"the quantity"'],
  ['"a ""b"" c" + 1', 'a "b" c', 'd', 'd + 1'],
  ['price', 'price', '$& $1', '"$& $1"'],
])('%s: %s is called %s', (expression, from, to, expected) => {
  expect(renamedInExpression(expression, from, to)).toBe(expected);
});
