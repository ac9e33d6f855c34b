import type { Hub, Id, Link, Project } from '../../model/types.ts';

const found = new WeakMap<Project['objects'], ReadonlySet<Id>>();

/** Hubs that a link refers to by their zero key although the project leaves missing keys out. */
function wantedByLinks({ objects }: Project): ReadonlySet<Id> {
  const known = found.get(objects);
  if (known) return known;
  const wanted = new Set(
    Object.values(objects).flatMap((object) =>
      object.kind === 'link' ? object.hubs.flatMap(({ hub, missing }) => (missing === 'zero_key' ? [hub] : [])) : [],
    ),
  );
  found.set(objects, wanted);
  return wanted;
}

/** Whether a hub or link holds a row under the zero key: the project's rule, or what a link needs of its hub. */
export const holdsZeroKey = (object: Hub | Link, project: Project): boolean =>
  (project.settings.vault?.missing_keys === 'zero_key' || wantedByLinks(project).has(object.id)) && !object.columns.some(({ use }) => use === 'key_part');
