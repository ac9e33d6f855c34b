import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../src/core/engine-port.ts';
import type { Intermediate, ModelObject, Platform, Project } from '../src/core/model/types.ts';
import { Project as ProjectSchema, PLATFORMS } from '../src/core/model/schema.ts';
import { createCompiler } from '../src/core/plan/compile.ts';
import type { Plan, Relation } from '../src/core/plan/types.ts';
import { DIALECTS } from '../src/core/dialects/registry.ts';
import { printQuery } from '../src/core/sql/print.ts';
import { createStatements, loadStatements } from '../src/core/targets/sql/relation-statements.ts';
import { openNodeEngine } from '../src/engine/duckdb-node.ts';
import { columns, projectOf, same, sourceAndStaging } from './support/objects.ts';
import { expectSameOnPostgres } from './support/on-postgres.ts';
import { landed, openWarehouse, type Warehouse } from './support/open-warehouse.ts';

const CUSTOMERS = sourceAndStaging('customers', 'full', ['customer_no:text', 'city:text', 'email:text']);
const CONTACTS = sourceAndStaging('contacts', 'delta', ['client:text', 'email:text', 'phone:text']);
const ORDERS = sourceAndStaging('orders', 'delta', ['order_no:text', 'customer_no:text', 'amount:integer']);
const BASE = [...CUSTOMERS, ...CONTACTS, ...ORDERS];

const intermediate = (rest: Pick<Intermediate, 'combine' | 'inputs' | 'columns'> & Partial<Intermediate>): Intermediate => ({
  kind: 'intermediate',
  id: 'int_x',
  name: 'int_x',
  ...rest,
});
const from = (input: string, column: string) => ({ from: { [input]: column } });
const column = (text: string, rest: Partial<Intermediate['columns'][number]>): Intermediate['columns'][number] =>
  ({ ...columns(text)[0], ...rest }) as Intermediate['columns'][number];

const DAYS = [
  [
    landed('customers', '2026-01-01', [
      ['C1', 'Ulm', 'a@shop'],
      ['C2', 'Bonn', null],
    ]),
    landed('contacts', '2026-01-01', [
      ['C1', 'a@crm', '1'],
      ['C3', 'c@crm', '3'],
    ]),
    landed('orders', '2026-01-01', [
      ['O1', 'C1', '10'],
      ['O2', 'C2', '20'],
    ]),
  ],
  [
    landed('customers', '2026-01-02', [
      ['C1', 'Kiel', 'a@shop'],
      ['C2', 'Bonn', null],
    ]),
    landed('contacts', '2026-01-02', [['C2', 'b@crm', null]]),
  ],
  [
    landed('contacts', '2026-01-03', [['C1', null, '11']]),
    landed('orders', '2026-01-03', [
      ['O3', 'C1', '30'],
      ['O4', 'C9', '40'],
      ['O5', null, '50'],
    ]),
  ],
] as const;
const OF_ORDERS = [
  { id: 'o', from: 'stg_orders', alias: 'o' },
  {
    id: 'c',
    from: 'stg_customers',
    alias: 'c',
    join: { kind: 'left' as const, on: [['o', 'customer_no', 'customer_no'] as [string, string, string]], match: 'as_of' as const },
  },
];

let engine: Engine;
beforeAll(async () => {
  engine = await openNodeEngine();
});
afterAll(() => engine.close());

const compiled = (...objects: readonly ModelObject[]): Plan => {
  const project: Project = projectOf([...BASE, ...objects]);
  expect(ProjectSchema.safeParse(project).error).toBeUndefined();
  return createCompiler()(project);
};
const problems = (...objects: readonly ModelObject[]): readonly string[] =>
  compiled(...objects).diagnostics.map((diagnostic) => `${diagnostic.code}: ${diagnostic.message}`);
async function filled(plan: Plan): Promise<Warehouse> {
  expect(plan.diagnostics).toEqual([]);
  const warehouse = await openWarehouse(engine, plan);
  for (const day of DAYS) await warehouse.deliver(...day);
  return warehouse;
}
const day = (number: number): string => `2026-01-0${number} 06:00:00`;
const broken = async (warehouse: Warehouse, plan: Plan, relation: Relation | undefined, check: string) => {
  const query = relation?.checks?.find(({ id }) => id === check)?.query;
  if (!query) throw new Error(`no check ${check}`);
  return warehouse.rows(printQuery(query, DIALECTS.duckdb, { relation: (id) => plan.byId.get(id)?.table ?? id }).text);
};
function prints(plan: Plan): void {
  for (const platform of PLATFORMS as readonly Platform[])
    for (const relation of plan.relations) {
      const printed = [createStatements(plan, relation, platform), loadStatements(plan, relation, platform)];
      expect(
        printed.flatMap((one) => one.diagnostics),
        platform,
      ).toEqual([]);
      for (const { query } of relation.checks ?? []) expect(printQuery(query, DIALECTS[platform], { relation: (id) => id }).diagnostics).toEqual([]);
    }
}

