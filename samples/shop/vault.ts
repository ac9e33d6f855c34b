import type { ModelObject } from '../../src/core/model/types.ts';
import { columns, same } from './columns.ts';

const customer = { customer: same('customer_no') };
const product = { product: same('product_no') };
const order = { order: same('order_no') };

export const VAULT: readonly ModelObject[] = [
  {
    kind: 'hub',
    id: 'hub_customer',
    name: 'hub_customer',
    columns: columns('customer_no:text'),
    feeds: ['stg_customers', 'stg_contacts', 'stg_orders', 'stg_order_lines'].map((from) => ({ from, map: same('customer_no') })),
  },
  {
    kind: 'hub',
    id: 'hub_product',
    name: 'hub_product',
    columns: columns('product_no:text'),
    feeds: ['stg_products', 'stg_order_lines', 'stg_stock'].map((from) => ({ from, map: same('product_no') })),
  },
  {
    kind: 'hub',
    id: 'hub_order',
    name: 'hub_order',
    columns: columns('order_no:text'),
    feeds: ['stg_orders', 'stg_order_lines'].map((from) => ({ from, map: same('order_no') })),
  },
  {
    kind: 'hub',
    id: 'hub_warehouse',
    name: 'hub_warehouse',
    columns: columns('warehouse_code:text'),
    feeds: [{ from: 'stg_stock', map: same('warehouse_code') }],
  },
  {
    kind: 'link',
    id: 'link_order_customer',
    name: 'link_order_customer',
    columns: [],
    hubs: [
      { id: 'order', hub: 'hub_order' },
      { id: 'customer', hub: 'hub_customer' },
    ],
    feeds: [{ from: 'stg_orders', map: {}, hubs: { ...order, ...customer } }],
  },
  {
    kind: 'link',
    id: 'link_order_line',
    name: 'link_order_line',
    columns: columns('line_number:integer'),
    hubs: [
      { id: 'order', hub: 'hub_order' },
      { id: 'product', hub: 'hub_product' },
      { id: 'customer', hub: 'hub_customer' },
    ],
    feeds: [{ from: 'stg_order_lines', map: same('line_number'), hubs: { ...order, ...product, ...customer } }],
  },
  {
    kind: 'link',
    id: 'link_stock',
    name: 'link_stock',
    columns: columns('counted_on:date'),
    hubs: [
      { id: 'product', hub: 'hub_product' },
      { id: 'warehouse', hub: 'hub_warehouse' },
    ],
    feeds: [{ from: 'stg_stock', map: same('counted_on'), hubs: { ...product, warehouse: same('warehouse_code') } }],
  },
  {
    kind: 'satellite',
    id: 'sat_customer_shop',
    name: 'sat_customer_shop',
    parent: 'hub_customer',
    columns: columns('name:text', 'email:text', 'city:text', 'country:text'),
    feeds: [{ from: 'stg_customers', map: same('name', 'email', 'city', 'country') }],
  },
  {
    kind: 'satellite',
    id: 'sat_customer_crm',
    name: 'sat_customer_crm',
    parent: 'hub_customer',
    columns: columns('segment:text', 'newsletter:boolean'),
    feeds: [{ from: 'stg_contacts', map: same('segment', 'newsletter') }],
  },
  {
    kind: 'satellite',
    id: 'sat_product',
    name: 'sat_product',
    parent: 'hub_product',
    columns: columns('title:text', 'category:text', 'price:decimal(12,2)'),
    feeds: [{ from: 'stg_products', map: same('title', 'category', 'price') }],
  },
  {
    kind: 'satellite',
    id: 'sat_order',
    name: 'sat_order',
    parent: 'hub_order',
    columns: columns('ordered_at:timestamp', 'status:text'),
    feeds: [{ from: 'stg_orders', map: same('ordered_at', 'status') }],
  },
  {
    kind: 'satellite',
    id: 'sat_order_line',
    name: 'sat_order_line',
    parent: 'link_order_line',
    columns: columns('ordered_at:timestamp', 'shipped_on:date', 'quantity:integer', 'unit_price:decimal(12,2)', 'amount:decimal(12,2)'),
    feeds: [{ from: 'stg_order_lines', map: same('ordered_at', 'shipped_on', 'quantity', 'unit_price', 'amount') }],
  },
  {
    kind: 'satellite',
    id: 'sat_warehouse',
    name: 'sat_warehouse',
    parent: 'hub_warehouse',
    columns: columns('warehouse_city:text'),
    feeds: [{ from: 'stg_stock', map: same('warehouse_city') }],
  },
  {
    kind: 'satellite',
    id: 'sat_stock',
    name: 'sat_stock',
    parent: 'link_stock',
    columns: columns('on_hand:integer'),
    feeds: [{ from: 'stg_stock', map: same('on_hand') }],
  },
];
