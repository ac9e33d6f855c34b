import { emptyProject } from '../../src/core/model/empty-project.ts';
import type { FactColumn, ModelObject, Project } from '../../src/core/model/types.ts';

const columns = (...texts: readonly string[]) =>
  texts.map((text) => ({ id: text.split(':')[0] ?? '', name: text.split(':')[0] ?? '', type: text.split(':')[1] ?? '' }));
const same = (...ids: readonly string[]): Record<string, string> => Object.fromEntries(ids.map((id) => [id, id]));

/** A delta source and its staging, column by column. */
const sourced = (name: string, key: readonly string[], ...texts: readonly string[]): readonly ModelObject[] => [
  { kind: 'source', id: name, name, delivery: 'delta', key: [...key], columns: columns(...texts) },
  { kind: 'staging', id: `stg_${name}`, name: `stg_${name}`, source: name, columns: columns(...texts).map((column) => ({ ...column, from: column.id })) },
];
const degenerate = (...texts: readonly string[]): FactColumn[] => columns(...texts).map((column) => ({ ...column, use: 'degenerate' }));
const measure = (text: string, more: Partial<FactColumn>): FactColumn[] => columns(text).map((column) => ({ ...column, use: 'measure', ...more }));

const orders = {
  dimensions: [
    { id: 'customer', dimension: 'dim_customer', when_null: 'not_applicable' as const },
    { id: 'ordered', dimension: 'dim_date', role: 'order' },
    { id: 'shipped', dimension: 'dim_date', role: 'ship' },
  ],
  columns: [...degenerate('order_no:text'), ...measure('amount:decimal(12,2)', { additivity: 'additive' })],
  lookUps: { customer: same('customer_id'), ordered: { date: 'ordered_at' }, shipped: { date: 'shipped_on' } },
};
const toShip: FactColumn[] = measure('days_to_ship:integer', { lag: { from: 'ordered', to: 'shipped', unit: 'day' } });
const orderFeed = { from: 'stg_orders', map: same('order_no', 'amount'), dimensions: orders.lookUps, event_at: 'ordered_at' };
const balances = [
  ...measure('balance:decimal(12,2)', { additivity: 'semi_additive', aggregation: 'last' }),
  ...measure('deposits:decimal(12,2)', { additivity: 'additive', aggregation: 'sum' }),
  ...measure('rate:decimal(5,2)', { additivity: 'non_additive', aggregation: 'last' }),
];
const month = { fact_type: 'periodic_snapshot' as const, period: 'month' as const };

/** Orders, payments, visits and balances: every kind of fact, in the ways a row can come early, late, twice or in parts. */
export function factsProject(): Project {
  const objects: readonly ModelObject[] = [
    ...sourced('customers', ['customer_id'], 'customer_id:text', 'city:text'),
    ...sourced('orders', ['order_no'], 'order_no:text', 'customer_id:text', 'ordered_at:timestamp', 'shipped_on:date', 'amount:decimal(12,2)'),
    ...sourced('payments', ['order_no'], 'order_no:text', 'paid_on:date'),
    ...sourced('visits', [], 'customer_id:text', 'visited_on:date'),
    ...sourced('balances', ['account', 'as_of'], 'account:text', 'as_of:date', 'balance:decimal(12,2)', 'deposits:decimal(12,2)', 'rate:decimal(5,2)'),
    { kind: 'date_dimension', id: 'dim_date', name: 'dim_date', first: '2026-01-01', last: '2026-12-31' },
    {
      kind: 'dimension',
      id: 'dim_customer',
      name: 'dim_customer',
      not_applicable: true,
      columns: [
        ...columns('customer_id:text').map((column) => ({ ...column, use: 'natural_key' as const })),
        ...columns('city:text').map((column) => ({ ...column, use: 'attribute' as const, history: 2 as const })),
      ],
      feeds: [{ from: 'stg_customers', map: same('customer_id', 'city') }],
    },
    {
      kind: 'dimension',
      id: 'dim_account',
      name: 'dim_account',
      surrogate: 'hash',
      columns: columns('account:text').map((column) => ({ ...column, use: 'natural_key' })),
      feeds: [{ from: 'stg_balances', map: same('account') }],
    },
    {
      kind: 'fact',
      id: 'fct_order',
      name: 'fct_order',
      fact_type: 'transaction',
      grain: { columns: ['order_no'] },
      dimensions: orders.dimensions,
      columns: [...orders.columns, ...toShip],
      feeds: [orderFeed],
    },
    {
      kind: 'fact',
      id: 'fct_corrected',
      name: 'fct_corrected',
      fact_type: 'transaction',
      corrections: 'replace',
      grain: { columns: ['order_no'] },
      dimensions: orders.dimensions,
      columns: [...orders.columns, ...toShip],
      feeds: [orderFeed],
    },
    {
      kind: 'fact',
      id: 'fct_process',
      name: 'fct_process',
      fact_type: 'accumulating_snapshot',
      grain: { columns: ['order_no'] },
      dimensions: [...orders.dimensions, { id: 'paid', dimension: 'dim_date', role: 'pay' }],
      columns: [...orders.columns, ...toShip, ...measure('days_to_pay:integer', { lag: { from: 'ordered', to: 'paid', unit: 'day' } })],
      feeds: [orderFeed, { from: 'stg_payments', map: same('order_no'), dimensions: { paid: { date: 'paid_on' } } }],
    },
    {
      kind: 'fact',
      id: 'fct_visit',
      name: 'fct_visit',
      fact_type: 'factless',
      grain: { columns: ['customer', 'day'] },
      dimensions: [
        { id: 'customer', dimension: 'dim_customer' },
        { id: 'day', dimension: 'dim_date' },
      ],
      columns: measure('visits:integer', { additivity: 'additive', aggregation: 'count' }),
      feeds: [{ from: 'stg_visits', map: {}, dimensions: { customer: same('customer_id'), day: { date: 'visited_on' } }, event_at: 'visited_on' }],
    },
    {
      kind: 'fact',
      id: 'fct_carried',
      name: 'fct_carried',
      ...month,
      quiet_periods: 'carry',
      grain: { columns: ['account'] },
      dimensions: [
        { id: 'account', dimension: 'dim_account' },
        { id: 'month', dimension: 'dim_date' },
      ],
      columns: balances,
      feeds: [
        {
          from: 'stg_balances',
          map: same('balance', 'deposits', 'rate'),
          dimensions: { account: same('account'), month: { date: 'as_of' } },
          event_at: 'as_of',
        },
      ],
    },
    ...(['none', 'zero'] as const).map((quiet): ModelObject => ({
      kind: 'fact',
      id: `fct_${quiet}`,
      name: `fct_${quiet}`,
      ...month,
      quiet_periods: quiet,
      grain: { columns: ['account'] },
      dimensions: [{ id: 'month', dimension: 'dim_date' }],
      columns: [...degenerate('account:text'), ...balances],
      feeds: [{ from: 'stg_balances', map: same('account', 'balance', 'deposits', 'rate'), dimensions: {}, event_at: 'as_of' }],
    })),
  ];
  return { ...emptyProject('Facts'), objects: Object.fromEntries(objects.map((object) => [object.id, object])) };
}