const JOIN = intermediate({
  combine: 'join',
  inputs: OF_ORDERS,
  columns: [
    column('order_no:text', from('o', 'order_no')),
    column('city:text', from('c', 'city')),
    column('label:text', { expression: "o.order_no || ' ' || coalesce(c.city, '?')" }),
    column('amount:decimal(12,2)', from('o', 'amount')),
  ],
});

const UNION = intermediate({
  combine: 'union',
  inputs: [
    { id: 's', from: 'stg_customers', alias: 's' },
    { id: 'k', from: 'stg_contacts', alias: 'k', filter: "client <> 'C3'" },
  ],
  columns: [
    column('customer_no:text', { from: { s: 'customer_no', k: 'client' } }),
    column('phone:text', from('k', 'phone')),
    column('known_as:text', { expression: 'coalesce(s.city, k.phone)' }),
  ],
});

const MERGE = intermediate({
  combine: 'merge',
  inputs: [
    { id: 's', from: 'stg_customers', alias: 's' },
    { id: 'k', from: 'stg_contacts', alias: 'k' },
  ],
  columns: [
    column('customer_no:text', { from: { s: 'customer_no', k: 'client' }, group: true }),
    column('email:text', { from: { s: 'email', k: 'email' }, precedence: ['k', 's'] }),
    column('city:text', from('s', 'city')),
    column('phone:text', from('k', 'phone')),
  ],
});

const VAULT: readonly ModelObject[] = [
  {
    kind: 'hub',
    id: 'hub_customer',
    name: 'hub_customer',
    columns: columns('customer_no:text'),
    feeds: ['stg_customers', 'stg_orders'].map((feed) => ({ from: feed, map: same('customer_no') })),
  },
  { kind: 'hub', id: 'hub_order', name: 'hub_order', columns: columns('order_no:text'), feeds: [{ from: 'stg_orders', map: same('order_no') }] },
  {
    kind: 'link',
    id: 'link_order_customer',
    name: 'link_order_customer',
    columns: [],
    hubs: [
      { id: 'order', hub: 'hub_order' },
      { id: 'customer', hub: 'hub_customer' },
    ],
    feeds: [{ from: 'stg_orders', map: {}, hubs: { order: same('order_no'), customer: same('customer_no') } }],
  },
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
    id: 'sat_contact',
    name: 'sat_contact',
    parent: 'hub_customer',
    columns: columns('email:text'),
    feeds: [{ from: 'stg_customers', map: same('email') }],
  },
  {
    kind: 'satellite',
    id: 'sat_order',
    name: 'sat_order',
    parent: 'link_order_customer',
    columns: columns('amount:integer'),
    feeds: [{ from: 'stg_orders', map: same('amount') }],
  },
];

const HISTORY = intermediate({
  combine: 'history',
  inputs: [
    { id: 'l', from: 'link_order_customer' },
    { id: 'o', from: 'hub_order' },
    { id: 'c', from: 'hub_customer' },
    { id: 's', from: 'sat_order', alias: 's' },
    { id: 'k', from: 'sat_customer', alias: 'k' },
  ],
  columns: [
    column('order_no:text', from('o', 'order_no')),
    column('customer_no:text', from('c', 'customer_no')),
    column('amount:integer', from('s', 'amount')),
    column('city:text', from('k', 'city')),
  ],
});

