import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { factsProject } from '../../../../test/support/facts.ts';
import { shopProject } from '../../../../test/support/shop.ts';
import type { ModelObject, Platform, Project, Settings } from '../../model/types.ts';
import { createCompiler } from '../../plan/compile.ts';
import { emitFor } from '../export-package.ts';
import { sqlmeshCron, sqlmeshStart } from './cron.ts';
import { sqlmesh } from './sqlmesh.ts';

const filesOf = (project: Project, platform: Platform = 'duckdb', environment?: string): ReadonlyMap<string, string> => {
  const { files, diagnostics } = emitFor(sqlmesh, createCompiler()(project), platform, environment === undefined ? {} : { environment });
  expect(diagnostics).toEqual([]);
  return new Map(files.map(({ path, text }) => [path.replace(/^sqlmesh\//, ''), text]));
};
const changed = (id: string, more: Partial<ModelObject>, project = shopProject()): Project => {
  const object = project.objects[id];
  if (!object) throw new Error('the shop has changed');
  return { ...project, objects: { ...project.objects, [id]: { ...object, ...more } as ModelObject } };
};
const set = (more: Partial<Settings>, project = shopProject()): Project => ({ ...project, settings: { ...project.settings, ...more } });

describe('the kind of a model', () => {
  const facts = factsProject();
  const of = (table: string, platform: Platform = 'duckdb'): string => filesOf(facts, platform).get(`models/mart/${table}.sql`) ?? '';

  it('is by unique key where a key is one row that may change, on every platform', () => {
    for (const platform of ['duckdb', 'bigquery'] as const) {
      for (const table of ['fct_corrected', 'fct_process']) {
        expect(of(table, platform)).toMatch(
          /kind INCREMENTAL_BY_UNIQUE_KEY \(\n {4}unique_key \(\w+\),\n {4}forward_only true,\n {4}disable_restatement true\n {2}\),/,
        );
        expect(of(table, platform)).not.toContain('-- Kind');
      }
    }
  });

  it('is told the reason of where it is no other', () => {
    expect(of('fct_order')).toMatch(/^-- Kind: rows are added and never changed; by unique key .*\.\nMODEL/m);
    expect(of('dim_customer')).toMatch(/^-- Kind: all versions of a key that changed are written anew.*\.\nMODEL/m);
    expect(of('dim_account')).toMatch(/^-- Kind: the row of a key that changed is written anew; the members .*\.\nMODEL/m);
    expect(of('fct_carried')).toMatch(/^-- Kind: a period is written anew .*\.\nMODEL/m);
    expect(of('fct_carried', 'bigquery')).toMatch(/Partitions are real here and cannot be the keys, so the whole table is written\.\nMODEL/);
  });
});

describe('a schedule', () => {
  it('is the model’s own, or the project’s, or daily, and looks back far enough for its last run', () => {
    const files = filesOf(changed('dim_customer', { cron: '0 6 1 * *' }, set({ cron: '@weekly' })));
    expect(parse(files.get('config.yaml') ?? '')).toMatchObject({ model_defaults: { cron: '@weekly', start: '2 weeks ago' } });
    expect(files.get('models/mart/dim_customer.sql')).toContain("cron '0 6 1 * *',\n  start '2 months ago',");
    expect(files.get('models/mart/fct_order.sql')).not.toContain('cron ');
    expect(filesOf(shopProject()).get('config.yaml')).toContain('cron: "@daily"');
    expect(['@yearly', '30 5 1 1 *', '@hourly'].map(sqlmeshStart)).toEqual(['2 years ago', '2 years ago', '3 days ago']);
  });

  it.each([
    ['* * * * *', '*/5 * * * *'],
    ['*/4 6 * * *', '*/5 6 * * *'],
    ['0,58 * * * *', '*/5 * * * *'],
    ['10-12 * * * 1', '*/5 * * * 1'],
  ])('of %s is more often than SQLMesh runs, which is told', (cron, taken) => {
    const told = sqlmeshCron(cron, 'dim_customer');
    expect(told).toMatchObject({ cron: taken, diagnostics: [{ code: 'schedule-too-often', at: { object: 'dim_customer' } }] });
  });

  it.each(['@hourly', '*/5 * * * *', '0,30 * * * *', '7 6 * * MON', '2/20 * * * *'])('of %s is taken as it is', (cron) => {
    expect(sqlmeshCron(cron, undefined)).toEqual({ cron, diagnostics: [] });
  });
});

it('refers to the keys of other models by their name there', () => {
  const fact = filesOf(shopProject()).get('models/mart/fct_order.sql');
  expect(fact).toContain('references (customer_sk, order_date_sk as date_sk, ship_date_sk as date_sk),');
});

it('lets a table fail that gets new columns where the model says so', () => {
  expect(filesOf(changed('dim_customer', { on_schema_change: 'fail' })).get('models/mart/dim_customer.sql')).toContain(
    'kind INCREMENTAL_BY_PARTITION (\n    on_additive_change error\n  ),',
  );
});

it('has the user’s own code before the query, in a file that is the object’s', () => {
  const project = changed('dim_customer', { code: { sqlmesh: "set s3_region = 'eu';" } });
  expect(filesOf(project).get('models/mart/dim_customer.sql')).toMatch(
    /\n\);\n\n-- >>> own code: kept in the project\nset s3_region = 'eu';\n-- <<< own code\n\nwith\n/,
  );
  const { files } = sqlmesh.emit(createCompiler()(project), 'duckdb');
  expect(files.find(({ object }) => object === 'dim_customer')?.path).toBe('sqlmesh/models/mart/dim_customer.sql');
});

it('tells of a broken test with an audit that blocks nothing where it is a warning', () => {
  const columns = [{ id: 'city', name: 'city', type: 'text', tests: [{ test: 'not_null' as const, severity: 'warn' as const }] }];
  const files = filesOf(changed('sat_customer', { columns, feeds: [{ from: 'stg_customers', map: { city: 'city' } }] }));
  expect(files.get('models/raw_vault/sat_customer.sql')).toContain('not_null_non_blocking(columns := (city)');
});

it('does not count members without a key as the same', () => {
  expect(filesOf(shopProject()).get('models/mart/dim_date.sql')).toContain(
    'unique_values(columns := (date_sk)),\n    unique_combination_of_columns(columns := ("date"), condition := "date" is not null)',
  );
});

it('audits landing tables for what the source promises and their tests', () => {
  const tests = [{ test: 'accepted_values' as const, values: ["L'Aquila"] }];
  const columns = [
    { id: 'customer_id', name: 'Customer No', type: 'text' },
    { id: 'city', name: 'city', type: 'text', tests },
    { id: 'email', name: 'email', type: 'text' },
  ];
  for (const platform of ['duckdb', 'bigquery'] as const) {
    const [customers] = parse(filesOf(changed('customers', { columns }), platform).get('external_models/landing.yaml') ?? '') as readonly { audits: unknown }[];
    expect(customers?.audits).toEqual([
      { name: 'not_null_non_blocking', columns: '("Customer No")' },
      { name: 'unique_combination_of_columns_non_blocking', columns: '("Customer No", load_date)', condition: '"Customer No" is not null' },
      { name: 'accepted_values', column: 'city', is_in: "('L''Aquila')" },
    ]);
  }
  expect(filesOf(changed('customers', { delivery: 'cdc' })).get('external_models/landing.yaml')).not.toMatch(
    /name: landing\.customers[^]*unique_comb[^]*landing\.orders/,
  );
});

it('asks the clock of the run how old the newest row is', () => {
  const files = filesOf(changed('orders', { freshness: { warn_after: { count: 1, period: 'day' }, error_after: { count: 36, period: 'hour' } } }));
  expect(files.get('audits/source/landing_orders__fresh_warning.sql')).toBe(`AUDIT (
  name landing_orders__fresh_warning,
  standalone true,
  start '3 days ago',
  interval_unit 'five_minute',
  description 'The newest load_date of orders is no older than 1 day'
);

select
  dated.newest,
  clock.moment
from (
  select
    cast(max(own.load_date) as timestamp) as newest
  from landing.orders as own
) as dated
cross join (select @execution_dtntz as moment) as clock
where dated.newest is null or dated.newest < (cast(clock.moment + -1 * interval '1 day' as timestamp))
`);
  expect(files.get('audits/source/landing_orders__fresh_error.sql')).toContain("-36 * interval '1 hour'");
});

it('tries examples as unit tests, under the platform’s names and in the types of the columns', () => {
  const examples = [
    {
      id: 'tax',
      name: 'a fifth is tax',
      given: [{ from: 'orders', rows: [{ order_id: 'O1', amount: '10' }] }],
      expect: [{ order_id: 'O1', tax: '2.00', shipped_on: null }],
    },
    { id: 'none', name: 'nothing of nothing', given: [], expect: [] },
  ];
  expect(parse(filesOf(changed('stg_orders', { examples })).get('tests/test_staging_stg_orders.yaml') ?? '')).toEqual({
    test_staging_stg_orders__tax: {
      model: 'staging.stg_orders',
      description: 'a fifth is tax',
      inputs: { 'landing.orders': { rows: [{ order_id: 'O1', amount: '10' }] } },
      outputs: { partial: true, query: { rows: [{ order_id: 'O1', shipped_on: null, tax: 2 }] } },
    },
    test_staging_stg_orders__none: {
      model: 'staging.stg_orders',
      description: 'nothing of nothing',
      inputs: { 'landing.orders': { rows: [] } },
      outputs: { query: { rows: [] } },
    },
  });
});

describe('an environment', () => {
  const environments = [
    { name: 'prod', database: 'DWH', schema_prefix: 'p_' },
    { name: 'dev', database: 'DWH_DEV', schema_prefix: 'd_' },
    { name: 'test', database: 'DWH_TEST', databases: { mart: 'MARTS_TEST' } },
  ];
  const project = set({ environments });

  it('that is chosen gives the databases and schemas; the others are virtual, in their own database where they have one', () => {
    const files = filesOf(project, 'snowflake', 'prod');
    expect(files.get('models/mart/dim_customer.sql')).toContain('name "DWH".p_mart.dim_customer,');
    expect(parse(files.get('config.yaml') ?? '')).toMatchObject({ environment_catalog_mapping: { '^dev$': 'DWH_DEV' } });
    expect(files.get('README.md')).toContain('`dev` in `DWH_DEV`');
    expect(filesOf(project, 'postgres').get('config.yaml')).not.toContain('environment_catalog_mapping');
  });

  it('has its databases as files that DuckDB attaches', () => {
    const files = filesOf(project, 'duckdb', 'test');
    expect(parse(files.get('config.yaml') ?? '')).toMatchObject({
      gateways: { warehouse: { connection: { catalogs: { DWH_TEST: 'DWH_TEST.duckdb', MARTS_TEST: 'MARTS_TEST.duckdb' } } } },
    });
  });
});
