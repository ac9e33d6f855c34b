import type { Id } from '../../core/model/types.ts';
import type { CheckResult } from '../../core/engine-port.ts';

/** How much a result asks for attention; 0 when the check holds. */
export function weightOf({ state, severity }: CheckResult): 0 | 1 | 2 {
  if (state === 'holds') return 0;
  return state === 'failed' || severity === 'error' ? 2 : 1;
}

/** Relations derived from an object carry its id before a slash. */
export const objectOf = (relation: Id): Id => relation.split('/')[0] ?? relation;

/** The results of one object, or of all: what is broken first, then what warns, then what holds; within each as the plan has them. */
export function inOrder(results: ReadonlyMap<Id, readonly CheckResult[]>, object: Id | undefined): readonly CheckResult[] {
  const wanted = [...results].flatMap(([relation, list]) => (object === undefined || objectOf(relation) === object ? list : []));
  return wanted.toSorted((a, b) => weightOf(b) - weightOf(a));
}

/** The gravest result of each object that has one which does not hold. */
export function objectChecks(results: ReadonlyMap<Id, readonly CheckResult[]>): ReadonlyMap<Id, 'error' | 'warning'> {
  const marks = new Map<Id, 'error' | 'warning'>();
  for (const [relation, list] of results) {
    const object = objectOf(relation);
    const worst = Math.max(0, ...list.map(weightOf));
    if (worst === 2) marks.set(object, 'error');
    else if (worst === 1 && !marks.has(object)) marks.set(object, 'warning');
  }
  return marks;
}
