import { EngineError, type CancelSignal, type Engine } from '../../core/engine-port.ts';
import type { Id } from '../../core/model/types.ts';
import type { Plan, Relation } from '../../core/plan/types.ts';
import { quoteName, quoteText, tableText } from '../names.ts';
import type { RunDelivery } from '../run-types.ts';
import type { FileCache } from './file-cache.ts';
import type { Marks } from './history.ts';
import { land } from './landing.ts';
import { columnList, runLoad } from './load-step.ts';
import { sameKey, STATE, type Entry } from './journal.ts';
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

/**
 * What led a table from a state to the one it is in, the newest first, as far as every one can be taken back; nothing
 * where it does not come from that state, or something on the way was not kept.
 */
export function entriesSince(state: RunState, id: Id, mark: string): readonly Entry[] | undefined {
  const built = state.built.get(id);
  const entries: Entry[] = [];
  for (let at = built?.at; built && at !== mark;) {
    const entry = at === undefined ? undefined : state.entries.get(snapshotKey(id, built.fingerprint, at));
    if (entry?.before === undefined) return undefined;
    entries.push(entry);
    at = entry.before;
  }
  return built ? entries : undefined;
}

const timestamp = (text: string): string => `timestamp ${quoteText(text)}`;

/** Takes back what deliveries did to a table, the newest first. */
function undoing(relation: Relation, entries: readonly Entry[], to: Entry | undefined): readonly string[] {
  const table = tableText(relation.table.schema, relation.table.name);
  const date = relation.columns.find(({ role }) => role === 'load_date')?.name ?? '';
  return entries.flatMap(({ found, table: journal }) => {
    if (found === 'nothing') return [];
    if (found === 'whole') return [`delete from ${table} where true`];
    if (found === 'dated') return [`delete from ${table} where ${quoteName(date)} > ${timestamp(to?.loadDate ?? '')}`];
    const own = sameKey(relation.primaryKey ?? [], 'kept', 'own');
    return [
      `delete from ${table} as own where exists (select 1 from ${journal} as kept where kept.${STATE} <> 'removed' and ${own})`,
      ...(relation.load.kind === 'append'
        ? []
        : [`insert into ${table} (${columnList(relation)}) select ${columnList(relation)} from ${journal} where ${STATE} <> 'inserted'`]),
    ];
  });
}

/** Sets a table to an earlier state: one that is kept, or one it came from. */
export async function restoreState(context: RunContext, relation: Relation, mark: string): Promise<void> {
  const { state } = context;
  const built = mustBe(context, relation.id);
  const key = snapshotKey(relation.id, built.fingerprint, mark);
  const snapshot = state.snapshots.get(key);
  const entries = snapshot === undefined ? entriesSince(state, relation.id, mark) : undefined;
  if (snapshot === undefined && !entries) throw new Error(`no state of ${relation.id} is kept for this delivery`);
  const table = tableText(relation.table.schema, relation.table.name);
  await keepState(context, relation);
  const rows = await inTransaction(
    context.engine,
    async (execute) => {
      let changed = built.rows;
      await execute(BEGIN);
      if (snapshot === undefined)
        for (const sql of undoing(relation, entries ?? [], state.entries.get(key)))
          changed += sql.startsWith('delete') ? -(await execute(sql)) : await execute(sql);
      else {
        await execute(`delete from ${table} where true`);
        changed = await execute(`insert into ${table} (${columnList(relation)}) select ${columnList(relation)} from ${snapshot}`);
      }
      await execute(COMMIT);
      return changed;
    },
    context.signal,
  );
  built.rows = rows;
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
