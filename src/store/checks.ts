import type { StoreApi } from 'zustand/vanilla';
import { EngineCancelled, EngineError, type CheckResult, type Engine, type ResultPage } from '../core/engine-port.ts';
import type { Id } from '../core/model/types.ts';
import type { Plan } from '../core/plan/types.ts';
import type { CheckState, Page, Replay, StudioState } from './studio-types.ts';

export const NEVER_CHECKED: CheckState = { phase: 'never', results: new Map(), byDelivery: new Map() };
/** Earlier deliveries are looked at by themselves only where that is likely to take no longer, in seconds. */
const LOOK_BACK = 20;

type Results = ReadonlyMap<Id, readonly CheckResult[]>;

export interface Checks {
  /**
   * Looks at what the relations just built decide, at everything that is built when none are named, and then at the
   * deliveries before: those whose rows no longer stand in the tables are looked at as they were.
   */
  look(built?: readonly Id[]): Promise<void>;
  cancel(): void;
  rows(relation: Id, check: string, page: Page, delivery?: Id): Promise<ResultPage>;
  reset(): void;
}

/** Only a built relation has rows to look at. */
const isBuilt = (state: StudioState, id: Id): boolean => {
  const status = state.run.relations.get(id)?.status;
  return status === 'built' || status === 'kept' || status === 'stale';
};

/** Runs checks, and prints them, only once they are wanted: their code comes with the first run. */
const runner = async () => ({
  ...(await import('../core/plan/checks.ts')),
  ...(await import('../engine/run-checks.ts')),
  ...(await import('./check-marks.ts')),
});

/** The checks of the open project, run one after another on the engine of its runs. */
export function createChecks(
  store: () => StoreApi<StudioState>,
  { engine, replay }: { readonly engine: () => Promise<Engine>; readonly replay: () => Promise<Replay> },
  notify: (message: string) => void,
): Checks {
  let controller: AbortController | undefined;
  /** What was found, by relation and what decides it. */
  let found = new Map<string, readonly CheckResult[]>();
  /** The plan that was run last: only what it built can be looked back on. */
  let ran: Plan | undefined;
  const update = (change: (checks: CheckState) => CheckState): void => store().setState(({ checks }) => ({ checks: change(checks) }));

  async function checksAt(relation: Id, delivery: Id, signal: AbortSignal): Promise<readonly CheckResult[]> {
    try {
      return await (await replay()).checksAt(relation, delivery, signal);
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      return [
        { relation, id: 'rows_then', title: 'its rows after this delivery are known', severity: 'warning', state: 'failed', rows: 0, error: error.detail },
      ];
    }
  }

  /** Goes through the deliveries before the last one loaded, the newest first. What is known of a state is not asked again. */
  async function lookBack(state: StudioState, mine: AbortController, results: Results): Promise<void> {
    const { checkMarks } = await runner();
    const { project, plan, files } = state;
    const { upTo } = state.run;
    const last = project.deliveries.findIndex(({ id }) => id === upTo);
    const keep = (delivery: Id, of: Results, next: Id | undefined): void =>
      update((checks) => ({ ...checks, byDelivery: new Map([...checks.byDelivery, [delivery, of]]), lookingAt: next }));
    const loaded = project.deliveries.slice(0, last + 1).toReversed();
    const fresh = new Map<string, readonly CheckResult[]>();
    for (const [place, { id, load_date }] of loaded.entries()) {
      const marks = checkMarks(plan, project, files, load_date);
      const of = new Map<Id, readonly CheckResult[]>();
      for (const [relation, mark] of marks) {
        if (mine.signal.aborted) throw new EngineCancelled();
        if (!isBuilt(state, relation)) continue;
        const key = `${relation} ${mark}`;
        const known = place === 0 ? results.get(relation) : (fresh.get(key) ?? found.get(key));
        const told = known ?? (await checksAt(relation, id, mine.signal));
        fresh.set(key, told);
        of.set(relation, told);
      }
      if (controller !== mine) return;
      keep(id, of, loaded[place + 1]?.id);
    }
    found = fresh;
  }

  async function look(built?: readonly Id[]): Promise<void> {
    controller?.abort();
    const mine = new AbortController();
    controller = mine;
    const { relationsChecked, runChecks } = await runner();
    if (controller !== mine) return;
    const state = store().getState();
    const { plan } = state;
    if (built !== undefined) ran = plan;
    else found = new Map();
    const changed = built === undefined ? undefined : new Set(built);
    const there = plan.relations.filter(({ id }) => isBuilt(state, id));
    const wanted = there.filter((relation) => {
      if (changed === undefined || !state.checks.results.has(relation.id)) return true;
      return [...relationsChecked(plan, relation)].some((id) => changed.has(id));
    });
    const kept = new Map([...state.checks.results].filter(([id]) => there.some((relation) => relation.id === id)));
    update(({ byDelivery }) => ({ phase: 'running', results: kept, byDelivery }));
    const results = new Map<Id, readonly CheckResult[]>(kept);
    const begun = performance.now();
    try {
      await runChecks(
        await engine(),
        plan,
        wanted.map(({ id }) => id),
        { signal: mine.signal, onResults: (relation, told) => void results.set(relation, told) },
      );
      if (controller !== mine) return;
      const earlier = state.project.deliveries.findIndex(({ id }) => id === state.run.upTo);
      const seconds = ((performance.now() - begun) / 1000 / Math.max(1, wanted.length)) * results.size * earlier;
      update(() => ({ phase: 'done', results, byDelivery: new Map(state.run.upTo === undefined ? [] : [[state.run.upTo, results]]) }));
      if (ran === plan && (built === undefined || seconds <= LOOK_BACK)) await lookBack(state, mine, results);
    } catch (error) {
      if (controller === mine) update(({ phase, byDelivery }) => ({ phase: phase === 'done' ? 'done' : 'cancelled', results, byDelivery }));
      if (!(error instanceof EngineCancelled)) notify(`The checks could not be run: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      if (controller === mine) controller = undefined;
    }
  }

  return {
    look,
    cancel: () => controller?.abort(),
    async rows(relation, check, { offset, limit, order }, delivery) {
      const { plan, run } = store().getState();
      if (run.phase === 'never') throw new EngineError({ message: 'Nothing is built yet: press Run.' });
      if (delivery !== undefined && delivery !== run.upTo)
        return (await replay()).breakingAt(relation, check, delivery, { offset, limit, ...(order ? { order } : {}) });
      const { breakingRows } = await runner();
      return breakingRows(await engine(), plan, relation, check, offset, limit, order);
    },
    reset() {
      controller?.abort();
      controller = undefined;
      found = new Map();
      ran = undefined;
      update(() => NEVER_CHECKED);
    },
  };
}
