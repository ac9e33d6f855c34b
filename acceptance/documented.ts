import type { Run, Verdict } from './judge.ts';

/** A case whose rows Orrery gives otherwise on purpose, in one of the ways of running it. */
export interface Exception {
  readonly runs: readonly Run[];
  readonly cases: readonly string[];
  readonly reason: string;
}

/** Every exception there is. One that no longer holds is told as a failure. */
export const DOCUMENTED: readonly Exception[] = [];

/** The verdict with its documented failures taken out, and those that were documented and did not come put in. */
export function withDocumented(
  verdict: Verdict,
  runs: readonly Run[],
  list: readonly Exception[] = DOCUMENTED,
): { readonly verdict: Verdict; readonly documented: readonly Exception[] } {
  if (verdict.status === 'skipped') return { verdict, documented: [] };
  const expected = runs.flatMap((run) => {
    const exception = verdict.inapplicable.has(run) ? undefined : list.find((one) => one.runs.includes(run) && one.cases.includes(verdict.id));
    return exception ? [{ run, exception }] : [];
  });
  const unexpected = verdict.failures.filter((failure) => expected.every(({ run }) => run !== failure.run));
  const gone = expected.filter(({ run }) => verdict.failures.every((failure) => failure.run !== run));
  const failures = [
    ...unexpected,
    ...gone.map(({ run }) => ({ run, step: 0, message: 'is listed as a documented exception, but passes: take it out of the list' })),
  ];
  return {
    verdict: { ...verdict, failures, status: failures.length === 0 ? 'passed' : 'failed' },
    documented: [...new Set(expected.map(({ exception }) => exception))],
  };
}
