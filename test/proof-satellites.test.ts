import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Engine } from '../src/core/engine-port.ts';
import { rebuiltId } from '../src/core/model/lookup.ts';
import type { ModelObject, Project, Satellite } from '../src/core/model/types.ts';
import { createCompiler } from '../src/core/plan/compile.ts';
import { openNodeEngine } from '../src/engine/duckdb-node.ts';
import { reconcile } from '../src/engine/reconcile.ts';
import { columns, projectOf, same, sourceAndStaging } from './support/objects.ts';
import { landed, openWarehouse, type Warehouse } from './support/open-warehouse.ts';

const day = (number: number): string => `2026-01-0${number} 06:00:00`;
const used = (text: string, use: Satellite['columns'][number]['use']): Satellite['columns'][number] =>
  ({ ...columns(text)[0], use }) as Satellite['columns'][number];
const satellite = (rest: Pick<Satellite, 'id' | 'parent' | 'satellite_type' | 'columns' | 'feeds'> & Partial<Satellite>): ModelObject => ({
  kind: 'satellite',
  name: rest.id,
  ...rest,
});

const PHONES: readonly ModelObject[] = [
  ...sourceAndStaging('phones', 'full', ['customer_no:text', 'kind:text', 'number:text'], { key: ['customer_no', 'kind'] }),
  { kind: 'hub', id: 'hub_customer', name: 'hub_customer', columns: columns('customer_no:text'), feeds: [{ from: 'stg_phones', map: same('customer_no') }] },
  satellite({
    id: 'sat_phone',
    parent: 'hub_customer',
    satellite_type: 'multi_active',
    columns: [used('kind:text', 'multi_active_key'), used('number:text', 'payload')],
    feeds: [{ from: 'stg_phones', map: same('kind', 'number') }],
  }),
];
const TRACKED = satellite({
  id: 'sts_customer',
  parent: 'hub_customer',
  satellite_type: 'status_tracking',
  columns: [],
  feeds: [{ from: 'stg_phones', map: {} }],
});
const SEEN = satellite({
  id: 'rts_customer',
  parent: 'hub_customer',
  satellite_type: 'record_tracking',
  columns: [],
  feeds: [{ from: 'stg_phones', map: {} }],
});
const PHONE_DAYS = [
  [
    landed('phones', '2026-01-01', [
      ['C1', 'home', '1'],
      ['C1', 'work', '2'],
      ['C2', 'home', '9'],
    ]),
  ],
  [
    landed('phones', '2026-01-02', [
      ['C1', 'home', '1'],
      ['C1', 'work', '3'],
      ['C2', 'home', '9'],
    ]),
  ],
  // The work number is gone, and C2 with all of its numbers.
  [landed('phones', '2026-01-03', [['C1', 'home', '1']])],
] as const;

const ORDERS: readonly ModelObject[] = [
  ...sourceAndStaging('orders', 'full', ['order_no:text', 'customer_no:text', 'amount:integer']),
  { kind: 'hub', id: 'hub_order', name: 'hub_order', columns: columns('order_no:text'), feeds: [{ from: 'stg_orders', map: same('order_no') }] },
  { kind: 'hub', id: 'hub_buyer', name: 'hub_buyer', columns: columns('customer_no:text'), feeds: [{ from: 'stg_orders', map: same('customer_no') }] },
  {
    kind: 'link',
    id: 'link_purchase',
    name: 'link_purchase',
    columns: [],
    hubs: [
      { id: 'order', hub: 'hub_order' },
      { id: 'buyer', hub: 'hub_buyer' },
    ],
    feeds: [{ from: 'stg_orders', map: {}, hubs: { order: same('order_no'), buyer: same('customer_no') } }],
  },
  satellite({
    id: 'sat_order',
    parent: 'hub_order',
    satellite_type: 'standard',
    columns: columns('amount:integer'),
    feeds: [{ from: 'stg_orders', map: same('amount') }],
  }),
];
const EFFECTIVE = satellite({
  id: 'eff_purchase',
  parent: 'link_purchase',
  satellite_type: 'effectivity',
  driving: ['order'],
  end_dating: 'automatic',
  columns: [used('started_at:timestamp', 'start'), used('ended_at:timestamp', 'end')],
  feeds: [{ from: 'stg_orders', map: {} }],
});
// O1 goes from C1 to C2 and back.
const ORDER_DAYS = [
  [
    landed('orders', '2026-01-01', [
      ['O1', 'C1', '10'],
      ['O2', 'C1', '20'],
    ]),
  ],
  [
    landed('orders', '2026-01-02', [
      ['O1', 'C2', '10'],
      ['O2', 'C1', '20'],
    ]),
  ],
  [
    landed('orders', '2026-01-03', [
      ['O1', 'C1', '10'],
      ['O2', 'C1', '21'],
    ]),
  ],
] as const;

let engine: Engine;
beforeAll(async () => {
  engine = await openNodeEngine();
});
afterAll(() => engine.close());

