import { EngineCancelled, type CancelSignal } from '../core/engine-port.ts';
import type { Session, Wire } from './connection.ts';
import { engineError } from './failure.ts';
import { joined } from '../core/joined-bytes.ts';
import { createQueue } from './queue.ts';

/**
 * A session over one connection. A second statement on a connection whose result is still open would cut that result
 * short without an error, so each result is drained before the next statement begins.
 * @param breathe lets the rest of the program run between two slices of a statement.
 */
export function createSession(wire: Wire, breathe: () => Promise<void>): Session {
  const queue = createQueue();

  async function drain(sql: string, signal: CancelSignal | undefined): Promise<Uint8Array> {
    const stopWhenAsked = async (): Promise<void> => {
      await breathe();
      if (signal?.aborted !== true) return;
      await wire.cancel();
      throw new EngineCancelled();
    };
    await breathe();
    if (signal?.aborted === true) throw new EngineCancelled();
    let part = await wire.start(sql);
    while (part === null) {
      await stopWhenAsked();
      part = await wire.poll();
    }
    const parts: Uint8Array[] = [];
    while (part === null || part.length > 0) {
      if (part) parts.push(part);
      await stopWhenAsked();
      part = await wire.fetch();
    }
    return joined(parts);
  }

  return {
    run: (sql, signal) =>
      queue(async () => {
        try {
          return await drain(sql, signal);
        } catch (error) {
          if (error instanceof EngineCancelled) throw error;
          throw engineError(error, sql);
        }
      }),
    insertArrow: (ipc, into) =>
      queue(async () => {
        try {
          await wire.insertArrow(ipc, into);
        } catch (error) {
          throw engineError(error, `insert into ${into.schema}.${into.name}`);
        }
      }),
    close: () => queue(async () => wire.close()),
  };
}
