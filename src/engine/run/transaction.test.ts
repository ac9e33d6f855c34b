import { expect, it } from 'vitest';
import { EngineCancelled, EngineError, EngineStopped, type Engine } from '../../core/engine-port.ts';
import { BEGIN, COMMIT, inTransaction } from './transaction.ts';

/** An engine that fails at some statements, and what it was asked. */
function failing(failures: Readonly<Record<string, Error>>) {
  const asked: string[] = [];
  const execute = async (sql: string): Promise<number> => {
    asked.push(sql);
    const failure = failures[sql];
    if (failure) throw failure;
    return 1;
  };
  return { engine: { execute } as unknown as Engine, asked };
}
const load = ['insert', 'delete'];
async function run(failures: Readonly<Record<string, Error>>) {
  const { engine, asked } = failing(failures);
  const outcome = await inTransaction(engine, async (execute) => {
    for (const sql of [BEGIN, ...load, COMMIT]) await execute(sql);
    return 'done';
  }).catch((error: unknown) => error);
  return { outcome, asked };
}
const none = new EngineError({ message: 'cannot rollback - no transaction is active' });
const cancelled = new EngineCancelled();

it('takes back what is open when a statement fails or is cancelled, and only then', async () => {
  expect(await run({})).toEqual({ outcome: 'done', asked: [BEGIN, ...load, COMMIT] });
  const broken = new EngineError({ message: 'no such table' });
  expect(await run({ delete: broken })).toEqual({ outcome: broken, asked: [BEGIN, ...load, 'rollback'] });
  expect(await run({ insert: cancelled })).toEqual({ outcome: cancelled, asked: [BEGIN, 'insert', 'rollback'] });
});

it('takes back what was cancelled while it began or ended', async () => {
  expect(await run({ [BEGIN]: cancelled })).toEqual({ outcome: cancelled, asked: [BEGIN, 'rollback'] });
  expect(await run({ [COMMIT]: cancelled })).toEqual({ outcome: cancelled, asked: [BEGIN, ...load, COMMIT, 'rollback'] });
});

it('stays cancelled where the engine has taken back by itself', async () => {
  expect((await run({ insert: cancelled, rollback: none })).outcome).toBe(cancelled);
});

it('asks an engine that has stopped for nothing more', async () => {
  const stopped = new EngineStopped('out of memory');
  expect(await run({ insert: stopped })).toEqual({ outcome: stopped, asked: [BEGIN, 'insert'] });
  expect((await run({ insert: cancelled, rollback: stopped })).outcome).toBe(stopped);
});
