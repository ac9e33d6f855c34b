import { describe, expect, it } from 'vitest';
import type { ModelObject, Project, Satellite, Settings, Source, Staging } from '../../src/core/model/types.ts';
import { column, compiled, loadedOnPostgres, problems, projectOf, same, staged, withEngine, type Cells, type Delivered } from '../support/vault-loads.ts';

const { loaded, broken } = withEngine();

interface Variant {
  readonly satellite?: Partial<Satellite>;
  readonly source?: Partial<Source>;
  readonly staging?: Partial<Staging>;
  readonly vault?: Settings['vault'];
  readonly types?: Readonly<Record<string, string>>;
}

function customers({ satellite = {}, source = {}, staging = {}, vault = {}, types = {} }: Variant = {}): Project {
  const all = { customer: 'text', city: 'text', since: 'text', op: 'text', lsn: 'text', ...types };
  return projectOf(
    [
      ...staged('customers', all, { delivery: 'delta', ...source }, staging),
      { kind: 'hub', id: 'hub', name: 'hub_customer', columns: [column('customer')], feeds: [{ from: 'stg_customers', map: same('customer') }] },
      {
        kind: 'satellite',
        id: 'sat',
        name: 'sat_customer',
        parent: 'hub',
        columns: [{ ...column('customer'), use: 'carried' }, column('city')],
        feeds: [{ from: 'stg_customers', map: same('customer', 'city') }],
        ...satellite,
      },
    ],
    { vault },
  );
}
const COLUMNS = ['customer', 'city', 'load_date'];
const came = (day: number, ...rows: readonly (readonly (string | null)[])[]): Delivered => ({
  day,
  rows: { customers: rows.map((row) => [0, 1, 2, 3, 4].map((index) => row[index] ?? null)) satisfies Cells },
});

describe('two states of one key at one load date', () => {
  const twice = [came(1, ['A', 'Ulm'], ['A', 'Bonn'], ['A', 'Bonn'], ['B', 'Ulm']), came(2, ['A', 'Bonn'], ['B', 'Ulm'], ['B', 'Kiel'])];

  it('are settled by the last in the file, and the others listed', async () => {
    expect(await loaded(customers(), twice, 'sat', COLUMNS)).toEqual(['A|Bonn|d1', 'B|Kiel|d2', 'B|Ulm|d1']);
    expect(await broken(customers(), 'sat', 'conflict')).toEqual(['A|Ulm|d1', 'B|Ulm|d2']);
    expect(await broken(customers(), 'sat', 'late')).toEqual([]);
  });

  it('both stay where the project says so, one of them current', async () => {
    const all = customers({ vault: { same_load_date: 'all' } });
    expect(await loaded(all, twice, 'sat', COLUMNS)).toEqual(['A|Bonn|d1', 'A|Ulm|d1', 'B|Kiel|d2', 'B|Ulm|d1']);
    expect(await broken(all, 'sat', 'late')).toEqual([]);
    expect((await loaded(all, twice, 'sat/timeline', ['customer', 'is_current'], false)).filter((row) => row.endsWith('yes'))).toEqual(['A|yes', 'B|yes']);
  });

  it('are settled by when they applied before their place in the file', async () => {
    const satellite: Partial<Satellite> = {
      columns: [{ ...column('customer'), use: 'carried' }, column('city'), { ...column('since'), use: 'applied' }],
      feeds: [{ from: 'stg_customers', map: same('customer', 'city', 'since') }],
    };
    expect(await loaded(customers({ satellite }), [came(1, ['A', 'Ulm', '2026-01-02'], ['A', 'Bonn', '2026-01-01'])], 'sat', COLUMNS)).toEqual(['A|Ulm|d1']);
  });
});

it('ignores a late row, and lists it unless it says what is shown', async () => {
  await loaded(
    customers(),
    [came(1, ['A', 'Ulm'], ['B', 'Ulm']), came(4, ['A', 'Kiel'], ['B', 'Kiel']), came(3, ['A', 'Bonn'], ['B', 'Ulm'])],
    'sat',
    COLUMNS,
    false,
  );
  expect(await broken(customers(), 'sat', 'late')).toEqual(['A|Bonn|d3']);
});

it('takes a row for late only if its own key has a newer one', async () => {
  const deliveries = [came(1, ['A', 'Ulm'], ['B', 'Ulm']), came(4, ['A', 'Kiel']), came(3, ['B', 'Bonn'], ['C', 'Bonn'])];
  expect(await loaded(customers(), deliveries, 'sat', COLUMNS, false)).toEqual(['A|Kiel|d4', 'A|Ulm|d1', 'B|Bonn|d3', 'B|Ulm|d1', 'C|Bonn|d3']);
  expect(await broken(customers(), 'sat', 'late')).toEqual([]);
});

