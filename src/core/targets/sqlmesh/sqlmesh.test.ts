import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { shopSample } from '../../../../samples/shop/model.ts';
import { shopProject } from '../../../../test/support/shop.ts';
import { shopVault } from '../../../../test/support/shop-vault.ts';
import { PLATFORMS } from '../../model/schema.ts';
import type { Platform, Project } from '../../model/types.ts';
import { createCompiler } from '../../plan/compile.ts';
import { sqlmesh } from './sqlmesh.ts';
import { sqlmeshNames } from './sqlmesh-names.ts';

const emitted = (project: Project, platform: Platform): ReadonlyMap<string, string> => {
  const { files, diagnostics } = sqlmesh.emit(createCompiler()(project), platform);
  expect(diagnostics).toEqual([]);
  return new Map(files.map(({ path, text }) => [path.replace(/^sqlmesh\//, ''), text]));
};
const shop = shopProject();
const textOf = (platform: Platform, path: string, project: Project = shop): string => emitted(project, platform).get(path) ?? `no ${path}`;

describe.each([
  ['shop', shop],
  ['vault', shopVault()],
  ['sample', shopSample()],
] as const)('the SQLMesh project of the %s', (_, project) => {
  it.each(PLATFORMS)('has a model per relation, with its columns in order, and each audit under a name of its own, on %s', (platform) => {
    const plan = createCompiler()(project);
    const files = emitted(project, platform);
    const names = sqlmeshNames(plan, platform);
    for (const relation of plan.relations) {
      const { called, table } = names.get(relation.id) ?? {};
      if (relation.load.kind === 'landing') continue;
      const text = files.get(`models/${relation.layer}/${table}.sql`) ?? '';
      expect(text, relation.id).toContain(`MODEL (\n  name ${called},\n  kind `);
      const columns = /\n {2}columns \(\n([^]*?)\n {2}\)/.exec(text)?.[1]?.split('\n') ?? [];
      expect(columns).toHaveLength(relation.columns.length);
    }
    const audits = [...files].flatMap(([path, text]) => (path.startsWith('audits/') ? [/name (\S+),/.exec(text)?.[1]] : []));
    expect(audits.length).toBeGreaterThan(5);
    expect(new Set(audits).size).toBe(audits.length);
  });
});

describe('a model', () => {
  it('that is only added to reads what it holds itself', () => {
    const text = textOf('snowflake', 'models/raw_vault/hub_order.sql');
    expect(text).toContain('kind INCREMENTAL_UNMANAGED,');
    expect(text).toContain('from @this_model as self');
  });

  it('that replaces rows by keys has them as partitions, or is written whole where partitions are real', () => {
    expect(textOf('duckdb', 'models/mart/dim_customer.sql')).toMatch(/kind INCREMENTAL_BY_PARTITION,[^]*partitioned_by \(customer_id\)\n\);/);
    const whole = textOf('bigquery', 'models/mart/dim_customer.sql');
    expect(whole).toContain('kind FULL,');
    expect(whole).not.toContain('partitioned_by');
    expect(whole).toMatch(/union all\nselect\n(?: {2}stored\.\w+,?\n)+from stored\nwhere not exists/);
  });

  it('says its grain and has its key audited', () => {
    const text = textOf('postgres', 'models/mart/fct_order.sql');
    expect(text).toContain('grains (order_id),');
    expect(text).toContain('not_null(columns := (order_id)),\n    unique_values(columns := (order_id))');
  });

  it('has a key whose name wants quotes audited in a way that takes them', () => {
    const fact = shop.objects['fct_order'];
    if (fact?.kind !== 'fact') throw new Error('the shop has changed');
    const columns = fact.columns.map((column) => (column.name === 'order_id' ? { ...column, name: 'order no' } : column));
    const text = textOf('duckdb', 'models/mart/fct_order.sql', { ...shop, objects: { ...shop.objects, fct_order: { ...fact, columns } } });
    expect(text).toContain('unique_combination_of_columns(columns := ("order no"))');
  });

  it('has the tests of its columns as audits, of rows that stand for something', () => {
    const dimension = shop.objects['dim_customer'];
    if (dimension?.kind !== 'dimension') throw new Error('the shop has changed');
    const columns = dimension.columns.map((column) =>
      column.name === 'city'
        ? { ...column, tests: [{ test: 'not_null' as const }, { test: 'accepted_values' as const, values: ['Ulm', "L'Aquila"] }] }
        : column,
    );
    const text = textOf('duckdb', 'models/mart/dim_customer.sql', { ...shop, objects: { ...shop.objects, dim_customer: { ...dimension, columns } } });
    expect(text).toContain('not_null(columns := (city), condition := customer_sk > 0)');
    expect(text).toContain("accepted_values(column := city, is_in := ('Ulm', 'L''Aquila'), condition := customer_sk > 0)");
  });
});

it('names the landing tables as external models with their types', () => {
  expect(parse(textOf('duckdb', 'external_models/landing.yaml'))).toMatchObject([
    { name: 'landing.customers', columns: { customer_id: 'varchar', load_date: 'timestamp', row_sequence: 'bigint' } },
    { name: 'landing.orders' },
  ]);
});

it('looks for references with audits that stand alone', () => {
  const audit = textOf('duckdb', 'audits/mart/mart_fct_order__reference_customer_sk.sql');
  expect(audit).toMatch(/^AUDIT \(\n {2}name mart_fct_order__reference_customer_sk,\n {2}standalone true,/);
  expect(audit).toContain('from mart.dim_customer as referred');
});
