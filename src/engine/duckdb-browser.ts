import { AsyncDuckDB, VoidLogger } from '@duckdb/duckdb-wasm';
import engineUrl from '@duckdb/duckdb-wasm/dist/duckdb-eh.wasm?url';
import workerUrl from '@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js?url';
import { EngineStopped, type Engine } from '../core/engine-port.ts';
import { confinedWorker } from './confined-worker.ts';
import { SETTINGS, type Database, type Session } from './connection.ts';
import { createEngine } from './create-engine.ts';
import { isBroken } from './failure.ts';
import { browserParquet } from './parquet/parquet-browser.ts';
import { createSession } from './session.ts';

/** The worker resolves addresses by itself, so it gets whole ones. */
const absolute = (url: string): string => new URL(url, location.href).href;

const settled = (): Promise<void> => Promise.resolve();

/**
 * DuckDB in a worker of this page, in memory. Import this module lazily: it brings the engine along.
 * Rejects with {@link EngineStopped} when the engine cannot start; so do statements after it has died.
 */
export async function openBrowserEngine(): Promise<Engine> {
  const worker = confinedWorker(absolute(workerUrl));
  // A dead worker answers nothing any more: without this, whoever waits for it would wait for ever.
  let stop: (reason: string) => void = () => undefined;
  const stopped = new Promise<string>((resolve) => {
    stop = resolve;
  });
  worker.addEventListener('error', ({ message }) => stop(message === '' ? 'its worker could not be loaded' : message));
  const died = stopped.then((reason) => Promise.reject(new EngineStopped(`The engine stopped: ${reason}.`)));
  died.catch(() => undefined);
  const alive = <T>(work: Promise<T>): Promise<T> =>
    Promise.race([work, died]).catch((error: unknown) => {
      if (!isBroken(error)) throw error;
      stop(error instanceof Error ? error.message : String(error));
      return died;
    });

  const bindings = new AsyncDuckDB(new VoidLogger(), worker);
  await alive(bindings.instantiate(absolute(engineUrl)));
  await alive(bindings.open({ path: ':memory:' }));

  async function connect(): Promise<Session> {
    const connection = await alive(bindings.connect());
    const id = connection.useUnsafe((_, number) => number);
    const session = createSession(
      {
        start: (sql) => alive(bindings.startPendingQuery(id, sql, true)),
        poll: () => alive(bindings.pollPendingQuery(id)),
        fetch: () => alive(bindings.fetchQueryResults(id)),
        cancel: () => alive(bindings.cancelPendingQuery(id)),
        insertArrow: (ipc, into) => alive(connection.insertArrowFromIPCStream(ipc, into)),
        close: () => alive(connection.close()),
      },
      settled,
    );
    for (const setting of SETTINGS) await session.run(setting);
    return session;
  }

  const database: Database = {
    version: await alive(bindings.getVersion()),
    stopped,
    connect,
    putFile: (name, bytes) => alive(bindings.registerFileBuffer(name, bytes)),
    takeFile: (name) => alive(bindings.copyFileToBuffer(name)),
    dropFile: async (name) => {
      await alive(bindings.dropFile(name));
    },
    parquet: browserParquet,
    close: () => bindings.terminate(),
  };
  return createEngine(database);
}