describe('a change feed', () => {
  const source: Partial<Source> = { delivery: 'cdc', loader: { tool: 'debezium', operation: 'op', deletes: ['d'], sequence: 'lsn' } };

  it('marks deletions in staging, which states leave out and hubs do not', async () => {
    const deliveries = [
      came(1, ['A', 'Ulm', null, 'c', '01']),
      came(2, ['A', null, null, 'd', '02'], ['B', null, null, 'd', '03']),
      came(3, ['A', 'Ulm', null, 'c', '04']),
    ];
    const project = customers({ source });
    expect(await loaded(project, deliveries, 'sat', COLUMNS)).toEqual(['A|Ulm|d1']);
    expect(await loaded(project, deliveries, 'hub', ['customer', 'load_date'])).toEqual(['A|d1', 'B|d2']);
    expect(await loaded(project, deliveries, 'stg_customers', ['customer', 'op', 'is_deleted'])).toEqual(['A|c|no', 'A|c|no', 'A|d|yes', 'B|d|yes']);
  });

  it('orders the events of a load date by the sequence of its log, read as text or as a number', async () => {
    const events = [came(1, ['A', 'Ulm', null, 'u', '10'], ['A', 'Bonn', null, 'c', '9'], ['A', 'Kiel', null, 'c', null])];
    // As text, 9 comes after 10.
    expect(await loaded(customers({ source }), events, 'sat', COLUMNS)).toEqual(['A|Bonn|d1']);
    expect(await loaded(customers({ source, types: { lsn: 'bigint' } }), events, 'sat', COLUMNS)).toEqual(['A|Ulm|d1']);
    const staging: Partial<Staging> = { deduplicate: true };
    const last = customers({ source: { ...source, key: ['customer'] }, staging });
    expect(await loaded(last, events, 'stg_customers', ['city'])).toEqual(['Bonn']);
    // Each load date has its own last row.
    expect(await loaded(last, [...events, came(2, ['A', 'Kiel', null, 'u', '1'])], 'stg_customers', ['city'])).toEqual(['Bonn', 'Kiel']);
  });

  it('takes a flag for its operation, and NULL for no deletion', async () => {
    const flagged = customers({ source: { delivery: 'cdc', loader: { tool: 'fivetran', operation: 'op', deletes: ['true'] } }, types: { op: 'boolean' } });
    expect(await loaded(flagged, [came(1, ['A', 'Ulm', null, null], ['B', 'Ulm', null, 'true'], ['C', 'Ulm', null, 'false'])], 'sat', COLUMNS)).toEqual([
      'A|Ulm|d1',
      'C|Ulm|d1',
    ]);
  });

  it('is reported where its columns are gone or its mark has no name of its own', () => {
    expect(problems(customers({ source: { delivery: 'cdc', loader: { tool: 'custom', operation: 'x' } } }))[0]).toBe('error mapping-to-missing-column');
    expect(problems(customers({ source: { loader: { tool: 'custom', sequence: 'x' } } }))[0]).toBe('error mapping-to-missing-column');
    expect(problems(customers({ source, staging: { columns: [{ ...column('is_deleted'), from: 'op' }] } }))[0]).toBe('error name-taken');
  });

  it('gives the same rows on PostgreSQL', async () => {
    const deliveries = [came(1, ['A', 'Ulm', null, 'c', '2'], ['A', 'Bonn', null, 'c', '1']), came(2, ['A', null, null, 'd', '3'])];
    expect(await loadedOnPostgres(customers({ source }), deliveries, 'sat', COLUMNS)).toEqual(await loaded(customers({ source }), deliveries, 'sat', COLUMNS));
  });
});

it('stands on a link, and leaves out states of what is not related', async () => {
  const types = { order_no: 'text', customer: 'text', discount: 'text' };
  const project = projectOf([
    ...staged('orders', types, { delivery: 'delta' }),
    { kind: 'hub', id: 'hub_order', name: 'hub_order', columns: [column('order_no')], feeds: [{ from: 'stg_orders', map: same('order_no') }] },
    { kind: 'hub', id: 'hub', name: 'hub_customer', columns: [column('customer')], feeds: [{ from: 'stg_orders', map: same('customer') }] },
    {
      kind: 'link',
      id: 'link',
      name: 'link_placed',
      columns: [],
      hubs: [
        { id: 'o', hub: 'hub_order' },
        { id: 'c', hub: 'hub' },
      ],
      feeds: [{ from: 'stg_orders', map: {}, hubs: { o: same('order_no'), c: same('customer') } }],
    },
    ...['sat_one', 'sat_two'].map((id): ModelObject => ({
      kind: 'satellite',
      id,
      name: id,
      parent: 'link',
      columns: [{ ...column('order_no'), use: 'carried' }, column('discount')],
      feeds: [{ from: 'stg_orders', map: same('order_no', 'discount') }],
    })),
  ]);
  const deliveries: readonly Delivered[] = [
    {
      day: 1,
      rows: {
        orders: [
          ['O1', 'A', '5'],
          ['O2', null, '7'],
          ['O1', 'B', '6'],
        ],
      },
    },
    {
      day: 2,
      rows: {
        orders: [
          ['O1', 'A', '9'],
          ['O1', 'B', '6'],
        ],
      },
    },
  ];
  for (const id of ['sat_one', 'sat_two'])
    expect(await loaded(project, deliveries, id, ['order_no', 'discount', 'load_date'])).toEqual(['O1|5|d1', 'O1|6|d1', 'O1|9|d2']);
});