describe('a join', () => {
  const int = JOIN;

  it('gives the first input its rows, with the state of the other when each came', async () => {
    const plan = compiled(int);
    prints(plan);
    const warehouse = await filled(plan);
    expect(
      await warehouse.rows('select order_no, city, label, amount::text, load_date::text, record_source, row_sequence::text from staging.int_x order by 1'),
    ).toEqual([
      ['O1', 'Ulm', 'O1 Ulm', '10.00', day(1), 'orders', '1'],
      ['O2', 'Bonn', 'O2 Bonn', '20.00', day(1), 'orders', '2'],
      ['O3', 'Kiel', 'O3 Kiel', '30.00', day(3), 'orders', '1'],
      ['O4', null, 'O4 ?', '40.00', day(3), 'orders', '2'],
      ['O5', null, 'O5 ?', '50.00', day(3), 'orders', '3'],
    ]);
    expect(await broken(warehouse, plan, plan.byId.get('int_x'), 'fan_out')).toEqual([]);
  });

  it('can say since when a state held', async () => {
    const dated = { ...int, columns: [...int.columns.slice(0, 1), column('since:timestamp', { expression: 'c.load_date' })] };
    const warehouse = await filled(compiled(dated));
    expect(await warehouse.rows('select order_no, since::text from staging.int_x order by 1')).toEqual([
      ['O1', day(1)],
      ['O2', day(1)],
      ['O3', day(2)],
      ['O4', null],
      ['O5', null],
    ]);
  });

  it('takes only what came in the same delivery, when asked', async () => {
    const [orders, other] = int.inputs;
    const joined = { ...other, join: { ...other?.join, kind: 'inner', match: 'same_delivery' } } as Intermediate['inputs'][number];
    const warehouse = await filled(compiled({ ...int, inputs: [orders as Intermediate['inputs'][number], joined] }));
    expect(await warehouse.rows('select order_no, city from staging.int_x order by 1')).toEqual([
      ['O1', 'Ulm'],
      ['O2', 'Bonn'],
    ]);
  });

  it('finds the rows of the first input that it multiplies', async () => {
    const swapped = intermediate({
      combine: 'join',
      inputs: [
        { id: 'c', from: 'stg_customers', alias: 'c', filter: "city <> 'Bonn'" },
        { id: 'o', from: 'stg_orders', alias: 'o', join: { kind: 'left', on: [['c', 'customer_no', 'customer_no']], match: 'as_of' } },
      ],
      columns: [column('customer_no:text', from('c', 'customer_no')), column('order_no:text', from('o', 'order_no'))],
    });
    const plan = compiled(swapped);
    const warehouse = await filled(plan);
    await warehouse.deliver(landed('customers', '2026-01-04', [['C1', 'Kiel', null]]));
    // On the fourth day C1 has two orders, O1 and O3.
    expect(await broken(warehouse, plan, plan.byId.get('int_x'), 'fan_out')).toEqual([[day(4), 'customers', '1', '1', '2']]);
  });

  it('filters a state, not the way to it, and the result', async () => {
    const [orders, other] = int.inputs;
    const filtered = intermediate({
      ...int,
      inputs: [orders as Intermediate['inputs'][number], { ...(other as Intermediate['inputs'][number]), filter: "c.city <> 'Kiel'" }],
      filter: "label <> 'O4 ?'",
    });
    const warehouse = await filled(compiled(filtered));
    expect(await warehouse.rows('select label from staging.int_x order by 1')).toEqual([['O1 Ulm'], ['O2 Bonn'], ['O3 ?'], ['O5 ?']]);
  });

  it('adds up the rows of each delivery', async () => {
    const sums = intermediate({
      combine: 'join',
      inputs: OF_ORDERS,
      columns: [
        column('city:text', { ...from('c', 'city'), group: true }),
        column('amount:decimal(12,2)', { ...from('o', 'amount'), aggregate: 'sum' }),
        column('orders:bigint', { aggregate: 'count' }),
        // What is counted is text; the number is not.
        column('customers:integer', { ...from('o', 'customer_no'), aggregate: 'count' }),
      ],
      filter: 'city is not null',
      materialization: 'table',
    });
    const plan = compiled(sums);
    prints(plan);
    expect(plan.byId.get('int_x')?.load.kind).toBe('rebuild');
    const warehouse = await filled(plan);
    expect(
      await warehouse.rows(
        'select city, amount::text, orders::text, customers::text, load_date::text, record_source, row_sequence::text from staging.int_x order by 6, 5, 1',
      ),
    ).toEqual([
      ['Bonn', '20.00', '1', '1', day(1), 'orders', '2'],
      ['Ulm', '10.00', '1', '1', day(1), 'orders', '1'],
      ['Kiel', '30.00', '1', '1', day(3), 'orders', '1'],
    ]);
  });

  it('says what is wrong with it', () => {
    const bad = (change: Partial<Intermediate>) => problems({ ...int, ...change });
    expect(bad({ columns: [column('no:text', { expression: 'customer_no' })] })).toEqual([
      'ambiguous-column: The expression of int_x.no reads customer_no, which o and c have: write o.customer_no or c.customer_no.',
    ]);
    expect(bad({ columns: [column('no:text', { expression: 'x.customer_no' })] })[0]).toContain('unknown-column');
    expect(bad({ columns: [column('no:text', from('c', 'gone'))] })[0]).toContain('mapping-to-missing-column');
    expect(bad({ columns: [column('no:text', {})] })[0]).toContain('unmapped-column');
    expect(bad({ columns: [column('a:text', from('o', 'order_no')), column('n:bigint', { aggregate: 'count' })] })[0]).toContain(
      'neither grouped nor aggregated',
    );
    expect(bad({ inputs: OF_ORDERS.toReversed() })[0]).toContain('join-without-columns');
    expect(
      bad({ inputs: OF_ORDERS.map((input) => (input.join ? { ...input, join: { ...input.join, on: [['c', 'customer_no', 'customer_no']] } } : input)) })[0],
    ).toContain('join-order');
    expect(bad({ inputs: OF_ORDERS.map((input) => ({ ...input, alias: 'same' })) })[0]).toContain('duplicate-alias');
    const forgetful = projectOf([...sourceAndStaging('customers', 'full', ['customer_no:text', 'city:text'], { landing: 'replace' }), ...ORDERS, int]);
    expect(createCompiler()(forgetful).diagnostics.map(({ message }) => message)).toEqual([
      'int_x asks for the state of stg_customers at other times, but customers keeps only its last delivery: let it keep every delivery, or join rows of the same delivery.',
    ]);
  });
});

