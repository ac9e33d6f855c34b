import { expect, it } from 'vitest';
import type { Hub, ModelObject, Project, Satellite } from '../../src/core/model/types.ts';
import { rebuildPlan } from '../../src/core/patterns/vault/rebuild-plan.ts';
import { column, compiled, projectOf, same, staged, withEngine } from '../support/vault-loads.ts';

const { loaded } = withEngine();

/** Orders name a customer who pays and one who gets them: one staging object feeds the hub of customers twice. */
const TYPES = { order_no: 'text', billing: 'text', shipping: 'text', billing_city: 'text', shipping_city: 'text' };
const hubCustomer = (codes: readonly [string?, string?] = []): Hub => ({
  kind: 'hub',
  id: 'hub_customer',
  name: 'hub_customer',
  columns: [column('customer')],
  feeds: (['billing', 'shipping'] as const).map((id, index) => ({
    from: 'stg_orders',
    map: { customer: id },
    ...(codes[index] === undefined ? {} : { collision_code: codes[index] }),
  })),
});
const hubOrder: ModelObject = {
  kind: 'hub',
  id: 'hub_order',
  name: 'hub_order',
  columns: [column('order_no')],
  feeds: [{ from: 'stg_orders', map: same('order_no') }],
};
const link: ModelObject = {
  kind: 'link',
  id: 'link_order_customer',
  name: 'link_order_customer',
  columns: [],
  hubs: [
    { id: 'order', hub: 'hub_order' },
    { id: 'pays', hub: 'hub_customer', role: 'billing' },
    { id: 'gets', hub: 'hub_customer', role: 'shipping' },
  ],
  feeds: [{ from: 'stg_orders', map: {}, hubs: { order: same('order_no'), pays: { customer: 'billing' }, gets: { customer: 'shipping' } } }],
};
type Feed = Satellite['feeds'][number];
const address = (...feeds: readonly Omit<Feed, 'from'>[]): Satellite => ({
  kind: 'satellite',
  id: 'sat_address',
  name: 'sat_address',
  parent: 'hub_customer',
  columns: [{ ...column('customer'), use: 'carried' }, column('city')],
  feeds: feeds.map((feed) => ({ from: 'stg_orders', map: {}, ...feed })),
});
const billing = { map: { customer: 'billing', city: 'billing_city' }, parent_key: ['billing'] };
const shipping = { map: { customer: 'shipping', city: 'shipping_city' }, parent_key: ['shipping'] };
const project = (satellite: ModelObject, ...more: readonly ModelObject[]): Project =>
  projectOf([...staged('orders', TYPES), ...(more.length > 0 ? more : [hubCustomer()]), satellite]);
const DELIVERIES = [
  { day: 1, rows: { orders: [['O1', 'C1', 'C2', 'Ulm', 'Bonn']] } },
  { day: 2, rows: { orders: [['O1', 'C1', 'C2', 'Ulm', 'Kiel']] } },
];
/** Rows of a satellite whose hash key is not that of the customer they carry. */
const astray = async (of: Project, parent: string, key: string, name: string): Promise<readonly string[]> => {
  const known = await loaded(of, DELIVERIES, parent, [key, name]);
  return (await loaded(of, DELIVERIES, 'sat_address', [key, name])).filter((row) => !known.includes(row));
};

it('asks which key a satellite describes where its staging object feeds the hub with two', () => {
  const found = compiled(project(address({ map: billing.map }))).diagnostics.filter(({ code }) => code !== 'not-fed');
  expect(found.map(({ code, severity, at, message }) => [code, severity, at.object, message])).toEqual([
    [
      'ambiguous-parent-key',
      'error',
      'sat_address',
      'stg_orders feeds hub_customer more than once, and sat_address does not say which key it describes: choose billing or shipping in its feed.',
    ],
  ]);
  const gone = compiled(project(address({ map: billing.map, parent_key: ['order_no'] }))).diagnostics.filter(({ code }) => code !== 'not-fed');
  expect(gone.map(({ code, severity, message }) => [code, severity, message])).toEqual([
    [
      'parent-key-missing',
      'error',
      'sat_address describes the key order_no of stg_orders, which does not feed hub_customer: choose billing or shipping in its feed.',
    ],
  ]);
});

