import { describe, expect, it } from 'vitest';
import { byName, column } from '../../../../test/support/columns.ts';
import { checkSql, compiled, fed, play, projectOf, type Delivered } from '../../../../test/support/play.ts';
import type { ModelObject, Pit, Project } from '../../model/types.ts';

const satellite = (id: string, parent: string, from: string, name: string): ModelObject => ({
  kind: 'satellite',
  id,
  name: id,
  parent,
  columns: [column(name)],
  feeds: [{ from, map: byName(name) }],
});
const pit = (rest: Partial<Pit> = {}): Pit => ({
  kind: 'pit',
  id: 'pit_customer',
  name: 'pit_customer',
  parent: 'hub_customer',
  as_of: 'as_of_loads',
  satellites: [{ satellite: 'sat_address' }, { satellite: 'sat_login', key_column: 'login_hk', date_column: 'login_ldts' }],
  ...rest,
});
const OBJECTS: readonly ModelObject[] = [
  ...fed('addresses', { customer: 'text', city: 'text' }),
  ...fed('logins', { customer: 'text', device: 'text' }),
  {
    kind: 'hub',
    id: 'hub_customer',
    name: 'hub_customer',
    columns: [column('customer')],
    feeds: ['stg_addresses', 'stg_logins'].map((from) => ({ from, map: byName('customer') })),
  },
  { kind: 'hub', id: 'hub_device', name: 'hub_device', columns: [column('device')], feeds: [{ from: 'stg_logins', map: byName('device') }] },
  {
    kind: 'link',
    id: 'link_login',
    name: 'link_login',
    columns: [],
    hubs: [
      { id: 'customer', hub: 'hub_customer' },
      { id: 'device', hub: 'hub_device' },
    ],
    feeds: [{ from: 'stg_logins', map: {}, hubs: { customer: byName('customer'), device: byName('device') } }],
  },
  satellite('sat_address', 'hub_customer', 'stg_addresses', 'city'),
  satellite('sat_login', 'hub_customer', 'stg_logins', 'device'),
  satellite('sat_link_login', 'link_login', 'stg_logins', 'device'),
  { kind: 'as_of', id: 'as_of_loads', name: 'as_of_loads', points: { by: 'load_dates', from: ['stg_addresses', 'stg_logins'] } },
  { kind: 'as_of', id: 'as_of_days', name: 'as_of_days', points: { by: 'calendar', first: '2025-12-31', last: '2026-01-02', every: 'day' } },
  pit(),
  { ...pit({ as_of: 'as_of_days', satellites: [{ satellite: 'sat_link_login' }], parent: 'link_login' }), id: 'pit_login', name: 'pit_login' },
];
const project = (settings: Project['settings']['vault'], objects = OBJECTS): Project => projectOf(objects, { vault: settings });

// C1 moves on day 3 and logs in on day 2; C2 is known on day 2 by a login, its address on day 3.
const DELIVERIES: readonly Delivered[] = [
  { addresses: [['C1', 'Ulm']] },
  {
    logins: [
      ['C1', 'phone'],
      ['C2', 'tablet'],
    ],
  },
  {
    addresses: [
      ['C1', 'Kiel'],
      ['C2', 'Bonn'],
    ],
  },
];

const EXPECTED = [
  ['C1', '1', 'C1', '1', 'ghost', '1900-01-01'],
  ['C1', '2', 'C1', '1', 'C1', '2026-01-02'],
  ['C1', '3', 'C1', '3', 'C1', '2026-01-02'],
  ['C2', '1', 'ghost', '1900', 'ghost', '1900-01-01'],
  ['C2', '2', 'ghost', '1900', 'C2', '2026-01-02'],
  ['C2', '3', 'C2', '3', 'C2', '2026-01-02'],
];
const points = (key: string): string => `case ${key} when repeat('0', 32) then 'ghost' when h.customer_hk then h.customer end`;
const ROWS = `select h.customer, day(as_of_date)::varchar, ${points('sat_address_hk')},
  case when sat_address_load_date < date '2000-01-01' then '1900' else day(sat_address_load_date)::varchar end, ${points('login_hk')}, login_ldts::date::varchar
  from business_vault.pit_customer p join raw_vault.hub_customer h using (customer_hk) order by 1, 2`;
const JOINED = `select h.customer, day(as_of_date)::varchar, a.city, l.device from business_vault.pit_customer p join raw_vault.hub_customer h using (customer_hk)
  join raw_vault.sat_address a on a.customer_hk = p.sat_address_hk and a.load_date = p.sat_address_load_date
  join raw_vault.sat_login l on l.customer_hk = p.login_hk and l.load_date = p.login_ldts order by 1, 2`;
const LINK = `select as_of_date::date::varchar, case sat_link_login_hk when login_hk then 'state' when repeat('0', 32) then 'ghost' end, sat_link_login_load_date::date::varchar, count(*)::varchar
  from business_vault.pit_login group by all order by 1, 2`;

