import { EngineCancelled, EngineError, EngineStopped, type CancelSignal, type Engine } from '../../core/engine-port.ts';
import { DIALECTS } from '../../core/dialects/registry.ts';

const { begin, commit } = DIALECTS.duckdb;
export const BEGIN = begin[0] ?? 'begin transaction';
export const COMMIT = commit[0] ?? 'commit';

/** Runs statements in turn; when one fails or is cancelled inside a transaction, nothing of it stays. */
export async function inTransaction<T>(engine: Engine, work: (execute: (sql: string) => Promise<number>) => Promise<T>, signal?: CancelSignal): Promise<T> {
  let open = false;
  try {
    return await work(async (sql) => {
      // A commit that fails has closed its transaction already.
      if (sql === COMMIT) open = false;
      const changed = await engine.execute(sql, signal);
      if (sql === BEGIN) open = true;
      return changed;
    });
  } catch (error) {
    if (open && !(error instanceof EngineStopped) && (error instanceof EngineError || error instanceof EngineCancelled)) await engine.execute('rollback');
    throw error;
  }
}
