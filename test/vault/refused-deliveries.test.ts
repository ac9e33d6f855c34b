import { describe, expect, it } from 'vitest';
import { DIALECTS } from '../../src/core/dialects/registry.ts';
import { PLATFORMS } from '../../src/core/model/schema.ts';
import type { Intermediate, ModelObject, Project, Settings, Source, Staging } from '../../src/core/model/types.ts';
import { printQuery } from '../../src/core/sql/print.ts';
import { createStatements, loadStatements } from '../../src/core/targets/sql/relation-statements.ts';
import { column, compiled, loadedOnPostgres, projectOf, same, staged, withEngine, type Delivered } from '../support/vault-loads.ts';

const { loaded, broken } = withEngine();

/** A text that is staged as another type. */
const read = (id: string, type: string) => ({ ...column(id, type), from: id });
const COLUMNS: Staging['columns'] = [read('number', 'integer'), read('born', 'date'), read('city', 'text')];
const TYPES = { number: 'text', born: 'text', city: 'text' };

interface Around {
  readonly settings?: Partial<Settings>;
  readonly source?: Partial<Source>;
  readonly staging?: Partial<Staging>;
  readonly from?: string;
  readonly more?: readonly ModelObject[];
}

/** Customers, whose numbers and dates of birth may not be readable, with what is told of them when they are missing. */
function customers({ settings = {}, source = {}, staging = {}, from = 'stg_customers', more = [] }: Around = {}): Project {
  const feeds = [{ from, map: same('number') }];
  return projectOf(
    [
      ...staged('customers', TYPES, source, { columns: COLUMNS, ...staging }),
      ...more,
      { kind: 'hub', id: 'hub_customer', name: 'hub_customer', columns: [column('number', 'integer')], feeds },
      {
        kind: 'satellite',
        id: 'sts',
        name: 'sts_customer',
        satellite_type: 'status_tracking',
        parent: 'hub_customer',
        columns: [{ ...column('number', 'integer'), use: 'carried' }],
        feeds,
      },
      {
        kind: 'dimension',
        id: 'closed',
        name: 'dim_closed',
        deletes: 'close',
        columns: [
          { ...column('number', 'integer'), use: 'natural_key' },
          { ...column('city'), use: 'attribute', history: 2 },
        ],
        feeds: [{ from, map: same('number', 'city') }],
      },
      {
        kind: 'dimension',
        id: 'marked',
        name: 'dim_marked',
        deletes: 'mark',
        columns: [
          { ...column('number', 'integer'), use: 'natural_key' },
          { ...column('city'), use: 'attribute', history: 1 },
        ],
        feeds: [{ from, map: same('number', 'city') }],
      },
    ],
    settings,
  );
}

const came = (day: number, ...rows: readonly (readonly [number: string | null, born: string, city?: string])[]): Delivered => ({
  day,
  rows: { customers: rows.map(([number, born, city = 'Ulm']) => [number, born, city]) },
});
const BORN = '1980-05-05';
// On the second day customer 2 comes with a date that is none, and customer 3 does not come at all.
const DELIVERIES = [
  came(1, ['1', BORN], ['2', BORN], ['3', BORN]),
  came(2, ['1', BORN, 'Bonn'], ['2', '1980-02-30']),
  came(3, ['1', BORN, 'Bonn'], ['2', BORN]),
  came(4, ['1', BORN, 'Bonn']),
];
const STATUS = ['number', 'status', 'load_date'];
const CLOSED = ['number', 'city', 'valid_from', 'valid_to', 'is_current'];
const MARKED = ['number', 'city', 'is_deleted', 'load_date'];
// Customer 3 is found gone by the third delivery, the first that says so; customer 2 by the fourth.
const EXPECTED_STATUS = ['1|I|d1', '2|D|d4', '2|I|d1', '3|D|d3', '3|I|d1'];
const known = (rows: readonly string[]): readonly string[] => rows.filter((row) => !row.startsWith('-|'));

