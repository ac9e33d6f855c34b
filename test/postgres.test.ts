import { PGlite } from '@electric-sql/pglite';
import { expect, it } from 'vitest';
import type { Platform } from '../src/core/model/types.ts';
import type { Plan } from '../src/core/plan/types.ts';
import { checkSql, compiled, createAll, loadAll } from './support/play.ts';
import { runDuckdb } from './support/run-duckdb.ts';
import { shopVault } from './support/shop-vault.ts';
import { SHOP_DELIVERIES, shopProject } from './support/shop.ts';

const script = (plan: Plan, platform: Platform): readonly string[] => [
  ...createAll(plan, platform),
  ...SHOP_DELIVERIES.flatMap((delivery) => [...delivery, ...loadAll(plan, platform)]),
];
/** Every column of every table as text, and the rows that break a check, in an order of their own. */
const contentsOf = (plan: Plan, platform: Platform): readonly { readonly id: string; readonly sql: string; readonly mayBeEmpty: boolean }[] =>
  plan.relations.flatMap(({ id, part, columns, table, checks = [] }) => {
    const cells = columns.map(({ name, type }, index) => {
      const cell = type.kind === 'boolean' ? `case when ${name} then 'true' when not ${name} then 'false' end` : `cast(${name} as varchar)`;
      return `${cell} as c${index}`;
    });
    return [
      { id, sql: `select ${cells.join(', ')} from ${table.schema}.${table.name}`, mayBeEmpty: part === 'rejects' },
      ...checks.map((check) => ({
        id: `${id} ${check.id}`,
        sql: `select count(*) as broken from (${checkSql(plan, id, check.id, platform)}) as rows_broken`,
        mayBeEmpty: true,
      })),
    ];
  });
const sorted = (rows: readonly (readonly (string | null)[])[]): readonly string[] => rows.map((row) => JSON.stringify(row)).toSorted();

it.each([
  ['the shop', shopProject()],
  ['the shop with all that stands around a vault', shopVault()],
])('gives every table of %s the same rows on PostgreSQL as on DuckDB, hashes and keys included', async (_, project) => {
  const plan = compiled(project);
  expect(plan.diagnostics).toEqual([]);
  const ours = contentsOf(plan, 'duckdb');
  const duckdb = runDuckdb([...script(plan, 'duckdb').map((sql) => ({ sql })), ...ours.map(({ sql }) => ({ sql, rows: true }))]);
  const postgres = await PGlite.create();
  for (const sql of script(plan, 'postgres')) await postgres.exec(sql);
  for (const [index, { id, sql, mayBeEmpty }] of contentsOf(plan, 'postgres').entries()) {
    const { rows } = await postgres.query<(string | number | null)[]>(sql, [], { rowMode: 'array' });
    if (!mayBeEmpty) expect(rows.length, id).toBeGreaterThan(0);
    expect(sorted(rows.map((row) => row.map((cell) => (cell === null ? null : String(cell))))), id).toEqual(sorted(duckdb[index] ?? []));
  }
  await postgres.close();
});
