import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Engine } from '../src/core/engine-port.ts';
import type { Intermediate, ModelObject } from '../src/core/model/types.ts';
import { createCompiler } from '../src/core/plan/compile.ts';
import { openNodeEngine } from '../src/engine/duckdb-node.ts';
import { columns, projectOf, same, sourceAndStaging } from './support/objects.ts';
import { landed, openWarehouse } from './support/open-warehouse.ts';

const [source, staging] = sourceAndStaging('changes', 'cdc', ['customer_no:text', 'city:text', 'op:text']);
const FEED = { ...source, loader: { tool: 'debezium', operation: 'op', deletes: ['d'] } } as ModelObject;
const BASE: readonly ModelObject[] = [
  FEED,
  staging as ModelObject,
  ...sourceAndStaging('contacts', 'delta', ['customer_no:text', 'phone:text']),
  ...sourceAndStaging('orders', 'delta', ['order_no:text', 'customer_no:text']),
];
const DAYS = [
  [
    landed('changes', '2026-01-01', [
      ['C1', 'Ulm', 'c'],
      ['C2', 'Bonn', 'c'],
    ]),
    landed('contacts', '2026-01-01', [['C1', '1']]),
    landed('orders', '2026-01-01', [['O1', 'C1']]),
  ],
  [
    landed('changes', '2026-01-02', [['C1', 'Ulm', 'd']]),
    landed('orders', '2026-01-02', [
      ['O2', 'C1'],
      ['O3', 'C2'],
    ]),
  ],
  [
    landed('changes', '2026-01-03', [
      ['C1', 'Kiel', 'c'],
      ['C2', 'Bonn', 'd'],
    ]),
    landed('orders', '2026-01-03', [['O4', 'C1']]),
  ],
] as const;
const c = { id: 'c', from: 'stg_changes', alias: 'c' };
const k = { id: 'k', from: 'stg_contacts', alias: 'k' };
const column = (text: string, rest: object): Intermediate['columns'][number] => ({ ...columns(text)[0], ...rest }) as Intermediate['columns'][number];
const intermediate = (rest: Pick<Intermediate, 'combine' | 'inputs' | 'columns'>): Intermediate => ({
  kind: 'intermediate',
  id: 'int_x',
  name: 'int_x',
  ...rest,
});
const number = columns('customer_no:text')[0];

let engine: Engine;
beforeAll(async () => {
  engine = await openNodeEngine();
});
afterAll(() => engine.close());

async function rows(object: Intermediate, question: string, ...more: readonly ModelObject[]) {
  const plan = createCompiler()(projectOf([...BASE, object, ...more]));
  expect(plan.diagnostics).toEqual([]);
  const warehouse = await openWarehouse(engine, plan);
  for (const inserts of DAYS) await warehouse.deliver(...inserts);
  return warehouse.rows(question);
}

it('joins to nothing what was deleted when the row came', async () => {
  const object = intermediate({
    combine: 'join',
    inputs: [
      { id: 'o', from: 'stg_orders', alias: 'o' },
      { ...c, join: { kind: 'left', on: [['o', 'customer_no', 'customer_no']] } },
    ],
    columns: [column('order_no:text', { from: { o: 'order_no' } }), column('city:text', { from: { c: 'city' } })],
  });
  expect(await rows(object, 'select order_no, city from staging.int_x order by 1')).toEqual([
    ['O1', 'Ulm'],
    ['O2', null],
    ['O3', 'Bonn'],
    ['O4', 'Kiel'],
  ]);
});

it('passes on the marks of the first input of a join and of every input of a union', async () => {
  const join = intermediate({
    combine: 'join',
    inputs: [c, { ...k, join: { kind: 'left', on: [['c', 'customer_no', 'customer_no']] } }],
    columns: [column('customer_no:text', { from: { c: 'customer_no' } }), column('phone:text', { from: { k: 'phone' } })],
  });
  const hub: ModelObject = {
    kind: 'hub',
    id: 'hub_customer',
    name: 'hub_customer',
    columns: number ? [number] : [],
    feeds: [{ from: 'int_x', map: same('customer_no') }],
  };
  expect(await rows(join, 'select customer_no, phone, is_deleted::text, load_date::date::text from staging.int_x order by 4, 1', hub)).toEqual([
    ['C1', '1', 'false', '2026-01-01'],
    ['C2', null, 'false', '2026-01-01'],
    ['C1', '1', 'true', '2026-01-02'],
    ['C1', '1', 'false', '2026-01-03'],
    ['C2', null, 'true', '2026-01-03'],
  ]);
  const union = intermediate({ combine: 'union', inputs: [c, k], columns: [column('customer_no:text', { from: { c: 'customer_no', k: 'customer_no' } })] });
  expect(await rows(union, 'select is_deleted::text, count(*)::text from staging.int_x group by 1 order by 1')).toEqual([
    ['false', '4'],
    ['true', '2'],
  ]);
});

it('merges to deleted only what no input knows any more', async () => {
  const merge = intermediate({
    combine: 'merge',
    inputs: [c, k],
    columns: [
      column('customer_no:text', { from: { c: 'customer_no', k: 'customer_no' }, group: true }),
      column('city:text', { from: { c: 'city' } }),
      column('phone:text', { from: { k: 'phone' } }),
    ],
  });
  expect(await rows(merge, 'select customer_no, city, phone, is_deleted::text, load_date::date::text from staging.int_x order by 5, 1')).toEqual([
    ['C1', 'Ulm', '1', 'false', '2026-01-01'],
    ['C2', 'Bonn', null, 'false', '2026-01-01'],
    ['C1', null, '1', 'false', '2026-01-02'],
    ['C1', 'Kiel', '1', 'false', '2026-01-03'],
    ['C2', null, null, 'true', '2026-01-03'],
  ]);
});

it('counts no deletion', async () => {
  const counted = intermediate({
    combine: 'join',
    inputs: [c],
    columns: [column('city:text', { from: { c: 'city' }, group: true }), column('customers:bigint', { aggregate: 'count' })],
  });
  expect(await rows(counted, 'select city, customers::text from staging.int_x order by 1')).toEqual([
    ['Bonn', '1'],
    ['Kiel', '1'],
    ['Ulm', '1'],
  ]);
});
