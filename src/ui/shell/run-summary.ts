import type { RelationRun, RunState } from '../../store/studio-types.ts';

export interface RunSummary { readonly tone: 'ok' | 'error' | 'stale' | 'quiet'; readonly text: string }

/** Seconds with as many digits as mean something. */
export const secondsText = (seconds: number): string => `${seconds < 10 ? seconds.toFixed(2) : seconds.toFixed(1)} s`;

/** How the last run ended, in a few words; nothing while there is none. */
export function runSummary(run: RunState): RunSummary | undefined {
  const count = (status: RelationRun['status']): number => [...run.relations.values()].filter((relation) => relation.status === status).length;
  const took = run.seconds === undefined ? '' : secondsText(run.seconds);
  const stale = count('stale');
  switch (run.phase) {
    case 'never': case 'starting': case 'running': case 'cancelling': return undefined;
    case 'cancelled': return { tone: 'quiet', text: 'Cancelled; what was loaded is kept' };
    case 'failed': return { tone: 'error', text: count('failed') === 0 ? 'The run failed' : `${count('failed')} failed${took && ` after ${took}`}` };
    case 'done': {
      if (stale > 0) return { tone: 'stale', text: `${stale} to build again` };
      const parts = [`${count('built')} built`, ...(count('kept') > 0 ? [`${count('kept')} kept`] : [])].join(', ');
      return { tone: 'ok', text: took ? `${parts} in ${took}` : parts };
    }
  }
}
