import type { Id } from '../../core/model/types.ts';
import type { RunState } from '../../store/studio-types.ts';
import type { CheckResult } from '../../core/engine-port.ts';

/** How much a result asks for attention; 0 when the check holds. */
export function weightOf({ state, severity }: CheckResult): 0 | 1 | 2 {
  if (state === 'holds') return 0;
  return state === 'failed' || severity === 'error' ? 2 : 1;
}

/** Relations derived from an object carry its id before a slash. */
export const objectOf = (relation: Id): Id => relation.split('/')[0] ?? relation;

const FILES_LOADED = 'file_lines';
const FILES_AS_EXPECTED = 'file_notes';

/** What a run found of the files of each source, told like checks: lines that were left out, and what else was odd. */
export function fileResults({ rejects, fileNotes }: Pick<RunState, 'rejects' | 'fileNotes'>): readonly CheckResult[] {
  const results = (id: string, title: string, sources: readonly Id[]): readonly CheckResult[] =>
    [...new Set(sources)].map((relation) => ({
      relation,
      id,
      title,
      severity: 'warning',
      state: 'broken',
      rows: sources.filter((source) => source === relation).length,
    }));
  return [
    ...results(
      FILES_LOADED,
      'every line of a delivered file fits its columns',
      rejects.map(({ source }) => source),
    ),
    ...results(
      FILES_AS_EXPECTED,
      'every delivered file has the columns of its source, and rows',
      fileNotes.map(({ source }) => source),
    ),
  ];
}
export const isOfFiles = ({ id }: CheckResult): boolean => id === FILES_LOADED || id === FILES_AS_EXPECTED;

/** Results by relation, those of files among them. */
export function withFiles(
  results: ReadonlyMap<Id, readonly CheckResult[]>,
  run: Pick<RunState, 'rejects' | 'fileNotes'>,
): ReadonlyMap<Id, readonly CheckResult[]> {
  const found = fileResults(run);
  if (found.length === 0) return results;
  const all = new Map(results);
  for (const result of found) all.set(result.relation, [result, ...(all.get(result.relation) ?? [])]);
  return all;
}

/** The results of one object, or of all: what is broken first, then what warns, then what holds; within each as the plan has them. */
export function inOrder(results: ReadonlyMap<Id, readonly CheckResult[]>, object: Id | undefined): readonly CheckResult[] {
  const wanted = [...results].flatMap(([relation, list]) => (object === undefined || objectOf(relation) === object ? list : []));
  return wanted.toSorted((a, b) => weightOf(b) - weightOf(a));
}

/** What the checks of a column have found: whether all hold, or the gravest that does not. */
export type ColumnState = 'holds' | 'warning' | 'error';
const COLUMN_STATES = ['holds', 'warning', 'error'] as const;

/** By column of a relation, of those that a check is about by itself or with others. */
export function columnChecks(results: readonly CheckResult[]): ReadonlyMap<string, ColumnState> {
  const weights = new Map<string, 0 | 1 | 2>();
  for (const result of results)
    for (const column of result.columns ?? []) weights.set(column, Math.max(weights.get(column) ?? 0, weightOf(result)) as 0 | 1 | 2);
  return new Map([...weights].map(([column, weight]) => [column, COLUMN_STATES[weight]]));
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
