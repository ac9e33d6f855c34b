import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { shopProject } from '../../../../test/support/shop.ts';
import { shopVault } from '../../../../test/support/shop-vault.ts';
import { shopSample } from '../../../../samples/shop/model.ts';
import { PLATFORMS } from '../../model/schema.ts';
import type { Platform, Project } from '../../model/types.ts';
import { createCompiler } from '../../plan/compile.ts';
import { dbt } from './dbt.ts';
import { dbtNames } from './dbt-names.ts';
import { inJinja } from './jinja.ts';

const emitted = (project: Project, platform: Platform) => {
  const { files, diagnostics } = dbt.emit(createCompiler()(project), platform);
  expect(diagnostics).toEqual([]);
  return new Map(files.map(({ path, text }) => [path.replace(/^dbt\//, ''), text]));
};
const textOf = (files: ReadonlyMap<string, string>, path: string): string => files.get(path) ?? `no ${path} among ${[...files.keys()].join(' ')}`;

interface Properties {
  readonly models: readonly {
    readonly name: string;
    readonly config: { readonly contract?: { readonly enforced: boolean }; readonly meta: Readonly<Record<string, string>> };
    readonly constraints?: readonly { readonly type: string; readonly columns: readonly string[]; readonly to?: string }[];
    readonly data_tests?: readonly unknown[];
    readonly columns: readonly { readonly name: string; readonly data_type: string; readonly data_tests?: readonly unknown[]; readonly quote?: boolean }[];
  }[];
}
const propertiesOf = (files: ReadonlyMap<string, string>, path: string): Properties['models'][number] => {
  const [model] = (parse(textOf(files, path)) as Properties).models;
  if (!model) throw new Error(`${path} describes no model`);
  return model;
};

describe.each([
  ['shop', shopProject()],
  ['vault', shopVault()],
  ['sample', shopSample()],
] as const)('the dbt project of the %s', (_, project) => {
  it.each(PLATFORMS)('refers to nothing but its own models and sources, on %s', (platform) => {
    const files = emitted(project, platform);
    const models = new Set([...files.keys()].flatMap((path) => /^models\/.*\/(\w+)\.sql$/.exec(path)?.[1] ?? []));
    const [landing] = (parse(textOf(files, 'models/landing/landing.yml')) as { sources: { tables: { name: string }[] }[] }).sources;
    const sources = new Set(landing?.tables.map(({ name }) => name));
    const plan = createCompiler()(project);
    // One more holds a row per day, for metrics.
    expect(models.size).toBe(plan.relations.filter(({ load }) => load.kind !== 'landing').length + 1);
    let found = 0;
    for (const [path, text] of files) {
      for (const [, name = ''] of text.matchAll(/ref\('([^']*)'\)/g)) expect(models, `${path} refers to ${name}`).toContain(name);
      for (const [, name = ''] of text.matchAll(/source\('landing', '([^']*)'\)/g)) expect(sources, `${path} reads ${name}`).toContain(name);
      found += [...text.matchAll(/\{\{ (?:ref|source)\(/g)].length;
    }
    expect(found).toBeGreaterThan(20);
  });

  it.each(PLATFORMS)('describes every column of every model once, in its order, on %s', (platform) => {
    const plan = createCompiler()(project);
    const files = emitted(project, platform);
    const names = dbtNames(plan, platform);
    for (const relation of plan.relations) {
      const name = names.get(relation.id);
      if (!name) continue;
      const { columns, config } = propertiesOf(files, `models/${relation.layer}/${name.model}.yml`);
      expect(columns.map((column) => column.name)).toEqual(relation.columns.map((column) => column.name));
      expect(config.contract?.enforced, relation.id).toBe(true);
    }
  });
});

describe('a model', () => {
  const shop = shopProject();

  it('reads its own table through the macro, with the types of what it reads', () => {
    expect(textOf(emitted(shop, 'snowflake'), 'models/raw_vault/hub_order.sql')).toContain("from {{ stored_rows({'order_hk': 'varchar(32)'}) }} as self");
  });

  it('is kept the way the plan says, as the adapter can', () => {
    const configs = (platform: Platform, path: string): string => /\{\{ config\(([^]*?)\n\) \}\}/.exec(textOf(emitted(shop, platform), path))?.[1] ?? '';
    expect(configs('postgres', 'models/raw_vault/sat_customer.sql')).toContain("incremental_strategy='append'");
    expect(configs('bigquery', 'models/raw_vault/sat_customer.sql')).toContain("incremental_strategy='merge'");
    expect(configs('snowflake', 'models/mart/dim_customer.sql')).toMatch(
      /incremental_strategy='replace_keys',\s+unique_key=\['customer_id'\][^]*tmp_relation_type='table'/,
    );
    expect(configs('databricks', 'models/mart/dim_customer.sql').trim()).toBe("materialized='table'");
    expect(configs('duckdb', 'models/mart/dim_date.sql').trim()).toBe("materialized='table'");
    expect(configs('duckdb', 'models/raw_vault/sat_customer_timeline.sql').trim()).toBe("materialized='view'");
  });

  it('written whole keeps the stored rows of the keys it does not touch', () => {
    const text = textOf(emitted(shop, 'bigquery'), 'models/mart/dim_customer.sql');
    expect(text).toMatch(
      /from stored\nwhere not exists \(\n {2}select\n {4}1 as found\n {2}from replaced\n {2}where replaced\.customer_id = stored\.customer_id\n\)\n$/,
    );
    expect(text).toContain("'customer_sk': 'int64'");
  });

  it('declares the keys its platform declares, and has them all tested', () => {
    const keys = (platform: Platform) =>
      propertiesOf(emitted(shop, platform), 'models/mart/fct_order.yml').constraints?.map(({ type, to }) => `${type} ${to ?? ''}`.trim());
    expect(keys('duckdb')).toBeUndefined();
    expect(keys('postgres')).toEqual(['primary_key']);
    expect(keys('snowflake')).toEqual(['primary_key', "foreign_key ref('dim_customer')", "foreign_key ref('dim_date')", "foreign_key ref('dim_date')"]);
    const { columns } = propertiesOf(emitted(shop, 'duckdb'), 'models/mart/fct_order.yml');
    expect(columns.find(({ name }) => name === 'order_id')?.data_tests).toEqual(['unique', 'not_null']);
    expect(columns.find(({ name }) => name === 'customer_sk')?.data_tests).toEqual([
      { relationships: { arguments: { to: "ref('dim_customer')", field: 'customer_sk' } } },
    ]);
  });

  it('leaves keys and NOT NULL to the tests on plain Spark, and to the adapter on Databricks', () => {
    const files = emitted(shop, 'databricks');
    expect(textOf(files, 'macros/spark__persist_constraints.sql')).toMatch(
      /target\.type == 'databricks'[^]*databricks__persist_constraints\(relation, model\)/,
    );
    const [, profile = ''] = /```yaml\n([^]*?)```/.exec(textOf(files, 'README.md')) ?? [];
    expect(parse(profile)).toMatchObject({ shop: { outputs: { prod: { type: 'spark', method: 'session' } } } });
    for (const platform of PLATFORMS.filter((one) => one !== 'databricks')) {
      expect(emitted(shop, platform).has('macros/spark__persist_constraints.sql'), platform).toBe(false);
      expect(textOf(emitted(shop, platform), 'README.md')).not.toContain('Spark');
    }
  });

  it('takes physical options in the adapter’s words', () => {
    const hub = shop.objects['hub_order'];
    if (!hub) throw new Error('the shop has changed');
    const physical = {
      snowflake: { cluster_by: ['load_date'] },
      bigquery: { partition_by: 'load_date', cluster_by: ['order_hk'] },
      redshift: { dist_key: 'order_hk', sort_key: ['load_date'] },
      databricks: { cluster_by: ['load_date'] },
    };
    const project = { ...shop, objects: { ...shop.objects, hub_order: { ...hub, physical } } };
    const head = (platform: Platform): string => textOf(emitted(project, platform), 'models/raw_vault/hub_order.sql').split('\n) }}')[0] ?? '';
    expect(head('snowflake')).toContain("cluster_by=['load_date']");
    expect(head('bigquery')).toContain("partition_by={'field': 'load_date', 'data_type': 'datetime', 'granularity': 'day'},\n    cluster_by=['order_hk']");
    expect(head('redshift')).toContain("dist='order_hk',\n    sort=['load_date']");
    expect(head('databricks')).toContain("liquid_clustered_by=['load_date']");
  });
});

describe('names and texts of any kind', () => {
  it('give a model a name that needs no quotes, and say what it is called in the model', () => {
    const shop = shopProject();
    const renamed = (id: string, name: string) => ({ [id]: { ...shop.objects[id], name } as Project['objects'][string] });
    const objects = { ...shop.objects, ...renamed('hub_order', 'Größe €; {{ x }}'), ...renamed('hub_customer', 'select'), ...renamed('dim_customer', '数量') };
    const plan = createCompiler()({ ...shop, objects });
    const names = dbtNames(plan, 'duckdb');
    expect(['hub_order', 'hub_customer', 'dim_customer'].map((id) => names.get(id)?.model)).toEqual(['gro_e_x', 't_select', 'unnamed']);
    expect(propertiesOf(emitted({ ...shop, objects }, 'duckdb'), 'models/raw_vault/t_select.yml').config.meta['modeled_as']).toBe('select');
  });

  it('are told apart by schema where two tables share a name', () => {
    const shop = shopProject();
    const objects = {
      ...shop.objects,
      dim_customer: { ...shop.objects['dim_customer'], name: 'customer' },
      hub_customer: { ...shop.objects['hub_customer'], name: 'customer' },
    };
    const names = dbtNames(createCompiler()({ ...shop, objects } as Project), 'postgres');
    expect([names.get('dim_customer'), names.get('hub_customer')]).toMatchObject([
      { model: 'mart__customer', table: 'customer' },
      { model: 'raw_vault__customer', table: 'customer' },
    ]);
  });

  it('are refused where they hold the quotes that dbt doubles nowhere, but for landing tables', () => {
    const shop = shopProject();
    const [source, dimension] = [shop.objects['customers'], shop.objects['dim_customer']];
    if (source?.kind !== 'source' || dimension?.kind !== 'dimension') throw new Error('the shop has other objects');
    const odd = <T extends { readonly name: string }>(columns: readonly T[]): T[] =>
      columns.map((column) => (column.name === 'city' ? { ...column, name: 'ci"ty' } : column));
    const found = (objects: Project['objects'], platform: Platform) =>
      dbt.emit(createCompiler()({ ...shop, objects: { ...shop.objects, ...objects } }), platform).diagnostics.map(({ code, at }) => [code, at.object]);
    expect(found({ customers: { ...source, columns: odd(source.columns) } }, 'postgres')).toEqual([]);
    const renamed = { dim_customer: { ...dimension, columns: odd(dimension.columns) } };
    expect(found(renamed, 'postgres')).toEqual([['dbt-quote-in-name', 'dim_customer']]);
    expect(found(renamed, 'databricks')).toEqual([]);
  });

  it('leave nothing for Jinja to render', () => {
    expect(inJinja('{{ ref }} {% x %} {# y #} {{{ {}')).toBe("{{ '{' }}{ ref }} {{ '{' }}% x %} {{ '{' }}# y #} {{ '{' }}{{ '{' }}{ {}");
    const shop = shopProject();
    const customer = shop.objects['dim_customer'];
    const objects = { ...shop.objects, dim_customer: { ...customer, description: '{{ env_var("HOME") }} {% do x %}' } as Project['objects'][string] };
    const files = emitted({ ...shop, objects }, 'duckdb');
    expect(textOf(files, 'models/mart/dim_customer.sql')).toContain(`-- {{ '{' }}{ env_var("HOME") }} {{ '{' }}% do x %}`);
    expect(propertiesOf(files, 'models/mart/dim_customer.yml')).toMatchObject({ description: `{{ '{' }}{ env_var("HOME") }} {{ '{' }}% do x %}` });
  });
});

describe('rows that go along', () => {
  const plan = createCompiler()(shopProject());
  const rows = new Map([['customers', 'customer_id,city,email,load_date,record_source,row_sequence\nC1,Ulm,,2026-01-01 06:00:00,customers,1\n']]);
  const files = new Map(dbt.emit(plan, 'postgres', rows).files.map(({ path, text }) => [path, text]));

  it('are seeds that fill the landing table before anything reads it', () => {
    expect(files.get('dbt/seeds/landing__customers.csv')).toBe(rows.get('customers'));
    expect(parse(files.get('dbt/seeds/seeds.yml') ?? '')).toMatchObject({
      seeds: [{ name: 'landing__customers', config: { schema: 'landing', alias: 'customers', column_types: { city: 'text', load_date: 'timestamp' } } }],
    });
    expect(files.get('dbt/models/staging/stg_customers.sql')).toContain("-- depends_on: {{ ref('landing__customers') }}\n");
    expect(files.get('dbt/models/staging/stg_orders.sql')).not.toContain('depends_on');
    expect(files.get('dbt/models/raw_vault/hub_customer.sql')).not.toContain('depends_on');
  });

  it('leave no trace where there are none', () => {
    const without = dbt.emit(plan, 'postgres').files;
    expect(without.filter(({ path, text }) => path.includes('/seeds/') || text.includes('depends_on'))).toEqual([]);
  });
});
