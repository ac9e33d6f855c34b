import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { EngineCancelled, type Engine } from '../core/engine-port.ts';
import { NO_EXTENSIONS } from './connection.ts';
import { createEngine } from './create-engine.ts';
import { engineError } from './failure.ts';

type Blocking = typeof import('@duckdb/duckdb-wasm/blocking');

/** DuckDB in this process, in memory: for the command line and for tests. */
export async function openNodeEngine(): Promise<Engine> {
  const require = createRequire(import.meta.url);
  const duckdb = require('@duckdb/duckdb-wasm/blocking') as Blocking;
  const dist = dirname(require.resolve('@duckdb/duckdb-wasm/dist/duckdb-eh.wasm'));
  const build = (name: string) => ({ mainModule: `${dist}/duckdb-${name}.wasm`, mainWorker: `${dist}/duckdb-node-${name}.worker.cjs` });
  const database = await duckdb.createDuckDB({ mvp: build('mvp'), eh: build('eh') }, new duckdb.VoidLogger(), duckdb.NODE_RUNTIME);
  await database.instantiate(() => undefined);
  database.open({ path: ':memory:' });
  const connection = database.connect();
  connection.query(NO_EXTENSIONS);
  connection.query('SET errors_as_json=true');
  return createEngine({
    version: database.getVersion(),
    run: async (sql, signal) => {
      // The blocking build cannot be stopped within a statement, so let a cancel that waits be heard before each.
      await new Promise((resolve) => setImmediate(resolve));
      if (signal?.aborted === true) throw new EngineCancelled();
      try {
        return connection.query(sql);
      } catch (error) {
        throw engineError(error, sql);
      }
    },
    putFile: async (name, bytes) => database.registerFileBuffer(name, bytes),
    takeFile: async (name) => database.copyFileToBuffer(name),
    dropFile: async (name) => { database.dropFile(name); },
    insertArrow: async (ipc, into) => connection.insertArrowFromIPCStream(ipc, into),
    close: async () => connection.close(),
  });
}
