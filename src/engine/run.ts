import { EngineCancelled, EngineError, EngineStopped, type Engine, type EngineErrorDetail } from '../core/engine-port.ts';
import type { Id } from '../core/model/types.ts';
import { buildFingerprints } from '../core/plan/build-fingerprint.ts';
import type { Plan, Relation } from '../core/plan/types.ts';
import { inWords } from './memory.ts';
import { tableText } from './names.ts';
import { createQueue } from './queue.ts';
import { forgetViews } from './run/as-of.ts';
import { createFileCache } from './run/file-cache.ts';
import { historyMarks, stepCount } from './run/history.ts';
import { land } from './run/landing.ts';
import { runLoad, type Changed } from './run/load-step.ts';
import { clearGround, create, forgetStates } from './run/prepare.ts';
import { bringTo, keepState, restoreState, settle, type RunContext } from './run/rewind.ts';
import { createReplay, type LastRun } from './run/replay.ts';
import { schedule } from './run/schedule.ts';
import { createState, snapshotKey, type Built } from './run/state.ts';
import type { RunDelivery, RunEvent, Runner, RunOptions, RunOutcome } from './run-types.ts';

const detailOf = (error: unknown): EngineErrorDetail =>
  error instanceof EngineError ? error.detail : { message: error instanceof Error ? error.message : String(error) };

/** A snapshot that says nothing is taken for a mishap, not for everything being gone. */
const EMPTY = 'it holds no row, so it says nothing: no key counts as deleted';

const isCounted = ({ part }: Relation): boolean => part === undefined;
const rowsOf = (relation: Relation, rows: number): { readonly rows?: number } => (isCounted(relation) ? { rows } : {});

