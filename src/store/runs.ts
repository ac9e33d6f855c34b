import type { StoreApi } from 'zustand/vanilla';
import { EngineError, EngineStopped, type Engine, type ResultPage } from '../core/engine-port.ts';
import type { Id } from '../core/model/types.ts';
import type { LandedRows } from '../core/targets/types.ts';
import type { TableRows } from '../engine/rows/open-rows.ts';
import { pageOf, rowCount } from '../engine/table-page.ts';
import type { Replay, RunDelivery, Runner, RunOptions, RunOutcome } from '../engine/run-types.ts';
import { createRunCollector, NEVER_RUN } from './run-state.ts';
import { buildMarks, withStaleness, type Built } from './staleness.ts';
import type { Page, RelationRun, RunState, StudioState } from './studio-types.ts';

/** Often enough to be followed; more would take from the run what it tells of. */
const SHOWN_EVERY = 200;
const STALENESS_AFTER = 120;
const LONGEST_REHEARSAL = 5000;
/** Share of its memory from which on an engine may be too small. */
const WARN_AT = 0.8;

export interface Runs {
  readonly engine: () => Promise<Engine>;
  /** What the last runs of the engine left. Rejects with `EngineError` while nothing was run. */
  readonly replay: () => Promise<Replay>;
  /** Opens the engine and lets it practise what a run of the plan will ask of it; the first run ends that. */
  prepare(): Promise<void>;
  /** The deliveries of the open project, in their order, with their files. */
  readonly deliveries: () => readonly RunDelivery[];
  /** @param rebuild relations to make anew, whatever changed. */
  run(upTo?: Id, rebuild?: readonly Id[]): Promise<void>;
  runAgain(delivery?: Id): Promise<void>;
  cancel(): void;
  /** Gives the engine so much memory, in megabytes, from now on; as much as it takes by itself when absent. */
  limitMemory(megabytes: number | undefined): Promise<void>;
  page(relation: Id, page: Page): Promise<ResultPage>;
  count(relation: Id): Promise<number>;
  openRows(relation: Id): Promise<TableRows>;
  landedRows(): Promise<LandedRows>;
  /** Looks again, shortly, at what is stale. */
  documentChanged(): void;
  /** Forgets what was built: another project is open. */
  reset(): void;
}

/** Relations that gained or lost rows in the lines of a log that came after others. */
const changedSince = (before: RunState['log'], after: RunState['log']): NonNullable<RunState['again']>['changed'] =>
  after
    .slice(before.length === 0 ? 0 : after.lastIndexOf(before[before.length - 1] as RunState['log'][number]) + 1)
    .flatMap(({ relation, added = 0, removed = 0 }) => (added + removed > 0 ? [{ relation, added, removed }] : []));

const isBusy = ({ phase }: RunState): boolean => phase === 'starting' || phase === 'running' || phase === 'cancelling';
/** One thing at a time uses the engine's tables. */
const isTaken = ({ run, proof }: StudioState): boolean => isBusy(run) || proof.phase === 'running';

interface Listeners {
  /** Told after a run that came to its end, with the relations it built. */
  readonly onBuilt: (built: readonly Id[]) => void;
  /** Told when an engine died, with the reason; another is opened. */
  readonly onLost: (reason: string) => void;
  /** Told before a run that is likely to need more bytes than the engine has. */
  readonly onTight: (needed: number, limit: number) => void;
}

/**
 * Runs of the open project on one engine, opened when first needed.
 */
