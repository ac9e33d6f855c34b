import { describe, expect, it } from 'vitest';
import { applyCommand } from '../src/core/commands/dispatch.ts';
import { checkProject } from '../src/core/model/check-project.ts';
import type { Project } from '../src/core/model/types.ts';
import { createCompiler } from '../src/core/plan/compile.ts';
import { impactOf, type Impact, type Judged } from '../src/core/plan/impact.ts';
import { impactGroups, impactSummary } from '../src/ui/impact/impact-lines.ts';
import { shopProject } from './support/shop.ts';

const judged = (project: Project): Judged => {
  const plan = createCompiler()(project);
  return { plan, diagnostics: [...checkProject(project), ...plan.diagnostics] };
};
const shop = shopProject();
const impact = (type: string, payload: unknown): Impact => impactOf(judged(shop), judged(applyCommand(shop, type, payload).project));
const brief = ({ relations }: Impact): readonly string[] =>
  relations
    .filter(({ relation, origin }) => relation === origin)
    .map(({ relation, change, to, columns }) =>
      [relation, change, to, ...columns.map((column) => `${column.change} ${column.name} ${column.to ?? ''}`.trim())].filter(Boolean).join(': '),
    );

describe('impact of a change', () => {
  it('follows a renamed hub into its key, wherever that stands', () => {
    const found = impact('object.rename', { id: 'hub_customer', name: 'hub_client' });
    expect(brief(found)).toEqual([
      'stg_customers: columns: renamed customer_hk client_hk',
      'stg_orders: columns: renamed customer_hk client_hk',
      'hub_customer: renamed: raw_vault.hub_client: renamed customer_hk client_hk',
      'link_order_customer: columns: renamed customer_hk client_hk',
      'sat_customer: columns: renamed customer_hk client_hk',
    ]);
    expect(found.problems).toEqual([]);
  });
  it('follows a renamed dimension into the facts, in every role', () => {
    expect(brief(impact('object.rename', { id: 'dim_date', name: 'dim_day' }))).toEqual([
      'dim_date: renamed: mart.dim_day: renamed date_sk day_sk',
      'fct_month: columns: renamed date_sk day_sk',
      'fct_order: columns: renamed order_date_sk order_day_sk: renamed ship_date_sk ship_day_sk',
    ]);
  });
  it('tells that a query follows where no column does', () => {
    expect(brief(impact('column.update', { object: 'customers', column: 'city', patch: { name: 'town' } }))).toEqual([
      'customers: columns: renamed city town',
      'stg_customers: query',
    ]);
    expect(brief(impact('column.update', { object: 'customers', column: 'city', patch: { description: 'Where they live.' } }))).toEqual([]);
  });
  it('tells another type, and a new column', () => {
    expect(brief(impact('column.update', { object: 'fct_order', column: 'amount', patch: { type: 'decimal(18,4)' } }))).toEqual([
      'fct_order: columns: retyped amount decimal(18,4)',
    ]);
    expect(brief(impact('column.add', { object: 'customers', column: { name: 'phone', type: 'text' } }))).toEqual(['customers: columns: added phone']);
  });
  it('names what can no longer be built, and the problems that are new', () => {
    const found = impact('object.remove', { ids: ['hub_customer'] });
    expect(brief(found)).toEqual([
      'stg_customers: columns: removed customer_hk',
      'stg_orders: columns: removed customer_hk',
      'hub_customer: removed',
      'link_order_customer: removed',
      'sat_customer: removed',
    ]);
    expect(found.problems.map(({ code, at }) => [code, at.object])).toContainEqual(['dangling-reference', 'sat_customer']);
  });
  it('takes a problem that only names what is called otherwise for the same one', () => {
    const broken = applyCommand(shop, 'object.remove', { ids: ['hub_order'] }).project;
    const renamed = applyCommand(broken, 'object.rename', { id: 'link_order_customer', name: 'link_purchase' }).project;
    expect(judged(broken).diagnostics.some(({ message }) => message.includes('link_order_customer'))).toBe(true);
    expect(impactOf(judged(broken), judged(renamed)).problems).toEqual([]);
  });
});

describe('an impact in words', () => {
  it('puts first what is lost, and counts what was meant apart', () => {
    const groups = impactGroups(impact('object.remove', { ids: ['hub_customer'] }), new Set(['hub_customer']));
    expect(groups.map(({ id }) => id)).toEqual(['lost', 'problems', 'gone', 'columns']);
    expect(groups[0]).toMatchObject({ title: '2 other tables can no longer be built', lines: ['raw_vault.link_order_customer', 'raw_vault.sat_customer'] });
    expect(groups[2]).toMatchObject({ title: '1 table gone', lines: ['raw_vault.hub_customer'] });
  });
  it('says in a line what a name takes along', () => {
    expect(impactSummary(impact('object.rename', { id: 'dim_customer', name: 'dim_client' }))).toMatch(
      /^\d tables or views renamed, 3 columns changed, SQL of \d+ tables follows\.$/,
    );
    expect(impactSummary({ relations: [], problems: [] })).toBe('Nothing else changes.');
  });
});
