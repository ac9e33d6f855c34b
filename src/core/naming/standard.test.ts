import { describe, expect, it } from 'vitest';
import { shopProject } from '../../../test/support/shop.ts';
import { applyCommand } from '../commands/dispatch.ts';
import type { Naming, Project, Settings } from '../model/types.ts';
import { renamings, standardised } from './standard.ts';

const written = (name: string, naming: Naming) => standardised(name, naming);
const withNaming = (project: Project, naming: Naming, patch: Partial<Settings> = {}): Settings => ({ ...project.settings, naming, ...patch });

describe('a name by the standard', () => {
  it.each([
    ['snake', 'CustomerNo2', 'customer_no2'],
    ['snake', 'customer  Ünïcode-name', 'customer_ünïcode_name'],
    ['upper_snake', 'orderLine', 'ORDER_LINE'],
    ['camel', 'order_line_no', 'orderLineNo'],
    ['pascal', 'HTTPServer_id', 'HttpServerId'],
    ['keep', 'Order Line', 'Order Line'],
    ['snake', '---', '---'],
  ] as const)('in %s, %s is %s', (style, name, expected) => {
    expect(written(name, { case: style })).toBe(expected);
    expect(written(expected, { case: style })).toBe(expected);
  });
  it('shortens whole words alone, in their own letter case', () => {
    const naming = { abbreviations: { customer: 'cust', Number: 'no' } };
    expect(written('customer_number', naming)).toBe('cust_no');
    expect(written('CUSTOMER_NUMBER', naming)).toBe('CUST_NO');
    expect(written('CustomersNumber', naming)).toBe('CustomersNo');
    expect(written('customer_number', { ...naming, case: 'pascal' })).toBe('CustNo');
  });
});

describe('what follows a standard that changes', () => {
  const shop = shopProject();
  const brief = (next: Settings, project: Project = shop) =>
    renamings(project, next).map(({ from, to, follows, taken }) => `${from} → ${to}${follows ? '' : ' ?'}${taken ? ' !' : ''}`);

  it('is nothing while it does not change', () => {
    expect(renamings(shop, shop.settings)).toEqual([]);
    expect(renamings(shop, withNaming(shop, { case: 'snake' }))).toEqual([]);
  });
  it('is each object by its prefix, but what is delivered', () => {
    const next = { ...shop.settings, prefixes: { ...shop.settings.prefixes, hub: 'h_', fact: 'fact_' } };
    expect(brief(next)).toEqual(['hub_customer → h_customer', 'hub_order → h_order', 'fct_order → fact_order', 'fct_month → fact_month']);
  });
  it('is objects and columns by their words, and back again', () => {
    const short = withNaming(shop, { abbreviations: { customer: 'cust' } });
    const found = renamings(shop, short);
    expect(found.filter(({ column }) => column === undefined).map(({ to }) => to)).toEqual(['hub_cust', 'link_order_cust', 'sat_cust', 'dim_cust']);
    expect(found.some(({ object }) => object === 'customers')).toBe(false);
    expect(found.find(({ object, column }) => object === 'dim_customer' && column === 'customer_id')).toMatchObject({ to: 'cust_id', follows: true });
    const applied = applyCommand(shop, 'naming.apply', {
      patch: { naming: short.naming },
      renames: found.map(({ object, column, to }) => ({ object, name: to, ...(column === undefined ? {} : { column }) })),
    }).project;
    expect(applied.objects['hub_customer']?.name).toBe('hub_cust');
    expect(renamings(applied, applied.settings)).toEqual([]);
    const back = renamings(applied, { ...applied.settings, naming: {} });
    expect(back.find(({ object, column }) => object === 'hub_customer' && column === undefined)?.to).toBe('hub_customer');
    expect(back).toHaveLength(found.length);
  });
  it('says which did not follow the standard before, and whose name would be taken', () => {
    const odd = applyCommand(shop, 'object.rename', { id: 'hub_order', name: 'HubOrders' }).project;
    expect(brief(withNaming(odd, { case: 'snake' }), odd)).toEqual(['HubOrders → hub_hub_orders ?']);
    const styled = { ...odd, settings: withNaming(odd, { case: 'snake' }) };
    expect(brief(withNaming(styled, { case: 'camel' }), styled)).toContain('HubOrders → hub_hubOrders ?');
    const twice = applyCommand(shop, 'object.rename', { id: 'hub_order', name: 'hub_CUSTOMER ' }).project;
    expect(brief(withNaming(twice, { case: 'snake' }), twice)).toEqual(['hub_CUSTOMER → hub_customer !']);
  });
});
