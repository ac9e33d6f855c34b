import { PGlite } from '@electric-sql/pglite';
import { expect } from 'vitest';
import type { Engine } from '../../src/core/engine-port.ts';
import type { Platform } from '../../src/core/model/types.ts';
import type { Plan } from '../../src/core/plan/types.ts';
import { createStatements, loadStatements, schemaStatements } from '../../src/core/targets/sql/relation-statements.ts';
import { openWarehouse } from './open-warehouse.ts';

const sorted = (rows: readonly (readonly (string | null)[])[]): readonly string[] => rows.map((row) => JSON.stringify(row)).toSorted();

/** Loads deliveries one by one on both engines and expects the same rows in every table and view. */
export async function expectSameOnPostgres(engine: Engine, plan: Plan, days: readonly (readonly string[])[]): Promise<void> {
  const script = (platform: Platform): readonly string[] => plan.relations.flatMap((relation) => loadStatements(plan, relation, platform).statements);
  const warehouse = await openWarehouse(engine, plan);
  for (const inserts of days) await warehouse.deliver(...inserts);
  const postgres = await PGlite.create();
  try {
    for (const sql of [
      ...schemaStatements(plan, 'postgres').statements,
      ...plan.relations.flatMap((relation) => createStatements(plan, relation, 'postgres').statements),
    ])
      await postgres.exec(sql);
    for (const inserts of days) for (const sql of [...inserts, ...script('postgres')]) await postgres.exec(sql);
    for (const relation of plan.relations) {
      const cells = relation.columns.map(({ name, type }, index) => {
        const value = type.kind === 'boolean' ? `case when "${name}" then 'true' when not "${name}" then 'false' end` : `cast("${name}" as varchar)`;
        return `${value} as c${index}`;
      });
      const sql = `select ${cells.join(', ')} from "${relation.table.schema}"."${relation.table.name}"`;
      const { rows } = await postgres.query<(string | null)[]>(sql, [], { rowMode: 'array' });
      expect(sorted(rows), relation.id).toEqual(sorted(await warehouse.rows(sql)));
    }
  } finally {
    await postgres.close();
  }
}
