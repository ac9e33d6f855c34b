import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { shopSample } from '../samples/shop/model.ts';
import { shopRows } from '../samples/shop/rows.ts';
import type { Engine } from '../src/core/engine-port.ts';
import type { Dimension, Fact, ModelObject, Project } from '../src/core/model/types.ts';
import { createCompiler } from '../src/core/plan/compile.ts';
import { openNodeEngine } from '../src/engine/duckdb-node.ts';
import { prove } from '../src/engine/prove.ts';
import { reconcile, type ReconcileResult } from '../src/engine/reconcile.ts';
import type { WorkStep } from '../src/engine/run-types.ts';
import { createRunner } from '../src/engine/run.ts';
import { deliveriesOf } from './support/deliveries.ts';
import { columns, projectOf, same, sourceAndStaging } from './support/objects.ts';

const HUBS: readonly ModelObject[] = [
  {
    kind: 'hub',
    id: 'hub_customer',
    name: 'hub_customer',
    columns: columns('customer_no:text'),
    feeds: ['stg_customers', 'stg_orders'].map((from) => ({ from, map: same('customer_no') })),
  },
  { kind: 'hub', id: 'hub_order', name: 'hub_order', columns: columns('order_no:text'), feeds: [{ from: 'stg_orders', map: same('order_no') }] },
];
const LINKS: readonly ModelObject[] = [
  {
    kind: 'link',
    id: 'link_order_line',
    name: 'link_order_line',
    columns: columns('line:integer'),
    hubs: [
      { id: 'order', hub: 'hub_order' },
      { id: 'customer', hub: 'hub_customer' },
    ],
    feeds: [{ from: 'stg_orders', map: same('line'), hubs: { order: same('order_no'), customer: same('customer_no') } }],
  },
  {
    kind: 'link',
    id: 'link_payment',
    name: 'link_payment',
    link_type: 'non_historised',
    columns: [
      { ...columns('payment_no:text')[0], use: 'dependent_key' },
      { ...columns('paid:integer')[0], use: 'payload' },
    ] as Extract<ModelObject, { kind: 'link' }>['columns'],
    hubs: [
      { id: 'order', hub: 'hub_paid_order' },
      { id: 'customer', hub: 'hub_payer' },
    ],
    feeds: [{ from: 'stg_payments', map: same('payment_no', 'paid'), hubs: { order: same('order_no'), customer: { customer_no: 'payer' } } }],
  },
  { kind: 'hub', id: 'hub_paid_order', name: 'hub_paid_order', columns: columns('order_no:text'), feeds: [{ from: 'stg_payments', map: same('order_no') }] },
  { kind: 'hub', id: 'hub_payer', name: 'hub_payer', columns: columns('customer_no:text'), feeds: [{ from: 'stg_payments', map: { customer_no: 'payer' } }] },
];
const SATELLITES: readonly ModelObject[] = [
  {
    kind: 'satellite',
    id: 'sat_customer',
    name: 'sat_customer',
    parent: 'hub_customer',
    columns: columns('city:text'),
    feeds: [{ from: 'stg_customers', map: same('city') }],
  },
  {
    kind: 'satellite',
    id: 'sat_line',
    name: 'sat_line',
    parent: 'link_order_line',
    columns: columns('amount:integer'),
    feeds: [{ from: 'stg_orders', map: same('amount') }],
  },
];
const STAR: readonly [Dimension, Fact] = [
  {
    kind: 'dimension',
    id: 'dim_customer',
    name: 'dim_customer',
    columns: [
      { id: 'customer_no', name: 'customer_no', type: 'text', use: 'natural_key' },
      { id: 'city', name: 'city', type: 'text', use: 'attribute', history: 2 },
    ],
    feeds: [{ from: 'stg_customers', map: same('customer_no', 'city') }],
  },
  {
    kind: 'fact',
    id: 'fct_line',
    name: 'fct_line',
    fact_type: 'transaction',
    grain: { columns: ['order_no', 'line'] },
    dimensions: [{ id: 'customer', dimension: 'dim_customer' }],
    columns: [
      { id: 'order_no', name: 'order_no', type: 'text', use: 'degenerate' },
      { id: 'line', name: 'line', type: 'integer', use: 'degenerate' },
      { id: 'amount', name: 'amount', type: 'integer', use: 'measure' },
    ],
    feeds: [{ from: 'stg_orders', map: same('order_no', 'line', 'amount'), dimensions: { customer: same('customer_no') } }],
  },
];
const SOURCES: readonly ModelObject[] = [
  ...sourceAndStaging('customers', 'full', ['customer_no:text', 'city:text', 'note:text']),
  ...sourceAndStaging('orders', 'delta', ['order_no:text', 'line:integer', 'customer_no:text', 'amount:integer'], { key: ['order_no', 'line'] }),
  ...sourceAndStaging('payments', 'delta', ['payment_no:text', 'order_no:text', 'payer:text', 'paid:integer']),
  ...sourceAndStaging('loose', 'delta', ['x:text']),
];
const FILES = new Map([
  ['1/customers.csv', 'customer_no,city,note\nC1,Ulm,\nC2,Bonn,x\nC3,Kiel,\n'],
  // C3 is gone, a row has no key, and C1 is told twice: the last row counts.
  ['2/customers.csv', 'customer_no,city,note\nC1,Graz,\nC1,Ulm,\nC2,Köln,x\n,Nowhere,\n'],
  ['1/orders.csv', 'order_no,line,customer_no,amount\nO1,1,C1,10\nO1,2,C1,5\n'],
  // O2 has no customer; the first line of O1 was corrected.
  ['2/orders.csv', 'order_no,line,customer_no,amount\nO1,1,C1,11\nO2,1,,7\n'],
  ['1/payments.csv', 'payment_no,order_no,payer,paid\nP1,O1,C1,10\n'],
  // A payment does not change, whatever is told of it later.
  ['2/payments.csv', 'payment_no,order_no,payer,paid\nP1,O1,C1,12\nP2,O1,C1,5\n'],
  ['1/loose.csv', 'x\n1\n'],
]);
const project = (...objects: readonly ModelObject[]): Project => ({
  ...projectOf([...SOURCES, ...HUBS, ...LINKS, ...SATELLITES, ...objects]),
  deliveries: [1, 2].map((number) => ({
    id: `d${number}`,
    load_date: `2026-01-0${number}T06:00:00`,
    files: Object.fromEntries([...FILES.keys()].filter((path) => path.startsWith(`${number}/`)).map((path) => [path.slice(2, -4), path])),
  })),
});

