import { describe, expect, it } from 'vitest';
import { PLATFORMS } from '../model/schema.ts';
import type { Expr, Statement } from '../sql/ast.ts';
import { bin, call, col, cte, firstOf, num, notExists, out, select, text, timestampLit } from '../sql/build.ts';
import { printExpr, printQuery, printStatement } from '../sql/print.ts';
import { DIALECTS } from './registry.ts';

const all = (expr: Expr): Record<string, string> => Object.fromEntries(PLATFORMS.map((platform) => [platform, printExpr(expr, DIALECTS[platform]).text]));
const each = (statement: Statement): Record<string, readonly string[]> =>
  Object.fromEntries(PLATFORMS.map((platform) => [platform, printStatement(statement, DIALECTS[platform]).statements]));

describe('one meaning on every platform', () => {
  it('trims blanks and nothing else', () => {
    const plain = 'trim(k)';
    expect(all(call('trim', col('k')))).toEqual({
      duckdb: "trim(k, ' ')",
      snowflake: plain,
      bigquery: "trim(k, ' ')",
      redshift: plain,
      postgres: plain,
      databricks: plain,
    });
  });

  it('passes over NULL in greatest', () => {
    const plain = 'greatest(a, b)';
    expect(all(call('greatest', col('a'), col('b')))).toEqual({
      duckdb: plain,
      snowflake: 'greatest_ignore_nulls(a, b)',
      bigquery: '(select max(value) from unnest([a, b]) as value)',
      redshift: plain,
      postgres: plain,
      databricks: plain,
    });
  });

  it('divides integers into a fraction, which can be rounded', () => {
    const plain = 'round(a / (b + 1), 2)';
    expect(all(call('round', bin('/', col('a'), bin('+', col('b'), num(1))), num(2)))).toEqual({
      duckdb: plain,
      snowflake: plain,
      bigquery: plain,
      databricks: plain,
      redshift: 'round(cast(a as double precision) / (b + 1), 2)',
      postgres: 'round(cast(cast(a as numeric) / (b + 1) as numeric), 2)',
    });
  });

  it('keeps a decimal exact', () => {
    expect(all({ t: 'lit', value: '0.19', type: { kind: 'decimal', precision: 3, scale: 2 } })).toEqual({
      duckdb: '0.19',
      snowflake: '0.19',
      bigquery: "numeric '0.19'",
      redshift: '0.19',
      postgres: '0.19',
      databricks: '0.19',
    });
  });

  it('writes a time without zone as one', () => {
    expect(all(timestampLit('2026-01-05 06:00:00'))).toMatchObject({
      snowflake: "'2026-01-05 06:00:00'::timestamp_ntz",
      bigquery: "datetime '2026-01-05 06:00:00'",
      databricks: "timestamp_ntz '2026-01-05 06:00:00'",
      postgres: "timestamp '2026-01-05 06:00:00'",
    });
  });
});

describe('statements', () => {
  it('reads one row where a condition needs a FROM', () => {
    const once = select([out(text('x'), 'member')], undefined, { where: notExists(select([out(num(1), 'found')], cte('stored'))) });
    expect(printQuery(once, DIALECTS.bigquery).text).toContain("'x' as member\nfrom unnest([1]) as one_row\nwhere not exists");
    expect(printQuery(once, DIALECTS.postgres).text).not.toContain('one_row');
  });

  it('sets QUALIFY apart from the table it follows', () => {
    const first = select([out(col('k'), 'k')], cte('staged'), { qualify: firstOf([col('k')], []) });
    const texts = Object.fromEntries(PLATFORMS.map((platform) => [platform, printQuery(first, DIALECTS[platform]).text]));
    expect(texts['snowflake']).toContain('from staged\nqualify row_number()');
    expect(texts['redshift']).toContain('from staged as staged\nqualify row_number()');
    expect(texts['bigquery']).toContain('from staged\nwhere true\nqualify row_number()');
  });

  it('deletes by an equation that can be hashed, NULL included where keys are not declared', () => {
    const deleted = each({ t: 'deleteMatching', table: { schema: 'mart', name: 'dim_a' }, keys: ['k'], work: { schema: 'mart', name: 'w' } });
    expect(deleted['databricks']?.[0]).toBe(
      'merge into mart.dim_a\nusing (\n  select distinct k\n  from mart.w\n) as work\non work.k = dim_a.k\nwhen matched then delete',
    );
    for (const platform of PLATFORMS)
      expect(deleted[platform]?.[0]).toContain(platform === 'duckdb' ? 'work.k is not distinct from dim_a.k' : 'work.k = dim_a.k');
  });

  it('says WHERE in a full delete only to the platform that insists', () => {
    const deleted = each({ t: 'deleteAll', table: { schema: 'mart', name: 'dim_a' } });
    expect(deleted['bigquery']).toEqual(['delete from mart.dim_a where true']);
    expect(deleted['snowflake']).toEqual(['delete from mart.dim_a']);
  });

  it('describes a view and its columns', () => {
    const columns = [
      { name: 'a', type: { kind: 'text' }, nullable: true, description: "it's a" },
      { name: 'b', type: { kind: 'text' }, nullable: true },
    ] as const;
    const created = each({
      t: 'createView',
      view: { schema: 'staging', name: 'v' },
      columns,
      query: select([out(num(1), 'a'), out(num(2), 'b')], undefined),
      description: 'both',
    });
    expect(created['bigquery']?.[0]).toContain("view staging.v (\n  a options (description = 'it\\'s a'),\n  b\n) options (description = 'both') as\nselect");
    expect(created['databricks']?.[0]).toContain("view staging.v (\n  a comment 'it\\'s a',\n  b\n) comment 'both' as\nselect");
    expect(created['snowflake']?.slice(1)).toEqual(["comment on view staging.v is 'both'", "comment on column staging.v.a is 'it''s a'"]);
  });

  it('partitions by day on BigQuery and refuses columns that are not there', () => {
    const columns = [
      { name: 'at', type: { kind: 'timestamp' }, nullable: true },
      { name: 'on', type: { kind: 'date' }, nullable: true },
      { name: 'n', type: { kind: 'integer' }, nullable: true },
    ] as const;
    const create = (options: Readonly<Record<string, string>>) =>
      printStatement(
        { t: 'createTable', definition: { table: { schema: 'mart', name: 'f' }, columns, uniqueKeys: [], foreignKeys: [], options } },
        DIALECTS.bigquery,
      );
    expect(create({ partition_by: 'at' }).statements[0]).toContain('\npartition by datetime_trunc(`at`, day)');
    expect(create({ partition_by: 'on', cluster_by: 'n' }).statements[0]).toContain('\npartition by `on`\ncluster by n');
    expect(create({ partition_by: 'n' }).diagnostics.map((diagnostic) => diagnostic.message)).toEqual([
      'BigQuery has no partition by n: choose a date or a timestamp.',
    ]);
    expect(create({ cluster_by: 'gone' }).diagnostics[0]?.message).toContain('column gone to cluster by in f');
  });

  it('makes the columns of a declared key NOT NULL', () => {
    const definition = {
      table: { schema: 'mart', name: 'f' },
      columns: [{ name: 'k', type: { kind: 'text' }, nullable: true }],
      primaryKey: ['k'],
      uniqueKeys: [],
      foreignKeys: [],
      options: {},
    } as const;
    const created = each({ t: 'createTable', definition });
    for (const platform of PLATFORMS) expect(created[platform]?.[0]?.includes('not null'), platform).toBe(platform !== 'duckdb');
  });
});
