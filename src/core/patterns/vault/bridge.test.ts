import { describe, expect, it } from 'vitest';
import { byName, column } from '../../../../test/support/columns.ts';
import { compiled, fed, play, projectOf, type Delivered } from '../../../../test/support/play.ts';
import type { Bridge, Link, ModelObject, Project } from '../../model/types.ts';

const hub = (id: string, ...feeds: readonly string[]): ModelObject => ({
  kind: 'hub',
  id: `hub_${id}`,
  name: `hub_${id}`,
  columns: [column(id)],
  feeds: feeds.map((from) => ({ from, map: byName(id) })),
});
const link = (id: string, from: string, ...hubs: readonly string[]): Link => ({
  kind: 'link',
  id,
  name: id,
  columns: [],
  hubs: hubs.map((name) => ({ id: name, hub: `hub_${name}`, missing: 'zero_key' })),
  feeds: [{ from, map: {}, hubs: Object.fromEntries(hubs.map((name) => [name, byName(name)])) }],
});
const bridge = (rest: Partial<Bridge> = {}): Bridge => ({
  kind: 'bridge',
  id: 'bridge_sales',
  name: 'bridge_sales',
  hub: 'hub_customer',
  as_of: 'as_of_loads',
  walk: [
    { link: 'link_placed', from: 'customer', to: 'orders', effectivity: 'sat_placed' },
    { link: 'link_contained', from: 'orders', to: 'product', column: 'line_hk' },
  ],
  ...rest,
});
const OBJECTS: readonly ModelObject[] = [
  ...fed('placed', { customer: 'text', orders: 'text', state: 'text', begun: 'timestamp', ended: 'timestamp' }),
  ...fed('contained', { orders: 'text', product: 'text' }),
  hub('customer', 'stg_placed'),
  hub('orders', 'stg_placed', 'stg_contained'),
  hub('product', 'stg_contained'),
  link('link_placed', 'stg_placed', 'customer', 'orders'),
  link('link_contained', 'stg_contained', 'orders', 'product'),
  {
    kind: 'satellite',
    id: 'sat_placed',
    name: 'sat_placed',
    parent: 'link_placed',
    columns: [column('state'), { ...column('begun', 'timestamp'), use: 'start' }, { ...column('ended', 'timestamp'), use: 'end' }],
    feeds: [{ from: 'stg_placed', map: byName('state', 'begun', 'ended') }],
  },
  { kind: 'as_of', id: 'as_of_loads', name: 'as_of_loads', points: { by: 'load_dates', from: ['stg_placed'] } },
  bridge(),
];
const replaced = (changed: ModelObject): Project => projectOf(OBJECTS.map((object) => (object.id === changed.id ? changed : object)));

const DELIVERIES: readonly Delivered[] = [
  {
    placed: [
      ['C1', 'O1', 'open', '2026-01-01', null],
      ['C2', 'O2', 'open', '2026-01-01', '9999-12-31 23:59:59'],
      [null, 'O4', 'open', '2026-01-01', null],
      ['C5', null, 'open', '2026-01-01', null],
    ],
    contained: [
      ['O1', 'P1'],
      ['O4', 'P4'],
      [null, 'P5'],
    ],
  },
  // O1 moves from C1 to C2, and gets a second product.
  {
    placed: [
      ['C1', 'O1', 'closed', '2026-01-01', '2026-01-02'],
      ['C2', 'O1', 'open', '2026-01-02', null],
    ],
    contained: [
      ['O2', 'P2'],
      ['O1', 'P3'],
    ],
  },
  // O1 returns to C1; that C2 gives it up is known, though for later. O3 has no product.
  {
    placed: [
      ['C1', 'O1', 'open', '2026-01-03', null],
      ['C2', 'O1', 'ending', '2026-01-02', '2030-01-01'],
      ['C3', 'O3', 'open', '2026-01-03', null],
    ],
  },
];
const ROWS = `select c.customer, day(b.as_of_date)::varchar, o.orders, p.product from business_vault.bridge_sales b
  join raw_vault.hub_customer c using (customer_hk)
  join raw_vault.link_placed lp using (placed_hk) join raw_vault.hub_orders o using (orders_hk)
  join raw_vault.link_contained lc on lc.contained_hk = b.line_hk join raw_vault.hub_product p using (product_hk) order by all`;
const COUNT = 'select count(*)::varchar from business_vault.bridge_sales';

describe('a bridge', () => {
  it('has the ways that were open at each date, and none through a missing key', () => {
    expect(play(projectOf(OBJECTS), DELIVERIES, [ROWS, COUNT])).toEqual([
      [
        ['C1', '1', 'O1', 'P1'],
        ['C1', '3', 'O1', 'P1'],
        ['C1', '3', 'O1', 'P3'],
        ['C2', '2', 'O1', 'P1'],
        ['C2', '2', 'O1', 'P3'],
        ['C2', '2', 'O2', 'P2'],
        ['C2', '3', 'O2', 'P2'],
      ],
      [['7']],
    ]);
  });

  it('takes a relationship as lasting where nothing tells its end', () => {
    const lasting = bridge({ walk: [{ link: 'link_placed', from: 'customer', to: 'orders' }] });
    const rows = `select c.customer, day(b.as_of_date)::varchar, count(*)::varchar from business_vault.bridge_sales b join raw_vault.hub_customer c using (customer_hk) group by all order by all`;
    expect(play(replaced(lasting), DELIVERIES, [rows])).toEqual([
      [
        ['C1', '1', '1'],
        ['C1', '2', '1'],
        ['C1', '3', '1'],
        ['C2', '1', '1'],
        ['C2', '2', '2'],
        ['C2', '3', '2'],
        ['C3', '3', '1'],
        ['C5', '1', '1'],
        ['C5', '2', '1'],
        ['C5', '3', '1'],
      ],
    ]);
  });

  it.each<[string, Partial<Bridge>, string]>([
    ['no step', { walk: [] }, 'bridge-without-walk'],
    ['no hub', { hub: 'gone' }, 'dangling-reference'],
    ['no dates', { as_of: 'gone' }, 'dangling-reference'],
    ['a link that is gone', { walk: [{ link: 'gone', from: 'a', to: 'b' }] }, 'dangling-reference'],
    ['a step that begins elsewhere', { walk: [{ link: 'link_contained', from: 'orders', to: 'product' }] }, 'bridge-walk-broken'],
    ['a step that leads nowhere', { walk: [{ link: 'link_placed', from: 'customer', to: 'customer' }] }, 'dangling-reference'],
    [
      'one link twice under one name',
      {
        walk: [
          { link: 'link_placed', from: 'customer', to: 'orders' },
          { link: 'link_placed', from: 'orders', to: 'customer' },
        ],
      },
      'column-twice',
    ],
    ['an effectivity of another link', { walk: [{ link: 'link_placed', from: 'customer', to: 'orders', effectivity: 'hub_orders' }] }, 'dangling-reference'],
  ])('cannot be built with %s', (_, rest, code) => {
    const plan = compiled(replaced(bridge(rest)));
    expect(plan.diagnostics.map((one) => one.code)).toEqual([code]);
    expect(plan.byId.has('bridge_sales')).toBe(false);
  });
});
