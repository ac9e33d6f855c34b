import { EngineError, type CancelSignal, type Engine } from '../../core/engine-port.ts';
import type { Id } from '../../core/model/types.ts';
import type { Plan, Relation } from '../../core/plan/types.ts';
import { tableText } from '../names.ts';
import type { RunDelivery } from '../run-types.ts';
import type { FileCache } from './file-cache.ts';
import type { Marks } from './history.ts';
import { land } from './landing.ts';
import { columnList, runLoad } from './load-step.ts';
import { snapshotKey, STATES, type Built, type RunState } from './state.ts';
import { BEGIN, COMMIT, inTransaction } from './transaction.ts';

export interface RunContext {
  readonly engine: Engine;
  readonly plan: Plan;
  readonly deliveries: readonly RunDelivery[];
  readonly marks: Marks;
  readonly state: RunState;
  readonly files: FileCache;
  readonly signal: CancelSignal | undefined;
}

const mustBe = (context: RunContext, id: Id): Built => {
  const built = context.state.built.get(id);
  if (!built) throw new Error(`relation ${id} is read before it is created`);
  return built;
};

/** Whether another table's load reads it, itself or through views. */
const isLookedUp = (plan: Plan, id: Id): boolean =>
  plan.relations.some((other) => other.dependsOn.includes(id) && (other.load.kind !== 'view' || isLookedUp(plan, other.id)));

/** Tables that loads look up keep their earlier states, and so do those whose keys must stay the same. */
const isKept = (plan: Plan, relation: Relation): boolean =>
  (relation.load.kind === 'append' || relation.load.kind === 'replace') &&
  (relation.columns.some(({ role }) => role === 'surrogate_key') || isLookedUp(plan, relation.id));

let number = 0;

/** Keeps the state a table is in before it changes. */
export async function keepState(context: RunContext, relation: Relation): Promise<void> {
  const { engine, state, plan } = context;
  const built = mustBe(context, relation.id);
  if (built.at === undefined || !isKept(plan, relation)) return;
  const key = snapshotKey(relation.id, built.fingerprint, built.at);
  if (state.snapshots.has(key)) return;
  number += 1;
  const name = tableText(STATES, `state_${number}`);
  await engine.execute(`create table ${name} as select ${columnList(relation)} from ${tableText(relation.table.schema, relation.table.name)}`, context.signal);
  state.snapshots.set(key, name);
}

/** Sets a table to a kept state. */
export async function restoreState(context: RunContext, relation: Relation, mark: string): Promise<void> {
  const built = mustBe(context, relation.id);
  const snapshot = context.state.snapshots.get(snapshotKey(relation.id, built.fingerprint, mark));
  if (snapshot === undefined) throw new Error(`no state of ${relation.id} is kept for this delivery`);
  const table = tableText(relation.table.schema, relation.table.name);
  await keepState(context, relation);
  await inTransaction(
    context.engine,
    async (execute) => {
      await execute(BEGIN);
      await execute(`delete from ${table} where true`);
      built.rows = await execute(`insert into ${table} (${columnList(relation)}) select ${columnList(relation)} from ${snapshot}`);
      await execute(COMMIT);
    },
    context.signal,
  );
  built.at = mark;
}

async function landUpTo(context: RunContext, relation: Relation, built: Built, step: number): Promise<void> {
  const own = context.marks.get(relation.id) ?? [];
  let from = built.at === undefined ? -1 : own.indexOf(built.at);
  if (built.at !== undefined && from > step) from = -1;
  if (from < 0) {
    built.at = undefined;
    built.rows = 0;
    await context.engine.execute(`delete from ${tableText(relation.table.schema, relation.table.name)} where true`, context.signal);
  }
  for (let next = from + 1; next <= step; next += 1) {
    const delivery = context.deliveries[next];
    const { added, removed } = delivery ? await land(context.engine, context.files, relation, delivery, context.signal) : { added: 0, removed: 0 };
    built.rows += added - removed;
    built.at = own[next];
  }
  built.at = own[step];
}

/**
 * Puts a relation into the state it has after a step, so that another one can be loaded as it was then. Landing tables
 * get their deliveries again, views follow what they read, tables written whole are written again, others are restored.
 * @param moved notes where each relation stood before it was moved.
 */
export async function bringTo(context: RunContext, id: Id, step: number, moved: Map<Id, string | undefined>): Promise<void> {
  const relation = context.plan.byId.get(id);
  if (!relation) return;
  const own = context.marks.get(id) ?? [];
  const kind = relation.load.kind;
  if (kind === 'view') {
    for (const read of relation.dependsOn) await bringTo(context, read, step, moved);
    return;
  }
  const built = mustBe(context, id);
  if (built.at === own[step]) return;
  if (!moved.has(id)) moved.set(id, built.at);
  if (kind === 'landing') await landUpTo(context, relation, built, step);
  else if (kind === 'rebuild') {
    for (const read of relation.dependsOn) await bringTo(context, read, step, moved);
    const { added, removed } = await runLoad(context.engine, context.plan, relation, built.rows > 0, context.signal);
    built.rows += added - removed;
    built.at = own[step];
  } else await restoreState(context, relation, own[step] ?? '');
}

/** Moves back whatever was moved and has not been carried on since, after a run or a cancelled one. */
export async function settle(context: RunContext, moved: ReadonlyMap<Id, string | undefined>): Promise<void> {
  for (const [id, mark] of moved) {
    const step = mark === undefined ? -1 : (context.marks.get(id) ?? []).lastIndexOf(mark);
    const at = context.state.built.get(id)?.at;
    const now = at === undefined ? -1 : (context.marks.get(id) ?? []).lastIndexOf(at);
    if (step <= now) continue;
    try {
      await bringTo({ ...context, signal: undefined }, id, step, new Map());
    } catch (error) {
      const built = context.state.built.get(id);
      if (!(error instanceof EngineError) || !built) throw error;
      // It is written whole from something that fails: the next run tries again.
      built.at = undefined;
    }
  }
}
