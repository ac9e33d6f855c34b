import { asBuilt } from '../../model/lookup.ts';
import type { FactFeed, Id, Project } from '../../model/types.ts';

/** A fact's feed that brings natural keys a dimension may not know. */
export interface Inference {
  readonly feed: FactFeed;
  /** Natural key column id of the dimension → feed column id. */
  readonly keys: Readonly<Record<Id, Id>>;
}

const indexes = new WeakMap<Project, ReadonlyMap<Id, readonly Inference[]>>();

/** Dimension id → the facts' feeds that it infers members from: one walk over the objects per project. */
function indexOf(project: Project): ReadonlyMap<Id, readonly Inference[]> {
  const known = indexes.get(project);
  if (known) return known;
  const index = new Map<Id, Inference[]>();
  for (const object of Object.values(project.objects)) {
    if (object.kind !== 'fact') continue;
    for (const reference of object.dimensions) {
      if (reference.missing !== 'inferred' || reference.through !== undefined) continue;
      for (const feed of asBuilt(object).feeds) {
        const keys = feed.dimensions[reference.id];
        const list = index.get(reference.dimension) ?? [];
        if (keys) index.set(reference.dimension, [...list, { feed, keys }]);
      }
    }
  }
  indexes.set(project, index);
  return index;
}

/** What a dimension infers members from: the feeds of facts whose reference to it says so. */
export const inferencesOf = (dimension: Id, project: Project): readonly Inference[] => indexOf(project).get(dimension) ?? [];
