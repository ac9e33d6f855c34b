import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../src/core/engine-port.ts';
import { rebuiltId } from '../src/core/model/lookup.ts';
import type { Dimension, Fact, Intermediate, ModelObject, Platform, Project } from '../src/core/model/types.ts';
import { PLATFORMS } from '../src/core/model/schema.ts';
import { createCompiler } from '../src/core/plan/compile.ts';
import { createStatements, loadStatements } from '../src/core/targets/sql/relation-statements.ts';
import { openNodeEngine } from '../src/engine/duckdb-node.ts';
import { columns, projectOf, same, sourceAndStaging } from './support/objects.ts';
import { expectSameOnPostgres } from './support/on-postgres.ts';
import { landed, openWarehouse } from './support/open-warehouse.ts';

const day = (number: number): string => `2026-01-0${number} 06:00:00`;
const hub = (name: string, key: string, ...feeds: readonly string[]): ModelObject => ({
  kind: 'hub',
  id: `hub_${name}`,
  name: `hub_${name}`,
  columns: columns(`${key}:text`),
  feeds: feeds.map((from) => ({ from, map: same(key) })),
});
const satellite = (name: string, parent: string, from: string, ...texts: readonly string[]): ModelObject => ({
  kind: 'satellite',
  id: name,
  name,
  parent,
  columns: columns(...texts),
  feeds: [{ from, map: same(...columns(...texts).map(({ id }) => id)) }],
});
const CUSTOMERS = sourceAndStaging('customers', 'full', ['customer_no:text', 'city:text', 'email:text', 'note:text']);
const ORDERS = sourceAndStaging('orders', 'delta', ['order_no:text', 'customer_no:text', 'city:text', 'amount:integer']);
const LINK: ModelObject = {
  kind: 'link',
  id: 'link_order_customer',
  name: 'link_order_customer',
  columns: [],
  hubs: [
    { id: 'order', hub: 'hub_order' },
    { id: 'customer', hub: 'hub_customer' },
  ],
  feeds: [{ from: 'stg_orders', map: {}, hubs: { order: same('order_no'), customer: same('customer_no') } }],
};
const VAULT: readonly ModelObject[] = [
  hub('customer', 'customer_no', 'stg_orders', 'stg_customers'),
  hub('order', 'order_no', 'stg_orders'),
  LINK,
  satellite('sat_city', 'hub_customer', 'stg_customers', 'city:text'),
  satellite('sat_email', 'hub_customer', 'stg_customers', 'email:text'),
  satellite('sat_amount', 'link_order_customer', 'stg_orders', 'amount:integer'),
  satellite('sat_ship_to', 'hub_order', 'stg_orders', 'city:text'),
];
const DIMENSION: Dimension = {
  kind: 'dimension',
  id: 'dim_customer',
  name: 'dim_customer',
  through: 'vault',
  columns: [
    { id: 'customer_no', name: 'customer_no', type: 'text', use: 'natural_key' },
    { id: 'city', name: 'city', type: 'text', use: 'attribute', history: 2 },
    { id: 'email', name: 'email', type: 'text', use: 'attribute' },
  ],
  feeds: [{ from: 'stg_customers', map: same('customer_no', 'city', 'email') }],
};
const FACT: Fact = {
  kind: 'fact',
  id: 'fct_order',
  name: 'fct_order',
  through: 'vault',
  fact_type: 'transaction',
  grain: { columns: ['order_no'] },
  dimensions: [{ id: 'customer', dimension: 'dim_customer' }],
  columns: [
    { id: 'order_no', name: 'order_no', type: 'text', use: 'degenerate' },
    { id: 'amount', name: 'amount', type: 'integer', use: 'measure' },
  ],
  feeds: [{ from: 'stg_orders', map: same('order_no', 'amount'), dimensions: { customer: same('customer_no') } }],
};
const DAYS = [
  [landed('orders', '2026-01-01', [['O1', 'C1', 'Ulm', '10']])],
  [
    landed('customers', '2026-01-02', [
      ['C1', 'Ulm', 'a', 'x'],
      ['C2', 'Bonn', 'b', 'x'],
    ]),
    landed('orders', '2026-01-02', [
      ['O2', 'C2', 'Bonn', '20'],
      ['O1', 'C1', 'Kiel', '10'],
    ]),
  ],
  [
    landed('customers', '2026-01-03', [
      ['C1', 'Kiel', 'a', 'y'],
      ['C2', 'Bonn', 'b', 'x'],
    ]),
    // O1 goes over to C2.
    landed('orders', '2026-01-03', [['O1', 'C2', 'Kiel', '11']]),
  ],
  [
    landed('customers', '2026-01-04', [
      ['C1', 'Kiel', 'a2', 'y'],
      ['C2', 'Bonn', 'b', 'x'],
    ]),
  ],
] as const;
const BASE = projectOf([...CUSTOMERS, ...ORDERS, ...VAULT]);
const withObjects = (project: Project, ...objects: readonly ModelObject[]): Project => ({
  ...project,
  objects: { ...project.objects, ...Object.fromEntries(objects.map((object) => [object.id, object])) },
});