describe('a union', () => {
  it('counts what its inputs bring, in whatever types', async () => {
    const counted = intermediate({
      combine: 'union',
      inputs: [
        { id: 'c', from: 'stg_customers' },
        { id: 'o', from: 'stg_orders' },
      ],
      columns: [
        column('customer_no:text', { from: { c: 'customer_no', o: 'customer_no' }, group: true }),
        column('known:integer', { from: { c: 'city', o: 'amount' }, aggregate: 'count' }),
      ],
    });
    const plan = compiled(counted);
    prints(plan);
    const warehouse = await filled(plan);
    expect(await warehouse.rows("select customer_no, known::text from staging.int_x where load_date = timestamp '2026-01-01 06:00:00' order by 1")).toEqual([
      ['C1', '2'],
      ['C2', '2'],
    ]);
  });

  it('has the rows of all, with NULL for what an input does not have', async () => {
    const int = UNION;
    const plan = compiled(int);
    prints(plan);
    const warehouse = await filled(plan);
    expect(
      await warehouse.rows('select customer_no, phone, known_as, load_date::text, record_source, row_sequence::text from staging.int_x order by 4, 6'),
    ).toEqual([
      ['C1', null, 'Ulm', day(1), 'customers', '1'],
      ['C2', null, 'Bonn', day(1), 'customers', '2'],
      ['C1', '1', '1', day(1), 'contacts', '3'],
      ['C1', null, 'Kiel', day(2), 'customers', '1'],
      ['C2', null, 'Bonn', day(2), 'customers', '2'],
      ['C2', null, null, day(2), 'contacts', '3'],
      ['C1', '11', '11', day(3), 'contacts', '1'],
    ]);
  });
});

describe('a merge', () => {
  const int = MERGE;
  const HUB: readonly ModelObject[] = [
    { kind: 'hub', id: 'hub_customer', name: 'hub_customer', columns: columns('customer_no:text'), feeds: [{ from: 'int_x', map: same('customer_no') }] },
    {
      kind: 'satellite',
      id: 'sat_customer',
      name: 'sat_customer',
      parent: 'hub_customer',
      columns: columns('email:text', 'city:text', 'phone:text'),
      feeds: [{ from: 'int_x', map: same('email', 'city', 'phone') }],
    },
  ];
  const MERGED = [
    // CRM knows the e-mail of C1 until the third day, when it forgets it; the shop's stands in.
    ['C1', 'a@crm', 'Ulm', '1', day(1), 'customers'],
    ['C2', null, 'Bonn', null, day(1), 'customers'],
    ['C3', 'c@crm', null, '3', day(1), 'contacts'],
    ['C1', 'a@crm', 'Kiel', '1', day(2), 'customers'],
    ['C2', 'b@crm', 'Bonn', null, day(2), 'customers'],
    ['C1', 'a@shop', 'Kiel', '11', day(3), 'contacts'],
  ];

  it('has a row per key and delivery, each attribute from the first that knows it then', async () => {
    const plan = compiled(int);
    prints(plan);
    const warehouse = await filled(plan);
    expect(await warehouse.rows('select customer_no, email, city, phone, load_date::text, record_source from staging.int_x order by 5, 1')).toEqual(MERGED);
    await warehouse.deliver(landed('contacts', '2026-01-04', [[null, 'x@crm', null]]));
    expect(await warehouse.rows('select count(*)::text from staging.int_x')).toEqual([['6']]);
    expect((await broken(warehouse, plan, plan.byId.get('int_x'), 'missing_key')).map((row) => row.slice(0, 3))).toEqual([[null, day(4), 'contacts']]);
  });

  it('feeds hubs and satellites, one by one as all at once, and twice as once', async () => {
    const plan = compiled(int, ...HUB);
    prints(plan);
    const question =
      'select h.customer_no, s.email, s.city, s.phone, s.load_date::text, s.record_source from raw_vault.sat_customer s join raw_vault.hub_customer h using (customer_hk) order by 5, 1';
    const warehouse = await filled(plan);
    const split = await warehouse.rows(question);
    expect(split).toEqual(MERGED);
    await warehouse.load();
    expect(await warehouse.rows(question)).toEqual(split);
    const whole = await openWarehouse(engine, plan);
    await whole.deliver(...DAYS.flat());
    expect(await whole.rows(question)).toEqual(split);
  });

  it('says what is wrong with it', () => {
    expect(problems({ ...int, columns: int.columns.slice(1) })[0]).toContain('merge-without-key');
    expect(problems({ ...int, columns: [column('customer_no:text', { ...from('s', 'customer_no'), group: true })] })[0]).toContain('map a column of k to it');
    expect(problems({ ...int, columns: [...int.columns, column('n:bigint', { aggregate: 'count' })] })[0]).toContain('aggregate-in-merge');
  });
});