it('describes the key that the feed says', async () => {
  for (const [feed, rows] of [
    [billing, ['C1|Ulm|d1']],
    [shipping, ['C2|Bonn|d1', 'C2|Kiel|d2']],
  ] as const) {
    const of = project(address(feed));
    expect(compiled(of).diagnostics).toEqual([]);
    expect(await loaded(of, DELIVERIES, 'sat_address', ['customer', 'city', 'load_date'])).toEqual(rows);
    expect(await astray(of, 'hub_customer', 'customer_hk', 'customer')).toEqual([]);
  }
});

it('describes both in one satellite, by a feed for each', async () => {
  const of = project(address(billing, shipping));
  expect(await loaded(of, DELIVERIES, 'sat_address', ['customer', 'city', 'load_date'])).toEqual(['C1|Ulm|d1', 'C2|Bonn|d1', 'C2|Kiel|d2']);
  expect(await astray(of, 'hub_customer', 'customer_hk', 'customer')).toEqual([]);
});

it('needs no word where the hub is fed twice with one key, or the satellite has its hash ready', () => {
  const twice = { ...hubCustomer(), feeds: [0, 1].map(() => ({ from: 'stg_orders', map: { customer: 'billing' } })) };
  expect(compiled(project(address({ map: billing.map }), twice)).diagnostics).toEqual([]);
  expect(compiled(project(address({ map: billing.map, hash_key: 'billing' }))).diagnostics).toEqual([]);
});

it('finds the key of a link that is fed twice from one object, too', async () => {
  const delivered: ModelObject = {
    ...link,
    kind: 'link',
    columns: [],
    id: 'link_part',
    name: 'link_part',
    hubs: [
      { id: 'order', hub: 'hub_order' },
      { id: 'part', hub: 'hub_customer' },
    ],
    feeds: (['billing', 'shipping'] as const).map((id) => ({ from: 'stg_orders', map: {}, hubs: { order: same('order_no'), part: { customer: id } } })),
  };
  const on = (key?: readonly string[]): Project => {
    const satellite = address({ map: shipping.map, ...(key ? { parent_key: [...key] } : {}) });
    return project({ ...satellite, parent: 'link_part' }, hubCustomer(), hubOrder, delivered);
  };
  expect(compiled(on()).diagnostics.map(({ code }) => code)).toEqual(['ambiguous-parent-key', 'not-fed']);
  const of = on(['order_no', 'shipping']);
  const [pays = '', gets = ''] = await loaded(of, DELIVERIES, 'link_part', ['part_hk']);
  const stored = await loaded(of, DELIVERIES, 'sat_address', ['part_hk']);
  const keyOf = async (city: string): Promise<string> => {
    const customers = await loaded(of, DELIVERIES, 'hub_customer', ['customer', 'customer_hk']);
    const links = await loaded(of, DELIVERIES, 'link_part', ['customer_hk', 'part_hk']);
    const customer = customers.find((row) => row.startsWith(`${city}|`))?.slice(city.length + 1) ?? '';
    return links.find((row) => row.startsWith(`${customer}|`))?.slice(customer.length + 1) ?? '';
  };
  expect(pays).not.toBe(gets);
  expect(new Set(stored)).toEqual(new Set([await keyOf('C2')]));
});

it('takes the code of each key into a link', async () => {
  const of = project(address(shipping), hubCustomer(['payers', 'getters']), hubOrder, link);
  const customers = await loaded(of, DELIVERIES, 'hub_customer', ['customer_hk', 'customer']);
  const ends = await loaded(of, DELIVERIES, 'link_order_customer', ['billing_customer_hk', 'shipping_customer_hk']);
  const keyOf = (name: string): string => customers.find((row) => row.endsWith(`|${name}`))?.split('|')[0] ?? '';
  expect(ends).toEqual([`${keyOf('C1')}|${keyOf('C2')}`]);
  expect(await astray(of, 'hub_customer', 'customer_hk', 'customer')).toEqual([]);
});

it('rebuilds the rows of the object with each satellite beside the part it describes', () => {
  const plan = rebuildPlan('stg_orders', project(address(shipping), hubCustomer(), hubOrder, link));
  expect(plan?.satellites.map(({ satellite, hub }) => [satellite.id, hub?.column])).toEqual([['sat_address', 'shipping_customer_hk']]);
  expect(plan?.held.get('shipping_city')).toEqual({ alias: 'sat_address', name: 'city' });
  expect(plan?.held.get('billing_city')).toBeUndefined();
  expect(rebuildPlan('stg_orders', project(address(shipping)))?.satellites).toEqual([]);
});
