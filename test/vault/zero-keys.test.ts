import { describe, expect, it } from 'vitest';
import type { ModelObject, Project, Satellite, Settings } from '../../src/core/model/types.ts';
import { emptyProject } from '../../src/core/model/empty-project.ts';
import { column, loadedOnPostgres, projectOf, same, staged, withEngine } from '../support/vault-loads.ts';

const { loaded, broken } = withEngine();
const { hash } = emptyProject('Test').settings;
/** Three ways to hash nothing: to NULL, to the zero key, and in quotes, which makes the zero key too. */
const HASHES: readonly (readonly [string, Settings['hash']])[] = [
  ['NULL', hash],
  ['the zero key', { ...hash, empty_key: 'zero_key' }],
  ['quoted parts', { ...hash, parts: 'quoted' }],
];
const KEPT = { missing_keys: 'zero_key' } as const;

function customers(settings: Partial<Settings>, satellite: Partial<Satellite> = {}): Project {
  return projectOf(
    [
      ...staged('customers', { customer: 'text', city: 'text' }),
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
    settings,
  );
}
const DELIVERIES = [
  {
    day: 1,
    rows: {
      customers: [
        ['A', 'Ulm'],
        [null, 'Bonn'],
      ],
    },
  },
  {
    day: 2,
    rows: {
      customers: [
        ['A', 'Ulm'],
        [null, 'Kiel'],
      ],
    },
  },
];

describe.each(HASHES)('a row without a key, where nothing is hashed to %s', (_, rules) => {
  it('is left out of hub and satellite, and the hub lists it', async () => {
    const project = customers({ hash: rules });
    expect(await loaded(project, DELIVERIES, 'sat', ['customer', 'city', 'load_date'])).toEqual(['A|Ulm|d1']);
    expect(await broken(project, 'sat', 'late')).toEqual([]);
    expect(await loaded(project, DELIVERIES, 'hub', ['customer'])).toEqual(['A']);
    expect(await broken(project, 'hub', 'missing_key')).toHaveLength(2);
  });

  it('has no history under the zero key where the hub holds one, and the satellite lists it', async () => {
    const project = customers({ hash: rules, vault: KEPT });
    expect(await loaded(project, DELIVERIES, 'sat', ['customer', 'city', 'load_date'])).toEqual(['A|Ulm|d1']);
    expect(await broken(project, 'sat', 'missing_key')).toEqual(['-|Bonn|d1', '-|Kiel|d2']);
    expect(await loaded(project, DELIVERIES, 'hub', ['customer'])).toEqual(['-', 'A']);
    const ghosts = customers({ hash: rules, vault: { ...KEPT, ghost_records: true } });
    expect(await loaded(ghosts, DELIVERIES, 'sat', ['customer', 'city', 'load_date'])).toEqual(['-|-|1900-01-01', 'A|Ulm|d1']);
  });

  it('has neither status nor record', async () => {
    for (const type of ['status_tracking', 'record_tracking'] as const) {
      const tracked = { satellite_type: type, columns: [{ ...column('customer'), use: 'carried' as const }] };
      const rows = await loaded(customers({ hash: rules }, tracked), DELIVERIES, 'sat', ['customer', 'load_date']);
      expect(rows, type).toEqual(type === 'status_tracking' ? ['A|d1'] : ['A|d1', 'A|d2']);
    }
  });
});

describe.each(HASHES)('a relationship without a partner, where nothing is hashed to %s', (_, rules) => {
  const orders = (satellite: Partial<Satellite>, missing?: 'zero_key'): Project => {
    const objects: readonly ModelObject[] = [
      ...staged('orders', { order_no: 'text', customer: 'text', note: 'text' }),
      { kind: 'hub', id: 'hub_order', name: 'hub_order', columns: [column('order_no')], feeds: [{ from: 'stg_orders', map: same('order_no') }] },
      { kind: 'hub', id: 'hub_customer', name: 'hub_customer', columns: [column('customer')], feeds: [{ from: 'stg_orders', map: same('customer') }] },
      {
        kind: 'link',
        id: 'link',
        name: 'link_placed',
        columns: [],
        hubs: [
          { id: 'order', hub: 'hub_order' },
          { id: 'customer', hub: 'hub_customer', ...(missing ? { missing } : {}) },
        ],
        feeds: [{ from: 'stg_orders', map: {}, hubs: { order: same('order_no'), customer: same('customer') } }],
      },
      {
        kind: 'satellite',
        id: 'sat',
        name: 'sat_placed',
        parent: 'link',
        columns: [{ ...column('order_no'), use: 'carried' }, { ...column('customer'), use: 'carried' }, column('note')],
        feeds: [{ from: 'stg_orders', map: same('order_no', 'customer', 'note') }],
        ...satellite,
      },
    ];
    return projectOf(objects, { hash: rules });
  };
  const deliveries = [
    {
      day: 1,
      rows: {
        orders: [
          ['O1', 'C1', 'a'],
          ['O2', null, 'b'],
        ],
      },
    },
    {
      day: 2,
      rows: {
        orders: [
          ['O1', null, 'c'],
          ['O2', null, 'b'],
        ],
      },
    },
  ];
  const effective: Partial<Satellite> = {
    satellite_type: 'effectivity',
    driving: ['order'],
    columns: [
      { ...column('order_no'), use: 'carried' },
      { ...column('customer'), use: 'carried' },
      { ...column('held_from', 'timestamp'), use: 'start' },
      { ...column('held_to', 'timestamp'), use: 'end' },
    ],
    feeds: [{ from: 'stg_orders', map: same('order_no', 'customer') }],
  };
  const HELD = ['order_no', 'customer', 'held_to', 'load_date'];

  it('is described only where the link keeps it', async () => {
    expect(await loaded(orders({}), deliveries, 'sat', ['order_no', 'customer', 'note', 'load_date'])).toEqual(['O1|C1|a|d1']);
    expect(await loaded(orders({}, 'zero_key'), deliveries, 'sat', ['order_no', 'customer', 'note', 'load_date'])).toEqual([
      'O1|-|c|d2',
      'O1|C1|a|d1',
      'O2|-|b|d1',
    ]);
  });

  it('ends the one before only where the satellite says so, or as one with nobody where the link keeps it', async () => {
    expect(await loaded(orders(effective), deliveries, 'sat', HELD)).toEqual(['O1|C1|9999-12-31|d1']);
    expect(await loaded(orders({ ...effective, missing: 'close' }), deliveries, 'sat', HELD)).toEqual(['O1|C1|9999-12-31|d1', 'O1|C1|d2|d2']);
    expect(await loaded(orders(effective, 'zero_key'), deliveries, 'sat', HELD)).toEqual([
      'O1|-|9999-12-31|d2',
      'O1|C1|9999-12-31|d1',
      'O1|C1|d2|d2',
      'O2|-|9999-12-31|d1',
    ]);
  });
});

it('gives the same rows on PostgreSQL, hashes stored as bytes', async () => {
  const project = customers({ hash: { ...hash, empty_key: 'zero_key', storage: 'binary' }, vault: { ...KEPT, ghost_records: true } });
  const columns = ['customer', 'city', 'load_date'];
  expect(await loadedOnPostgres(project, DELIVERIES, 'sat', columns)).toEqual(await loaded(project, DELIVERIES, 'sat', columns, false));
}, 180_000);
