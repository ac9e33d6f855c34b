import type { StoreApi } from 'zustand/vanilla';
import { EngineCancelled, EngineError, type CheckResult, type Engine, type ResultPage } from '../core/engine-port.ts';
import type { Id } from '../core/model/types.ts';
import type { CheckState, Page, StudioState } from './studio-types.ts';

export const NEVER_CHECKED: CheckState = { phase: 'never', results: new Map() };

export interface Checks {
  /** Looks at what the relations just built decide; at everything that is built when none are named. */
  look(built?: readonly Id[]): Promise<void>;
  cancel(): void;
  rows(relation: Id, check: string, page: Page): Promise<ResultPage>;
  reset(): void;
}

/** Only a built relation has rows to look at. */
const isBuilt = (state: StudioState, id: Id): boolean => {
  const status = state.run.relations.get(id)?.status;
  return status === 'built' || status === 'kept' || status === 'stale';
};

/** Runs checks, and prints them, only once they are wanted: their code comes with the first run. */
const runner = async () => ({ ...(await import('../core/plan/checks.ts')), ...(await import('../engine/run-checks.ts')) });

/** The checks of the open project, run one after another on the engine of its runs. */
export function createChecks(store: () => StoreApi<StudioState>, engine: () => Promise<Engine>, notify: (message: string) => void): Checks {
  let controller: AbortController | undefined;
  const update = (change: (checks: CheckState) => CheckState): void => store().setState(({ checks }) => ({ checks: change(checks) }));

  async function look(built?: readonly Id[]): Promise<void> {
    controller?.abort();
    const mine = new AbortController();
    controller = mine;
    const { relationsChecked, runChecks } = await runner();
    if (controller !== mine) return;
    const state = store().getState();
    const { plan } = state;
    const changed = built === undefined ? undefined : new Set(built);
    const there = plan.relations.filter(({ id }) => isBuilt(state, id));
    const wanted = there.filter((relation) => {
      if (changed === undefined || !state.checks.results.has(relation.id)) return true;
      return [...relationsChecked(plan, relation)].some((id) => changed.has(id));
    });
    const kept = new Map([...state.checks.results].filter(([id]) => there.some((relation) => relation.id === id)));
    update(() => ({ phase: 'running', results: kept }));
    const results = new Map<Id, readonly CheckResult[]>(kept);
    try {
      await runChecks(
        await engine(),
        plan,
        wanted.map(({ id }) => id),
        { signal: mine.signal, onResults: (relation, found) => void results.set(relation, found) },
      );
      if (controller === mine) update(() => ({ phase: 'done', results }));
    } catch (error) {
      if (controller === mine) update(() => ({ phase: 'cancelled', results }));
      if (!(error instanceof EngineCancelled)) notify(`The checks could not be run: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      if (controller === mine) controller = undefined;
    }
  }

  return {
    look,
    cancel: () => controller?.abort(),
    async rows(relation, check, { offset, limit, order }) {
      const { plan, run } = store().getState();
      if (run.phase === 'never') throw new EngineError({ message: 'Nothing is built yet: press Run.' });
      const { breakingRows } = await runner();
      return breakingRows(await engine(), plan, relation, check, offset, limit, order);
    },
    reset() {
      controller?.abort();
      controller = undefined;
      update(() => NEVER_CHECKED);
    },
  };
}