describe('a full delivery of which a row was refused for a value that does not fit', () => {
  it('deletes nothing in a status tracking satellite, and the check says so', async () => {
    const project = customers();
    expect(await loaded(project, DELIVERIES, 'sts', STATUS)).toEqual(EXPECTED_STATUS);
    expect(await broken(project, 'sts', 'refused_deliveries')).toEqual(['d2|stg_customers|1|born: 1980-02-30']);
    expect(compiled(project).byId.get('sts')?.dependsOn).toEqual(['stg_customers', 'stg_customers/rejects']);
  });

  it('closes nothing in a dimension that closes, and marks nothing in one that marks', async () => {
    const project = customers();
    expect(known(await loaded(project, DELIVERIES, 'closed', CLOSED))).toEqual([
      '1|Bonn|d2|9999-12-31|yes',
      '1|Ulm|d1|d2|no',
      '2|Ulm|d1|d4|no',
      '3|Ulm|d1|d3|no',
    ]);
    expect(await broken(project, 'closed', 'refused_deliveries')).toEqual(['d2|stg_customers|1|born: 1980-02-30']);
    expect(known(await loaded(project, DELIVERIES, 'marked', MARKED))).toEqual(['1|Bonn|no|d2', '2|Ulm|yes|d4', '3|Ulm|yes|d3']);
    expect(await broken(project, 'marked', 'refused_deliveries')).toEqual(['d2|stg_customers|1|born: 1980-02-30']);
  });

  it('does not end what comes for the first time in it, nor bring back what was gone', async () => {
    const deliveries = [came(1, ['1', BORN], ['2', BORN]), came(2, ['1', BORN]), came(3, ['1', 'soon'], ['2', BORN], ['4', BORN]), came(4, ['4', BORN])];
    expect(await loaded(customers(), deliveries, 'sts', STATUS)).toEqual(['1|D|d4', '1|I|d1', '2|D|d2', '2|D|d4', '2|I|d1', '2|I|d3', '4|I|d3']);
    expect(known(await loaded(customers(), deliveries, 'closed', CLOSED))).toEqual([
      '1|Ulm|d1|d4|no',
      '2|Ulm|d1|d2|no',
      '2|Ulm|d3|d4|no',
      '4|Ulm|d3|9999-12-31|yes',
    ]);
  });

  it('says nothing where all its rows were refused', async () => {
    const deliveries = [came(1, ['1', BORN], ['2', BORN]), came(2, ['1', 'soon'], ['x', BORN]), came(3, ['2', BORN])];
    expect(await loaded(customers(), deliveries, 'sts', STATUS)).toEqual(['1|D|d3', '1|I|d1', '2|I|d1']);
    expect(await broken(customers(), 'sts', 'refused_deliveries')).toEqual(['d2|stg_customers|2|born: soon']);
  });

  it('does so where rejects are not listed, too', async () => {
    const project = customers({ settings: { rejects: 'none' } });
    expect(await loaded(project, DELIVERIES, 'sts', STATUS)).toEqual(EXPECTED_STATUS);
    expect(compiled(project).byId.get('sts')?.dependsOn).toEqual(['customers', 'stg_customers']);
    expect(known(await loaded(project, DELIVERIES, 'marked', MARKED))).toEqual(['1|Bonn|no|d2', '2|Ulm|yes|d4', '3|Ulm|yes|d3']);
  });

  it('does so where landing keeps the last delivery only', async () => {
    const { closed: _closed, marked: _marked, ...objects } = customers({ source: { landing: 'replace' } }).objects;
    expect(await loaded({ ...customers(), objects }, DELIVERIES, 'sts', STATUS, false)).toEqual(EXPECTED_STATUS);
  });

  it('is told by the date that the rows themselves give, where they do', async () => {
    const columns = [...COLUMNS, read('exported', 'date')];
    const objects = staged('customers', { ...TYPES, exported: 'text' }, {}, { columns, load_date: 'exported' });
    const project = customers();
    const exported = (day: number, date: string, ...rows: readonly (readonly [string, string, string?])[]): Delivered => ({
      day,
      rows: { customers: rows.map(([number, born, own]) => [number, born, 'Ulm', own ?? date]) },
    });
    const own = { ...project, objects: { ...project.objects, ...Object.fromEntries(objects.map((object) => [object.id, object])) } };
    // The last row of the third file is not dated: it came with those of the 12th.
    const deliveries = [
      exported(1, '2026-01-10', ['1', BORN], ['2', BORN], ['3', BORN]),
      exported(2, '2026-01-11', ['1', BORN], ['2', 'soon']),
      exported(3, '2026-01-12', ['1', BORN], ['2', BORN, 'today']),
      exported(4, '2026-01-13', ['2', BORN]),
    ];
    expect(await loaded(own, deliveries, 'sts', STATUS)).toEqual(['1|D|2026-01-13', '1|I|2026-01-10', '2|I|2026-01-10', '3|D|2026-01-13', '3|I|2026-01-10']);
    expect(await broken(own, 'sts', 'refused_deliveries')).toEqual(['2026-01-11|stg_customers|1|born: soon', '2026-01-12|stg_customers|1|exported: today']);
  });

  it('counts for an intermediate object that reads it', async () => {
    const int: Intermediate = {
      kind: 'intermediate',
      id: 'int_customers',
      name: 'int_customers',
      combine: 'join',
      inputs: [
        { id: 'c', from: 'stg_customers', alias: 'c' },
        { id: 'p', from: 'stg_people', alias: 'p', join: { kind: 'inner', on: [['c', 'number', 'number']], match: 'same_delivery' } },
      ],
      columns: [
        { ...column('number', 'integer'), from: { c: 'number' } },
        { ...column('city'), from: { c: 'city' } },
      ],
    };
    const people = staged('people', { number: 'text', age: 'text' }, {}, { columns: [read('number', 'integer'), read('age', 'integer')] });
    const project = customers({ from: 'int_customers', more: [...people, int] });
    const both = (day: number, ...rows: readonly (readonly [string, string])[]): Delivered => ({
      day,
      rows: { customers: rows.map(([number]) => [number, BORN, 'Ulm']), people: rows.map(([number, age]) => [number, age]) },
    });
    const deliveries = [both(1, ['1', '30'], ['2', '40']), both(2, ['1', '30'], ['2', 'old']), both(3, ['1', '31'])];
    expect(await loaded(project, deliveries, 'int_customers', ['number', 'load_date'])).toEqual(['1|d1', '1|d2', '1|d3', '2|d1']);
    expect(await loaded(project, deliveries, 'sts', STATUS)).toEqual(['1|I|d1', '2|D|d3', '2|I|d1']);
    expect(await broken(project, 'sts', 'refused_deliveries')).toEqual(['d2|stg_people|1|age: old']);
  });
});

