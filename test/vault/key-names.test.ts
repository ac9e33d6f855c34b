import { expect, it } from 'vitest';
import type { Hub, Link, ModelObject, Project } from '../../src/core/model/types.ts';
import { column, compiled, projectOf, same, staged, withEngine } from '../support/vault-loads.ts';

const { loaded } = withEngine();

const hub = (id: string, key: string, rest: Partial<Hub> = {}): ModelObject => ({
  kind: 'hub',
  id: `hub_${id}`,
  name: `hub_${id}`,
  columns: [column(key)],
  feeds: [{ from: 'stg_orders', map: same(key) }],
  ...rest,
});
const link = (rest: Partial<Link> = {}): ModelObject => ({
  kind: 'link',
  id: 'link_order',
  name: 'link_order',
  columns: [],
  hubs: [
    { id: 'order', hub: 'hub_order' },
    { id: 'customer', hub: 'hub_customer' },
  ],
  feeds: [{ from: 'stg_orders', map: {}, hubs: { order: same('order_no'), customer: same('customer_no') } }],
  ...rest,
});
const orders = (...objects: readonly ModelObject[]): Project => projectOf([...staged('orders', { order_no: 'text', customer_no: 'text' }), ...objects]);
const messages = (project: Project): readonly string[] =>
  compiled(project).diagnostics.map(({ severity, at, message }) => `${severity} ${at.object}: ${message}`);

it('names the key of a link in full where a hub that it joins has the shorter name', async () => {
  const around = [hub('order', 'order_no'), hub('customer', 'customer_no')];
  const described: ModelObject = {
    kind: 'satellite',
    id: 'sat',
    name: 'sat_order',
    parent: 'link_order',
    columns: [column('note')],
    feeds: [{ from: 'stg_orders', map: same('note') }],
  };
  const project = projectOf([...staged('orders', { order_no: 'text', customer_no: 'text', note: 'text' }), ...around, link(), described]);
  const columns = (id: string) =>
    compiled(project)
      .byId.get(id)
      ?.columns.map(({ name }) => name);
  expect(compiled(project).diagnostics).toEqual([]);
  expect(columns('link_order')?.slice(0, 3)).toEqual(['link_order_hk', 'order_hk', 'customer_hk']);
  expect(columns('sat')?.[0]).toBe('link_order_hk');
  expect(compiled(project).byId.get('sat')?.foreignKeys).toEqual([{ columns: ['link_order_hk'], relation: 'link_order', references: ['link_order_hk'] }]);
  expect(columns('stg_orders')?.slice(6)).toEqual(['order_hk', 'customer_hk', 'link_order_hk', 'sat_order_hash_diff']);
  const deliveries = [{ day: 1, rows: { orders: [['O1', 'C1', 'n']] } }];
  expect(await loaded(project, deliveries, 'sat', ['note', 'load_date'])).toEqual(['n|d1']);
});

it('does so too for a link without a prefix, and changes no other link', () => {
  const names = (of: ModelObject): readonly string[] | undefined =>
    compiled(orders(hub('order', 'order_no'), hub('customer', 'customer_no'), of))
      .byId.get('link_order')
      ?.columns.map(({ name }) => name);
  expect(names(link({ name: 'order' }))?.slice(0, 3)).toEqual(['order_link_hk', 'order_hk', 'customer_hk']);
  expect(names(link({ name: 'link_placed' }))?.[0]).toBe('placed_hk');
  const [order, customer] = [
    { id: 'order', hub: 'hub_order', role: 'placed' },
    { id: 'customer', hub: 'hub_customer' },
  ];
  expect(names(link({ hubs: [order, customer] }))?.slice(0, 3)).toEqual(['order_hk', 'placed_order_hk', 'customer_hk']);
  expect(names(link({ hubs: [{ ...order, column: 'the_order' }, customer] }))?.slice(0, 3)).toEqual(['order_hk', 'the_order', 'customer_hk']);
});

it('says that a link would have its key and a hub of it under one name where that is what it was told', () => {
  const project = orders(hub('order', 'order_no'), hub('customer', 'customer_no'), link({ technical: { hash_key: 'Order_HK' } }));
  expect(messages(project)).toEqual([
    'error link_order: link_order would have two columns named order_hk: its own key, and that of hub_order. Give its key another name, or the column that refers to hub_order.',
  ]);
});

it('says that a business key has the name of the hash key made from it', () => {
  const twice = { columns: [{ id: 'no', name: 'ORDER_HK', type: 'text' }], feeds: [{ from: 'stg_orders', map: { no: 'order_no' } }] };
  const found = compiled(orders(hub('order', '', twice))).diagnostics;
  expect(found.map(({ code, severity, at }) => [code, severity, at])).toEqual([['duplicate-column', 'error', { object: 'hub_order', column: 'no' }]]);
});

it('gives each hash of a staging object a name of its own, beside its columns too', async () => {
  // The source has a column order_hk, and two codes keep equal numbers apart.
  const project = projectOf([
    ...staged('orders', { order_no: 'text', order_hk: 'text', customer_no: 'text' }),
    hub('order', 'order_no'),
    hub('customer', 'customer_no', {
      feeds: [
        { from: 'stg_orders', map: same('customer_no'), collision_code: 'shop' },
        { from: 'stg_orders', map: same('customer_no'), collision_code: 'web' },
      ],
    }),
  ]);
  const names = compiled(project)
    .byId.get('stg_orders')
    ?.columns.map(({ name }) => name);
  expect(names?.filter((name) => name.includes('_hk'))).toEqual(['order_hk', 'order_hk__order_no', 'customer_hk__customer_no', 'customer_hk__customer_no_2']);
  const deliveries = [{ day: 1, rows: { orders: [['O1', 'theirs', 'C1']] } }];
  expect(await loaded(project, deliveries, 'hub_order', ['order_no'])).toEqual(['O1']);
  // One number under two codes is two customers.
  expect(await loaded(project, deliveries, 'hub_customer', ['customer_no'])).toEqual(['C1', 'C1']);
});
