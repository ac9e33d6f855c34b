import { PGlite } from '@electric-sql/pglite';
import { expect, it } from 'vitest';
import { DIALECTS } from '../src/core/dialects/registry.ts';
import { PLATFORMS } from '../src/core/model/schema.ts';
import { col } from '../src/core/sql/build.ts';
import { printExpr } from '../src/core/sql/print.ts';
import { hashTextDifferences, hashTextQuery, REFUSED, typeFrom } from './support/hash-text-cases.ts';
import { runDuckdb } from './support/run-duckdb.ts';

it('is the same text on DuckDB as worked out by hand', () => {
  const [rows] = runDuckdb([{ sql: hashTextQuery('duckdb'), rows: true }]);
  expect(hashTextDifferences(rows ?? [])).toEqual([]);
});

it('is the same text on PostgreSQL, wherever its session is', async () => {
  const database = await PGlite.create();
  for (const zone of ['UTC', 'America/New_York']) {
    await database.exec(`set time zone '${zone}'`);
    const { rows } = await database.query<(string | number | null)[]>(hashTextQuery('postgres'), [], { rowMode: 'array' });
    expect(hashTextDifferences(rows.map((row) => row.map((cell) => (cell === null ? null : String(cell)))))).toEqual([]);
  }
  await database.close();
});

it.each(PLATFORMS)('refuses what has no text of its own on %s', (platform) => {
  for (const type of REFUSED) {
    const { diagnostics } = printExpr({ t: 'textOf', expr: col('v'), type: typeFrom(type) }, DIALECTS[platform]);
    expect(diagnostics.map(({ message }) => message)).toEqual([expect.stringContaining(`canonical text of ${type}: cast it to decimal with a declared scale`)]);
  }
});
