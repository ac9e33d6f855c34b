import type { ModelObject, Project } from '../../src/core/model/types.ts';
import { byName, column } from './columns.ts';
import { shopProject } from './shop.ts';

/** The test shop with what stands around a vault: reference tables, as-of dates, point-in-time tables, a bridge, a same-as and a hierarchical link. */
export function shopVault(): Project {
  const shop = shopProject();
  const recursive = (id: string, link_type: 'same_as' | 'hierarchical'): ModelObject => ({
    kind: 'link',
    id,
    name: id,
    link_type,
    columns: [],
    hubs: [
      { id: 'one', hub: 'hub_customer' },
      { id: 'other', hub: 'hub_customer', role: 'other', missing: 'zero_key' },
    ],
    feeds: [{ from: 'stg_customers', map: {}, hubs: { one: byName('customer_id'), other: { customer_id: 'email' } } }],
  });
  const reference = (id: string, history: 'none' | 'full'): ModelObject => ({
    kind: 'reference',
    id,
    name: id,
    history,
    columns: [{ ...column('customer_id'), use: 'key' }, column('city'), column('email')],
    feeds: [{ from: 'stg_customers', map: byName('customer_id', 'city', 'email') }],
  });
  const calendar = (every: 'day' | 'week' | 'month' | 'quarter' | 'year'): ModelObject => ({
    kind: 'as_of',
    id: `as_of_${every}`,
    name: `as_of_${every}`,
    points: { by: 'calendar', first: '2025-12-20', last: '2026-02-10', every },
  });
  const customer = shop.objects['hub_customer'];
  if (customer?.kind !== 'hub') throw new Error('the shop has no customers');
  const state = shop.objects['sat_customer'];
  if (state?.kind !== 'satellite') throw new Error('the shop has no states of customers');
  const objects: readonly ModelObject[] = [
    // Who is named by an address is a customer too.
    { ...customer, feeds: [...customer.feeds, { from: 'stg_customers', map: { customer_id: 'email' } }] },
    { ...state, feeds: state.feeds.map((feed) => ({ ...feed, parent_key: ['customer_id'] })) },
    recursive('link_same', 'same_as'),
    recursive('link_above', 'hierarchical'),
    {
      kind: 'link',
      id: 'link_sale',
      name: 'link_sale',
      link_type: 'non_historised',
      columns: [
        { ...column('amount', 'decimal(12,2)'), use: 'payload' },
        { ...column('ordered_at', 'timestamp'), use: 'applied' },
      ],
      hubs: [
        { id: 'order', hub: 'hub_order' },
        { id: 'customer', hub: 'hub_customer' },
      ],
      feeds: [{ from: 'stg_orders', map: byName('amount', 'ordered_at'), hubs: { order: byName('order_id'), customer: byName('customer_id') } }],
    },
    {
      kind: 'satellite',
      id: 'sat_order_customer',
      name: 'sat_order_customer',
      parent: 'link_order_customer',
      columns: [column('amount', 'decimal(12,2)'), { ...column('ordered_at', 'timestamp'), use: 'start' }, { ...column('shipped_on', 'date'), use: 'end' }],
      feeds: [{ from: 'stg_orders', map: byName('amount', 'ordered_at', 'shipped_on') }],
    },
    reference('ref_city', 'none'),
    reference('ref_city_history', 'full'),
    calendar('day'),
    calendar('week'),
    calendar('month'),
    calendar('quarter'),
    calendar('year'),
    { kind: 'as_of', id: 'as_of_ordered', name: 'as_of_ordered', points: { by: 'column', from: 'stg_orders', column: 'ordered_at' } },
    { kind: 'as_of', id: 'as_of_shipped', name: 'as_of_shipped', points: { by: 'column', from: 'stg_orders', column: 'shipped_on' } },
    { kind: 'as_of', id: 'as_of_loads', name: 'as_of_loads', points: { by: 'load_dates', from: ['stg_orders', 'sat_customer'] } },
    { kind: 'pit', id: 'pit_customer', name: 'pit_customer', parent: 'hub_customer', as_of: 'as_of_loads', satellites: [{ satellite: 'sat_customer' }] },
    { kind: 'pit', id: 'pit_order', name: 'pit_order', parent: 'link_order_customer', as_of: 'as_of_day', satellites: [{ satellite: 'sat_order_customer' }] },
    {
      kind: 'bridge',
      id: 'bridge_order',
      name: 'bridge_order',
      hub: 'hub_customer',
      as_of: 'as_of_ordered',
      walk: [
        { link: 'link_order_customer', from: 'customer', to: 'order', effectivity: 'sat_order_customer' },
        { link: 'link_sale', from: 'order', to: 'customer' },
        { link: 'link_above', from: 'one', to: 'other' },
      ],
    },
  ];
  return {
    ...shop,
    settings: { ...shop.settings, vault: { ghost_records: true } },
    objects: { ...shop.objects, ...Object.fromEntries(objects.map((object) => [object.id, object])) },
  };
}
