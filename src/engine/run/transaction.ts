import { EngineCancelled, EngineError, EngineStopped, type CancelSignal, type Engine } from '../../core/engine-port.ts';
import { DIALECTS } from '../../core/dialects/registry.ts';

const { begin, commit } = DIALECTS.duckdb;
export const BEGIN = begin[0] ?? 'begin transaction';
export const COMMIT = commit[0] ?? 'commit';

/** Takes back what is open. The engine closes a transaction by itself when it fails or is cancelled in some places, and then has none. */
async function takeBack(engine: Engine): Promise<void> {
  try {
    await engine.execute('rollback');
  } catch (error) {
    if (error instanceof EngineStopped || !(error instanceof EngineError)) throw error;
  }
}

/** Runs statements in turn; when one fails or is cancelled inside a transaction, nothing of it stays. */
export async function inTransaction<T>(engine: Engine, work: (execute: (sql: string) => Promise<number>) => Promise<T>, signal?: CancelSignal): Promise<T> {
  let open = false;
  try {
    return await work(async (sql) => {
      // Cancelled while it begins, it may have begun.
      if (sql === BEGIN) open = true;
      const changed = await engine.execute(sql, signal);
      if (sql === COMMIT) open = false;
      return changed;
    });
  } catch (error) {
    if (open && !(error instanceof EngineStopped) && (error instanceof EngineError || error instanceof EngineCancelled)) await takeBack(engine);
    throw error;
  }
}
