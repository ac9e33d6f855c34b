import type { Engine } from '../src/core/engine-port.ts';
import { play, type Failure, type PlayOptions } from './play.ts';
import type { PreparedCase } from './prepared.ts';
import type { FoundCase } from './read-cases.ts';
import { kept, merged, split } from './variants.ts';

/** Ways to bring a case's rows: as it says; every load twice; with landing tables that keep every delivery; all at once; a batch per load date. */
export const RUNS = ['as_given', 'twice', 'kept', 'merged', 'split'] as const;
export type Run = (typeof RUNS)[number];

export interface Verdict {
  readonly id: string;
  readonly object: string;
  readonly name: string;
  readonly status: 'passed' | 'failed' | 'skipped';
  /** Why it was left out. */
  readonly reason?: string;
  readonly failures: readonly (Failure & { readonly run: Run })[];
  /** Ways that say nothing about this case, and why. */
  readonly inapplicable: ReadonlyMap<Run, string>;
}

function variantOf(
  prepared: PreparedCase,
  run: Run,
): { readonly prepared: PreparedCase; readonly program: PreparedCase['program'] } | { readonly reason: string } {
  if (run === 'kept') {
    const variant = kept(prepared);
    return 'reason' in variant ? variant : { prepared: variant, program: prepared.program };
  }
  if (run === 'as_given' || run === 'twice') return { prepared, program: prepared.program };
  const variant = run === 'merged' ? merged(prepared) : split(prepared);
  return 'reason' in variant ? variant : { prepared, program: variant.program };
}

/** Plays a case in each of the ways asked for; the case passes when it does in all of them. */
export async function judge(engine: Engine, found: FoundCase, runs: readonly Run[], onStep?: PlayOptions['onStep']): Promise<Verdict> {
  const inapplicable = new Map<Run, string>();
  const head = { id: found.id, object: found.object, inapplicable };
  if (found.kind === 'skipped') return { ...head, name: '', status: 'skipped', reason: found.reason, failures: [] };
  if (found.kind === 'broken') return { ...head, name: '', status: 'failed', failures: [{ run: 'as_given', step: 0, message: found.reason }] };
  const failures: (Failure & { readonly run: Run })[] = [];
  for (const run of runs) {
    const variant = variantOf(found.prepared, run);
    if ('reason' in variant) {
      inapplicable.set(run, variant.reason);
      continue;
    }
    const options = { twice: run === 'twice', ...(onStep && run === runs[0] ? { onStep } : {}) };
    for (const failure of await play(engine, variant.prepared, variant.program, options)) failures.push({ ...failure, run });
  }
  return { ...head, name: found.prepared.name, status: failures.length === 0 ? 'passed' : 'failed', failures };
}
