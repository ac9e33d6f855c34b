import type { ModelObject } from '../../src/core/model/types.ts';
import { columns, same } from './columns.ts';

type Use = { readonly use: 'natural_key' | 'attribute'; readonly history?: 1 | 2 };
const as = <T extends object>(extra: T, ...texts: readonly string[]) => columns(...texts).map((column) => ({ ...column, ...extra }));
const key: Use = { use: 'natural_key' };
const overwritten: Use = { use: 'attribute' };
const kept: Use = { use: 'attribute', history: 2 };
const customer = { customer: same('customer_no') };
const product = { product: same('product_no') };

export const STAR: readonly ModelObject[] = [
  {
    kind: 'dimension',
    id: 'dim_customer',
    name: 'dim_customer',
    description: 'City is kept by time (type 2); name and e-mail are overwritten (type 1).',
    columns: [...as(key, 'customer_no:text'), ...as(overwritten, 'name:text', 'email:text'), ...as(kept, 'city:text', 'country:text')],
    feeds: [{ from: 'stg_customers', map: same('customer_no', 'name', 'email', 'city', 'country') }],
  },
  {
    kind: 'dimension',
    id: 'dim_product',
    name: 'dim_product',
    columns: [...as(key, 'product_no:text'), ...as(overwritten, 'title:text', 'category:text'), ...as(kept, 'price:decimal(12,2)')],
    feeds: [{ from: 'stg_products', map: same('product_no', 'title', 'category', 'price') }],
  },
  {
    kind: 'dimension',
    id: 'dim_warehouse',
    name: 'dim_warehouse',
    columns: [...as(key, 'warehouse_code:text'), ...as(overwritten, 'warehouse_city:text')],
    feeds: [{ from: 'stg_stock', map: same('warehouse_code', 'warehouse_city') }],
  },
  { kind: 'date_dimension', id: 'dim_date', name: 'dim_date', first: '2025-12-01', last: '2026-12-31' },
  {
    kind: 'fact',
    id: 'fct_order_line',
    name: 'fct_order_line',
    fact_type: 'transaction',
    grain: { sentence: 'One line of one order.', columns: ['order_no', 'line_number'] },
    dimensions: [
      { id: 'customer', dimension: 'dim_customer' },
      { id: 'product', dimension: 'dim_product' },
      { id: 'ordered', dimension: 'dim_date', role: 'order' },
      { id: 'shipped', dimension: 'dim_date', role: 'ship' },
    ],
    columns: [
      ...as({ use: 'degenerate' as const }, 'order_no:text', 'line_number:integer'),
      ...as({ use: 'measure' as const, additivity: 'additive' as const, nullable: false }, 'quantity:integer', 'amount:decimal(12,2)'),
    ],
    feeds: [
      {
        from: 'stg_order_lines',
        map: same('order_no', 'line_number', 'quantity', 'amount'),
        dimensions: { ...customer, ...product, ordered: { date: 'ordered_at' }, shipped: { date: 'shipped_on' } },
        event_at: 'ordered_at',
      },
    ],
  },
  {
    kind: 'fact',
    id: 'fct_stock',
    name: 'fct_stock',
    fact_type: 'periodic_snapshot',
    period: 'month',
    grain: { sentence: 'The last count of a product in a warehouse in a month.', columns: ['product', 'warehouse'] },
    dimensions: [
      { id: 'product', dimension: 'dim_product' },
      { id: 'warehouse', dimension: 'dim_warehouse' },
      { id: 'month', dimension: 'dim_date' },
    ],
    columns: as({ use: 'measure' as const, additivity: 'semi_additive' as const, not_over: ['month'], aggregation: 'last' as const }, 'on_hand:integer'),
    feeds: [
      {
        from: 'stg_stock',
        map: same('on_hand'),
        dimensions: { ...product, warehouse: same('warehouse_code'), month: { date: 'counted_on' } },
        event_at: 'counted_on',
      },
    ],
  },
];
