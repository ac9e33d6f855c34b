import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type { Engine } from '../core/engine-port.ts';
import { SETTINGS, type Database, type Session } from './connection.ts';
import { createEngine } from './create-engine.ts';
import type { Parquet } from './parquet/parquet.ts';
import { createSession } from './session.ts';

type Blocking = typeof import('@duckdb/duckdb-wasm/blocking');
type Bindings = Awaited<ReturnType<Blocking['createDuckDB']>>;

const require = createRequire(import.meta.url);

const breathe = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

/** Closed and empty: to compile one takes seconds, so that the next to be opened is one of these. */
const idle: Bindings[] = [];

async function compiled(): Promise<Bindings> {
  const duckdb = require('@duckdb/duckdb-wasm/blocking') as Blocking;
  const dist = dirname(require.resolve('@duckdb/duckdb-wasm/dist/duckdb-eh.wasm'));
  const build = (name: string) => ({ mainModule: `${dist}/duckdb-${name}.wasm`, mainWorker: `${dist}/duckdb-node-${name}.worker.cjs` });
  const bindings = await duckdb.createDuckDB({ mvp: build('mvp'), eh: build('eh') }, new duckdb.VoidLogger(), duckdb.NODE_RUNTIME);
  await bindings.instantiate(() => undefined);
  return bindings;
}

/** An empty database in memory, and how to give it back. */
export async function takeBindings(): Promise<{ readonly bindings: Bindings; readonly giveBack: () => void }> {
  const bindings = idle.pop() ?? (await compiled());
  bindings.open({ path: ':memory:' });
  let isTaken = true;
  const giveBack = (): void => {
    if (!isTaken) return;
    isTaken = false;
    try {
      bindings.dropFiles();
      bindings.reset();
      idle.push(bindings);
    } catch {
      // It has died: the next is compiled anew.
    }
  };
  return { bindings, giveBack };
}

/** DuckDB in this process, in memory: for the command line and for tests. */
export async function openNodeEngine(): Promise<Engine> {
  const { bindings, giveBack } = await takeBindings();

  async function connect(): Promise<Session> {
    const connection = bindings.connect();
    const id = connection.useUnsafe((_, number) => number);
    const session = createSession(
      {
        start: (sql) => bindings.startPendingQuery(id, sql, true),
        poll: () => bindings.pollPendingQuery(id),
        fetch: () => bindings.fetchQueryResults(id),
        cancel: () => bindings.cancelPendingQuery(id),
        insertArrow: (ipc, into) => connection.insertArrowFromIPCStream(ipc, into),
        close: () => connection.close(),
      },
      breathe,
    );
    for (const setting of SETTINGS) await session.run(setting);
    return session;
  }

  const database: Database = {
    version: bindings.getVersion(),
    connect,
    putFile: async (name, bytes) => bindings.registerFileBuffer(name, bytes),
    takeFile: async (name) => bindings.copyFileToBuffer(name),
    dropFile: async (name) => {
      bindings.dropFile(name);
    },
    parquet: async () => require('parquet-wasm/node') as Parquet,
    close: async () => giveBack(),
  };
  return createEngine(database);
}
