import type { Id, Project } from '../core/model/types.ts';
import { checksOf, relationsChecked } from '../core/plan/checks.ts';
import { digest } from '../core/plan/digest.ts';
import type { Plan, Relation } from '../core/plan/types.ts';
import { buildMarks } from './staleness.ts';
import type { DataFile } from './studio-types.ts';

const TOLD = new WeakMap<Relation, string>();

/** What is checked of a relation, in a text that differs where that differs. */
function checksText(plan: Plan, relation: Relation): string {
  const known = TOLD.get(relation);
  if (known !== undefined) return known;
  const text = digest(JSON.stringify(checksOf(plan, relation).map(({ id, severity, query }) => [id, severity, query])));
  TOLD.set(relation, text);
  return text;
}

/**
 * A text per relation that has checks, which is equal exactly when looking at them again would find the same: the checks,
 * and what the relations they read are built from up to a load date.
 */
export function checkMarks(plan: Plan, project: Project, files: ReadonlyMap<string, DataFile>, upTo: string | undefined): ReadonlyMap<Id, string> {
  const built = buildMarks(plan, project, files, upTo);
  return new Map(
    plan.relations.flatMap((relation): readonly (readonly [Id, string])[] => {
      if (checksOf(plan, relation).length === 0) return [];
      return [[relation.id, [checksText(plan, relation), ...[...relationsChecked(plan, relation)].map((id) => built.get(id) ?? '')].join(' ')]];
    }),
  );
}
