import { expect, it } from 'vitest';
import type { Project, Satellite, Settings } from '../../src/core/model/types.ts';
import { column, loadedOnPostgres, problems, projectOf, same, staged, withEngine, type Delivered } from '../support/vault-loads.ts';

const { loaded } = withEngine();

const TYPES = { customer: 'text', city: 'text', phone: 'text' };
/** Customers of a web shop and of a till, two satellites, and what records their deliveries. */
function customers(satellite: Partial<Satellite> = {}, vault: Settings['vault'] = {}): Project {
  const feed = (from: string, ...ids: string[]) => ({ from, map: same(...ids) });
  return projectOf(
    [
      ...staged('web', TYPES, { system: 'web', delivery: 'delta' }),
      ...staged('till', TYPES, { system: 'till', delivery: 'cdc', loader: { tool: 'custom', operation: 'phone', deletes: ['gone'] } }),
      { kind: 'hub', id: 'hub', name: 'hub_customer', columns: [column('customer')], feeds: [feed('stg_web', 'customer'), feed('stg_till', 'customer')] },
      {
        kind: 'satellite',
        id: 'sat_city',
        name: 'sat_city',
        parent: 'hub',
        columns: [column('city')],
        feeds: [feed('stg_web', 'city'), feed('stg_till', 'city')],
      },
      { kind: 'satellite', id: 'sat_phone', name: 'sat_phone', parent: 'hub', columns: [column('phone')], feeds: [feed('stg_web', 'phone')] },
      {
        kind: 'satellite',
        id: 'rts',
        name: 'rts_customer',
        satellite_type: 'record_tracking',
        parent: 'hub',
        columns: [{ ...column('customer'), use: 'carried' }],
        feeds: [feed('stg_web', 'customer'), feed('stg_till', 'customer')],
        ...satellite,
      },
    ],
    { vault },
  );
}
const came = (day: number, rows: Delivered['rows']): Delivered => ({ day, rows });

it('records every key and source that a delivery brought, once', async () => {
  const deliveries = [
    came(1, {
      web: [
        ['A', 'Ulm', '1'],
        ['A', 'Bonn', '2'],
      ],
      till: [
        ['A', 'Ulm', '1'],
        ['B', 'Ulm', '1'],
      ],
    }),
    came(2, {
      web: [
        ['A', 'Ulm', '1'],
        [null, 'Ulm', '1'],
      ],
      till: [['B', 'Ulm', 'gone']],
    }),
  ];
  expect(await loaded(customers(), deliveries, 'rts', ['customer', 'record_source', 'load_date'])).toEqual(['A|till|d1', 'A|web|d1', 'A|web|d2', 'B|till|d1']);
});

it('records a row that comes late too', async () => {
  const deliveries = [came(2, { web: [['A', 'Ulm', '1']] }), came(1, { web: [['A', 'Ulm', '1']] })];
  expect(await loaded(customers(), deliveries, 'rts', ['customer', 'load_date'])).toEqual(['A|d1', 'A|d2']);
});

const XTS: Partial<Satellite> = { tracks: [{ satellite: 'sat_city', label: 'CITY' }, { satellite: 'sat_phone' }] };
const STATES = [
  came(1, {
    web: [
      ['A', 'Ulm', '1'],
      ['A', 'Ulm', '2'],
    ],
    till: [['A', 'Ulm', '9']],
  }),
  came(2, { web: [['A', 'Ulm', '1']] }),
  came(3, { web: [['A', 'Kiel', '1']] }),
];

it('records every state that satellites were delivered, stored there or not', async () => {
  const rows = await loaded(customers(XTS), STATES, 'rts', ['customer', 'satellite_name', 'record_source', 'load_date']);
  expect(rows).toEqual([
    'A|CITY|till|d1',
    'A|CITY|web|d1',
    'A|CITY|web|d2',
    'A|CITY|web|d3',
    'A|sat_phone|web|d1',
    'A|sat_phone|web|d1',
    'A|sat_phone|web|d2',
    'A|sat_phone|web|d3',
  ]);
  // The same state has the same hash diff wherever and whenever it came.
  const hashes = await loaded(customers(XTS), STATES, 'rts', ['satellite_name', 'load_date', 'hash_diff'], false);
  expect(new Set(hashes.filter((row) => /CITY\|d[12]/.test(row)).map((row) => row.split('|')[2])).size).toBe(1);
  expect(new Set(hashes.map((row) => row.split('|')[2])).size).toBe(4);
});

it('records equal states of two keys, and of two satellites, for each of them', async () => {
  const web = [
    ['A', '1', '1'],
    ['B', '1', '1'],
  ];
  expect(await loaded(customers(XTS), [came(1, { web })], 'rts', ['customer', 'satellite_name', 'load_date'])).toEqual([
    'A|CITY|d1',
    'A|sat_phone|d1',
    'B|CITY|d1',
    'B|sat_phone|d1',
  ]);
});

it('gives the same rows on PostgreSQL, ghost record included', async () => {
  const project = customers(XTS, { ghost_records: true });
  const columns = ['customer', 'satellite_name', 'hash_diff', 'record_source', 'load_date'];
  const rows = await loaded(project, STATES, 'rts', columns);
  expect(rows).toContain(`-||${'0'.repeat(32)}|SYSTEM|1900-01-01`);
  expect(await loadedOnPostgres(project, STATES, 'rts', columns)).toEqual(rows);
});

it('says what it cannot record', () => {
  expect(problems(customers({ tracks: [{ satellite: 'hub' }] }))).toEqual(['error dangling-reference']);
  expect(problems(customers({ tracks: [{ satellite: 'rts_two' }] }))).toEqual(['error dangling-reference']);
  expect(problems(customers({ ...XTS, feeds: [{ from: 'stg_till', map: same('customer') }] }))).toEqual(['warning tracked-not-fed-here']);
});