let engine: Engine;
beforeAll(async () => {
  engine = await openNodeEngine();
});
afterAll(() => engine.close());

describe('rows put together again from the vault', () => {
  it('has a row of a hub per change, with what was valid then, from when this object brought it', async () => {
    const plan = createCompiler()(BASE, ['stg_customers', 'stg_orders'].map(rebuiltId));
    expect(plan.diagnostics).toEqual([]);
    const warehouse = await openWarehouse(engine, plan);
    const question = 'select customer_no, city, email, load_date::text, record_source from business_vault.stg_customers_rebuilt order by 4, 1';
    for (const inserts of DAYS) await warehouse.deliver(...inserts);
    const rows = await warehouse.rows(question);
    // The orders brought C1 a day before the customers did.
    expect(rows).toEqual([
      ['C1', 'Ulm', 'a', day(2), 'customers'],
      ['C2', 'Bonn', 'b', day(2), 'customers'],
      ['C1', 'Kiel', 'a', day(3), 'customers'],
      ['C1', 'Kiel', 'a2', day(4), 'customers'],
    ]);
    // Of O1 only the customer counts that it has then.
    expect(
      await warehouse.rows('select order_no, customer_no, city, amount::text, load_date::text from business_vault.stg_orders_rebuilt order by 5, 1'),
    ).toEqual([
      ['O1', 'C1', 'Ulm', '10', day(1)],
      ['O1', 'C1', 'Kiel', '10', day(2)],
      ['O2', 'C2', 'Bonn', '20', day(2)],
      ['O1', 'C2', 'Kiel', '11', day(3)],
    ]);
    await warehouse.load();
    expect(await warehouse.rows(question)).toEqual(rows);
    const whole = await openWarehouse(engine, plan);
    await whole.deliver(...DAYS.flat());
    expect(await whole.rows(question)).toEqual(rows);
  });

  it('stands in the business vault after what it reads, only when something asks for it', () => {
    expect(createCompiler()(BASE).byId.has(rebuiltId('stg_customers'))).toBe(false);
    const plan = createCompiler()(withObjects(BASE, DIMENSION));
    const order = plan.relations.map(({ id }) => id);
    expect(plan.byId.get(rebuiltId('stg_customers'))).toMatchObject({
      part: 'rebuilt',
      origin: 'stg_customers',
      layer: 'business_vault',
      load: { kind: 'view' },
    });
    expect(order.indexOf(rebuiltId('stg_customers'))).toBeGreaterThan(order.indexOf('sat_email'));
    expect(order.indexOf(rebuiltId('stg_customers'))).toBeLessThan(order.indexOf('dim_customer'));
    expect(plan.byId.get('dim_customer')?.dependsOn).toEqual([rebuiltId('stg_customers')]);
    expect(order).not.toContain(rebuiltId('stg_orders'));
  });

  it('is expanded again only when something it is made of changed', () => {
    const compile = createCompiler();
    const project = withObjects(BASE, DIMENSION, FACT);
    expect(compile(project).diagnostics).toEqual([]);
    const first = compile.expanded();
    expect(first).toBe(Object.keys(project.objects).length + 2);
    compile({ ...project });
    expect(compile.expanded()).toBe(0);
    const edited = (id: string, change: Record<string, unknown>) => withObjects(project, { ...project.objects[id], ...change } as ModelObject);
    compile(edited('fct_order', { description: 'x' }));
    expect(compile.expanded()).toBe(1);
    compile(project);
    const changed = edited('sat_email', { description: 'x' });
    compile(changed);
    expect(compile.expanded()).toBeLessThan(first);
    const more = compile(withObjects(changed, satellite('sat_note', 'hub_customer', 'stg_customers', 'note:text')));
    expect(more.byId.get(rebuiltId('stg_customers'))?.columns.map(({ name }) => name)).toContain('note');
    expect(more.relations).toEqual(createCompiler()(withObjects(changed, satellite('sat_note', 'hub_customer', 'stg_customers', 'note:text'))).relations);
  });

  it.each(PLATFORMS)('prints for %s', (platform: Platform) => {
    const plan = createCompiler()(withObjects(BASE, DIMENSION, FACT));
    const printed = plan.relations.flatMap((relation) => [createStatements(plan, relation, platform), loadStatements(plan, relation, platform)]);
    expect(printed.flatMap((one) => one.diagnostics)).toEqual([]);
  });

  it('gives the same rows on PostgreSQL', { timeout: 180_000 }, async () => {
    await expectSameOnPostgres(engine, createCompiler()(withObjects(BASE, DIMENSION, FACT)), DAYS);
  });

  it('names a column that the vault does not hold, and where it belongs', () => {
    const dimension: Dimension = {
      ...DIMENSION,
      columns: [...DIMENSION.columns, { id: 'note', name: 'note', type: 'text', use: 'attribute' }],
      feeds: [{ from: 'stg_customers', map: same('customer_no', 'city', 'email', 'note') }],
    };
    expect(createCompiler()(withObjects(BASE, dimension)).diagnostics.map(({ message }) => message)).toEqual([
      'dim_customer reads stg_customers.note through the vault, which does not hold it: add it to sat_city.',
    ]);
    const apart = projectOf([...CUSTOMERS, DIMENSION]);
    expect(createCompiler()(apart).diagnostics.map(({ code }) => code)).toEqual(['not-in-vault', 'not-fed']);
  });

  it('goes through intermediate objects, which are made anew over rebuilt rows', async () => {
    const joined: Intermediate = {
      kind: 'intermediate',
      id: 'int_orders',
      name: 'int_orders',
      combine: 'join',
      inputs: [
        { id: 'o', from: 'stg_orders', alias: 'o' },
        { id: 'c', from: 'stg_customers', alias: 'c', join: { kind: 'left', on: [['o', 'customer_no', 'customer_no']], match: 'as_of' } },
      ],
      columns: [
        { id: 'order_no', name: 'order_no', type: 'text', from: { o: 'order_no' } },
        { id: 'customer_no', name: 'customer_no', type: 'text', from: { o: 'customer_no' } },
        { id: 'amount', name: 'amount', type: 'integer', from: { o: 'amount' } },
        { id: 'email', name: 'email', type: 'text', from: { c: 'email' } },
        { id: 'note', name: 'note', type: 'text', from: { c: 'note' } },
      ],
    };
    const fact: Fact = { ...FACT, feeds: [{ from: 'int_orders', map: same('order_no', 'amount'), dimensions: { customer: same('customer_no') } }] };
    const plan = createCompiler()(withObjects(BASE, DIMENSION, joined, fact));
    expect(plan.diagnostics).toEqual([]);
    const warehouse = await openWarehouse(engine, plan);
    for (const inserts of DAYS) await warehouse.deliver(...inserts);
    expect(
      await warehouse.rows('select order_no, customer_no, amount::text, email, load_date::text from business_vault.int_orders_rebuilt order by 5, 1'),
    ).toEqual([
      ['O1', 'C1', '10', null, day(1)],
      ['O1', 'C1', '10', 'a', day(2)],
      ['O2', 'C2', '20', 'b', day(2)],
      ['O1', 'C2', '11', 'b', day(3)],
    ]);
    const reads: Fact = {
      ...fact,
      columns: [...fact.columns, { id: 'note', name: 'note', type: 'text', use: 'degenerate' }],
      feeds: [{ ...fact.feeds[0], map: same('order_no', 'amount', 'note') } as Fact['feeds'][number]],
    };
    expect(createCompiler()(withObjects(BASE, DIMENSION, joined, reads)).diagnostics.map(({ message }) => message)).toEqual([
      expect.stringContaining('fct_order reads int_orders.note through the vault, which does not hold it'),
    ]);
  });
});

