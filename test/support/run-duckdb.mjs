// Reads {statements, queries} as JSON on stdin, runs them on the engine the browser ships, prints the queries' rows as JSON.
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { readFileSync } from 'node:fs';

const require = createRequire(import.meta.url);
const duckdb = require('@duckdb/duckdb-wasm/blocking');
const dist = dirname(require.resolve('@duckdb/duckdb-wasm/dist/duckdb-eh.wasm'));
const db = await duckdb.createDuckDB(
  {
    mvp: { mainModule: `${dist}/duckdb-mvp.wasm`, mainWorker: `${dist}/duckdb-node-mvp.worker.cjs` },
    eh: { mainModule: `${dist}/duckdb-eh.wasm`, mainWorker: `${dist}/duckdb-node-eh.worker.cjs` },
  },
  new duckdb.VoidLogger(),
  duckdb.NODE_RUNTIME,
);
await db.instantiate(() => {});
db.open({ path: ':memory:' });
const connection = db.connect();
// Without this, one missing function would make the engine look for an extension and hang.
connection.query("SET custom_extension_repository='data:,x#'");

// Exiting at once would cut a long answer short: a pipe takes it in pieces.
const answer = (value) => process.stdout.write(JSON.stringify(value), () => process.exit(0));

const steps = JSON.parse(readFileSync(0, 'utf8'));
function run() {
  const results = [];
  for (const step of steps) {
    try {
      const table = connection.query(step.sql);
      if (step.rows) results.push(table.toArray().map((row) => Object.values(row.toJSON()).map((value) => (value === null ? null : String(value)))));
    } catch (error) {
      return { error: String(error), sql: step.sql };
    }
  }
  return { results };
}
answer(run());