describe('a point-in-time table', () => {
  const [rows, joined, link] = play(project({ ghost_records: true }), DELIVERIES, [ROWS, JOINED, LINK]);

  it('tells for each key and date which states held, or the ghost record', () => {
    expect(rows).toEqual(EXPECTED);
  });

  it('joins back to every satellite without losing a row', () => {
    expect(joined).toEqual([
      ['C1', '1', 'Ulm', null],
      ['C1', '2', 'Ulm', 'phone'],
      ['C1', '3', 'Kiel', 'phone'],
      ['C2', '1', null, null],
      ['C2', '2', null, 'tablet'],
      ['C2', '3', 'Bonn', 'tablet'],
    ]);
  });

  it('stands on links too, on the last moment of each day of a calendar', () => {
    expect(link).toEqual([
      ['2025-12-31', 'ghost', '1900-01-01', '2'],
      ['2026-01-01', 'ghost', '1900-01-01', '2'],
      ['2026-01-02', 'state', '2026-01-02', '2'],
    ]);
  });

  it('refers to its hub and to the states it points at', () => {
    const relation = compiled(project({ ghost_records: true })).byId.get('pit_customer');
    expect(relation?.foreignKeys.map(({ columns, relation: to }) => [to, ...columns])).toEqual([
      ['hub_customer', 'customer_hk'],
      ['sat_address', 'sat_address_hk', 'sat_address_load_date'],
      ['sat_login', 'login_hk', 'login_ldts'],
    ]);
    expect(relation?.checks).toEqual([]);
  });

  it('lets ghost records refer to a parent only where it holds the zero key', () => {
    const references = (vault: Project['settings']['vault']): unknown =>
      compiled(project(vault))
        .byId.get('sat_address')
        ?.foreignKeys.map(({ relation }) => relation);
    expect([references({}), references({ ghost_records: true }), references({ ghost_records: true, missing_keys: 'zero_key' })]).toEqual([
      ['hub_customer'],
      [],
      ['hub_customer'],
    ]);
  });

  it('points once at several states of one load date, which join back as many', () => {
    const both = project({ ghost_records: true, same_load_date: 'all' });
    const check = checkSql(compiled(both), 'pit_customer', 'state.sat_address');
    const states: readonly Delivered[] = [
      {
        addresses: [
          ['C1', 'Ulm'],
          ['C1', 'Kiel'],
        ],
        logins: [['C1', 'phone']],
      },
    ];
    const joined = `select a.city from business_vault.pit_customer p join raw_vault.sat_address a on a.customer_hk = p.sat_address_hk and a.load_date = p.sat_address_load_date order by 1`;
    expect(play(both, states, ['select count(*)::varchar from business_vault.pit_customer', joined, check])).toEqual([[['1']], [['Kiel'], ['Ulm']], []]);
  });

  it('says that joins back lose rows where satellites hold no ghost record', () => {
    const plan = compiled(project({}));
    expect(plan.diagnostics.map(({ code, severity, at }) => [code, severity, at.object])).toEqual([
      ['pit-without-ghost', 'warning', 'pit_customer'],
      ['pit-without-ghost', 'warning', 'pit_login'],
    ]);
    expect(plan.diagnostics.map(({ message }) => /and (.*) none:/.exec(message)?.[1])).toEqual(['sat_address and sat_login hold', 'sat_link_login holds']);
    expect(plan.byId.get('pit_customer')?.foreignKeys).toHaveLength(1);
  });

  it.each<[string, Partial<Pit>, string]>([
    ['no satellite', { satellites: [] }, 'pit-without-satellites'],
    ['a satellite of another parent', { satellites: [{ satellite: 'sat_link_login' }] }, 'dangling-reference'],
    ['a satellite that is gone', { satellites: [{ satellite: 'gone' }] }, 'dangling-reference'],
    ['no dates', { as_of: 'gone' }, 'dangling-reference'],
    ['no parent', { parent: 'stg_logins' }, 'dangling-reference'],
    ['one satellite twice', { satellites: [{ satellite: 'sat_login' }, { satellite: 'sat_login' }] }, 'column-twice'],
  ])('cannot be built with %s', (_, rest, code) => {
    const plan = compiled(
      project(
        { ghost_records: true },
        OBJECTS.map((object) => (object.id === 'pit_customer' ? pit(rest) : object)),
      ),
    );
    expect(plan.diagnostics.map((one) => one.code)).toEqual([code]);
    expect(plan.byId.has('pit_customer')).toBe(false);
  });
});

describe('a key of several parts', () => {
  const parted = [
    ...fed('addresses', { tenant: 'text', customer: 'text', city: 'text' }),
    {
      kind: 'hub' as const,
      id: 'hub_customer',
      name: 'hub_customer',
      columns: [column('customer'), { ...column('tenant'), use: 'key_part' as const }],
      feeds: [{ from: 'stg_addresses', map: byName('customer', 'tenant') }],
    },
    {
      kind: 'satellite' as const,
      id: 'sat_address',
      name: 'sat_address',
      parent: 'hub_customer',
      columns: [{ ...column('tenant'), use: 'key_part' as const }, column('city')],
      feeds: [{ from: 'stg_addresses', map: byName('tenant', 'city') }],
    },
    { kind: 'as_of' as const, id: 'as_of_loads', name: 'as_of_loads', points: { by: 'load_dates' as const, from: ['stg_addresses'] } },
    pit({ satellites: [{ satellite: 'sat_address' }] }),
  ];

  it('keeps the states of each part apart', () => {
    const [rows] = play(
      project({}, parted),
      [{ addresses: [['T1', 'C1', 'Ulm']] }, { addresses: [['T2', 'C1', 'Bonn']] }],
      [
        `select tenant, day(as_of_date)::varchar, (sat_address_hk = customer_hk)::varchar, year(sat_address_load_date)::varchar from business_vault.pit_customer order by 1, 2`,
      ],
    );
    expect(rows).toEqual([
      ['T1', '1', 'true', '2026'],
      ['T1', '2', 'true', '2026'],
      ['T2', '1', 'false', '1900'],
      ['T2', '2', 'true', '2026'],
    ]);
  });

  it('wants the parts in its satellites too', () => {
    const without = parted.map((object) => (object.id === 'sat_address' ? { ...object, columns: [column('city')] } : object)) as readonly ModelObject[];
    expect(compiled(project({}, without)).diagnostics.map((one) => one.code)).toEqual(['pit-key-parts']);
  });
});
