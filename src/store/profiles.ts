import type { StoreApi } from 'zustand/vanilla';
import { EngineError, type CancelSignal, type Engine, type Reader } from '../core/engine-port.ts';
import type { Id } from '../core/model/types.ts';
import type { Relation } from '../core/plan/types.ts';
import type { DeliveryComparison, Profile } from '../core/profile/types.ts';
import { tableText } from '../engine/names.ts';
import type { WorkStep } from '../engine/run-types.ts';
import type { StudioState } from './studio-types.ts';

export interface ProfileWork {
  readonly signal?: CancelSignal;
  readonly onStep?: (step: WorkStep) => void;
}

export interface Profiles {
  /** Of a built relation, or of what one delivery brought to a source. As measured before, while its rows are the same. */
  profile(relation: Id, delivery: Id | undefined, work: ProfileWork): Promise<Profile>;
  compare(source: Id, before: Id, after: Id, work: ProfileWork): Promise<DeliveryComparison>;
  /** What was measured of relations counts no more: of those just built, or of all. */
  forget(built?: readonly Id[]): void;
}

/** The code that measures comes when something is first measured. */
const measuring = async () => ({
  ...(await import('../engine/profile/profile.ts')),
  ...(await import('../engine/profile/compare.ts')),
  ...(await import('../engine/profile/delivered-rows.ts')),
});

/** Profiles of what the open project's runs built, each measured once until its rows change. */
export function createProfiles(store: () => StoreApi<StudioState>, engine: () => Promise<Engine>): Profiles {
  const known = new Map<string, { readonly relation: Id; readonly found: Profile }>();
  let age = 0;
  const keyOf = (relation: Id, delivery: Id | undefined): string => JSON.stringify([relation, delivery]);

  function relationOf(id: Id): Relation {
    const { plan, run } = store().getState();
    const relation = plan.byId.get(id);
    const status = run.relations.get(id)?.status;
    if (!relation || (status !== 'built' && status !== 'kept' && status !== 'stale'))
      throw new EngineError({ message: `${relation?.table.name ?? 'This object'} is not built yet: press Run.` });
    return relation;
  }

  async function fromOf(relation: Relation, delivery: Id | undefined): Promise<string> {
    if (delivery === undefined) return tableText(relation.table.schema, relation.table.name);
    const found = store()
      .getState()
      .project.deliveries.find(({ id }) => id === delivery);
    if (!found) throw new EngineError({ message: 'This delivery is gone.' });
    const { deliveredRows } = await measuring();
    return deliveredRows(relation, found.load_date);
  }

  async function withReader<T>(work: (reader: Reader) => Promise<T>): Promise<T> {
    const reader = await (await engine()).openReader();
    try {
      return await work(reader);
    } finally {
      await reader.close();
    }
  }

  function keep(relation: Id, delivery: Id | undefined, begun: number, found: Profile): Profile {
    if (begun === age) known.set(keyOf(relation, delivery), { relation, found });
    return found;
  }

  return {
    async profile(id, delivery, work) {
      const relation = relationOf(id);
      const before = known.get(keyOf(id, delivery))?.found;
      if (before) return before;
      const begun = age;
      const from = await fromOf(relation, delivery);
      const { profileOf } = await measuring();
      return keep(id, delivery, begun, await withReader((reader) => profileOf(reader, from, work)));
    },
    async compare(id, before, after, work) {
      const relation = relationOf(id);
      const begun = age;
      const [first, second] = [await fromOf(relation, before), await fromOf(relation, after)];
      const { compareRelations } = await measuring();
      return withReader((reader) =>
        compareRelations(
          reader,
          { from: first, profile: known.get(keyOf(id, before))?.found, onProfile: (found) => keep(id, before, begun, found) },
          { from: second, profile: known.get(keyOf(id, after))?.found, onProfile: (found) => keep(id, after, begun, found) },
          work,
        ),
      );
    },
    forget(built) {
      age += 1;
      const gone = built && new Set(built);
      for (const [key, { relation }] of known) if (!gone || gone.has(relation)) known.delete(key);
    },
  };
}
