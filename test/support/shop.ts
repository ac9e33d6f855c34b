import { emptyProject } from '../../src/core/model/empty-project.ts';
import type { ModelObject, Project } from '../../src/core/model/types.ts';

const column = (id: string, type: string) => ({ id, name: id, type });
const staged = (id: string, type: string) => ({ ...column(id, type), from: id });

/** A small shop with every pattern: vault and star over two sources. */
export function shopProject(): Project {
  const objects: readonly ModelObject[] = [
    {
      kind: 'source',
      id: 'customers',
      name: 'customers',
      delivery: 'full',
      key: ['customer_id'],
      columns: [column('customer_id', 'text'), column('city', 'text'), column('email', 'text')],
    },
    {
      kind: 'source',
      id: 'orders',
      name: 'orders',
      delivery: 'delta',
      key: ['order_id'],
      columns: [
        column('order_id', 'text'),
        column('customer_id', 'text'),
        column('ordered_at', 'timestamp'),
        column('shipped_on', 'date'),
        column('amount', 'text'),
      ],
    },
    {
      kind: 'staging',
      id: 'stg_customers',
      name: 'stg_customers',
      source: 'customers',
      columns: [{ ...staged('customer_id', 'text'), clean: ['trim', 'empty_as_null'] }, staged('city', 'text'), staged('email', 'text')],
    },
    {
      kind: 'staging',
      id: 'stg_orders',
      name: 'stg_orders',
      source: 'orders',
      columns: [
        staged('order_id', 'text'),
        staged('customer_id', 'text'),
        staged('ordered_at', 'timestamp'),
        staged('shipped_on', 'date'),
        staged('amount', 'decimal(12,2)'),
        { ...column('tax', 'decimal(12,2)'), expression: 'round(amount::decimal(12,2) * 0.2, 2)' },
      ],
    },
    {
      kind: 'hub',
      id: 'hub_customer',
      name: 'hub_customer',
      columns: [column('customer_id', 'text')],
      feeds: [
        { from: 'stg_customers', map: { customer_id: 'customer_id' } },
        { from: 'stg_orders', map: { customer_id: 'customer_id' } },
      ],
    },
    { kind: 'hub', id: 'hub_order', name: 'hub_order', columns: [column('order_id', 'text')], feeds: [{ from: 'stg_orders', map: { order_id: 'order_id' } }] },
    {
      kind: 'link',
      id: 'link_order_customer',
      name: 'link_order_customer',
      columns: [],
      hubs: [
        { id: 'order', hub: 'hub_order' },
        { id: 'customer', hub: 'hub_customer' },
      ],
      feeds: [{ from: 'stg_orders', map: {}, hubs: { order: { order_id: 'order_id' }, customer: { customer_id: 'customer_id' } } }],
    },
    {
      kind: 'satellite',
      id: 'sat_customer',
      name: 'sat_customer',
      parent: 'hub_customer',
      columns: [column('city', 'text'), column('email', 'text')],
      feeds: [{ from: 'stg_customers', map: { city: 'city', email: 'email' } }],
    },
    { kind: 'date_dimension', id: 'dim_date', name: 'dim_date', first: '2026-01-01', last: '2026-12-31' },
    {
      kind: 'dimension',
      id: 'dim_customer',
      name: 'dim_customer',
      columns: [
        { ...column('customer_id', 'text'), use: 'natural_key' },
        { ...column('city', 'text'), use: 'attribute', history: 2 },
        { ...column('email', 'text'), use: 'attribute' },
      ],
      feeds: [{ from: 'stg_customers', map: { customer_id: 'customer_id', city: 'city', email: 'email' } }],
    },
    {
      kind: 'fact',
      id: 'fct_order',
      name: 'fct_order',
      fact_type: 'transaction',
      grain: { sentence: 'One order.', columns: ['order_id'] },
      dimensions: [
        { id: 'customer', dimension: 'dim_customer' },
        { id: 'ordered', dimension: 'dim_date', role: 'order' },
        { id: 'shipped', dimension: 'dim_date', role: 'ship' },
      ],
      columns: [
        { ...column('order_id', 'text'), use: 'degenerate' },
        { ...column('amount', 'decimal(12,2)'), nullable: true, use: 'measure', additivity: 'additive' },
      ],
      feeds: [
        {
          from: 'stg_orders',
          map: { order_id: 'order_id', amount: 'amount' },
          dimensions: { customer: { customer_id: 'customer_id' }, ordered: { date: 'ordered_at' }, shipped: { date: 'shipped_on' } },
          event_at: 'ordered_at',
        },
      ],
    },
    {
      kind: 'fact',
      id: 'fct_month',
      name: 'fct_month',
      fact_type: 'periodic_snapshot',
      period: 'month',
      grain: { sentence: 'What a customer ordered in a month.', columns: ['customer'] },
      dimensions: [
        { id: 'customer', dimension: 'dim_customer' },
        { id: 'month', dimension: 'dim_date' },
      ],
      columns: [{ ...column('amount', 'decimal(12,2)'), nullable: true, use: 'measure', aggregation: 'sum' }],
      feeds: [
        {
          from: 'stg_orders',
          map: { amount: 'amount' },
          dimensions: { customer: { customer_id: 'customer_id' }, month: { date: 'ordered_at' } },
          event_at: 'ordered_at',
        },
      ],
    },
  ];
  return { ...emptyProject('Shop'), objects: Object.fromEntries(objects.map((object) => [object.id, object])) };
}

const at = (day: number): string => `2026-01-${String(day).padStart(2, '0')} 06:00:00`;

/** INSERTs of four deliveries: a full snapshot, values that go A, B, A, a blank key, a late order line and a customer that was never described. */
export const SHOP_DELIVERIES: readonly (readonly string[])[] = [
  [
    `insert into landing.customers values ('C1', 'Ulm', 'a@x', timestamp '${at(1)}', 'shop', 1), (' C2', 'Bonn', 'b@x', timestamp '${at(1)}', 'shop', 2), ('  ', 'Nowhere', null, timestamp '${at(1)}', 'shop', 3)`,
    `insert into landing.orders values ('O1', 'C1', timestamp '2026-01-01 05:00:00', null, '10.50', timestamp '${at(1)}', 'shop', 1)`,
  ],
  [
    `insert into landing.customers values ('C1', 'Kiel', 'a@x', timestamp '${at(2)}', 'shop', 1), ('C2', 'Bonn', 'b2@x', timestamp '${at(2)}', 'shop', 2)`,
    `insert into landing.orders values ('O2', 'C1', timestamp '2026-01-02 12:00:00', date '2026-01-05', '20.00', timestamp '${at(2)}', 'shop', 1)`,
  ],
  [`insert into landing.customers values ('C1', 'Ulm', 'a@x', timestamp '${at(3)}', 'shop', 1), ('C2', 'Bonn', 'b2@x', timestamp '${at(3)}', 'shop', 2)`],
  [
    `insert into landing.orders values ('O3', 'C1', timestamp '2026-01-01 23:00:00', null, '5.00', timestamp '${at(4)}', 'shop', 1), ('O4', 'C9', timestamp '2026-02-01 00:00:00', null, '7.25', timestamp '${at(4)}', 'shop', 2)`,
  ],
];
