import { columnsOf } from '../../core/model/lookup.ts';
import type { Plan, Relation } from '../../core/plan/types.ts';
import type { Column, Id, ModelObject } from '../../core/model/types.ts';
import type { StudioState } from '../../store/studio-types.ts';

/** The object the panel is about: the one last selected. */
export function subjectOf({ project, selection, column }: Pick<StudioState, 'project' | 'selection' | 'column'>): ModelObject | undefined {
  const id = column?.object ?? selection.at(-1);
  return id === undefined ? undefined : project.objects[id];
}

/** A column of the document; a date dimension's columns are given, not drawn. */
export const columnOf = (object: ModelObject, id: Id | undefined): Column | undefined => columnsOf(object).find((column) => column.id === id);

/** The relation of it that the panel shows: its own, or one beside it that was chosen; none while it cannot be built. */
export function subjectRelation(state: Pick<StudioState, 'project' | 'plan' | 'selection' | 'column' | 'part'>): Relation | undefined {
  const object = subjectOf(state);
  if (!object) return undefined;
  const part = state.part === undefined ? undefined : state.plan.byId.get(state.part);
  return part?.origin === object.id ? part : state.plan.byId.get(object.id);
}

/** The relations of an object: its own first, then the views beside it. */
export const relationsOf = (plan: Plan, object: Id): readonly Relation[] => plan.relations.filter(({ origin }) => origin === object);