let engine: Engine;
beforeAll(async () => {
  engine = await openNodeEngine();
});
afterAll(() => engine.close());
const schemas = async (): Promise<readonly (string | null)[]> =>
  (
    await engine.query(
      "select distinct schema_name from information_schema.schemata where schema_name not in ('information_schema', 'pg_catalog', 'main') order by 1",
    )
  ).rows.flat();
afterEach(async () => {
  for (const schema of await schemas()) await engine.execute(`drop schema "${schema}" cascade`);
});

async function loaded(of: Project): Promise<void> {
  const { outcome } = await createRunner(engine).run(createCompiler()(of), deliveriesOf(of, FILES));
  expect(outcome).toBe('done');
}

describe('a star from staging and through the vault', () => {
  it('has the same rows in the sample, whatever feeds it', { timeout: 180_000 }, async () => {
    const shop = shopSample();
    const results = await prove(engine, shop, deliveriesOf(shop, shopRows(600)));
    expect(results.map(({ object, outcome }) => [object, outcome])).toEqual([
      ['dim_customer', 'equal'],
      ['dim_product', 'equal'],
      ['dim_warehouse', 'equal'],
      ['fct_order_line', 'equal'],
      ['fct_stock', 'equal'],
    ]);
    expect(results.every((result) => result.outcome === 'equal' && result.rows > 1)).toBe(true);
    // Nothing of it stays, but the schemas of every runner.
    expect(await schemas()).toEqual(['_orrery_changes', '_orrery_files', '_orrery_states']);
    expect((await engine.query("select count(*) from information_schema.tables where table_schema like '\\_orrery%' escape '\\'")).rows).toEqual([['0']]);
  });

  it('shows the rows that only one of both has', async () => {
    const of = project(...STAR);
    const steps: WorkStep[] = [];
    const [dimension, fact] = await prove(engine, of, deliveriesOf(of, FILES), { onStep: (step) => steps.push(step) });
    expect(steps.every(({ done, total }, index) => done <= total && done >= (steps[index - 1]?.done ?? 0))).toBe(true);
    expect(steps.map(({ doing }) => doing)).toEqual(
      expect.arrayContaining(['Building fct_line from staging', 'Building fct_line through the vault', 'Comparing fct_line']),
    );
    expect(dimension).toEqual({ object: 'dim_customer', outcome: 'equal', rows: 5 });
    // The vault does not keep an order without a customer.
    expect(fact).toMatchObject({ object: 'fct_line', outcome: 'differs', rows: 3, only: { staging: { count: 1 }, vault: { count: 0 } } });
    const rows = fact?.outcome === 'differs' ? fact.only.staging.rows : undefined;
    expect(rows?.columns.map(({ name }) => name).slice(0, 3)).toEqual(['customer_sk', 'customer_sk.customer_no', 'customer_sk.valid_from']);
    expect(rows?.rows[0]).toEqual(expect.arrayContaining(['-1', 'O2', '7']));
  });

  it('has the same rows where the vault keeps relationships without a key', async () => {
    const of = project(...STAR);
    const kept: Project = { ...of, settings: { ...of.settings, vault: { missing_keys: 'zero_key', ghost_records: true } } };
    expect((await prove(engine, kept, deliveriesOf(kept, FILES))).map(({ outcome }) => outcome)).toEqual(['equal', 'equal']);
    await loaded(kept);
    const steps: WorkStep[] = [];
    const result = await reconcile(engine, kept, { onStep: (step) => steps.push(step) });
    expect(steps).toEqual([
      { done: 0, total: 6, doing: 'Rebuilding stg_customers from the vault' },
      { done: 1, total: 6, doing: 'Comparing the deliveries of stg_customers' },
      { done: 2, total: 6, doing: 'Rebuilding stg_orders from the vault' },
      { done: 3, total: 6, doing: 'Comparing the deliveries of stg_orders' },
      { done: 4, total: 6, doing: 'Rebuilding stg_payments from the vault' },
      { done: 5, total: 6, doing: 'Comparing the deliveries of stg_payments' },
    ]);
    expect(told(result).filter(([source]) => source === 'orders')).toEqual([
      ['orders', 1, 2, 0, 0, 0, ''],
      ['orders', 2, 2, 0, 0, 0, ''],
    ]);
  });

  it('says what cannot be tried, and why', async () => {
    const [dimension] = STAR;
    const noted: Dimension = {
      ...dimension,
      columns: [...dimension.columns, { id: 'note', name: 'note', type: 'text', use: 'attribute' }],
      feeds: [{ from: 'stg_customers', map: same('customer_no', 'city', 'note') }],
    };
    const loose: Dimension = {
      ...dimension,
      id: 'dim_loose',
      name: 'dim_loose',
      columns: [{ id: 'x', name: 'x', type: 'text', use: 'natural_key' }],
      feeds: [{ from: 'stg_loose', map: same('x') }],
    };
    const of = project(noted, loose);
    expect(await prove(engine, of, deliveriesOf(of, FILES))).toEqual([
      {
        object: 'dim_customer',
        outcome: 'not_tried',
        apart: false,
        reasons: ['dim_customer reads stg_customers.note through the vault, which does not hold it: add it to sat_customer.'],
      },
      { object: 'dim_loose', outcome: 'not_tried', apart: true, reasons: expect.anything() },
    ]);
    const cancelled = AbortSignal.abort();
    expect((await prove(engine, project(...STAR), deliveriesOf(of, FILES), { signal: cancelled }))[0]?.outcome).toBe('cancelled');
  });
});