/** A runner over one engine, whose tables nobody else changes. Runs wait for one another. */
export function createRunner(engine: Engine): Runner {
  const state = createState();
  const files = createFileCache(engine);
  const queue = createQueue();
  let last: LastRun | undefined;

  async function attempt(options: RunOptions, work: (run: Attempt) => Promise<void>): Promise<RunOutcome> {
    const begun = performance.now();
    const run = createAttempt(options);
    let cancelled = false;
    try {
      await work(run);
    } catch (error) {
      if (!(error instanceof EngineCancelled)) throw error;
      cancelled = true;
    }
    return { outcome: cancelled ? 'cancelled' : run.blocked.size > 0 ? 'failed' : 'done', seconds: (performance.now() - begun) / 1000, built: [...run.built] };
  }

  // Told like a count of changed rows: one short statement where a query would take two.
  const rowCount = (relation: Relation, signal: RunOptions['signal']): Promise<number> =>
    engine.execute(`select count(*) as "Count" from ${tableText(relation.table.schema, relation.table.name)}`, signal);

  /** Remembers what led a table to its new state. */
  function note(relation: Relation, built: Built, { added, removed, kept }: Changed, delivery: RunDelivery | undefined, mark: string | undefined): void {
    if (mark === undefined) return;
    const key = snapshotKey(relation.id, built.fingerprint, mark);
    // Loaded again, a delivery changes nothing; where it does, what it did before no longer tells of the table.
    if (mark === built.at) {
      if (added + removed > 0) state.entries.delete(key);
    } else if (kept) state.entries.set(key, { before: built.at, loadDate: delivery?.loadDate ?? '', rows: built.rows + added - removed, ...kept });
  }

  /** Loads one relation for one delivery and tells what came of it. */
  async function step(context: RunContext, run: Attempt, relation: Relation, delivery: RunDelivery | undefined, mark: string | undefined): Promise<void> {
    const place = delivery ? { relation: relation.id, delivery: delivery.id } : { relation: relation.id };
    run.tell({ kind: 'step', ...place });
    const begun = performance.now();
    const built = state.built.get(relation.id);
    if (!built) throw new Error(`relation ${relation.id} is loaded before it is created`);
    let changed: Changed = { added: 0, removed: 0 };
    if (relation.load.kind === 'landing') {
      if (delivery) changed = await land(engine, files, relation, delivery, context.signal);
      note(relation, built, relation.load.keep === 'every' ? { ...changed, kept: { found: 'dated' } } : changed, delivery, mark);
    } else if (relation.load.kind !== 'view') {
      if (mark !== built.at) await keepState(context, relation);
      changed = await runLoad(engine, context.plan, relation, built.rows > 0, context.signal);
      note(relation, built, changed, delivery, mark);
    }
    if (relation.load.kind === 'view' && isCounted(relation)) {
      const grown = (await rowCount(relation, context.signal)) - built.rows;
      changed = { added: Math.max(0, grown), removed: Math.max(0, -grown) };
    }
    // Only now: a count that is cancelled leaves the view to be counted again.
    const { added, removed } = changed;
    built.at = mark;
    built.rows += added - removed;
    run.built.add(relation.id);
    run.tell({ kind: 'done', ...place, action: 'built', ...rowsOf(relation, built.rows), added, removed, seconds: (performance.now() - begun) / 1000 });
  }

  function tellRejects(run: Attempt, relation: Relation, delivery: RunDelivery): void {
    for (const file of delivery.files) {
      const profile = file.source === relation.id ? files.found(relation, file)?.profile : undefined;
      if (!profile) continue;
      const silent = new Set(relation.drift === 'ignore' ? profile.drift : []);
      const notes = [...profile.notes.filter((note) => !silent.has(note)), ...(profile.rows === 0 ? [EMPTY] : [])];
      // The first note only says how the file was read.
      if (profile.rejects.length > 0 || notes.length > 1)
        run.tell({ kind: 'rejected', source: relation.id, delivery: delivery.id, file: file.name, rejects: profile.rejects, notes });
    }
  }

  /** @returns whether the work was done; a failure is told and blocks what reads the relation. */
  async function guarded(run: Attempt, relation: Relation, delivery: RunDelivery | undefined, work: () => Promise<void>): Promise<boolean> {
    const because = relation.dependsOn.find((read) => run.blocked.has(read));
    if (because !== undefined) {
      run.blocked.add(relation.id);
      run.tell({ kind: 'skipped', relation: relation.id, because });
      return false;
    }
    try {
      await work();
      return true;
    } catch (error) {
      if (error instanceof EngineCancelled || error instanceof EngineStopped) throw error;
      run.blocked.add(relation.id);
      run.tell({ kind: 'failed', relation: relation.id, ...(delivery ? { delivery: delivery.id } : {}), error: inWords(detailOf(error), relation.table.name) });
      return false;
    }
  }

  async function build(plan: Plan, deliveries: readonly RunDelivery[], run: Attempt, anew: ReadonlySet<Id>): Promise<void> {
    const { signal } = run;
    const fingerprints = buildFingerprints(plan);
    const marks = historyMarks(plan, deliveries);
    const context: RunContext = { engine, plan, deliveries, marks, state, files, signal };
    last = { plan, deliveries, marks };
    await forgetViews(context);
    await clearGround(engine, plan, state, signal);
    const { pending, fresh, restore } = schedule(plan, fingerprints, marks, state, anew);
    const steps = (relation: Relation): readonly number[] => pending.get(relation.id) ?? [];
    run.tell({ kind: 'started', total: plan.relations.reduce((sum, relation) => sum + Math.max(1, steps(relation).length), 0) });

    for (const [id, at] of restore) {
      const relation = plan.byId.get(id);
      if (relation) await restoreState(context, relation, marks.get(id)?.[at] ?? '');
    }
    for (const relation of plan.relations) {
      if (fresh.has(relation.id))
        await guarded(run, relation, undefined, () => create(engine, plan, relation, fingerprints.get(relation.id) ?? '', state, signal));
      else if (steps(relation).length === 0)
        run.tell({
          kind: 'done',
          relation: relation.id,
          action: 'kept',
          ...rowsOf(relation, state.built.get(relation.id)?.rows ?? 0),
          added: 0,
          removed: 0,
          seconds: 0,
        });
    }
    const moved = new Map<Id, string | undefined>();
    try {
      for (let number = 0; number < stepCount(deliveries); number += 1) {
        const delivery = deliveries[number];
        for (const relation of plan.relations) {
          if (!run.blocked.has(relation.id) && steps(relation).includes(number)) {
            await guarded(run, relation, delivery, async () => {
              // It may have been set back for another one since its last step.
              const isNew = state.built.get(relation.id)?.at === undefined;
              if (number > 0 && !isNew && relation.load.kind !== 'view' && relation.load.kind !== 'rebuild')
                await bringTo(context, relation.id, number - 1, moved);
              for (const read of relation.dependsOn) await bringTo(context, read, number, moved);
              await step(context, run, relation, delivery, marks.get(relation.id)?.[number]);
            });
          }
          if (delivery && relation.load.kind === 'landing') tellRejects(run, relation, delivery);
        }
      }
    } finally {
      await settle(context, moved);
    }
    await files.keepOnly(plan.byId, deliveries);
    await forgetStates(
      engine,
      state,
      new Set(plan.relations.flatMap(({ id }) => (marks.get(id) ?? []).map((mark) => snapshotKey(id, fingerprints.get(id) ?? '', mark)))),
    );
  }

  const isNewest = ({ id }: Relation, delivery: RunDelivery): boolean =>
    (last?.deliveries ?? []).findLast(({ files: brought }) => brought.some(({ source }) => source === id))?.id === delivery.id;

  async function again(plan: Plan, delivery: RunDelivery, run: Attempt): Promise<void> {
    const fingerprints = buildFingerprints(plan);
    const context: RunContext = { engine, plan, deliveries: [], marks: new Map(), state, files, signal: run.signal };
    await forgetViews(context);
    run.tell({ kind: 'started', total: plan.relations.length });
    for (const relation of plan.relations) {
      const built = state.built.get(relation.id);
      // Where only the last delivery is kept, an earlier one is no longer there to be loaded.
      if (relation.load.kind === 'landing' && relation.load.keep === 'last' && !isNewest(relation, delivery)) continue;
      await guarded(run, relation, delivery, async () => {
        if (built?.at === undefined || built.fingerprint !== fingerprints.get(relation.id))
          throw new EngineError({ message: `${relation.table.name} is not built as it is drawn now: run first.` });
        await step(context, run, relation, delivery, built.at);
      });
    }
  }

  return {
    replay: createReplay(engine, { state, files, last: () => last }, queue),
    run: (plan, deliveries, options = {}) => queue(() => attempt(options, (run) => build(plan, deliveries, run, new Set(options.rebuild)))),
    runAgain: (plan, delivery, options = {}) => queue(() => attempt(options, (run) => again(plan, delivery, run))),
  };
}

interface Attempt {
  readonly signal: RunOptions['signal'];
  readonly built: Set<Id>;
  /** Relations that failed or were skipped. */
  readonly blocked: Set<Id>;
  tell(event: RunEvent): void;
}

const createAttempt = ({ onEvent, signal }: RunOptions): Attempt => ({ signal, built: new Set(), blocked: new Set(), tell: (event) => onEvent?.(event) });
