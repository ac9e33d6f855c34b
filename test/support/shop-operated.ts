import type { ModelObject, Project } from '../../src/core/model/types.ts';
import { shopProject } from './shop.ts';

/** The test shop as a team operates it: environments, groups, freshness, examples, exposures, units, own code. */
export function operatedShop(): Project {
  const shop = shopProject();
  const more: Readonly<Record<string, Partial<ModelObject>>> = {
    orders: { freshness: { warn_after: { count: 12, period: 'hour' }, error_after: { count: 2, period: 'day' } }, owner: 'shop team' },
    stg_orders: {
      examples: [
        {
          id: 'tax',
          name: 'a fifth is tax',
          given: [
            {
              from: 'orders',
              rows: [
                { order_id: 'O1', amount: '10' },
                { order_id: 'O2', amount: null },
              ],
            },
          ],
          expect: [
            { order_id: 'O1', tax: 2 },
            { order_id: 'O2', tax: null },
          ],
        },
      ],
    },
    stg_customers: { snapshot: { columns: ['city'], deletes: 'close' } },
    sat_customer: { group: 'sales', access: 'protected', on_schema_change: 'fail' },
    hub_order: {
      freshness: { error_after: { count: 36_500, period: 'day' } },
      code: { dbt: "{{ config(meta={'reviewed': 'yes'}) }}", ddl: '-- grants stand here' },
    },
    hub_customer: {
      examples: [
        {
          id: 'new',
          name: 'a key is added once',
          given: [
            {
              from: 'stg_customers',
              rows: [
                { customer_hk: 'A', customer_id: 'C1', load_date: '2026-01-01 06:00:00', record_source: 'x', row_sequence: 1 },
                { customer_hk: 'A', customer_id: 'C1', load_date: '2026-01-02 06:00:00', record_source: 'x', row_sequence: 1 },
              ],
            },
          ],
          expect: [{ customer_hk: 'A', customer_id: 'C1' }],
        },
      ],
    },
    dim_customer: { group: 'sales', access: 'public', cron: '@weekly' },
  };
  const objects = Object.fromEntries(Object.entries(shop.objects).map(([id, object]) => [id, { ...object, ...more[id] } as ModelObject]));
  const fact = objects['fct_order'];
  if (fact?.kind !== 'fact') throw new Error('the shop has changed');
  const measured = {
    ...fact,
    columns: fact.columns.map((column) =>
      column.use === 'measure' ? { ...column, unit: 'EUR', tests: [{ test: 'accepted_range' as const, min: 0, severity: 'warn' as const }] } : column,
    ),
  };
  return {
    ...shop,
    name: 'Operated shop',
    objects: { ...objects, fct_order: measured },
    settings: {
      ...shop.settings,
      cron: '0 6 * * *',
      environments: [
        { name: 'prod', schemas: {} },
        { name: 'dev', schema_prefix: 'dev_', schemas: { mart: 'playground' } },
      ],
      groups: [{ name: 'sales', owner: { name: 'Sales analytics', email: 'sales@example.com' } }],
      exposures: [
        {
          id: 'weekly',
          name: 'Weekly sales',
          type: 'dashboard',
          maturity: 'high',
          url: 'https://bi.example.com/1',
          description: 'What the {{ board }} reads on Mondays.',
          owner: { email: 'bi@example.com' },
          reads: ['fct_order', 'dim_customer', 'orders'],
        },
      ],
    },
  };
}
