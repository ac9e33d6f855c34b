import { EngineError, type CancelSignal, type Engine } from '../../core/engine-port.ts';
import { loadStatements, workTable } from '../../core/targets/sql/relation-statements.ts';
import type { Plan, Relation } from '../../core/plan/types.ts';
import { quoteName, tableText } from '../names.ts';
import { isDated, journalSql, nextJournal, STATE, type Entry } from './journal.ts';
import { BEGIN, COMMIT, inTransaction } from './transaction.ts';

export interface Changed {
  readonly added: number;
  readonly removed: number;
  /** What the load did to the rows of a table that only its own history can give back; absent where that was not kept. */
  readonly kept?: Pick<Entry, 'found' | 'table'>;
}

type Execute = (sql: string) => Promise<number>;

export const columnList = (relation: Relation): string => relation.columns.map(({ name }) => quoteName(name)).join(', ');
const SCRATCH = '_orrery_same';
const COUNTED = '_orrery_counted';

const isDelete = (sql: string): boolean => sql.startsWith('delete from ');
const isInsert = (sql: string): boolean => sql.startsWith('insert into ');
const tableOf = ({ table }: Relation): string => tableText(table.schema, table.name);

/** Rows that the coming delete takes. */
const taken = (relation: Relation, deletion: string): string =>
  `create or replace temporary table ${SCRATCH} as\n${deletion.replace('delete from ', `select ${columnList(relation)} from `)}`;

/** A table that only grows: what is new stands behind what was there. */
async function append(
  engine: Engine,
  plan: Plan,
  relation: Relation,
  statements: readonly string[],
  holdsRows: boolean,
  signal?: CancelSignal,
): Promise<Changed> {
  if (!holdsRows || isDated(plan, relation)) {
    let added = 0;
    await inTransaction(
      engine,
      async (execute) => {
        for (const sql of statements) added += await execute(sql);
      },
      signal,
    );
    return { added, removed: 0, kept: { found: !holdsRows ? 'whole' : added === 0 ? 'nothing' : 'dated' } };
  }
  const table = tableOf(relation);
  const key = relation.primaryKey ?? [];
  return inTransaction(
    engine,
    async (execute) => {
      await execute(BEGIN);
      await execute(`create or replace temporary table ${SCRATCH} as select coalesce(max(rowid), -1) as last from ${table}`);
      let added = 0;
      for (const sql of statements) added += await execute(sql);
      if (added === 0 || key.length === 0) {
        await execute(COMMIT);
        return { added, removed: 0, ...(added === 0 ? { kept: { found: 'nothing' as const } } : {}) };
      }
      const journal = nextJournal();
      await execute(
        `create table ${journal} as select 'inserted' as ${STATE}, ${key.map(quoteName).join(', ')} from ${table} where rowid > (select last from ${SCRATCH})`,
      );
      await execute(COMMIT);
      return { added, removed: 0, kept: { found: 'kept' as const, table: journal } };
    },
    signal,
  );
}

/** A table of which the rows of some keys are replaced: those that differ are kept as they were. */
async function replace(engine: Engine, relation: Relation, statements: readonly string[], holdsRows: boolean, signal?: CancelSignal): Promise<Changed> {
  let [inserted, deleted, staged] = [0, 0, 0];
  let same = 0;
  let journal: string | undefined;
  const compare = async (execute: Execute, deletion: string): Promise<void> => {
    const before = await execute(taken(relation, deletion));
    const work = quoteName(workTable(relation).name);
    const key = relation.primaryKey ?? [];
    if (key.length === 0) {
      same = await execute(
        `create or replace temporary table ${COUNTED} as select * from ${SCRATCH} intersect all select ${columnList(relation)} from ${work}`,
      );
      return;
    }
    journal = nextJournal();
    await execute(journalSql(relation, key, journal, SCRATCH, work));
    same = before - (await execute(`create or replace temporary table ${COUNTED} as select 1 as one from ${journal} where ${STATE} <> 'inserted'`));
  };
  try {
    await inTransaction(
      engine,
      async (execute) => {
        for (const sql of statements) {
          if (holdsRows && isDelete(sql) && staged > 0) await compare(execute, sql);
          const changed = await execute(sql);
          if (isInsert(sql)) inserted += changed;
          else if (isDelete(sql)) deleted += changed;
          else staged += changed;
        }
      },
      signal,
    );
  } finally {
    if (holdsRows && staged > 0) for (const name of [SCRATCH, COUNTED]) await engine.execute(`drop table if exists ${name}`);
  }
  const [added, removed] = [inserted - same, deleted - same];
  if (!holdsRows) return { added, removed, kept: { found: 'whole' } };
  if (staged === 0) return { added, removed, kept: { found: 'nothing' } };
  return { added, removed, ...(journal === undefined ? {} : { kept: { found: 'kept', table: journal } }) };
}

/** A table that is written whole: compared row by row. Staging holds what landed, so it is told by how much it grew. */
async function rewrite(engine: Engine, relation: Relation, statements: readonly string[], holdsRows: boolean, signal?: CancelSignal): Promise<Changed> {
  const whole = relation.layer !== 'staging' && holdsRows;
  const table = tableOf(relation);
  if (whole) await engine.execute(`create or replace temporary table ${SCRATCH} as select ${columnList(relation)} from ${table}`, signal);
  let [inserted, deleted, same] = [0, 0, 0];
  try {
    await inTransaction(
      engine,
      async (execute) => {
        for (const sql of statements) {
          const changed = await execute(sql);
          if (isInsert(sql)) inserted += changed;
          else if (isDelete(sql)) deleted += changed;
        }
      },
      signal,
    );
    if (whole)
      same = await engine.execute(
        `create or replace temporary table ${COUNTED} as\nselect ${columnList(relation)} from ${table}\nintersect all\nselect ${columnList(relation)} from ${SCRATCH}`,
        signal,
      );
    if (relation.layer === 'staging') return { added: Math.max(0, inserted - deleted), removed: Math.max(0, deleted - inserted) };
    return { added: inserted - same, removed: deleted - same };
  } finally {
    if (whole) for (const name of [SCRATCH, COUNTED]) await engine.execute(`drop table if exists ${name}`);
  }
}

/**
 * Runs a relation's load, text for text as the DuckDB target prints it, and counts the rows that are there now and were
 * not before, and the other way round. A row that is deleted and inserted again unchanged is neither.
 * @param holdsRows whether the table has rows to compare with.
 */
export async function runLoad(engine: Engine, plan: Plan, relation: Relation, holdsRows: boolean, signal: CancelSignal | undefined): Promise<Changed> {
  const { statements, diagnostics } = loadStatements(plan, relation, 'duckdb');
  const [refused] = diagnostics;
  if (refused) throw new EngineError({ message: refused.message });
  switch (relation.load.kind) {
    case 'append':
      return append(engine, plan, relation, statements, holdsRows, signal);
    case 'replace':
      return replace(engine, relation, statements, holdsRows, signal);
    default:
      return rewrite(engine, relation, statements, holdsRows, signal);
  }
}
