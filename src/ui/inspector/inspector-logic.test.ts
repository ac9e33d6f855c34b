import { describe, expect, it } from 'vitest';
import { shopProject } from '../../../test/support/shop.ts';
import { listFromText, numberFromText, rangeWith, withSeverity, withTest } from './column-tests.ts';
import { mappingGroups } from './mapping-groups.ts';
import { isTableText, parsePasted, pastedTable, typeFromText } from './paste-columns.ts';
import { physicalFromText, physicalText } from './physical-text.ts';

describe('pasting columns', () => {
  it.each<[string, string, readonly (readonly [string, string])[]]>([
    [
      'names alone',
      'id\nname\n',
      [
        ['id', 'text'],
        ['name', 'text'],
      ],
    ],
    [
      'two columns of a sheet',
      'id\tbigint\nprice\tnumeric(10,2)\n',
      [
        ['id', 'bigint'],
        ['price', 'decimal(10,2)'],
      ],
    ],
    [
      'hostile names',
      '__proto__ text, `a"b;--` int',
      [
        ['__proto__', 'text'],
        ['a"b;--', 'integer'],
      ],
    ],
  ])('reads %s', (_, text, expected) => {
    expect(parsePasted(text).map(({ name, type }) => [name, type])).toEqual(expected);
  });

  it('reads a CREATE TABLE with what it says of its columns', async () => {
    const text =
      'create table shop.orders (\n  "order id" varchar(20) not null,\n  amount NUMBER(12, 2),\n  at timestamp without time zone,\n  primary key ("order id")\n);';
    expect(isTableText(text)).toBe(true);
    expect(await pastedTable(text)).toEqual([
      { name: 'order id', type: 'text(20)', nullable: false },
      { name: 'amount', type: 'decimal(12,2)' },
      { name: 'at', type: 'timestamp' },
    ]);
  });

  it('knows the types of other tools, and what is none', () => {
    expect(['STRING', 'int64', 'double precision', 'datetime2', 'jsonb', 'decimal(9,3)', 'money'].map(typeFromText)).toEqual([
      'text',
      'bigint',
      'float',
      'timestamp',
      'json',
      'decimal(9,3)',
      undefined,
    ]);
  });
});

it('maps a fact with its look-ups and a link with its hubs', () => {
  const project = shopProject();
  const groups = (id: string) => {
    const object = project.objects[id];
    if (object?.kind !== 'fact' && object?.kind !== 'link') throw new Error(id);
    const [feed] = object.feeds;
    return feed ? mappingGroups(object, feed, project).map(({ title, targets, map }) => [title, targets.map((target) => map[target.id])]) : [];
  };
  expect(groups('fct_order')).toEqual([
    [undefined, ['order_id', 'amount']],
    ['dim_customer', ['customer_id']],
    ['dim_date as order', ['ordered_at']],
    ['dim_date as ship', ['shipped_on']],
  ]);
  expect(groups('link_order_customer')).toEqual([
    ['hub_order', ['order_id']],
    ['hub_customer', ['customer_id']],
  ]);
});

it('puts tests in and takes them out', () => {
  const tests = withTest(undefined, 'unique', { test: 'unique' });
  expect(withTest(tests ?? undefined, 'accepted_values', { test: 'accepted_values', values: [...listFromText(' a, b ,')] })).toEqual([
    { test: 'unique' },
    { test: 'accepted_values', values: ['a', 'b'] },
  ]);
  expect(withTest(tests ?? undefined, 'unique', undefined)).toBeNull();
  expect(rangeWith({ test: 'accepted_range', min: 1 }, 'max', 5)).toEqual({ test: 'accepted_range', min: 1, max: 5 });
  expect(rangeWith({ test: 'accepted_range', min: 1 }, 'min', undefined)).toBeUndefined();
  expect([numberFromText(' '), numberFromText('1e3'), numberFromText('x')]).toEqual([undefined, 1000, null]);
});

it('writes and reads physical options', () => {
  const options = { cluster_by: ['order_date'], transient: true, retention: 7, sort: ['a', 'b'], comment: 'x' };
  expect(physicalFromText(physicalText(options))).toEqual(options);
  expect(physicalFromText(' \n: x\nonly\n')).toBeUndefined();
});

it('keeps the severity of a test that changes, and says nothing of an error', () => {
  const warned = withSeverity([{ test: 'unique' }, { test: 'accepted_values', values: ['a'] }], 'accepted_values', true);
  expect(warned).toEqual([{ test: 'unique' }, { test: 'accepted_values', values: ['a'], severity: 'warn' }]);
  expect(withTest(warned, 'accepted_values', { test: 'accepted_values', values: ['b'] })).toEqual([
    { test: 'unique' },
    { test: 'accepted_values', values: ['b'], severity: 'warn' },
  ]);
  expect(withSeverity(warned, 'accepted_values', false)).toEqual([{ test: 'unique' }, { test: 'accepted_values', values: ['a'] }]);
});
