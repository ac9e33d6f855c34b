import { PGlite } from '@electric-sql/pglite';
import { openNodeEngine } from '../../src/engine/duckdb-node.ts';
import type { Database } from './warehouse.ts';

export type Open = Database & { readonly close: () => Promise<void> };

export async function openDuckdb(): Promise<Open> {
  const engine = await openNodeEngine();
  return {
    platform: 'duckdb',
    execute: (sql) => engine.execute(sql),
    rows: async (sql) => (await engine.query(sql, { limit: 100_000 })).rows,
    close: () => engine.close(),
  };
}

export async function openPostgres(): Promise<Open> {
  const database = await PGlite.create();
  return {
    platform: 'postgres',
    execute: (sql) => database.exec(sql),
    rows: async (sql) => {
      const { rows } = await database.query<unknown[]>(sql, [], { rowMode: 'array' });
      return rows.map((row) => row.map((value) => (value === null ? null : String(value))));
    },
    close: () => database.close(),
  };
}
