import type { Diagnostic } from '../../core/model/diagnostic.ts';
import type { Studio, StudioState } from '../../store/studio-types.ts';

const SEVERITIES: readonly Diagnostic['severity'][] = ['error', 'warning', 'info'];

/** Errors first; within a severity as the compiler met them. */
export const inOrder = (diagnostics: readonly Diagnostic[]): readonly Diagnostic[] =>
  SEVERITIES.flatMap((severity) => diagnostics.filter((diagnostic) => diagnostic.severity === severity));

const placeOf = ({ object, column }: { readonly object?: string; readonly column?: string }): string => `${object ?? ''}/${column ?? ''}`;

/** The first diagnostic at the next place after what is selected, around to the first; none when none is at an object. */
export function problemAfter(state: Pick<StudioState, 'diagnostics' | 'project' | 'selection' | 'column'>): Diagnostic | undefined {
  const seen = new Set<string>();
  const places = inOrder(state.diagnostics).filter(({ at }) => {
    if (at.object === undefined || !Object.hasOwn(state.project.objects, at.object) || seen.has(placeOf(at))) return false;
    seen.add(placeOf(at));
    return true;
  });
  const [only] = state.selection;
  const here = state.column ? placeOf(state.column) : placeOf(only === undefined ? {} : { object: only });
  return places[(places.findIndex(({ at }) => placeOf(at) === here) + 1) % Math.max(1, places.length)];
}

/** Selects what a diagnostic is about. @returns whether it is about an object of the model. */
export function goToProblem({ getState, actions }: Pick<Studio, 'getState' | 'actions'>, { at }: Diagnostic): boolean {
  const { object, column } = at;
  if (object === undefined || !Object.hasOwn(getState().project.objects, object)) return false;
  if (column === undefined) actions.select([object]);
  else actions.select([object], { object, column });
  return true;
}

/** Goes to the next problem, for F8. @returns whether there is one. */
export function nextProblem(studio: Pick<Studio, 'getState' | 'actions'>): boolean {
  const problem = problemAfter(studio.getState());
  return problem !== undefined && goToProblem(studio, problem);
}
