import type { Engine } from '../../src/core/engine-port.ts';
import type { Plan } from '../../src/core/plan/types.ts';
import { createStatements, loadStatements, schemaStatements } from '../../src/core/targets/sql/relation-statements.ts';

export type Cell = string | null;

/** A plan's tables in an engine, filled statement by statement as the DuckDB target prints it. */
export interface Warehouse {
  /** Lands one delivery's rows, given as statements, and loads everything. */
  deliver(...inserts: readonly string[]): Promise<void>;
  /** Lands rows without loading. */
  land(...inserts: readonly string[]): Promise<void>;
  load(): Promise<void>;
  rows(sql: string): Promise<readonly (readonly Cell[])[]>;
}

export async function openWarehouse(engine: Engine, plan: Plan): Promise<Warehouse> {
  const all = async (statements: readonly string[]): Promise<void> => {
    for (const sql of statements) await engine.execute(sql);
  };
  for (const schema of new Set(Object.values(plan.schemas))) await engine.execute(`drop schema if exists "${schema}" cascade`);
  await all(schemaStatements(plan, 'duckdb').statements);
  for (const relation of plan.relations) await all(createStatements(plan, relation, 'duckdb').statements);
  const load = async (): Promise<void> => {
    for (const relation of plan.relations) await all(loadStatements(plan, relation, 'duckdb').statements);
  };
  return {
    land: (...inserts) => all(inserts),
    load,
    async deliver(...inserts) {
      await all(inserts);
      await load();
    },
    rows: async (sql) => (await engine.query(sql, { limit: 10_000 })).rows,
  };
}

/** An INSERT of rows that came at one load date: cells as text, then load date, record source and place. */
export const landed = (table: string, day: string, rows: readonly (readonly (string | null)[])[]): string =>
  `insert into landing.${table} values ${rows
    .map((row, index) => `(${row.map((cell) => (cell === null ? 'null' : `'${cell}'`)).join(', ')}, timestamp '${day} 06:00:00', '${table}', ${index + 1})`)
    .join(', ')}`;
