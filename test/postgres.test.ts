import { PGlite } from '@electric-sql/pglite';
import { expect, it } from 'vitest';
import { createCompiler } from '../src/core/plan/compile.ts';
import type { Platform } from '../src/core/model/types.ts';
import { createStatements, loadStatements, schemaStatements } from '../src/core/targets/sql/relation-statements.ts';
import { runDuckdb } from './support/run-duckdb.ts';
import { SHOP_DELIVERIES, shopProject } from './support/shop.ts';

const plan = createCompiler()(shopProject());
const script = (platform: Platform): readonly string[] => [
  ...schemaStatements(plan, platform).statements,
  ...plan.relations.flatMap((relation) => createStatements(plan, relation, platform).statements),
  ...SHOP_DELIVERIES.flatMap((delivery) => [...delivery, ...plan.relations.flatMap((relation) => loadStatements(plan, relation, platform).statements)]),
];
/** Every column of every table as text, in an order of its own. */
const contents = plan.relations.map((relation) => {
  const cells = relation.columns.map(({ name, type }) =>
    type.kind === 'boolean' ? `case when ${name} then 'true' when not ${name} then 'false' end` : `cast(${name} as varchar)`,
  );
  const names = cells.map((cell, index) => `${cell} as c${index}`).join(', ');
  return { relation, sql: `select ${names} from ${relation.table.schema}.${relation.table.name}` };
});
const sorted = (rows: readonly (readonly (string | null)[])[]): readonly string[] => rows.map((row) => JSON.stringify(row)).toSorted();

it('gives every table the same rows on PostgreSQL as on DuckDB, hashes and keys included', async () => {
  const duckdb = runDuckdb([...script('duckdb').map((sql) => ({ sql })), ...contents.map(({ sql }) => ({ sql, rows: true }))]);
  const postgres = await PGlite.create();
  for (const sql of script('postgres')) await postgres.exec(sql);
  for (const [index, { relation, sql }] of contents.entries()) {
    const { rows } = await postgres.query<(string | null)[]>(sql, [], { rowMode: 'array' });
    if (relation.part !== 'rejects') expect(rows.length, relation.id).toBeGreaterThan(0);
    expect(sorted(rows), relation.id).toEqual(sorted(duckdb[index] ?? []));
  }
  await postgres.close();
});
