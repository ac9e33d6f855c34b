import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { operatedShop } from '../../../../test/support/shop-operated.ts';
import type { ModelObject, Platform, Project } from '../../model/types.ts';
import { createCompiler } from '../../plan/compile.ts';
import { dbt } from './dbt.ts';

type Dbt = NonNullable<NonNullable<Project['settings']['exports']>['dbt']>;
const shop = (options: Dbt = {}, change: Readonly<Record<string, Partial<ModelObject>>> = {}): Project => {
  const project = operatedShop();
  const objects = Object.fromEntries(Object.entries(project.objects).map(([id, object]) => [id, { ...object, ...change[id] } as ModelObject]));
  return { ...project, objects, settings: { ...project.settings, exports: { dbt: options } } };
};
const emit = (project: Project, platform: Platform = 'snowflake') => {
  const { files, diagnostics } = dbt.emit(createCompiler()(project), platform);
  const texts = new Map(files.map(({ path, text }) => [path.replace(/^dbt\//, ''), text]));
  return {
    text: (path: string): string => texts.get(path) ?? `no ${path}`,
    yaml: (path: string) => parse(texts.get(path) ?? '') as never,
    paths: [...texts.keys()],
    diagnostics,
  };
};

interface Properties {
  readonly models: readonly {
    readonly config: Readonly<Record<string, unknown>>;
    readonly data_tests?: readonly unknown[];
    readonly columns: readonly { readonly name: string; readonly data_tests?: readonly unknown[]; readonly entity?: unknown }[];
  }[];
  readonly unit_tests?: readonly unknown[];
  readonly semantic_models?: readonly { readonly entities: readonly unknown[]; readonly measures?: readonly unknown[] }[];
  readonly metrics?: readonly { readonly name: string; readonly label: string }[];
}
const model = (project: Project, path: string, platform?: Platform): Properties => emit(project, platform).yaml(path);

describe('environments in a dbt project', () => {
  const { text, yaml, paths } = emit(shop());

  it('are its targets, with the schema of each layer', () => {
    const profiles = (yaml('profiles.yml') as Readonly<Record<string, { target: string; outputs: Readonly<Record<string, { schema: string }>> }>>)[
      'operated_shop'
    ];
    expect(Object.keys(profiles?.outputs ?? {})).toEqual(['prod', 'dev']);
    const macro = text('macros/generate_schema_name.sql');
    expect(macro).toContain(
      "'prod': {'landing': 'landing', 'staging': 'staging', 'raw_vault': 'raw_vault', 'business_vault': 'business_vault', 'mart': 'mart'}",
    );
    expect(macro).toContain(
      "'dev': {'landing': 'dev_landing', 'staging': 'dev_staging', 'raw_vault': 'dev_raw_vault', 'business_vault': 'dev_business_vault', 'mart': 'playground'}",
    );
    expect(text('models/landing/landing.yml')).toContain("{'prod': 'landing', 'dev': 'dev_landing'}.get(target.name, 'landing')");
    expect(paths).not.toContain('macros/generate_database_name.sql');
  });

  it('say the database of each layer where there is one, and where the landing tables stand', () => {
    const project = shop();
    const environments = [{ name: 'prod', database: 'MAIN', databases: { source: 'LAKE' } }];
    const there = emit({ ...project, settings: { ...project.settings, environments } });
    expect(there.text('macros/generate_database_name.sql')).toContain("'prod': {'landing': 'LAKE', 'staging': 'MAIN'");
    expect(there.text('models/landing/landing.yml')).toContain("{'prod': 'LAKE'}.get(target.name, target.database)");
    expect(there.text('profiles.yml')).toContain('database: MAIN');
  });
});

it('tells of groups, who may read, and what reads', () => {
  const { yaml } = emit(shop());
  expect(yaml('models/groups.yml')).toEqual({ groups: [{ name: 'sales', owner: { name: 'Sales analytics', email: 'sales@example.com' } }] });
  expect(model(shop(), 'models/mart/dim_customer.yml').models[0]?.config).toMatchObject({ group: 'sales', access: 'public', meta: { cron: '@weekly' } });
  expect(yaml('models/exposures.yml')).toEqual({
    exposures: [
      {
        name: 'weekly_sales',
        label: 'Weekly sales',
        type: 'dashboard',
        maturity: 'high',
        url: 'https://bi.example.com/1',
        description: "What the {{ '{' }}{ board }} reads on Mondays.",
        depends_on: ["ref('fct_order')", "ref('dim_customer')", "source('landing', 'orders')"],
        owner: { email: 'bi@example.com' },
      },
    ],
  });
});

it('refuses what dbt would not build: a private model without a group, or read from outside it', () => {
  const codes = (change: Readonly<Record<string, Partial<ModelObject>>>) => emit(shop({}, change)).diagnostics.map(({ code, at }) => `${code} ${at.object}`);
  expect(codes({})).toEqual([]);
  expect(codes({ dim_date: { access: 'private' } })).toContain('private-without-group dim_date');
  expect(codes({ dim_customer: { group: 'sales', access: 'private' } })).toContain('reads-private fct_order');
});

describe('freshness', () => {
  it('is of the source, by when rows came', () => {
    expect(emit(shop()).yaml('models/landing/landing.yml')).toMatchObject({
      sources: [
        {
          tables: expect.arrayContaining([
            expect.objectContaining({
              name: 'orders',
              config: expect.objectContaining({
                loaded_at_field: 'load_date',
                freshness: { warn_after: { count: 12, period: 'hour' }, error_after: { count: 2, period: 'day' } },
              }),
            }),
          ]),
        },
      ],
    });
  });

  it.each([
    ['own', { recent: { arguments: { column: 'load_date', count: 36_500, period: 'day' } } }],
    ['dbt_utils', { 'dbt_utils.recency': { arguments: { field: 'load_date', datepart: 'day', interval: 36_500 } } }],
  ] as const)('is a test of any other object, in the words of %s', (tests, expected) => {
    expect(model(shop({ tests }), 'models/raw_vault/hub_order.yml').models[0]?.data_tests).toEqual([expected]);
  });

  it('is a test of the column for dbt_expectations', () => {
    const [hub] = model(shop({ tests: 'dbt_expectations' }), 'models/raw_vault/hub_order.yml').models;
    expect(hub?.columns.find(({ name }) => name === 'load_date')?.data_tests).toEqual([
      { 'dbt_expectations.expect_row_values_to_have_recent_data': { arguments: { datepart: 'day', interval: 36_500 } } },
    ]);
  });
});

it('names the package whose tests it uses, and has none of its own for what that does', () => {
  const { yaml, paths, text } = emit(shop({ tests: 'dbt_utils' }));
  expect(yaml('packages.yml')).toEqual({ packages: [{ package: 'dbt-labs/dbt_utils', version: ['>=1.3.0', '<2.0.0'] }] });
  expect(paths.filter((path) => path.startsWith('tests/generic'))).toEqual(['tests/generic/refers_to.sql']);
  expect(text('README.md')).toContain('dbt deps');
  const [sat] = model(shop({ tests: 'dbt_utils' }), 'models/raw_vault/sat_customer.yml').models;
  expect(sat?.data_tests).toEqual([{ 'dbt_utils.unique_combination_of_columns': { arguments: { combination_of_columns: ['customer_hk', 'load_date'] } } }]);
  // The package's test lets NULL pass.
  expect(sat?.columns.filter(({ data_tests: tests }) => tests?.includes('not_null')).map(({ name }) => name)).toEqual(['customer_hk', 'load_date']);
});

it('gives a test its severity', () => {
  const [fact] = model(shop(), 'models/mart/fct_order.yml').models;
  expect(fact?.columns.find(({ name }) => name === 'amount')?.data_tests).toEqual([
    { accepted_range: { arguments: { min_value: 0 }, config: { severity: 'warn' } } },
  ]);
});

it('has a unit test per example, with nothing stored before', () => {
  expect(model(shop(), 'models/staging/stg_orders.yml', 'duckdb').unit_tests).toEqual([
    {
      name: 'stg_orders__tax',
      description: 'a fifth is tax',
      model: 'stg_orders',
      given: [
        {
          input: "source('landing', 'orders')",
          rows: [
            { order_id: 'O1', amount: '10' },
            { order_id: 'O2', amount: null },
          ],
        },
      ],
      expect: {
        rows: [
          { order_id: 'O1', tax: 2 },
          { order_id: 'O2', tax: null },
        ],
      },
    },
  ]);
  expect(model(shop(), 'models/raw_vault/hub_customer.yml', 'duckdb').unit_tests).toMatchObject([
    {
      overrides: { macros: { is_incremental: false, stored_rows: '(select cast(null as varchar) as customer_hk limit 0)' } },
      given: [{ input: "ref('stg_customers')" }, { input: "ref('stg_orders')", rows: [] }],
    },
  ]);
});

it('keeps own code between the configuration and the query, and columns of one type where a change is to fail', () => {
  const { text } = emit(shop());
  expect(text('models/raw_vault/hub_order.sql')).toContain(
    ") }}\n\n-- >>> own code: kept in the project\n{{ config(meta={'reviewed': 'yes'}) }}\n-- <<< own code\n\n-- Adds the keys",
  );
  const satellite = text('models/raw_vault/sat_customer.sql');
  expect(satellite).toContain("on_schema_change='fail'");
  expect(satellite).toContain('cast(built.customer_hk as varchar(32)) as customer_hk');
});

describe('what figures mean', () => {
  const fact = model(shop(), 'models/mart/fct_order.yml');

  it('is told beside the models to dbt before 1.12', () => {
    expect(fact.semantic_models?.[0]).toMatchObject({
      name: 'fct_order',
      model: "ref('fct_order')",
      defaults: { agg_time_dimension: 'order_date_day' },
      entities: [
        { name: 'order_key', type: 'primary', expr: 'order_id' },
        { name: 'customer', type: 'foreign', expr: 'customer_sk' },
        { name: 'order_date', type: 'foreign', expr: 'order_date_sk' },
        { name: 'ship_date', type: 'foreign', expr: 'ship_date_sk' },
      ],
      measures: [
        { name: 'order_amount', agg: 'sum', expr: 'amount' },
        { name: 'order_rows', agg: 'sum', expr: '1' },
      ],
    });
    expect(fact.metrics).toMatchObject([{ name: 'order_amount', label: 'Order amount', config: { meta: { unit: 'EUR' } } }, { name: 'order_rows' }]);
  });

  it('adds the last of a period where it does not add over time', () => {
    const [month] = model(shop(), 'models/mart/fct_month.yml').semantic_models ?? [];
    const time = (month as { defaults?: { agg_time_dimension: string } }).defaults?.agg_time_dimension;
    expect(time).toBe('period_start');
    const project = shop();
    const semi = project.objects['fct_month'];
    if (semi?.kind !== 'fact') throw new Error('the shop has changed');
    const columns = semi.columns.map((column) => ({ ...column, additivity: 'semi_additive' as const, aggregation: 'last' as const }));
    const changed = { ...project, objects: { ...project.objects, fct_month: { ...semi, columns } } };
    expect(model(changed, 'models/mart/fct_month.yml').semantic_models?.[0]?.measures).toMatchObject([
      { agg: 'sum', non_additive_dimension: { name: 'period_start', window_choice: 'max' } },
    ]);
  });

  it('stands with the models and their columns from 1.12 on', () => {
    const { text, yaml } = emit(shop({ version: '1.12' }));
    const found = yaml('models/mart/fct_order.yml') as Properties;
    expect(found.semantic_models).toBeUndefined();
    expect(found.models[0]).toMatchObject({
      semantic_model: { enabled: true, name: 'fct_order' },
      agg_time_dimension: 'order_date_day',
      metrics: [{ name: 'order_amount', type: 'simple', agg: 'sum', expr: 'amount' }, { name: 'order_rows' }],
    });
    expect(found.models[0]?.columns.find(({ name }) => name === 'customer_sk')?.entity).toEqual({ name: 'customer', type: 'foreign' });
    expect(text('dbt_project.yml')).toContain('>=1.12.0');
  });

  it('lays metrics out on the days of the date dimension, without its members that are no day', () => {
    expect(emit(shop()).text('models/mart/time_spine_daily.sql')).toContain('where dates.date is not null');
  });

  it('is left out where it is not wanted', () => {
    const { text, paths } = emit(shop({ semantic_layer: false }));
    expect(text('models/mart/fct_order.yml')).not.toContain('semantic');
    expect(paths.filter((path) => path.includes('time_spine'))).toEqual([]);
  });
});

describe('a snapshot of a staged source', () => {
  it('is taken of the newest row of each key, and dated by when it was delivered', () => {
    const { yaml, text } = emit(shop());
    expect(yaml('snapshots/stg_customers__history.yml')).toEqual({
      snapshots: [
        {
          name: 'stg_customers__history',
          description: expect.any(String),
          relation: "ref('stg_customers__latest')",
          config: {
            schema: 'staging',
            unique_key: ['customer_id'],
            strategy: 'check',
            check_cols: ['city'],
            updated_at: 'load_date',
            hard_deletes: 'invalidate',
          },
        },
      ],
    });
    expect(text('models/staging/stg_customers__latest.sql')).toContain('max(whole.load_date)');
  });

  it('yields its name and that of its view to the names of others', () => {
    const project = shop();
    const dimension = project.objects['dim_customer'];
    const named = (name: string): Project => ({ ...project, objects: { ...project.objects, dim_customer: { ...dimension, name } as ModelObject } });
    expect(emit(named('stg_customers__latest')).text('snapshots/stg_customers__history.yml')).toContain("ref('stg_customers__latest_2')");
    const { paths } = emit(named('stg_customers__history'));
    expect(paths).toEqual(expect.arrayContaining(['snapshots/stg_customers__history_2.yml', 'models/mart/stg_customers__history.sql']));
  });

  it.each([
    ['snapshot-without-key', { customers: { key: [] } }],
    ['deletes-of-delta', { customers: { delivery: 'delta' } }],
  ] as const)('is refused with %s where the source does not allow it', (code, change) => {
    const { diagnostics } = createCompiler()(shop({}, change as unknown as Readonly<Record<string, Partial<ModelObject>>>));
    expect(diagnostics.filter((one) => one.code === code).map(({ at }) => at.object)).toEqual(['stg_customers']);
  });
});