describe('values that stay away while their rows stay', () => {
  const project = customers({ settings: { bad_values: 'null' } });

  it('keep a delivery whole unless they are part of the key', async () => {
    // The date of the second day is no loss; the number of the third, which is none, may be that of customer 2.
    const deliveries = [
      came(1, ['1', BORN], ['2', BORN], ['3', BORN]),
      came(2, ['1', BORN], ['2', 'soon']),
      came(3, ['1', BORN], ['2b', BORN]),
      came(4, ['1', BORN], [null, BORN]),
    ];
    expect(await loaded(project, deliveries, 'sts', STATUS)).toEqual(['1|I|d1', '2|D|d4', '2|I|d1', '3|D|d2', '3|I|d1']);
    expect(await broken(project, 'sts', 'refused_deliveries')).toEqual(['d3|stg_customers|1|number: 2b']);
    expect(known(await loaded(project, deliveries, 'marked', MARKED))).toEqual(['1|Ulm|no|d1', '2|Ulm|yes|d4', '3|Ulm|yes|d2']);
  });

  it('need no watching where no value can fail, or where one ends the load', () => {
    const text = customers({ staging: { columns: [read('number', 'text'), read('born', 'text'), read('city', 'text')] } });
    for (const of of [text, customers({ settings: { bad_values: 'fail' } })])
      for (const id of ['sts', 'closed', 'marked']) {
        expect(
          compiled(of)
            .byId.get(id)
            ?.checks?.map((check) => check.id),
        ).not.toContain('refused_deliveries');
        expect(compiled(of).byId.get(id)?.dependsOn).toEqual(['stg_customers']);
      }
  });
});

