import { EngineCancelled, EngineError, type CancelSignal, type EngineConnection } from '../../core/engine-port.ts';
import { quoteName } from '../names.ts';
import { OWN } from './bench-types.ts';

const GUARD = `${quoteName(OWN)}.${quoteName('guard')}.${quoteName('written')}`;

/** Makes the user's database, empty. */
export async function openOwn(connection: EngineConnection): Promise<void> {
  await connection.run(`attach ':memory:' as ${quoteName(OWN)}`);
  await connection.run(`create schema ${quoteName(OWN)}.${quoteName('guard')}`);
  await connection.run(`create table ${GUARD} as select 0 as times`);
}

/** Throws away all that the user made. */
export async function clearOwn(connection: EngineConnection): Promise<void> {
  await connection.run('use memory');
  await connection.run(`detach ${quoteName(OWN)}`);
  await openOwn(connection);
}

const told = (error: unknown): unknown => {
  if (!(error instanceof EngineError) || !/can only write to a single attached database/.test(error.message)) return error;
  const { statement } = error.detail;
  return new EngineError({
    message: `This statement would change what the run built, so it was not run. Write to a table of your own instead: create table mine as select … makes one, in the database ${OWN}.`,
    ...(statement === undefined ? {} : { statement }),
  });
};

/**
 * Runs a statement that may write. The engine lets a transaction write to one database only: this one has written to the
 * user's own before the statement begins, so whatever the statement is, it cannot touch the warehouse.
 */
export async function guarded(connection: EngineConnection, statement: string, signal: CancelSignal): Promise<Uint8Array> {
  await connection.run('begin');
  try {
    await connection.run(`update ${GUARD} set times = times + 1`);
    const result = await connection.run(statement, signal);
    await connection.run('commit');
    return result;
  } catch (error) {
    // A failed statement has ended some transactions itself.
    await connection.run('rollback').catch(() => undefined);
    throw error instanceof EngineCancelled ? error : told(error);
  }
}