/** Source, day, staged rows, and how many are missing, extra and gone, then what was refused. */
const told = ({ sources }: ReconcileResult) =>
  sources.flatMap(({ staging, deliveries }) =>
    deliveries.map((delivery) => [
      staging.slice(4),
      Number(delivery.loadDate.slice(8, 10)),
      delivery.staged,
      delivery.missing.count,
      delivery.extra.count,
      delivery.gone.count,
      delivery.refused.map(({ reason, found }) => `${found.count} ${reason}`).join(),
    ]),
  );

describe('what came, and what the raw vault tells of it', () => {
  const AS_IT_CAME = [
    ['customers', 1, 3, 0, 0, 0, ''],
    ['customers', 2, 4, 0, 0, 1, '1 missing_key,1 conflict'],
    ['orders', 1, 2, 0, 0, 0, ''],
    ['orders', 2, 2, 0, 0, 0, '1 missing_key'],
    ['payments', 1, 1, 0, 0, 0, ''],
    ['payments', 2, 2, 0, 0, 0, '1 kept_first'],
  ];

  it('is the same for every source and delivery of the sample', { timeout: 120_000 }, async () => {
    const shop = shopSample();
    await createRunner(engine).run(createCompiler()(shop), deliveriesOf(shop, shopRows(600)));
    const result = await reconcile(engine, shop);
    const rows = told(result);
    expect(rows.length).toBe(shop.deliveries.reduce((sum, { files }) => sum + Object.keys(files).length, 0));
    expect(rows.every(([, , staged, missing, extra, , refused]) => Number(staged) > 0 && missing === 0 && extra === 0 && refused === '')).toBe(true);
    // A product is gone, which the vault does not track.
    expect(rows.filter((row) => row[5] !== 0).map((row) => [row[0], row[5]])).toEqual([['products', 1]]);
    expect(result.sources.flatMap(({ notHeld }) => notHeld)).toEqual([]);
  });

  it('lists what a rule kept out, what the vault cannot know, and what it does not take', async () => {
    await loaded(project());
    const result = await reconcile(engine, project());
    expect(told(result)).toEqual(AS_IT_CAME);
    expect(result.sources.map(({ staging, full, notHeld }) => [staging, full, notHeld])).toEqual([
      ['stg_customers', true, ['note']],
      ['stg_orders', false, []],
      ['stg_payments', false, []],
    ]);
    expect(result.apart).toEqual(['stg_loose']);
    const [, second] = result.sources[0]?.deliveries ?? [];
    expect(second?.gone.rows.rows).toEqual([['Kiel', 'C3']]);
    expect(second?.refused.map(({ found }) => found.rows.rows)).toEqual([[['Nowhere', null]], [['Graz', 'C1']]]);
  });

  it('lists rows that staging refused', async () => {
    const of = project();
    const source = of.objects['orders'];
    if (source?.kind !== 'source') throw new Error('no source');
    const texts = source.columns.map((column) => (column.id === 'amount' ? { ...column, type: 'text' } : column));
    const loose: Project = { ...of, objects: { ...of.objects, orders: { ...source, columns: texts } } };
    const files = new Map(FILES).set('1/orders.csv', 'order_no,line,customer_no,amount\nO1,1,C1,10\nO1,2,C1,five\n');
    expect((await createRunner(engine).run(createCompiler()(loose), deliveriesOf(loose, files))).outcome).toBe('done');
    expect(told(await reconcile(engine, loose)).filter(([staging]) => staging === 'orders')).toEqual([
      ['orders', 1, 1, 0, 0, 0, '1 failed_cast'],
      ['orders', 2, 2, 0, 0, 0, '1 missing_key'],
    ]);
  });

  it('finds a vault row that was altered', async () => {
    await loaded(project());
    await engine.execute("update raw_vault.sat_customer set city = 'Köln!' where city = 'Köln'");
    await engine.execute("update raw_vault.hub_order set order_no = 'O9' where order_no = 'O1'");
    await engine.execute('update raw_vault.link_payment set paid = 99 where paid = 5');
    const result = await reconcile(engine, project());
    expect(told(result)).toEqual([
      ['customers', 1, 3, 0, 0, 0, ''],
      ['customers', 2, 4, 1, 1, 1, '1 missing_key,1 conflict'],
      ['orders', 1, 2, 2, 0, 0, ''],
      ['orders', 2, 2, 1, 0, 0, '1 missing_key'],
      ['payments', 1, 1, 0, 0, 0, ''],
      ['payments', 2, 2, 1, 0, 0, '1 kept_first'],
    ]);
    const [, second] = result.sources[0]?.deliveries ?? [];
    expect([second?.missing.rows.rows, second?.extra.rows.rows]).toEqual([[['Köln', 'C2']], [['Köln!', 'C2']]]);
  });

  it('finds a vault row that was deleted, and a delivered row that was', async () => {
    await loaded(project());
    await engine.execute('delete from raw_vault.sat_line where amount = 11');
    await engine.execute("delete from landing.customers where city = 'Bonn'");
    expect(told(await reconcile(engine, project())).filter((row, index) => JSON.stringify(row) !== JSON.stringify(AS_IT_CAME[index]))).toEqual([
      ['customers', 1, 2, 0, 0, 1, ''],
      ['orders', 2, 2, 1, 0, 0, '1 missing_key'],
    ]);
  });
});
