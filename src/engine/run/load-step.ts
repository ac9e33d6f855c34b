import { EngineError, type CancelSignal, type Engine } from '../../core/engine-port.ts';
import { loadStatements, workTable } from '../../core/targets/sql/relation-statements.ts';
import type { Plan, Relation } from '../../core/plan/types.ts';
import { quoteName, tableText } from '../names.ts';
import { inTransaction } from './transaction.ts';

export interface Changed {
  readonly added: number;
  readonly removed: number;
}

export const columnList = (relation: Relation): string => relation.columns.map(({ name }) => quoteName(name)).join(', ');
const SCRATCH = '_orrery_same';

const isDelete = (sql: string): boolean => sql.startsWith('delete from ');
const isInsert = (sql: string): boolean => sql.startsWith('insert into ');

/** Rows that the coming delete takes and the insert after it brings back as they were. */
const unchanged = (relation: Relation, deletion: string): string =>
  `create or replace temporary table ${SCRATCH} as\n${deletion.replace('delete from ', `select ${columnList(relation)} from `)}\nintersect all\nselect ${columnList(relation)} from ${quoteName(workTable(relation).name)}`;

/**
 * Runs a relation's load, text for text as the DuckDB target prints it, and counts the rows that are there now and were
 * not before, and the other way round. A row that is deleted and inserted again unchanged is neither. Staging holds what
 * landed, so it is told like a view, by how much it grew: comparing its wide rows would take longer than making them.
 * @param holdsRows whether the table has rows to compare with.
 */
export async function runLoad(engine: Engine, plan: Plan, relation: Relation, holdsRows: boolean, signal: CancelSignal | undefined): Promise<Changed> {
  const { statements, diagnostics } = loadStatements(plan, relation, 'duckdb');
  const [refused] = diagnostics;
  if (refused) throw new EngineError({ message: refused.message });
  const table = tableText(relation.table.schema, relation.table.name);
  const replaces = relation.load.kind === 'replace' && holdsRows;
  const whole = relation.load.kind === 'rebuild' && relation.layer !== 'staging' && holdsRows;
  if (whole) await engine.execute(`create or replace temporary table ${SCRATCH} as select ${columnList(relation)} from ${table}`, signal);
  let [inserted, deleted, same, staged] = [0, 0, 0, 0];
  try {
    await inTransaction(
      engine,
      async (execute) => {
        for (const sql of statements) {
          if (replaces && isDelete(sql) && staged > 0) same = await execute(unchanged(relation, sql));
          const changed = await execute(sql);
          if (isInsert(sql)) inserted += changed;
          else if (isDelete(sql)) deleted += changed;
          else if (replaces) staged += changed;
        }
      },
      signal,
    );
    if (whole)
      same = await engine.execute(
        `create or replace temporary table ${SCRATCH}_now as\nselect ${columnList(relation)} from ${table}\nintersect all\nselect ${columnList(relation)} from ${SCRATCH}`,
        signal,
      );
    if (relation.layer === 'staging') return { added: Math.max(0, inserted - deleted), removed: Math.max(0, deleted - inserted) };
    return { added: inserted - same, removed: deleted - same };
  } finally {
    if (whole || same > 0 || staged > 0) for (const name of [SCRATCH, `${SCRATCH}_now`]) await engine.execute(`drop table if exists ${name}`);
  }
}