describe('the history of a vault table', () => {
  it('has a row of a hub each time one of its satellites changed', async () => {
    const int = intermediate({
      combine: 'history',
      inputs: [
        { id: 'h', from: 'hub_customer' },
        { id: 'a', from: 'sat_customer' },
        { id: 'b', from: 'sat_contact', alias: 'b' },
      ],
      columns: [
        column('customer_no:text', from('h', 'customer_no')),
        column('city:text', from('a', 'city')),
        column('email:text', { expression: 'upper(b.email)' }),
      ],
    });
    const plan = compiled(...VAULT, int);
    prints(plan);
    const warehouse = await filled(plan);
    await warehouse.deliver(landed('customers', '2026-01-04', [['C1', 'Kiel', 'new@shop']]));
    expect(await warehouse.rows('select customer_no, city, email, load_date::text from staging.int_x order by 4, 1')).toEqual([
      ['C1', 'Ulm', 'A@SHOP', day(1)],
      ['C2', 'Bonn', null, day(1)],
      ['C1', 'Kiel', 'A@SHOP', day(2)],
      ['C9', null, null, day(3)],
      ['C1', 'Kiel', 'NEW@SHOP', day(4)],
    ]);
    const rows = await warehouse.rows('select load_date::text, count(distinct row_sequence)::text, count(*)::text from staging.int_x group by 1 order by 1');
    expect(rows.every(([, different, all]) => different === all)).toBe(true);
  });

  it('has a row of a link each time it, or what hangs on its hubs, changed', async () => {
    const int = HISTORY;
    const plan = compiled(...VAULT, int);
    prints(plan);
    const warehouse = await filled(plan);
    expect(await warehouse.rows('select order_no, customer_no, amount::text, city, load_date::text from staging.int_x order by 5, 1')).toEqual([
      ['O1', 'C1', '10', 'Ulm', day(1)],
      ['O2', 'C2', '20', 'Bonn', day(1)],
      ['O1', 'C1', '10', 'Kiel', day(2)],
      ['O3', 'C1', '30', 'Kiel', day(3)],
      ['O4', 'C9', '40', null, day(3)],
    ]);
  });

  it('says what does not belong to it', () => {
    const int = intermediate({
      combine: 'history',
      inputs: [
        { id: 'h', from: 'hub_order' },
        { id: 's', from: 'sat_customer' },
      ],
      columns: [column('city:text', from('s', 'city'))],
    });
    expect(problems(...VAULT, int)[0]).toContain('sat_customer describes neither hub_order nor a hub that int_x reads');
    expect(problems(...VAULT, { ...int, inputs: [{ id: 'h', from: 'stg_orders' }] })[0]).toContain('mapping-to-missing-column');
    expect(problems({ ...int, inputs: [{ id: 'h', from: 'nowhere' }] })[0]).toContain('dangling-reference');
  });
});

it('gives the same rows on PostgreSQL', { timeout: 180_000 }, async () => {
  // An order without a customer is no relationship: its satellite would have no link to stand on.
  const related = { ...ORDERS[1], filter: 'customer_no is not null' } as ModelObject;
  const named = (id: string, object: Intermediate): Intermediate => ({ ...object, id, name: id });
  await expectSameOnPostgres(
    engine,
    compiled(related, ...VAULT, named('int_join', JOIN), named('int_union', UNION), named('int_merge', MERGE), named('int_history', HISTORY)),
    DAYS,
  );
});
