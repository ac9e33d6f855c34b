import type { StoreApi } from 'zustand/vanilla';
import { EngineCancelled } from '../core/engine-port.ts';
import type { Id } from '../core/model/types.ts';
import type { WorkStep } from '../engine/run-types.ts';
import type { Runs } from './runs.ts';
import type { ProofResult, ProofState, StudioState } from './studio-types.ts';

export const NEVER_PROVEN: ProofState = { phase: 'never' };
const SHOWN = 50;
const STEP_MS = 50;

export interface Proofs {
  reconcile(): Promise<void>;
  prove(objects?: readonly Id[]): Promise<void>;
  cancel(): void;
  reset(): void;
}

const isRunning = ({ run }: StudioState): boolean => run.phase === 'starting' || run.phase === 'running' || run.phase === 'cancelling';
const isBuilt = ({ run, plan }: StudioState): boolean =>
  run.phase === 'done' && plan.relations.every(({ id }) => ['built', 'kept'].includes(run.relations.get(id)?.status ?? ''));

/** What is asked of the vault as a whole, on the engine of the runs; never beside one of them. */
export function createProofs(store: () => StoreApi<StudioState>, runs: Pick<Runs, 'engine' | 'run' | 'deliveries'>): Proofs {
  let controller: AbortController | undefined;
  const set = (proof: ProofState): void => store().setState({ proof });

  /** Tells where the work stands, at most once in a while: a run of many deliveries has thousands of steps. */
  function stepsOf(mine: AbortController): (step: WorkStep) => void {
    let newest: WorkStep | undefined;
    return (step) => {
      const isWaiting = newest !== undefined;
      newest = step;
      if (isWaiting) return;
      setTimeout(() => {
        if (controller === mine && newest) {
          const told = newest;
          store().setState(({ proof }) => ({ proof: { ...proof, step: told } }));
        }
        newest = undefined;
      }, STEP_MS);
    };
  }

  async function attempt(
    what: NonNullable<ProofState['what']>,
    work: (signal: AbortSignal, onStep: (step: WorkStep) => void) => Promise<Partial<ProofState>>,
  ): Promise<void> {
    if (controller || isRunning(store().getState())) return;
    const mine = new AbortController();
    controller = mine;
    const { step: _, ...before } = store().getState().proof;
    set({ ...before, phase: 'running', what });
    try {
      const found = await work(mine.signal, stepsOf(mine));
      if (controller === mine) set({ ...before, ...found, phase: mine.signal.aborted ? 'cancelled' : 'done', what });
    } catch (error) {
      const cancelled = error instanceof EngineCancelled;
      if (controller === mine)
        set({ phase: cancelled ? 'cancelled' : 'failed', what, ...(cancelled ? {} : { message: error instanceof Error ? error.message : String(error) }) });
    } finally {
      if (controller === mine) controller = undefined;
    }
  }

  return {
    async reconcile() {
      if (controller || isRunning(store().getState())) return;
      if (!isBuilt(store().getState())) await runs.run();
      const { phase } = store().getState().run;
      if (phase === 'cancelled') return;
      if (phase !== 'done') return set({ phase: 'failed', what: 'reconcile', message: 'The run failed, so nothing was compared: see the run log.' });
      await attempt('reconcile', async (signal, onStep) => {
        const [{ reconcile }, engine] = await Promise.all([import('../engine/reconcile.ts'), runs.engine()]);
        return { reconciled: await reconcile(engine, store().getState().project, { limit: SHOWN, signal, onStep }) };
      });
    },
    prove: (objects) =>
      attempt('prove', async (signal, onStep) => {
        const [{ prove }, engine] = await Promise.all([import('../engine/prove.ts'), runs.engine()]);
        const { project } = store().getState();
        const proven: ProofResult[] = [];
        const onResult = (result: ProofResult): void => {
          proven.push(result);
          store().setState(({ proof }) => ({ proof: { ...proof, proven: [...proven] } }));
        };
        return { proven: await prove(engine, project, runs.deliveries(), { limit: SHOWN, signal, onStep, onResult, ...(objects ? { objects } : {}) }) };
      }),
    cancel: () => controller?.abort(),
    reset() {
      controller?.abort();
      controller = undefined;
      set(NEVER_PROVEN);
    },
  };
}