describe('memberships of a group', () => {
  const HOLDERS = ['account', 'person', 'load_date'];
  const project = projectOf([
    ...staged('people', { person: 'text' }),
    ...staged(
      'holders',
      { account: 'text', person: 'text', since: 'text' },
      {},
      { columns: [read('account', 'text'), read('person', 'text'), read('since', 'date')] },
    ),
    {
      kind: 'dimension',
      id: 'dim_person',
      name: 'dim_person',
      columns: [{ ...column('person'), use: 'natural_key' }],
      feeds: [{ from: 'stg_people', map: same('person') }],
    },
    {
      kind: 'group_bridge',
      id: 'bridge',
      name: 'bridge_holder',
      dimension: 'dim_person',
      columns: [column('account')],
      feeds: [{ from: 'stg_holders', map: same('account'), member: same('person') }],
    },
  ]);
  const held = (day: number, ...rows: readonly (readonly [string, string, string?])[]): Delivered => ({
    day,
    rows: { holders: rows.map(([account, person, since = BORN]) => [account, person, since]) },
  });

  it('stay until a whole delivery of their group lacks them', async () => {
    const first = held(1, ['A1', 'P1'], ['A1', 'P2'], ['A2', 'P1']);
    const refused = held(2, ['A1', 'P1'], ['A1', 'P2', 'soon'], ['A1', 'P3'], ['A3', 'P1']);
    expect(known(await loaded(project, [first, refused], 'bridge', HOLDERS))).toEqual(['A1|P1|d2', 'A1|P2|d1', 'A1|P3|d2', 'A2|P1|d1', 'A3|P1|d2']);
    expect(await broken(project, 'bridge', 'refused_deliveries')).toEqual(['d2|stg_holders|1|since: soon']);
    expect(known(await loaded(project, [first, refused, held(3, ['A1', 'P3'], ['A2', 'P1'])], 'bridge', HOLDERS))).toEqual([
      'A1|P3|d3',
      'A2|P1|d3',
      'A3|P1|d2',
    ]);
  });

  it('come alone where no delivery of the group was whole, the same on PostgreSQL', async () => {
    const deliveries = [held(1, ['A1', 'P1'], ['A1', 'P2', 'soon']), held(2, ['A1', 'P3'], ['A1', 'P1', 'late'])];
    const rows = await loaded(project, deliveries, 'bridge', HOLDERS);
    expect(known(rows)).toEqual(['A1|P1|d1', 'A1|P3|d2']);
    expect(await loadedOnPostgres(project, deliveries, 'bridge', HOLDERS)).toEqual(rows);
  }, 180_000);
});

