import type { ModelObject } from '../../src/core/model/types.ts';
import { columns, staged } from './columns.ts';

const day = 'date';

export const SOURCES: readonly ModelObject[] = [
  { kind: 'source', id: 'shop_customers', name: 'shop_customers', system: 'shop', delivery: 'full', key: ['customer_no'], description: 'Customers as the shop knows them, whole in every delivery.', columns: columns('customer_no:text', 'name:text', 'email:text', 'city:text', 'country:text') },
  { kind: 'source', id: 'shop_products', name: 'shop_products', system: 'shop', delivery: 'full', key: ['product_no'], description: 'The catalogue. A product that is no longer sold is missing from the delivery.', columns: columns('product_no:text', 'title:text', 'category:text', 'price:decimal(12,2)') },
  { kind: 'source', id: 'shop_orders', name: 'shop_orders', system: 'shop', delivery: 'delta', key: ['order_no'], columns: columns('order_no:text', 'customer_no:text', 'ordered_at:timestamp', 'status:text') },
  { kind: 'source', id: 'shop_order_lines', name: 'shop_order_lines', system: 'shop', delivery: 'delta', key: ['order_no', 'line_number'], description: 'Carries the order\'s customer and time; some lines come two deliveries late.', columns: columns('order_no:text', 'line_number:integer', 'customer_no:text', 'product_no:text', 'ordered_at:timestamp', `shipped_on:${day}`, 'quantity:integer', 'unit_price:decimal(12,2)') },
  { kind: 'source', id: 'crm_contacts', name: 'crm_contacts', system: 'crm', delivery: 'full', key: ['client'], description: 'Contacts of the CRM, which writes the shop\'s customer number in lower case with blanks.', columns: columns('client:text', 'segment:text', 'newsletter:boolean') },
  { kind: 'source', id: 'warehouse_stock', name: 'warehouse_stock', system: 'warehouse', delivery: 'delta', key: ['product_no', 'warehouse_code', 'counted_on'], columns: columns('product_no:text', 'warehouse_code:text', 'warehouse_city:text', `counted_on:${day}`, 'on_hand:integer') },
];

export const STAGING: readonly ModelObject[] = [
  { kind: 'staging', id: 'stg_customers', name: 'stg_customers', source: 'shop_customers', columns: staged('customer_no:text', 'name:text', 'email:text', 'city:text', 'country:text') },
  { kind: 'staging', id: 'stg_products', name: 'stg_products', source: 'shop_products', columns: staged('product_no:text', 'title:text', 'category:text', 'price:decimal(12,2)') },
  { kind: 'staging', id: 'stg_orders', name: 'stg_orders', source: 'shop_orders', columns: staged('order_no:text', 'customer_no:text', 'ordered_at:timestamp', 'status:text') },
  {
    kind: 'staging', id: 'stg_order_lines', name: 'stg_order_lines', source: 'shop_order_lines',
    columns: [
      ...staged('order_no:text', 'line_number:integer', 'customer_no:text', 'product_no:text', 'ordered_at:timestamp', `shipped_on:${day}`, 'quantity:integer', 'unit_price:decimal(12,2)'),
      { id: 'amount', name: 'amount', type: 'decimal(12,2)', expression: 'quantity * unit_price' },
    ],
  },
  {
    kind: 'staging', id: 'stg_contacts', name: 'stg_contacts', source: 'crm_contacts',
    columns: [
      { id: 'customer_no', name: 'customer_no', type: 'text', from: 'client', clean: ['trim', 'upper', 'empty_as_null'] },
      { id: 'segment', name: 'segment', type: 'text', from: 'segment' },
      { id: 'newsletter', name: 'newsletter', type: 'boolean', from: 'newsletter' },
    ],
  },
  { kind: 'staging', id: 'stg_stock', name: 'stg_stock', source: 'warehouse_stock', columns: staged('product_no:text', 'warehouse_code:text', 'warehouse_city:text', `counted_on:${day}`, 'on_hand:integer') },
];
