import { describe, expect, it } from 'vitest';
import { createCatalog } from './catalog.ts';
import { scopeAt } from './scope.ts';

const column = (name: string, type = 'INTEGER') => ({ name, type });
const catalog = createCatalog([
  { schema: 'mart', name: 'fct_order', kind: 'fact', columns: [column('order_id'), column('customer_sk'), column('amount', 'DECIMAL(9,2)')] },
  { schema: 'mart', name: 'dim_customer', kind: 'dimension', columns: [column('customer_sk'), column('city', 'VARCHAR')] },
  { schema: 'mart', name: 'Odd "one"', kind: 'hub', columns: [column('x')] },
]);

/** The scope at the | of a statement, each table as `name(columns)`. */
function at(marked: string): readonly string[] {
  const offset = marked.indexOf('|');
  return scopeAt(marked.replace('|', ''), offset, catalog).tables.map(({ name, columns }) => `${name}(${columns.map((one) => one.name).join(' ')})`);
}

describe('what can be named in a statement', () => {
  it.each([
    ['select | from mart.fct_order', ['fct_order(order_id customer_sk amount)']],
    ['select | from mart.fct_order as f join dim_customer c on true', ['f(order_id customer_sk amount)', 'c(customer_sk city)']],
    ['select | from mart.fct_order f, mart.dim_customer', ['f(order_id customer_sk amount)', 'dim_customer(customer_sk city)']],
    [
      'SELECT | FROM MART.FCT_ORDER LEFT JOIN dim_customer USING (customer_sk) WHERE 1',
      ['FCT_ORDER(order_id customer_sk amount)', 'dim_customer(customer_sk city)'],
    ],
    ['select | from mart."Odd ""one""" o', ['o(x)']],
    ['update dim_customer set | where 1', ['dim_customer(customer_sk city)']],
    ['insert into dim_customer (|', ['dim_customer(customer_sk city)']],
    ['select | from range(10) r, dim_customer', ['r()', 'dim_customer(customer_sk city)']],
    ['select | from nowhere.at_all t where t.x in (1, 2)', ['t()']],
    ["select '|' -- from dim_customer\n from fct_order", ['fct_order(order_id customer_sk amount)']],
    ['from fct_order select |', ['fct_order(order_id customer_sk amount)']],
  ])('%s', (marked, tables) => expect(at(marked)).toEqual(tables));

  it('is what the part of a UNION and the queries around it name', () => {
    expect(at('select | from fct_order union all select 1 from dim_customer')).toEqual(['fct_order(order_id customer_sk amount)']);
    expect(at('select 1 from fct_order union all select | from dim_customer')).toEqual(['dim_customer(customer_sk city)']);
    expect(at('select 1 from fct_order f where exists (select | from dim_customer c)')).toEqual(['c(customer_sk city)', 'f(order_id customer_sk amount)']);
  });
  it('knows what CTEs and queries in FROM give', () => {
    expect(
      at('with t as (select f.amount as total, city, upper(city) as "Up", 1 + 1, count(*) n from fct_order f join dim_customer on true) select | from t'),
    ).toEqual(['t(total city Up n)']);
    expect(at('with a as (from dim_customer), b(k, l) as (select * from a) select | from b join (select a.*, 1 as one from a) as s on true')).toEqual([
      'b(k l)',
      's(customer_sk city one)',
    ]);
    expect(at('with a as (select | from dim_customer) select * from a')).toEqual(['dim_customer(customer_sk city)']);
  });
  it('keeps the types of what is only passed on', () => {
    const statement = 'with t as (select distinct city from dim_customer) select  from t';
    expect(scopeAt(statement, statement.indexOf('  from') + 1, catalog).tables[0]?.columns).toEqual([{ name: 'city', type: 'VARCHAR' }]);
    expect(scopeAt(statement, 60, catalog).ctes.map(({ name }) => name)).toEqual(['t']);
  });
  it('makes sense of what is not finished', () => {
    expect(at('select * from fct_order f where f.|')).toEqual(['f(order_id customer_sk amount)']);
    expect(at('select * from (select | from dim_customer')).toEqual(['dim_customer(customer_sk city)']);
    expect(at('|')).toEqual([]);
    expect(at('with t as (')).toEqual([]);
  });
});