it('takes several feeds as one history', async () => {
  const [source, staging] = staged('clients', { customer: 'text', city: 'text' }, { system: 'crm', delivery: 'delta' });
  const project = customers({ satellite: { feeds: ['stg_customers', 'stg_clients'].map((from) => ({ from, map: same('customer', 'city') })) } });
  const hub = project.objects['hub'];
  if (hub?.kind !== 'hub' || !source || !staging) throw new Error('no hub');
  const objects = {
    ...project.objects,
    clients: source,
    stg_clients: staging,
    hub: { ...hub, feeds: [...hub.feeds, { from: 'stg_clients', map: same('customer') }] },
  };
  const deliveries = [
    came(1, ['A', 'Ulm']),
    {
      day: 2,
      rows: {
        clients: [
          ['A', 'Ulm'],
          ['B', 'Bonn'],
        ],
      },
    },
    { day: 3, rows: { clients: [['A', 'Kiel']], customers: [['B', 'Bonn', null, null, null]] } },
  ];
  expect(await loaded({ ...project, objects }, deliveries, 'sat', [...COLUMNS, 'record_source'])).toEqual([
    'A|Kiel|d3|crm',
    'A|Ulm|d1|customers',
    'B|Bonn|d2|crm',
  ]);
});

/** A value as a source gave it, the type it had and the one it gets. */
const RETYPED: readonly (readonly [string, string, string])[] = [
  ['5', 'integer', 'bigint'],
  ['5', 'bigint', 'decimal(18,0)'],
  ['5', 'text', 'integer'],
  ['10.50', 'decimal(10,2)', 'decimal(14,2)'],
  ['10.50', 'text', 'decimal(12,2)'],
  ['2026-01-05', 'text', 'date'],
  ['2026-01-05 06:00:00.000000', 'text', 'timestamp'],
  ['true', 'text', 'boolean'],
  ['abc', 'text(3)', 'text'],
];
const REWRITTEN: readonly (readonly [string, string, string])[] = [
  ['05', 'text', 'integer'],
  ['5', 'integer', 'decimal(12,2)'],
  ['10.50', 'decimal(12,2)', 'decimal(12,3)'],
  ['2026-01-05', 'date', 'timestamp'],
];

it('opens no version when a column changes its type and keeps its text', async () => {
  const hashOf = async (value: string, type: string): Promise<string | undefined> => {
    const project = customers({
      staging: {
        columns: [
          { ...column('customer'), from: 'customer' },
          { ...column('city', type), from: 'city' },
        ],
      },
      satellite: { columns: [column('city', type)], feeds: [{ from: 'stg_customers', map: same('city') }] },
    });
    return (await loaded(project, [came(1, ['A', value])], 'sat', ['hash_diff'], false))[0];
  };
  for (const [value, before, after] of RETYPED) expect(await hashOf(value, after), `${before} to ${after}`).toBe(await hashOf(value, before));
  for (const [value, before, after] of REWRITTEN) expect(await hashOf(value, after), `${before} to ${after}`).not.toBe(await hashOf(value, before));
});

describe('a computed satellite', () => {
  const staging: Partial<Staging> = {
    columns: [
      { ...column('customer'), from: 'customer' },
      { ...column('region'), expression: "case when city in ('Ulm', 'Bonn') then 'south' else 'north' end" },
    ],
  };
  const satellite: Partial<Satellite> = {
    satellite_type: 'computed',
    columns: [{ ...column('customer'), use: 'carried' }, column('region')],
    feeds: [{ from: 'stg_customers', map: same('customer', 'region') }],
  };

  it('keeps what a rule made of each delivery, in the business vault', async () => {
    const project = customers({ staging, satellite });
    expect(await loaded(project, [came(1, ['A', 'Ulm']), came(2, ['A', 'Bonn']), came(3, ['A', 'Kiel'])], 'sat', ['customer', 'region', 'load_date'])).toEqual([
      'A|north|d3',
      'A|south|d1',
    ]);
    const plan = compiled(project);
    for (const id of ['sat', 'sat/timeline']) expect(plan.byId.get(id)).toMatchObject({ layer: 'business_vault', table: { schema: 'business_vault' } });
  });
});
