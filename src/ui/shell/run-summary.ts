import type { RelationRun, RunState } from '../../store/studio-types.ts';

export interface RunSummary {
  readonly tone: 'ok' | 'error' | 'stale' | 'quiet';
  readonly text: string;
}

/** Seconds with as many digits as mean something. */
export const secondsText = (seconds: number): string => `${seconds < 10 ? seconds.toFixed(2) : seconds.toFixed(1)} s`;

/** The view of what an object refused is no work of its own. */
const isAside = (id: string): boolean => id.endsWith('/rejects');

/** How the last run ended, in a few words; nothing while there is none. What is planned and was never built counts as to build. */
export function runSummary(run: RunState, planned: readonly { readonly id: string }[] = []): RunSummary | undefined {
  const told = [...run.relations].filter(([id]) => !isAside(id));
  const count = (status: RelationRun['status']): number => told.filter(([, relation]) => relation.status === status).length;
  const took = run.seconds === undefined ? '' : secondsText(run.seconds);
  const open = count('stale') + planned.filter(({ id }) => !isAside(id) && !run.relations.has(id)).length;
  switch (run.phase) {
    case 'never':
    case 'starting':
    case 'running':
    case 'cancelling':
      return undefined;
    case 'cancelled':
      return { tone: 'quiet', text: 'Cancelled; what was loaded is kept' };
    case 'failed':
      return { tone: 'error', text: count('failed') === 0 ? 'The run failed' : `${count('failed')} failed${took && ` after ${took}`}` };
    case 'done': {
      if (open > 0) return { tone: 'stale', text: `${open} to build` };
      const parts = [`${count('built')} built`, ...(count('kept') > 0 ? [`${count('kept')} kept`] : [])].join(', ');
      return { tone: 'ok', text: took ? `${parts} in ${took}` : parts };
    }
  }
}
