import type { Id, Project } from '../../model/types.ts';
import { factRule } from '../types.ts';

/** Facts behind a feed, through intermediate objects. */
function factsBehind(project: Project, id: Id, seen: ReadonlySet<Id>): readonly string[] {
  const object = project.objects[id];
  if (!object || seen.has(id)) return [];
  if (object.kind === 'fact') return [object.name];
  return object.kind === 'intermediate' ? object.inputs.flatMap(({ from }) => factsBehind(project, from, new Set([...seen, id]))) : [];
}

/** Joining two facts row by row multiplies their measures (Kimball: drill across instead). */
export const factFromFact = factRule('fact-from-fact', (fact, { project }) =>
  [...new Set(fact.feeds.flatMap((feed) => factsBehind(project, feed.from, new Set())))].map((other) => ({
    message: `${fact.name} is fed by another fact, ${other}: rows of two grains multiply. Feed it from staging, and compare the two by the dimensions they share.`,
  })),
);
