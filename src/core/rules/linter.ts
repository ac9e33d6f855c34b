import type { Diagnostic } from '../model/diagnostic.ts';
import type { Id, ModelObject, Project } from '../model/types.ts';
import { readsOf } from '../plan/graph.ts';
import type { Plan } from '../plan/types.ts';
import { RULES } from './registry.ts';
import type { Rule } from './types.ts';

interface Kept {
  /** What the rules could see: compared by reference. */
  readonly inputs: readonly unknown[];
  readonly found: readonly Diagnostic[];
}

export interface Linter {
  (project: Project, plan: Plan): readonly Diagnostic[];
  /** Objects looked at by the last call; what was found about the rest was kept. */
  readonly looked: () => number;
}

/**
 * A linter that remembers: an object is looked at again only when it, what it reads, what that reads, or the settings
 * changed. Objects and relations are compared by reference, as the compiler does.
 */
export function createLinter(rules: readonly Rule[] = RULES): Linter {
  let kept = new Map<Id, Kept>();
  let looked = 0;
  const rulesOf = (object: ModelObject): readonly Rule[] => rules.filter((rule) => rule.kind === object.kind);
  const lint = (project: Project, plan: Plan): readonly Diagnostic[] => {
    const next = new Map<Id, Kept>();
    looked = 0;
    for (const object of Object.values(project.objects)) {
      const own = rulesOf(object);
      if (own.length === 0) continue;
      const inputs: readonly unknown[] = [
        object,
        project.settings,
        plan.byId.get(object.id),
        ...readsOf(object).flatMap((id) => {
          const read = project.objects[id];
          return [read, plan.byId.get(id), ...(read ? readsOf(read).map((behind) => project.objects[behind]) : [])];
        }),
      ];
      const before = kept.get(object.id);
      if (before && before.inputs.length === inputs.length && before.inputs.every((input, index) => input === inputs[index])) next.set(object.id, before);
      else {
        looked += 1;
        next.set(object.id, { inputs, found: own.flatMap((rule) => rule.check(object, { project, plan })) });
      }
    }
    kept = next;
    return [...next.values()].flatMap(({ found }) => found);
  };
  return Object.assign(lint, { looked: () => looked });
}
