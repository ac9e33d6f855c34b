import { describe, expect, it } from 'vitest';
import { shopSample } from '../../../samples/shop/model.ts';
import { shopProject } from '../../../test/support/shop.ts';
import type { LogicalType } from '../model/logical-type.ts';
import type { Expr, Query } from '../sql/ast.ts';
import { and, bin, call, col, cte, eq, leftJoin, num, out, over, relation, select, union, withCtes } from '../sql/build.ts';
import { createCompiler } from './compile.ts';
import { downstreamColumns, lineageOf } from './lineage.ts';
import { queryLineage } from './query-lineage.ts';
import type { ColumnOrigin } from './types.ts';

const TABLES: Readonly<Record<string, readonly string[]>> = { orders: ['id', 'customer', 'amount', 'at'], customers: ['id', 'key', 'from'] };
const texts = (origins: readonly ColumnOrigin[] | undefined): readonly string[] =>
  (origins ?? []).map(({ relation: id, column, as }) => `${id}.${column}${as ? ` ${as}` : ''}`);
const lineage = (query: Query) =>
  Object.fromEntries([...queryLineage(query, (id, column) => TABLES[id]?.includes(column) ?? false)].map(([name, origins]) => [name, texts(origins)]));
const BOOLEAN: LogicalType = { kind: 'boolean' };
const yes: Expr = { t: 'lit', value: true, type: BOOLEAN };
const no: Expr = { t: 'lit', value: false, type: BOOLEAN };

describe('the lineage of a query', () => {
  it('follows columns, expressions and names given to them', () => {
    const rows = select(
      [out(col('id', 'o'), 'order_id'), out(call('coalesce', col('amount', 'o'), num(0)), 'paid'), out(num(1), 'one')],
      relation('orders', 'o'),
    );
    expect(lineage(rows)).toEqual({ order_id: ['orders.id'], paid: ['orders.amount'], one: [] });
  });
  it('follows steps and unions by the place of a column', () => {
    const first = select([out(col('id'), 'key'), out(col('at'), 'seen')], relation('orders', 'o'));
    const second = select([out(col('key'), 'whatever'), out(num(0), 'nothing')], relation('customers', 'c'));
    const all = withCtes([{ name: 'both', query: union(first, second) }], select([out(col('key', 'b'), 'id'), out(col('seen', 'b'), 'at')], cte('both', 'b')));
    expect(lineage(all)).toEqual({ id: ['orders.id', 'customers.key'], at: ['orders.at'] });
  });
  it('tells what a value is looked up by from what gives it, by equalities alone', () => {
    const on = and(eq(col('id', 'c'), col('customer', 'o')), bin('<=', col('from', 'c'), col('at', 'o')));
    const rows = select([out(col('key', 'c'), 'customer_sk'), out(col('amount', 'o'), 'amount')], relation('orders', 'o'), {
      joins: [leftJoin(relation('customers', 'c'), on)],
    });
    expect(lineage(rows)).toEqual({ customer_sk: ['customers.key', 'orders.customer key'], amount: ['orders.amount'] });
  });
  it('takes a condition for the value only where every branch is given', () => {
    const when = bin('>', col('amount'), num(10));
    const rows = select(
      [
        out({ t: 'case', whens: [{ when, then: yes }], otherwise: no }, 'is_large'),
        out({ t: 'case', whens: [{ when, then: col('id') }], otherwise: num(0) }, 'large_id'),
      ],
      relation('orders', 'o'),
    );
    expect(lineage(rows)).toEqual({ is_large: ['orders.amount'], large_id: ['orders.id'] });
  });
  it('takes what orders a number for its origin, and what a window gives for its own', () => {
    const order = [{ expr: col('at'), nulls: 'last' as const }];
    const rows = select(
      [out(over('row_number', [], [col('customer')], order), 'place'), out(over('lag', [col('amount')], [], order), 'before')],
      relation('orders', 'o'),
    );
    expect(lineage(rows)).toEqual({ place: ['orders.customer', 'orders.at'], before: ['orders.amount'] });
  });
  it('names columns as the relation has them, in every relation of the sample', () => {
    const plan = createCompiler()(shopSample());
    for (const { id, query, columns } of plan.relations) if (query) expect([...lineageOf(plan, id).keys()]).toEqual(columns.map(({ name }) => name));
  });
});

describe('the lineage of a plan', () => {
  const plan = createCompiler()(shopProject());
  const origins = (id: string, column: string) => texts(lineageOf(plan, id).get(column));
  it('knows the look-up of a fact, the hash of a hub and the validity of a version', () => {
    expect(origins('fct_order', 'ship_date_sk')).toEqual(['dim_date.date_sk', 'stg_orders.shipped_on key']);
    expect(origins('stg_orders', 'customer_hk')).toEqual(['orders.customer_id']);
    expect(origins('dim_customer', 'customer_sk')).toEqual(['stg_customers.customer_id', 'stg_customers.load_date']);
    expect(origins('dim_customer', 'valid_to')).toEqual(['stg_customers.load_date']);
    expect(origins('customers', 'city')).toEqual([]);
  });
  it('reaches everything that a delivered column ends in', () => {
    const reached = downstreamColumns(plan, { relation: 'orders', column: 'customer_id' }).map(({ relation: id, column }) => `${id}.${column}`);
    expect(reached).toEqual(
      expect.arrayContaining(['stg_orders.customer_id', 'hub_customer.customer_hk', 'link_order_customer.order_customer_hk', 'fct_order.customer_sk']),
    );
    expect(reached).not.toContain('fct_order.amount');
  });
});
