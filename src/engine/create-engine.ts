import { EngineCancelled, EngineError, type Engine } from '../core/engine-port.ts';
import type { Database } from './connection.ts';
import { movedBack } from './failure.ts';
import { loadFile } from './files/load-file.ts';
import { quoteText } from './names.ts';
import { writeParquetOf } from './parquet/parquet.ts';
import { createQueue } from './queue.ts';
import { asText, changedRows, rowsOf, textBytes } from './result-page.ts';

const DEFAULT_LIMIT = 1000;
const DESCRIBE = 'describe ';
const EXPORT = '__orrery_export.csv';
const REHEARSAL = '__orrery_rehearsal';
const withoutEnd = (sql: string): string => sql.replace(/[\s;]+$/, '');

/**
 * The engine port over one database. Writing, reading and file loading have a connection each: whoever looks at rows
 * during a run sees the last committed state, and a query that fails does not spoil the run's open transaction.
 */
export async function createEngine(database: Database): Promise<Engine> {
  const [writing, reading, loading] = [await database.connect(), await database.connect(), await database.connect()];
  const oneFile = createQueue();
  const oneExport = createQueue();
  return {
    version: database.version,
    ...(database.stopped ? { stopped: database.stopped } : {}),
    execute: async (sql, signal) => changedRows(await writing.run(sql, signal)),
    connect: () => database.connect(),
    async query(sql, { limit = DEFAULT_LIMIT, signal } = {}) {
      const text = withoutEnd(sql);
      const run = (wrapped: string, before: number) => reading.run(wrapped, signal).catch((error: unknown) => Promise.reject(movedBack(error, text, before)));
      const columns = rowsOf(await run(`${DESCRIBE}${text}`, DESCRIBE.length)).map(([name, type]) => ({ name: name ?? '', type: type ?? '' }));
      const page = asText(text, columns.length, limit);
      return { columns, rows: rowsOf(await run(page.sql, page.before)) };
    },
    loadFile: (file, into, signal) =>
      oneFile(async () => {
        const bytes = file.content instanceof Uint8Array ? file.content : new Uint8Array(await file.content.arrayBuffer());
        return loadFile({ database, session: loading }, { name: file.name, bytes, into, columns: into.columns, signal });
      }),
    async rehearse(statements, signal) {
      const session = await database.connect();
      let done = 0;
      await session.run(`attach ':memory:' as ${REHEARSAL}`);
      try {
        await session.run(`use ${REHEARSAL}`);
        for (const sql of statements) {
          await session.run(sql, signal);
          done += 1;
        }
      } catch (error) {
        if (!(error instanceof EngineError || error instanceof EngineCancelled)) throw error;
      } finally {
        // Of a load that was stopped the transaction is still open.
        await session.run('rollback').catch(() => undefined);
        await session.run('use memory');
        await session.run(`detach ${REHEARSAL}`);
      }
      return done;
    },
    async openReader() {
      const session = await database.connect();
      return {
        execute: async (sql, signal) => changedRows(await session.run(sql, signal)),
        texts: async (sql, signal) => rowsOf(await session.run(sql, signal)),
        describe: async (sql) => rowsOf(await session.run(`${DESCRIBE}${withoutEnd(sql)}`)).map(([name, type]) => ({ name: name ?? '', type: type ?? '' })),
        close: () => session.close(),
      };
    },
    exportCsv: (sql) =>
      oneExport(async () => {
        await database.putFile(EXPORT, new Uint8Array());
        try {
          await reading.run(`copy (\n${withoutEnd(sql)}\n) to ${quoteText(EXPORT)} (format csv, header true, delimiter ',', nullstr '', use_tmp_file false)`);
          return await database.takeFile(EXPORT);
        } finally {
          await database.dropFile(EXPORT);
        }
      }),
    exportParquet: async (sql) => writeParquetOf(await database.parquet(), reading, withoutEnd(sql)),
    exportText: async (sql) => textBytes(await reading.run(withoutEnd(sql))),
    close: () => database.close(),
  };
}
