import { expect, it } from 'vitest';
import { readText } from '../../../test/support/imported.ts';
import { recogniseKinds } from './recognise.ts';

const kinds = (text: string): readonly (readonly [string, string])[] => recogniseKinds(readText(text).tables).map(({ object, kind }) => [object, kind]);

it.each([
  ['hub_customer', 'hub'],
  ['H_CUSTOMER', undefined],
  ['lnk_order_customer', 'link'],
  ['sat_customer_crm', 'satellite'],
  ['dim_customer', 'dimension'],
  ['DimCustomer', 'dimension'],
  ['DimDate', 'date_dimension'],
  ['fct_order', 'fact'],
  ['FactInternetSales', 'fact'],
  ['pit_customer', 'pit'],
  ['bridge_group', 'bridge'],
  ['stg_shop__orders', 'staging'],
  ['factory', undefined],
  ['dimension_note', undefined],
  ['hubert', undefined],
  ['satellite', undefined],
])('tells %s by its name', (name, kind) => {
  expect(kinds(`CREATE TABLE "${name}" (a int, b text);`)).toEqual(kind === undefined ? [] : [[name, kind]]);
});

it('tells a vault by its columns, with those it was told by', () => {
  const text = `
CREATE TABLE customers (customer_hk char(32) PRIMARY KEY, load_date timestamp, record_source text, customer_no text);
CREATE TABLE purchases (purchase_hk char(32), customer_hk char(32), product_hk char(32), load_dts timestamp, rec_src text);
CREATE TABLE customer_details (customer_hk char(32), load_date timestamp, record_source text, hash_diff char(32), name text, city text);
CREATE TABLE plain (id int, load_date timestamp, name text);`;
  expect(kinds(text)).toEqual([
    ['customers', 'hub'],
    ['purchases', 'link'],
    ['customer_details', 'satellite'],
  ]);
  expect(recogniseKinds(readText(text).tables)[0]?.reason).toBe('it has customer_hk, load_date and record_source, and 1 column for a business key');
});

it('tells a star by keys and figures', () => {
  const text = `
CREATE TABLE customer (customer_key int PRIMARY KEY, name text, valid_from date, valid_to date);
CREATE TABLE product (product_key int PRIMARY KEY, name text, color text);
CREATE TABLE sales (customer_key int REFERENCES customer, product_key int REFERENCES product, amount numeric(10,2), quantity int);
CREATE TABLE booking (id int PRIMARY KEY, note text, amount numeric(10,2));`;
  expect(kinds(text)).toEqual([
    ['customer', 'dimension'],
    ['product', 'dimension'],
    ['sales', 'fact'],
  ]);
});
