import fc from 'fast-check';
import { expect, it } from 'vitest';
import { entityName, heading, semanticName, subject } from './semantic-names.ts';

it('gives every text a name that MetricFlow takes, and none that is taken', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('day', 'order', '__proto__', '100%', 'ß', 'x', 'a__b', '_')), (text) => {
      const first = semanticName(text, 'value', () => false);
      const second = semanticName(text, 'value', (name) => name === first);
      for (const name of [first, second]) expect(name).toMatch(/^[a-z](?:(?!__)[a-z0-9_])*[a-z0-9]$/);
      expect(second).not.toBe(first);
    }),
  );
});

it.each([
  ['quantity', 'quantity'],
  ['Net Amount', 'net_amount'],
  ['month', 'month_value'],
  ['order', 'order_value'],
  ['x', 'x_value'],
])('calls %s %s', (text, name) => {
  expect(semanticName(text, 'value', () => false)).toBe(name);
});

it('names what a key names, what a table is about, and a heading', () => {
  expect([entityName('ship_date_sk'), entityName('customer_id'), entityName('_sk'), entityName('desk')]).toEqual(['ship_date', 'customer', '_sk', 'desk']);
  expect([subject('fct_order_line'), subject('orders'), subject('fct_')]).toEqual(['order_line', 'orders', 'fct_']);
  expect(heading('net_amount')).toBe('Net amount');
});
