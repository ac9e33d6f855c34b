import type { CheckResult } from '../../core/engine-port.ts';
import type { Plan } from '../../core/plan/types.ts';
import { columnChecks, type ColumnState } from '../checks/check-order.ts';
import type { Diagnostic } from '../../core/model/diagnostic.ts';
import type { Id } from '../../core/model/types.ts';
import type { RelationRun } from '../../store/studio-types.ts';
import type { ObjectState } from '../canvas/object-node.tsx';

const STATUS: Readonly<Record<RelationRun['status'], ObjectState['status']>> = {
  waiting: 'none',
  running: 'running',
  built: 'done',
  kept: 'done',
  failed: 'failed',
  skipped: 'skipped',
  stale: 'stale',
};
/** The state of an object with several relations is the one that needs attention most. */
const WEIGHT: readonly ObjectState['status'][] = ['none', 'done', 'stale', 'skipped', 'running', 'failed'];

/** What checks have found of the columns of each object, by the ids that the document has for them. */
export function checkedColumns(results: ReadonlyMap<Id, readonly CheckResult[]>, plan: Plan): ReadonlyMap<Id, ReadonlyMap<Id, ColumnState>> {
  const found = new Map<Id, ReadonlyMap<Id, ColumnState>>();
  for (const [id, list] of results) {
    const states = columnChecks(list);
    const own = (plan.byId.get(id)?.columns ?? []).flatMap(({ name, column }) => {
      const state = states.get(name);
      return column === undefined || state === undefined ? [] : [[column, state] as const];
    });
    if (own.length > 0) found.set(id, new Map(own));
  }
  return found;
}

/** Run state by object; an object's rows are those of its own relation. Relations derived from an object carry a suffix after a slash. */
export function objectStates(
  relations: ReadonlyMap<Id, RelationRun>,
  checks: ReadonlyMap<Id, 'error' | 'warning'> = new Map(),
  columns: ReadonlyMap<Id, ReadonlyMap<Id, ColumnState>> = new Map(),
): ReadonlyMap<Id, ObjectState> {
  const states = new Map<Id, ObjectState>();
  for (const [id, run] of relations) {
    const [object = id] = id.split('/');
    const known = states.get(object);
    const mine = STATUS[run.status];
    const status = known && WEIGHT.indexOf(known.status) > WEIGHT.indexOf(mine) ? known.status : mine;
    const rows = id === object ? run.rows : known?.rows;
    const check = checks.get(object);
    const checked = columns.get(object);
    states.set(object, {
      status,
      ...(rows === undefined ? {} : { rows }),
      ...(check === undefined ? {} : { check }),
      ...(checked ? { columns: checked } : {}),
    });
  }
  return states;
}

const told = ({ columns }: ObjectState): string => (columns ? JSON.stringify([...columns]) : '');
const isSame = (a: ObjectState, b: ObjectState): boolean =>
  a.status === b.status && a.rows === b.rows && a.check === b.check && (a.columns === b.columns || told(a) === told(b));

/** Gives states that are as they were as the very objects they were, so that only what changed is drawn again. */
export function createStateKeeper(): (states: ReadonlyMap<Id, ObjectState>) => ReadonlyMap<Id, ObjectState> {
  let kept: ReadonlyMap<Id, ObjectState> = new Map();
  return (states) => {
    const next = new Map<Id, ObjectState>();
    for (const [id, state] of states) {
      const known = kept.get(id);
      next.set(id, known && isSame(known, state) ? known : state);
    }
    kept = next;
    return next;
  };
}

/** The gravest problem of each object. */
export function objectProblems(diagnostics: readonly Diagnostic[]): ReadonlyMap<Id, 'error' | 'warning'> {
  const problems = new Map<Id, 'error' | 'warning'>();
  for (const { at, severity } of diagnostics) {
    if (at.object === undefined || severity === 'info') continue;
    if (severity === 'error' || !problems.has(at.object)) problems.set(at.object, severity);
  }
  return problems;
}