export function createRuns(store: () => StoreApi<StudioState>, openEngine: () => Promise<Engine>, { onBuilt, onLost, onTight }: Listeners): Runs {
  let opening: Promise<{ readonly engine: Engine; readonly runner: Runner }> | undefined;
  let controller: AbortController | undefined;
  let built: Built = new Map();
  let rehearsal: AbortController | undefined;
  let looking: ReturnType<typeof setTimeout> | undefined;

  const started = (): Promise<{ readonly engine: Engine; readonly runner: Runner }> => {
    opening ??= Promise.all([openEngine(), import('../engine/run.ts'), import('../engine/memory.ts')]).then(
      async ([engine, { createRunner }, { limitMemory }]) => {
        void engine.stopped?.then((reason) => lose(reason, engine));
        const { engineMemory } = store().getState().view;
        if (engineMemory !== undefined) await limitMemory(engine, engineMemory);
        return { engine, runner: createRunner(engine) };
      },
    );
    // A failed start may succeed the next time.
    opening.catch(() => {
      opening = undefined;
    });
    return opening;
  };
  const update = (change: (run: RunState) => RunState): void => store().setState(({ run }) => ({ run: change(run) }));

  /** An engine that died, or broke off in the middle, is given up with all it held; the project stays. */
  async function lose(reason: string, of?: Engine): Promise<void> {
    const lost = await opening?.catch(() => undefined);
    if (!lost || (of && lost.engine !== of)) return;
    opening = undefined;
    built = new Map();
    lost.engine.close().catch(() => undefined);
    store().setState({ memory: undefined });
    if (!controller) update(() => ({ ...NEVER_RUN, phase: 'failed', message: `The engine stopped: ${reason}.` }));
    onLost(reason);
    await started().catch(() => undefined);
  }

  async function measure(): Promise<void> {
    const [{ memoryOf }, { engine }] = await Promise.all([import('../engine/memory.ts'), started()]);
    store().setState({ memory: await memoryOf(engine) });
  }

  /** Says before a run that it may not fit. */
  async function forecast(until: string | undefined): Promise<void> {
    const { runEstimate } = await import('../engine/memory.ts');
    const { memory, files, project } = store().getState();
    const paths = new Set(
      project.deliveries.filter(({ load_date }) => until === undefined || load_date <= until).flatMap((delivery) => Object.values(delivery.files)),
    );
    const bytes = [...paths].reduce((sum, path) => sum + (files.get(path)?.size ?? 0), 0);
    const needed = runEstimate(bytes);
    const { limit } = memory ?? (await measure().then(() => store().getState().memory)) ?? {};
    if (limit !== undefined && needed > limit * WARN_AT) onTight(needed, limit);
  }

  function deliveriesOf(state: StudioState, upTo: string | undefined): readonly RunDelivery[] {
    return state.project.deliveries
      .filter((delivery) => upTo === undefined || delivery.load_date <= upTo)
      .map((delivery) => ({
        id: delivery.id,
        loadDate: delivery.load_date,
        files: Object.entries(delivery.files).flatMap(([source, path]) => {
          const file = state.files.get(path);
          return file ? [{ source, name: path, fingerprint: file.fingerprint, read: () => file.read() }] : [];
        }),
      }));
  }

  /** What was under way when a run ended early is as it was before it. */
  const settled = (relations: ReadonlyMap<Id, RelationRun>): ReadonlyMap<Id, RelationRun> =>
    new Map(
      [...relations].flatMap(([id, run]): readonly (readonly [Id, RelationRun])[] => {
        if (run.status !== 'waiting' && run.status !== 'running') return [[id, run]];
        return run.rows === undefined ? [] : [[id, { ...run, status: 'stale' }]];
      }),
    );

  async function attempt(
    begin: (run: RunState, state: StudioState) => RunState,
    work: (runner: Runner, state: StudioState, options: RunOptions) => Promise<RunOutcome>,
    after: (run: RunState) => RunState,
  ): Promise<void> {
    if (isTaken(store().getState())) return;
    rehearsal?.abort();
    controller = new AbortController();
    const { signal } = controller;
    update((run) => begin({ ...run, phase: 'starting' }, store().getState()));
    const collector = createRunCollector();
    const timer = setInterval(() => update((run) => collector.take(run)), SHOWN_EVERY);
    const snapshot = store().getState();
    try {
      const { runner } = await started();
      if (!signal.aborted) update((run) => ({ ...run, phase: 'running' }));
      const outcome = await work(runner, snapshot, { onEvent: (event) => collector.add(event), signal });
      update((run) => {
        const { current: _, ...rest } = collector.take(run);
        return after({ ...rest, relations: settled(rest.relations), phase: outcome.outcome, seconds: outcome.seconds });
      });
      if (outcome.outcome !== 'cancelled') onBuilt(outcome.built);
      await measure();
    } catch (error) {
      if (!(error instanceof EngineStopped)) await lose(error instanceof Error ? error.message : String(error));
      update((run) => {
        const { current: _, ...rest } = collector.take(run);
        return { ...NEVER_RUN, log: rest.log, phase: 'failed', message: error instanceof Error ? error.message : String(error) };
      });
    } finally {
      clearInterval(timer);
      controller = undefined;
      look();
    }
  }

  async function run(upTo?: Id, rebuild: readonly Id[] = []): Promise<void> {
    const { upTo: loaded } = store().getState().run;
    const until = (state: StudioState) => (upTo === undefined ? undefined : state.project.deliveries.find((delivery) => delivery.id === upTo)?.load_date);
    await attempt(
      (before, state) => ({
        phase: before.phase,
        steps: 0,
        total: 0,
        log: [],
        rejects: [],
        fileNotes: [],
        relations: new Map(state.plan.relations.map(({ id }) => [id, { ...before.relations.get(id), status: 'waiting' as const }])),
      }),
      async (runner, state, options) => {
        const kept = new Set<Id>();
        let begun = false;
        await forecast(until(state));
        const outcome = await runner.run(state.plan, deliveriesOf(state, until(state)), {
          ...options,
          rebuild,
          onEvent: (event) => {
            begun ||= event.kind === 'started';
            if (event.kind === 'done' && event.action === 'kept') kept.add(event.relation);
            options.onEvent?.(event);
          },
        });
        const marks = buildMarks(state.plan, state.project, state.files, until(state));
        if (outcome.outcome !== 'cancelled') built = marks;
        // What had work to do may stand anywhere between two deliveries, or be empty.
        else if (begun) built = new Map([...marks].filter(([id]) => kept.has(id)));
        return outcome;
      },
      (after) => {
        if (after.phase === 'cancelled') return loaded === undefined ? after : { ...after, upTo: loaded };
        const last = deliveriesOf(store().getState(), until(store().getState())).at(-1);
        return last ? { ...after, upTo: last.id } : after;
      },
    );
  }

  async function runAgain(wanted?: Id): Promise<void> {
    const { run: before } = store().getState();
    const id = wanted ?? before.upTo;
    await attempt(
      (now) => {
        const { again: _, ...rest } = now;
        return { ...rest, steps: 0, total: 0 };
      },
      (runner, state, options) => {
        const delivery = deliveriesOf(state, undefined).find((one) => one.id === id);
        if (!delivery) throw new EngineError({ message: 'Nothing is loaded yet that could be loaded again: run first.' });
        return runner.runAgain(state.plan, delivery, options);
      },
      (after) => (after.phase === 'done' && id !== undefined ? { ...after, again: { delivery: id, changed: changedSince(before.log, after.log) } } : after),
    );
  }

  function look(): void {
    clearTimeout(looking);
    looking = undefined;
    const { run: now, plan, project, files } = store().getState();
    if (now.relations.size === 0 || isBusy(now)) return;
    const until = now.upTo === undefined ? undefined : project.deliveries.find(({ id }) => id === now.upTo)?.load_date;
    // A delivery that was added after the last one loaded makes nothing stale that was stepped to on purpose.
    const marks = buildMarks(plan, project, files, until);
    const relations = withStaleness(now.relations, built, marks);
    if (relations !== now.relations) update((state) => ({ ...state, relations }));
  }

  const tableOf = (relation: Id) => {
    const found = store().getState().plan.byId.get(relation);
    if (!found) throw new EngineError({ message: 'This object is not built: it has problems, or is new.' });
    return found.table;
  };

  return {
    engine: async () => (await started()).engine,
    async replay() {
      if (!opening || store().getState().run.phase === 'never') throw new EngineError({ message: 'Nothing is built yet: press Run.' });
      return (await started()).runner.replay;
    },
    async prepare() {
      const { run: now, plan } = store().getState();
      if (rehearsal || now.phase !== 'never' || plan.relations.length === 0) return;
      rehearsal = new AbortController();
      const { signal } = rehearsal;
      const [{ engine }, { rehearsalOf }] = await Promise.all([started(), import('../engine/rehearsal.ts')]);
      const enough = setTimeout(() => rehearsal?.abort(), LONGEST_REHEARSAL);
      if (!signal.aborted) await engine.rehearse(rehearsalOf(plan), signal);
      clearTimeout(enough);
    },
    deliveries: () => deliveriesOf(store().getState(), undefined),
    run,
    runAgain,
    cancel() {
      if (!controller) return;
      update((state) => ({ ...state, phase: 'cancelling' }));
      controller.abort();
    },
    async limitMemory(megabytes) {
      if (!opening) return;
      const { engine } = await started();
      await (await import('../engine/memory.ts')).limitMemory(engine, megabytes);
      await measure();
    },
    async page(relation, { offset, limit, order }) {
      if (!opening) throw new EngineError({ message: 'Nothing is built yet: press Run.' });
      return pageOf((await started()).engine, tableOf(relation), offset, limit, order);
    },
    async count(relation) {
      if (!opening) throw new EngineError({ message: 'Nothing is built yet: press Run.' });
      return rowCount((await started()).engine, tableOf(relation));
    },
    async openRows(relation) {
      if (!opening) throw new EngineError({ message: 'Nothing is built yet: press Run.' });
      const [{ engine }, { openRows }] = await Promise.all([started(), import('../engine/rows/open-rows.ts')]);
      return openRows(engine, tableOf(relation));
    },
    async landedRows() {
      const { plan, run: now } = store().getState();
      const open = plan.relations.find(({ id, load }) => load.kind === 'landing' && now.relations.get(id)?.rows === undefined);
      if (open) throw new EngineError({ message: `${open.table.name} is not loaded yet: press Run, then export its rows.` });
      const { engine } = await started();
      return (await import('../engine/landed-csv.ts')).landedCsv(plan, (sql) => engine.exportCsv(sql));
    },
    documentChanged() {
      if (looking === undefined && store().getState().run.relations.size > 0) looking = setTimeout(look, STALENESS_AFTER);
    },
    reset() {
      built = new Map();
      update(() => NEVER_RUN);
    },
  };
}
