import type { Id, Project } from '../../core/model/types.ts';
import { flowsInto } from './edges.ts';

/**
 * The source systems that the rows of each object come from, by their names; an empty name stands for a source whose system is
 * not told. Objects whose rows come from no source have none.
 */
export function systemsOf(project: Project): ReadonlyMap<Id, ReadonlySet<string>> {
  const known = new Map<Id, ReadonlySet<string>>();
  const begun = new Set<Id>();
  const visit = (id: Id): ReadonlySet<string> => {
    const done = known.get(id);
    const object = project.objects[id];
    // What feeds itself, by mistake, brings nothing new.
    if (done || !object || begun.has(id)) return done ?? new Set();
    begun.add(id);
    const found = object.kind === 'source' ? new Set([object.system?.trim() ?? '']) : new Set(flowsInto(object).flatMap(({ from }) => [...visit(from)]));
    known.set(id, found);
    return found;
  };
  for (const id of Object.keys(project.objects)) visit(id);
  return known;
}
