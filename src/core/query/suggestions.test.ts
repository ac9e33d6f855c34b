import { describe, expect, it } from 'vitest';
import { createCatalog } from './catalog.ts';
import { namedAt } from './named-at.ts';
import { suggestionsAt } from './suggestions.ts';

const column = (name: string, type = 'INTEGER') => ({ name, type });
const catalog = createCatalog([
  {
    schema: 'mart',
    name: 'fct_order',
    kind: 'fact',
    columns: [column('order_id'), column('customer_sk'), column('amount', 'DECIMAL(9,2)')],
    foreignKeys: [{ columns: ['customer_sk'], schema: 'mart', table: 'dim_customer', references: ['customer_sk'] }],
  },
  { schema: 'mart', name: 'dim_customer', kind: 'dimension', columns: [column('customer_sk'), column('City', 'VARCHAR')] },
  { schema: 'main', name: 'mine', kind: 'your table', columns: [column('a')] },
]);
const quote = (name: string): string => (/^[a-z_]\w*$/.test(name) ? name : `"${name}"`);

function at(marked: string) {
  const offset = marked.indexOf('|');
  const { start, list, ...rest } = suggestionsAt(marked.replace('|', ''), offset, catalog, quote);
  return { typed: marked.slice(start, offset), texts: list.map(({ text }) => text), ...rest };
}

describe('what is suggested', () => {
  it('is tables where one is wanted, with their schema where they need one', () => {
    for (const marked of ['select * from |', 'select * from mine m, |', 'select * from mine join |', 'describe |', 'insert into |'])
      expect(at(marked).texts).toEqual(['mart.fct_order', 'mart.dim_customer', 'mine', 'mart']);
    expect(at('select * from ma|')).toMatchObject({ typed: 'ma', tables: true, expressions: false });
    expect(at('with t as (select 1 as n) select * from |').texts[0]).toBe('t');
    expect(at('select * from mart.|').texts).toEqual(['fct_order', 'dim_customer']);
    expect(at('select * from mart.di|')).toMatchObject({ typed: 'di', texts: ['fct_order', 'dim_customer'] });
  });
  it('is columns elsewhere, with their alias where two tables have them', () => {
    expect(at('select | from fct_order')).toMatchObject({ texts: ['order_id', 'customer_sk', 'amount', 'fct_order'], expressions: true });
    expect(at('select | from fct_order f join dim_customer d on true').texts).toEqual([
      'order_id',
      'f.customer_sk',
      'amount',
      'd.customer_sk',
      '"City"',
      'f',
      'd',
    ]);
    expect(at('select order_id, | from fct_order').texts).toContain('amount');
  });
  it('is the columns of what stands before a point', () => {
    expect(at('select d.| from fct_order f join dim_customer d on true')).toMatchObject({ texts: ['customer_sk', '"City"'], expressions: false });
    expect(at('select d.ci| from dim_customer d')).toMatchObject({ typed: 'ci', texts: ['customer_sk', '"City"'] });
    expect(at('select "d".| from dim_customer d').texts).toEqual(['customer_sk', '"City"']);
  });
  it('is the condition of a join, as the keys have it', () => {
    expect(at('select * from fct_order f join dim_customer d on |').texts[0]).toBe('f.customer_sk = d.customer_sk');
    expect(at('select * from dim_customer d join fct_order f on |').texts[0]).toBe('f.customer_sk = d.customer_sk');
  });
  it('is nothing in texts, comments and numbers', () => {
    for (const marked of ["select 'fr|om'", 'select 1 -- c|', 'select 1 -- c |', '/* | */ select 1', 'select 12|'])
      expect(at(marked)).toMatchObject({ texts: [], expressions: false });
  });
});

describe('what a name stands for', () => {
  const named = (marked: string) => namedAt(marked.replace('|', ''), marked.indexOf('|'), catalog);
  it('is a column of the table it is read from', () => {
    expect(named('select amo|unt from fct_order')).toMatchObject({ kind: 'column', of: 'fct_order', column: { type: 'DECIMAL(9,2)' } });
    expect(named('select f.cust|omer_sk from dim_customer d, fct_order f')).toMatchObject({ kind: 'column', of: 'f' });
    expect(named('with t as (select amount as a1 from fct_order) select a|1 from t')).toMatchObject({
      kind: 'column',
      of: 't',
      column: { type: 'DECIMAL(9,2)' },
    });
  });
  it('is a table, by its name or its alias, or a query of the statement', () => {
    expect(named('select 1 from mart.fct|_order')).toMatchObject({ kind: 'table', table: { name: 'fct_order' } });
    expect(named('select f|.amount from mart.fct_order f')).toMatchObject({ kind: 'table', table: { name: 'fct_order' } });
    expect(named('with t as (select 1 as n) select 1 from t|')).toMatchObject({ kind: 'cte', name: 't' });
  });
  it('is a word otherwise, even if a column has the name of the function', () => {
    expect(named('select sum|(amount) from fct_order')).toMatchObject({ kind: 'word', word: 'sum', start: 7, end: 10 });
    expect(named('select amount|(1) from fct_order')).toMatchObject({ kind: 'word' });
    expect(named("select 'amo|unt' from fct_order")).toBeUndefined();
  });
});
