import { describe, expect, it } from 'vitest';
import { shopProject } from '../../../test/support/shop.ts';
import { createCompiler } from '../plan/compile.ts';
import { environmentProblems, inEnvironment } from './environment.ts';
import { ddl } from './ddl/ddl.ts';
import { exportPackage } from './export-package.ts';
import { sql } from './sql/sql.ts';

const plan = createCompiler()(shopProject());
const textOf = (environment: Parameters<typeof inEnvironment>[1], platform: Parameters<typeof inEnvironment>[2]): string => {
  const placed = inEnvironment(plan, environment, platform);
  return [ddl, sql].flatMap((target) => target.emit(placed, platform).files.map(({ text }) => text.replaceAll(/^-- .*$/gm, ''))).join('\n');
};

describe('a plan in an environment', () => {
  it('has the prefix before every schema, or the name the environment gives it', () => {
    const placed = inEnvironment(plan, { name: 'dev', schema_prefix: 'dev_', schemas: { mart: 'playground' } }, 'duckdb');
    expect(Object.fromEntries(placed.relations.map(({ layer, table }) => [layer, table.schema]))).toMatchObject({
      source: 'dev_landing',
      staging: 'dev_staging',
      raw_vault: 'dev_raw_vault',
      mart: 'playground',
    });
    expect(placed.relations.map(({ id }) => id)).toEqual(plan.relations.map(({ id }) => id));
  });

  it('reads and writes nothing outside it', () => {
    const text = textOf({ name: 'dev', database: 'DEV', schema_prefix: 'dev_' }, 'snowflake');
    expect(text).toContain('create schema if not exists "DEV".dev_raw_vault');
    for (const schema of Object.values(plan.schemas)) {
      expect(text, schema).not.toMatch(new RegExp(`(^|[^_\\w."])${schema}\\.`, 'm'));
      expect(text).not.toMatch(new RegExp(`(^|[^.])dev_${schema}\\.`, 'm'));
    }
  });

  it('may have a layer in a database of its own', () => {
    const text = textOf({ name: 'prod', database: 'main', databases: { source: 'lake' } }, 'databricks');
    expect(text).toContain('from lake.landing.customers');
    expect(text).toContain('create schema if not exists main.staging');
  });

  it('names no database where a connection knows only its own, and refuses layers in several', () => {
    const prod = { name: 'prod', database: 'main', databases: { source: 'lake' } } as const;
    expect(textOf(prod, 'postgres')).not.toContain('main.');
    expect(environmentProblems(plan, prod, 'postgres').map(({ code }) => code)).toEqual(['several-databases']);
    expect(environmentProblems(plan, prod, 'snowflake')).toEqual([]);
    expect(environmentProblems(plan, { name: 'prod', database: 'main' }, 'postgres')).toEqual([]);
  });

  it('is what the guide of a package speaks of', () => {
    const known = { ...plan, environments: [{ name: 'dev', schema_prefix: 'dev_' }] };
    const guide = (environment?: string): string =>
      exportPackage(known, { platform: 'duckdb', targets: ['ddl', 'sql'], ...(environment === undefined ? {} : { environment }) }).files.find(
        ({ path }) => path === 'README.md',
      )?.text ?? '';
    expect(guide('dev')).toContain('`dev_raw_vault.hub_customer`');
    expect(guide()).toContain('`raw_vault.hub_customer`');
    expect(() => guide('prod')).toThrow('the plan has no environment prod');
  });
});
