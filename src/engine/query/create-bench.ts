import { tableFromIPC } from 'apache-arrow';
import { EngineError, type CancelSignal, type Engine, type ResultColumn, type ResultPage } from '../../core/engine-port.ts';
import { statementKind } from '../../core/query/statement-kind.ts';
import { movedBack } from '../failure.ts';
import { quoteName, quoteText, tableText } from '../names.ts';
import { changedRows, rowsOf } from '../result-page.ts';
import { openRows, type TableRows } from '../rows/open-rows.ts';
import { pageOf, rowCount } from '../table-page.ts';
import { OWN, RESULTS, type Outcome, type OwnTable } from './bench-types.ts';
import { clearOwn, guarded, openOwn } from './guard.ts';

/** The engine gives streams without their last mark, and takes none without it. */
function closed(ipc: Uint8Array): Uint8Array {
  const whole = new Uint8Array(ipc.length + 8);
  whole.set(ipc);
  whole.set([255, 255, 255, 255], ipc.length);
  return whole;
}

/** Runs what the user writes, beside the runs of the model and without a way to change what they built. */
export interface Bench {
  /** Rejects with `EngineError`, its position counted in `statement`, or with `EngineCancelled`. */
  run(statement: string, signal: CancelSignal): Promise<Outcome>;
  /** The engine's plan of a statement; `analyze` runs it and measures. */
  explain(statement: string, analyze: boolean, signal: CancelSignal): Promise<Outcome>;
  page(table: string, page: { readonly offset: number; readonly limit: number }): Promise<ResultPage>;
  /** Rows of a result, to be sorted, filtered, measured and exported. To be closed. */
  rows(table: string): Promise<TableRows>;
  /** Gives the memory of a result back. */
  free(table: string): Promise<void>;
  /** What the user made and has not dropped. */
  ownTables(): Promise<readonly OwnTable[]>;
  /** Throws away all results and all that the user made. */
  clear(): Promise<void>;
}

/** @param engine the one that runs fill, so that the workbench reads what they built. */
export async function createBench(engine: Engine): Promise<Bench> {
  const [working, shelf] = [await engine.connect(), await engine.connect()];
  const results = quoteName(RESULTS);
  await working.run(`create schema if not exists ${results}`);
  await openOwn(working);
  let made = 0;

  const nextTable = (): string => {
    made += 1;
    return `result_${made}`;
  };
  const columnsOf = async (table: string): Promise<readonly ResultColumn[]> =>
    rowsOf(await shelf.run(`describe ${tableText(RESULTS, table)}`)).map(([name, type]) => ({ name: name ?? '', type: type ?? '' }));

  /** Names need no schema where only one has them, and never the database's. */
  async function findNames(): Promise<void> {
    const schemas = rowsOf(
      await working.run(
        `select schema_name from duckdb_schemas() where database_name = 'memory' and not internal and schema_name <> ${quoteText(RESULTS)} order by 1`,
      ),
    ).map(([name]) => name ?? '');
    const path = [`${quoteName(OWN)}.main`, 'memory.main', ...schemas.filter((name) => name !== 'main').map((name) => `memory.${quoteName(name)}`)];
    await working.run(`set search_path = ${quoteText(path.join(','))}`);
  }

  async function keptRows(statement: string, isDescription: boolean, signal: CancelSignal): Promise<Outcome> {
    const table = nextTable();
    const head = `create table memory.${tableText(RESULTS, table)} as ${isDescription ? 'select * from ' : ''}(\n`;
    try {
      const rows = changedRows(await working.run(`${head}${statement}\n)`, signal));
      return { kind: 'rows', table, columns: await columnsOf(table), rows };
    } catch (error) {
      throw movedBack(error, statement, head.length);
    }
  }

  async function direct(statement: string, signal: CancelSignal): Promise<Outcome> {
    const ipc = await guarded(working, statement, signal);
    const result = tableFromIPC(ipc);
    const counts = result.numCols === 1 && result.schema.fields[0]?.name === 'Count';
    if (counts || result.numCols === 0) return { kind: 'done', changed: counts && result.numRows === 1 ? changedRows(ipc) : undefined };
    if (result.numRows === 0 && result.schema.fields[0]?.name === 'Success') return { kind: 'done', changed: undefined };
    const table = nextTable();
    await shelf.insertArrow(closed(ipc), { schema: RESULTS, name: table, create: true });
    return { kind: 'rows', table, columns: await columnsOf(table), rows: await rowCount(engine, { schema: RESULTS, name: table }) };
  }

  async function explain(statement: string, analyze: boolean, signal: CancelSignal): Promise<Outcome> {
    const head = analyze ? 'explain (analyze, format json) ' : 'explain (format json) ';
    await findNames();
    try {
      const json = rowsOf(await guarded(working, `${head}${statement}`, signal))[0]?.[1];
      if (typeof json !== 'string') throw new EngineError({ message: 'The engine has no plan for this statement.', statement });
      return { kind: 'plan', json, analyzed: analyze };
    } catch (error) {
      throw movedBack(error, statement, head.length);
    }
  }

  return {
    async run(statement, signal) {
      const kind = statementKind(statement);
      if (kind.kind === 'refused') throw new EngineError({ message: kind.reason, statement, position: 0 });
      if (kind.kind === 'explain') {
        try {
          return await explain(statement.slice(kind.start), kind.analyze, signal);
        } catch (error) {
          throw movedBack(error, statement, -kind.start);
        }
      }
      await findNames();
      return kind.kind === 'direct' ? direct(statement, signal) : keptRows(statement, kind.kind === 'description', signal);
    },
    explain,
    page: (table, { offset, limit }) => pageOf(engine, { schema: RESULTS, name: table }, offset, limit),
    rows: (table) => openRows(engine, { schema: RESULTS, name: table }),
    async free(table) {
      await shelf.run(`drop table if exists ${tableText(RESULTS, table)}`);
    },
    async ownTables() {
      const rows = rowsOf(
        await shelf.run(
          `select schema_name, table_name, column_name, data_type from duckdb_columns() where database_name = ${quoteText(OWN)} and schema_name <> 'guard' and not internal order by schema_name, table_name, column_index`,
        ),
      );
      const tables = new Map<string, OwnTable & { readonly columns: ResultColumn[] }>();
      for (const [schema, name, column, type] of rows) {
        const key = JSON.stringify([schema, name]);
        const table = tables.get(key) ?? { schema: schema ?? '', name: name ?? '', columns: [] };
        table.columns.push({ name: column ?? '', type: type ?? '' });
        tables.set(key, table);
      }
      return [...tables.values()];
    },
    async clear() {
      await shelf.run(`drop schema ${results} cascade`);
      await shelf.run(`create schema ${results}`);
      await clearOwn(working);
    },
  };
}