describe('a dimension that closes or marks what is deleted', () => {
  const tracking: ModelObject = {
    kind: 'satellite',
    id: 'sts_customer',
    name: 'sts_customer',
    satellite_type: 'status_tracking',
    parent: 'hub_customer',
    columns: [],
    feeds: [{ from: 'stg_customers', map: {} }],
  };
  const told = (deletes: 'close' | 'mark', ...more: readonly ModelObject[]): readonly string[] =>
    createCompiler()(projectOf([...CUSTOMERS, ...ORDERS, ...VAULT, { ...DIMENSION, deletes }, ...more])).diagnostics.map(
      ({ severity, at, message }) => `${severity} ${at.object}: ${message}`,
    );

  it('says that it needs a status tracking satellite, of what and fed by what', () => {
    expect(told('close')).toEqual([
      'error dim_customer: dim_customer closes deleted members, but reads stg_customers through the vault, where a key stays that is gone: make a status tracking satellite of hub_customer, fed by stg_customers, or let the dimension ignore deletions.',
    ]);
    expect(told('mark')[0]).toContain('dim_customer marks deleted members, but reads stg_customers through the vault');
    expect(told('close', tracking)).toEqual([]);
  });

  it('says that nobody tells where deliveries bring changes only', () => {
    const delta = sourceAndStaging('customers', 'delta', ['customer_no:text', 'city:text', 'email:text', 'note:text']);
    expect(told('close', ...delta)).toEqual([
      'error dim_customer: dim_customer closes deleted members, but stg_customers cannot tell which are: it brings changes only. Feed it from full deliveries or a change feed with its operation, or let the dimension ignore deletions.',
    ]);
  });
});
