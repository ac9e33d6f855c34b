import { EngineError, type CancelSignal, type Engine } from '../../core/engine-port.ts';
import type { Plan, Relation } from '../../core/plan/types.ts';
import type { TableName } from '../../core/sql/ast.ts';
import { createStatements, schemaStatements } from '../../core/targets/sql/relation-statements.ts';
import { quoteName, tableText } from '../names.ts';
import { JOURNAL } from './journal.ts';
import { FILES, STATES, type RunState } from './state.ts';

const sameTable = (a: TableName, b: TableName): boolean => a.schema === b.schema && a.name === b.name;
const isView = (relation: Relation): boolean => relation.load.kind === 'view';
const drop = (engine: Engine, table: TableName, view: boolean): Promise<number> =>
  engine.execute(`drop ${view ? 'view' : 'table'} if exists ${tableText(table.schema, table.name)}`);

/** Schemas first; then whatever the plan no longer has, or has under another name, goes. */
export async function clearGround(engine: Engine, plan: Plan, state: RunState, signal: CancelSignal | undefined): Promise<void> {
  for (const schema of [FILES, STATES, JOURNAL]) await engine.execute(`create schema if not exists ${quoteName(schema)}`, signal);
  for (const statement of schemaStatements(plan, 'duckdb').statements) await engine.execute(statement, signal);
  for (const [id, built] of state.built) {
    const relation = plan.byId.get(id);
    if (relation && sameTable(relation.table, built.table) && isView(relation) === built.isView) continue;
    await drop(engine, built.table, built.isView);
    state.built.delete(id);
  }
}

/** Creates a relation, empty. Rejects when another relation has its name, or when a statement fails. */
export async function create(
  engine: Engine,
  plan: Plan,
  relation: Relation,
  fingerprint: string,
  state: RunState,
  signal: CancelSignal | undefined,
): Promise<void> {
  const folded = ({ schema, name }: TableName): string => JSON.stringify([schema.toLowerCase(), name.toLowerCase()]);
  const other = plan.relations.find((candidate) => candidate.id !== relation.id && folded(candidate.table) === folded(relation.table));
  if (other && plan.relations.indexOf(other) < plan.relations.indexOf(relation)) {
    throw new EngineError({
      message: `${relation.table.schema}.${relation.table.name} is the name of two objects, ${other.id} and ${relation.id}: rename one.`,
    });
  }
  const { statements, diagnostics } = createStatements(plan, relation, 'duckdb');
  const [refused] = diagnostics;
  if (refused) throw new EngineError({ message: refused.message });
  if (state.built.has(relation.id)) await drop(engine, relation.table, isView(relation));
  state.built.delete(relation.id);
  for (const statement of statements) await engine.execute(statement, signal);
  state.built.set(relation.id, { fingerprint, table: relation.table, isView: isView(relation), at: undefined, rows: 0 });
}

/** Drops kept states, and what was kept of deliveries, that no run of these deliveries can ask for. */
export async function forgetStates(engine: Engine, state: RunState, wanted: ReadonlySet<string>): Promise<void> {
  for (const [key, table] of state.snapshots) {
    if (wanted.has(key)) continue;
    await engine.execute(`drop table if exists ${table}`);
    state.snapshots.delete(key);
  }
  for (const [key, { table }] of state.entries) {
    if (wanted.has(key)) continue;
    if (table !== undefined) await engine.execute(`drop table if exists ${table}`);
    state.entries.delete(key);
  }
}