/** INSERT of the rows that a source delivers: each a list of SQL literals, without the delivery columns. */
const delivered = (day: string, source: string, ...rows: readonly string[]): string =>
  `insert into landing.${source} values ${rows.map((row, index) => `(${row}, timestamp '2026-${day} 06:00:00', 'test', ${index + 1})`).join(', ')}`;

export const FACT_DELIVERIES: readonly (readonly string[])[] = [
  [
    delivered('01-10', 'customers', `'C1', 'Ulm'`),
    // O2 has no customer at all; O3's customer is described one delivery later.
    delivered(
      '01-10',
      'orders',
      `'O1', 'C1', timestamp '2026-01-05 10:00:00', null, 10`,
      `'O2', null, timestamp '2026-01-06 10:00:00', null, 20`,
      `'O3', 'C2', timestamp '2026-01-07 10:00:00', null, 30`,
    ),
    // Two customers that nobody knows, on one day.
    delivered('01-10', 'visits', `'C1', date '2026-01-08'`, `'C2', date '2026-01-08'`, `'C9', date '2026-01-08'`),
    delivered('01-10', 'balances', `'A1', date '2026-01-08', 100, 100, 1.5`, `'A2', date '2026-01-09', 50, 50, 2`),
  ],
  [
    delivered('02-10', 'customers', `'C1', 'Kiel'`, `'C2', 'Bonn'`),
    // O1 is shipped and costs more; O4 is beyond the calendar; one order does not say which it is.
    delivered(
      '02-10',
      'orders',
      `'O1', 'C1', timestamp '2026-01-05 10:00:00', date '2026-01-20', 11`,
      `'O4', 'C1', timestamp '2027-01-03 10:00:00', null, 40`,
      `null, 'C1', timestamp '2026-02-01 10:00:00', null, 99`,
    ),
    delivered('02-10', 'payments', `'O1', date '2026-01-25'`),
    // C2 is known by now, and its visit comes again.
    delivered('02-10', 'visits', `'C2', date '2026-01-08'`, `'C1', date '2026-02-03'`),
    // A2 is quiet.
    delivered('02-10', 'balances', `'A1', date '2026-02-05', 120, 20, 1.5`, `'A1', date '2026-02-07', 90, 5, 1.25`),
  ],
  [
    // O5 comes late; O1 lacks what it had; O3 is paid before it was ordered. Nothing happens in March.
    delivered('04-10', 'orders', `'O5', 'C1', timestamp '2026-01-08 10:00:00', null, 5`, `'O1', 'C1', timestamp '2026-01-05 10:00:00', null, 12`),
    delivered('04-10', 'payments', `'O3', date '2026-01-03'`),
    delivered('04-10', 'balances', `'A3', date '2026-04-02', 7, 7, 3`, `'A1', date '2026-02-07', 90, 5, 1.25`, `'A1', null, 1, 1, 1`),
  ],
  // A balance of January, in April.
  [delivered('04-11', 'balances', `'A2', date '2026-01-20', 60, 10, 2.5`)],
];

/** The member for what does not apply, where its dimension does not write it itself. */
export const NOT_APPLICABLE_MEMBER = `insert into mart.dim_customer (customer_sk, customer_id, city, valid_from, valid_to, is_current, load_date)
  select -2, null, '(not applicable)', timestamp '1900-01-01 00:00:00', timestamp '9999-12-31 00:00:00', true, timestamp '1900-01-01 00:00:00'
  where not exists (select 1 from mart.dim_customer where customer_sk = -2)`;
