import type { Id } from '../../core/model/types.ts';
import type { Plan, Relation } from '../../core/plan/types.ts';
import { isActive, type Marks } from './history.ts';
import { entriesSince } from './rewind.ts';
import { snapshotKey, type RunState } from './state.ts';

export interface Schedule {
  /** Steps each relation has to take, rising; none for one that is up to date. */
  readonly pending: ReadonlyMap<Id, readonly number[]>;
  /** Relations to create anew, empty. */
  readonly fresh: ReadonlySet<Id>;
  /** Tables to set to an earlier state that is kept: relation → step. */
  readonly restore: ReadonlyMap<Id, number>;
}

const hasHistory = (relation: Relation): boolean => relation.load.kind === 'append' || relation.load.kind === 'replace';

/** Tables whose rows a query sees that only their own history can give back; views and tables written whole are looked through. */
export function tablesRead(plan: Plan, relation: Relation): readonly Relation[] {
  const found = new Set<Relation>();
  const visit = (id: Id): void => {
    const read = plan.byId.get(id);
    if (!read || found.has(read)) return;
    if (hasHistory(read)) found.add(read);
    else read.dependsOn.forEach(visit);
  };
  relation.dependsOn.forEach(visit);
  return [...found];
}

/**
 * Finds the least work that leaves every relation as a run from nothing would: what changed starts over, what was left
 * behind goes on, and what a starting-over relation reads must be there in its earlier states or start over too.
 * @param anew relations that start over, whatever they are.
 */
export function schedule(plan: Plan, fingerprints: ReadonlyMap<Id, string>, marks: Marks, state: RunState, anew: ReadonlySet<Id> = new Set()): Schedule {
  const pending = new Map<Id, readonly number[]>();
  const fresh = new Set<Id>();
  const restore = new Map<Id, number>();
  const start = new Map<Id, number>();
  const marksOf = (id: Id): readonly string[] => marks.get(id) ?? [];
  const stepsFrom = (id: Id, first: number): readonly number[] =>
    marksOf(id).flatMap((_, step) => (step >= first && isActive(marksOf(id), step) ? [step] : []));
  const kept = (id: Id, mark: string | undefined): boolean => mark !== undefined && state.snapshots.has(snapshotKey(id, fingerprints.get(id) ?? '', mark));
  const begin = (relation: Relation, from: number): void => {
    start.set(relation.id, from);
    pending.set(relation.id, stepsFrom(relation.id, from));
  };
  const startOver = (relation: Relation): void => {
    fresh.add(relation.id);
    restore.delete(relation.id);
    begin(relation, 0);
  };

  for (const relation of plan.relations) {
    const { id } = relation;
    const built = state.built.get(id);
    const own = marksOf(id);
    const same = built?.fingerprint === fingerprints.get(id) && !anew.has(id);
    const at = same && built?.at !== undefined ? own.lastIndexOf(built.at) : -1;
    if (relation.load.kind === 'view' || relation.load.kind === 'rebuild') {
      // Their rows are those of what they read: they follow it, and need no step of their own before the last.
      // Nor one for which something they read would have to be set back.
      const first = Math.max(0, ...tablesRead(plan, relation).map((read) => start.get(read.id) ?? 0));
      const below = [...new Set(relation.dependsOn.flatMap((read) => pending.get(read) ?? []))]
        .filter((step) => step >= first && isActive(own, step))
        .toSorted((a, b) => a - b);
      const steps = relation.dependsOn.length === 0 ? stepsFrom(id, 0) : below.length > 0 ? below : [own.length - 1];
      if (!same) fresh.add(id);
      start.set(id, at + 1);
      pending.set(id, same && at === own.length - 1 ? [] : steps);
    } else if (!same) startOver(relation);
    else if (at >= 0 || built?.at === undefined) begin(relation, at + 1);
    else {
      const nearest = own.findLastIndex((mark) => kept(id, mark) || entriesSince(state, id, mark) !== undefined);
      if (nearest >= 0) {
        restore.set(id, nearest);
        begin(relation, own.lastIndexOf(own[nearest] ?? '') + 1);
      } else startOver(relation);
    }
  }

  for (const relation of plan.relations.toReversed()) {
    if (relation.load.kind === 'view') continue;
    for (const read of tablesRead(plan, relation)) {
      const own = marksOf(read.id);
      const from = start.get(read.id) ?? 0;
      const missing = (pending.get(relation.id) ?? []).some((step) => step < from && state.built.get(read.id)?.at !== own[step] && !kept(read.id, own[step]));
      if (missing) startOver(read);
    }
  }
  return { pending, fresh, restore };
}