describe('relationships of a driving key', () => {
  const placed = (settings: Partial<Settings> = {}, satellite: object = {}): Project =>
    projectOf(
      [
        ...staged('orders', { order_no: 'text', customer: 'text' }, {}, { columns: [read('order_no', 'integer'), read('customer', 'integer')] }),
        { kind: 'hub', id: 'hub_order', name: 'hub_order', columns: [column('order_no', 'integer')], feeds: [{ from: 'stg_orders', map: same('order_no') }] },
        {
          kind: 'hub',
          id: 'hub_customer',
          name: 'hub_customer',
          columns: [column('customer', 'integer')],
          feeds: [{ from: 'stg_orders', map: same('customer') }],
        },
        {
          kind: 'link',
          id: 'link_placed',
          name: 'link_placed',
          columns: [],
          hubs: [
            { id: 'order', hub: 'hub_order' },
            { id: 'customer', hub: 'hub_customer' },
          ],
          feeds: [{ from: 'stg_orders', map: {}, hubs: { order: same('order_no'), customer: same('customer') } }],
        },
        {
          kind: 'satellite',
          id: 'eff',
          name: 'eff_placed',
          satellite_type: 'effectivity',
          parent: 'link_placed',
          driving: ['order'],
          missing: 'close',
          columns: [
            { ...column('order_no', 'integer'), use: 'carried' },
            { ...column('customer', 'integer'), use: 'carried' },
            { ...column('held_from', 'timestamp'), use: 'start' },
            { ...column('held_to', 'timestamp'), use: 'end' },
          ],
          feeds: [{ from: 'stg_orders', map: same('order_no', 'customer') }],
          ...satellite,
        } as ModelObject,
      ],
      settings,
    );
  const orders = (day: number, ...rows: readonly (readonly [string, string | null])[]): Delivered => ({ day, rows: { orders: rows } });
  const HELD = ['order_no', 'customer', 'held_from', 'held_to', 'load_date'];
  const deliveries = [
    orders(1, ['1', '7'], ['2', '7'], ['3', '7']),
    // The customer of order 2 cannot be read, and order 3 does not come.
    orders(2, ['1', '8'], ['2', 'seven']),
    orders(3, ['1', '8'], ['2', '7']),
    orders(4, ['1', '8']),
  ];

  it('stay open when their key is missing in such a delivery; another partner ends them', async () => {
    expect(await loaded(placed(), deliveries, 'eff', HELD)).toEqual([
      '1|7|d1|9999-12-31|d1',
      '1|7|d1|d2|d2',
      '1|8|d2|9999-12-31|d2',
      '2|7|d1|9999-12-31|d1',
      '2|7|d1|d4|d4',
      '3|7|d1|9999-12-31|d1',
      '3|7|d1|d3|d3',
    ]);
    expect(await broken(placed(), 'eff', 'refused_deliveries')).toEqual(['d2|stg_orders|1|customer: seven']);
  });

  it('stay open too where the number of the order itself is what cannot be read, whatever bad values do', async () => {
    const misread = [orders(1, ['1', '7'], ['2', '7']), orders(2, ['1', '7'], ['two', '7']), orders(3, ['1', '7'])];
    for (const bad of ['reject', 'null'] as const) {
      const project = placed({ bad_values: bad });
      expect(await loaded(project, misread, 'eff', HELD), bad).toEqual(['1|7|d1|9999-12-31|d1', '2|7|d1|9999-12-31|d1', '2|7|d1|d3|d3']);
      expect(await broken(project, 'eff', 'refused_deliveries'), bad).toEqual(['d2|stg_orders|1|order_no: two']);
    }
  });

  it('give the same rows on PostgreSQL', async () => {
    const unlisted = placed({ rejects: 'none' });
    expect(await loadedOnPostgres(unlisted, deliveries, 'eff', HELD)).toEqual(await loaded(unlisted, deliveries, 'eff', HELD, false));
  }, 180_000);
});

it('gives the same rows on PostgreSQL', async () => {
  const [rejecting, emptying] = [customers(), customers({ settings: { bad_values: 'null' } })];
  expect(await loadedOnPostgres(rejecting, DELIVERIES, 'closed', CLOSED)).toEqual(await loaded(rejecting, DELIVERIES, 'closed', CLOSED, false));
  expect(await loadedOnPostgres(emptying, DELIVERIES, 'sts', STATUS)).toEqual(await loaded(emptying, DELIVERIES, 'sts', STATUS, false));
}, 180_000);

it('prints on every platform', () => {
  for (const settings of [{}, { bad_values: 'null' }, { rejects: 'none' }] as const) {
    const plan = compiled(customers({ settings }));
    const names = { relation: (id: string) => plan.byId.get(id)?.table ?? { schema: '', name: '' } };
    for (const platform of PLATFORMS)
      for (const relation of plan.relations) {
        expect(createStatements(plan, relation, platform).diagnostics, `${relation.id} ${platform}`).toEqual([]);
        expect(loadStatements(plan, relation, platform).diagnostics, `${relation.id} ${platform}`).toEqual([]);
        for (const check of relation.checks ?? [])
          expect(printQuery(check.query, DIALECTS[platform], names).diagnostics, `${check.id} ${platform}`).toEqual([]);
      }
  }
});