async function filled(project: Project, staging: string, days: readonly (readonly string[])[]): Promise<Warehouse> {
  const plan = createCompiler()(project, [rebuiltId(staging)]);
  expect(plan.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  const warehouse = await openWarehouse(engine, plan);
  for (const inserts of days) await warehouse.deliver(...inserts);
  return warehouse;
}
/** Day, staged rows, and how many are missing, extra and gone. */
const told = async (project: Project) =>
  (await reconcile(engine, project)).sources.flatMap(({ deliveries }) =>
    deliveries.map((delivery) => [Number(delivery.loadDate.slice(8, 10)), delivery.staged, delivery.missing.count, delivery.extra.count, delivery.gone.count]),
  );
const PHONE_ROWS = 'select customer_no, kind, number, load_date::text from business_vault.stg_phones_rebuilt order by 4, 1, 2';

it('puts groups of several active rows together again, whole at each change', async () => {
  const project = projectOf(PHONES);
  const warehouse = await filled(project, 'stg_phones', PHONE_DAYS);
  expect(await warehouse.rows(PHONE_ROWS)).toEqual([
    ['C1', 'home', '1', day(1)],
    ['C1', 'work', '2', day(1)],
    ['C2', 'home', '9', day(1)],
    ['C1', 'home', '1', day(2)],
    ['C1', 'work', '3', day(2)],
    ['C1', 'home', '1', day(3)],
  ]);
  // C2 is gone on the third day, which nothing tracks.
  expect(await told(project)).toEqual([
    [1, 3, 0, 0, 0],
    [2, 3, 0, 0, 0],
    [3, 1, 0, 0, 1],
  ]);
  await engine.execute("delete from raw_vault.sat_phone where number = '3'");
  expect(await told(project)).toEqual([
    [1, 3, 0, 0, 0],
    [2, 3, 1, 0, 0],
    [3, 1, 0, 0, 1],
  ]);
});

it('knows that a key is gone where its status is tracked, and that one is not that was not delivered', async () => {
  const project = projectOf([...PHONES, TRACKED]);
  const warehouse = await filled(project, 'stg_phones', PHONE_DAYS);
  expect(await warehouse.rows('select customer_no, kind, number, load_date::text from business_vault.stg_phones_rebuilt where is_deleted')).toEqual([
    ['C2', 'home', '9', day(3)],
  ]);
  expect(await told(project)).toEqual([
    [1, 3, 0, 0, 0],
    [2, 3, 0, 0, 0],
    [3, 1, 0, 0, 0],
  ]);
  await engine.execute("delete from landing.phones where customer_no = 'C2' and load_date = timestamp '2026-01-02 06:00:00'");
  expect(await told(project)).toEqual([
    [1, 3, 0, 0, 0],
    [2, 2, 0, 1, 0],
    [3, 1, 0, 0, 0],
  ]);
});

it('misses no key of a delivery that was not taken whole, whether its status is tracked or not', async () => {
  const read = PHONES.map((object) =>
    object.kind === 'staging'
      ? { ...object, columns: object.columns.map((column) => (column.id === 'number' ? { ...column, type: 'integer' } : column)) }
      : object,
  );
  const days = [
    [
      landed('phones', '2026-01-01', [
        ['C1', 'home', '1'],
        ['C2', 'home', '9'],
      ]),
    ],
    // The only number of C2 cannot be read.
    [
      landed('phones', '2026-01-02', [
        ['C1', 'home', '1'],
        ['C2', 'home', 'nine'],
      ]),
    ],
    [landed('phones', '2026-01-03', [['C1', 'home', '1']])],
  ];
  for (const [objects, gone] of [
    [read, 1],
    [[...read, TRACKED], 0],
  ] as const) {
    await filled(projectOf(objects), 'stg_phones', days);
    expect(await told(projectOf(objects))).toEqual([
      [1, 2, 0, 0, 0],
      [2, 1, 0, 0, 0],
      [3, 1, 0, 0, gone],
    ]);
  }
});

it('has a row for every delivery of a key where that is tracked', async () => {
  const warehouse = await filled(projectOf([...PHONES, SEEN]), 'stg_phones', PHONE_DAYS);
  expect((await warehouse.rows(PHONE_ROWS)).filter(([customer]) => customer === 'C2')).toEqual([
    ['C2', 'home', '9', day(1)],
    ['C2', 'home', '9', day(2)],
  ]);
});

it('follows a relationship that comes back where an effectivity satellite tells of it', async () => {
  const question = 'select order_no, customer_no, amount::text, load_date::text from business_vault.stg_orders_rebuilt order by 4, 1';
  const project = projectOf([...ORDERS, EFFECTIVE]);
  const warehouse = await filled(project, 'stg_orders', ORDER_DAYS);
  expect(await warehouse.rows(question)).toEqual([
    ['O1', 'C1', '10', day(1)],
    ['O2', 'C1', '20', day(1)],
    ['O1', 'C2', '10', day(2)],
    ['O1', 'C1', '10', day(3)],
    ['O2', 'C1', '21', day(3)],
  ]);
  expect(await told(project)).toEqual([
    [1, 2, 0, 0, 0],
    [2, 2, 0, 0, 0],
    [3, 2, 0, 0, 0],
  ]);
  // Without it, that O1 went back is nowhere in the vault: the difference is found.
  const without = projectOf(ORDERS);
  await filled(without, 'stg_orders', ORDER_DAYS);
  expect(await told(without)).toEqual([
    [1, 2, 0, 0, 0],
    [2, 2, 0, 0, 0],
    [3, 2, 1, 1, 0],
  ]);
});
