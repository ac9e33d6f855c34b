import type { Id, Project } from '../../core/model/types.ts';
import { diagramEdges } from '../canvas/edges.ts';

export interface Impact {
  /** Objects that read from the removed ones, directly or through others, nearest first. */
  readonly readers: readonly Id[];
  /** Names of the diagrams they stand on. */
  readonly diagrams: readonly string[];
  /** Deliveries that bring a file for one of them. */
  readonly deliveries: readonly Id[];
}

/** What changes when objects leave the model. */
export function impactOf(project: Project, ids: readonly Id[]): Impact {
  const readersOf = new Map<Id, Id[]>();
  for (const edge of diagramEdges(project, Object.keys(project.objects))) readersOf.set(edge.from, [...(readersOf.get(edge.from) ?? []), edge.to]);
  const gone = new Set(ids);
  const readers = new Set<Id>();
  const queue = [...ids];
  for (const id of queue) {
    for (const reader of readersOf.get(id) ?? []) {
      if (gone.has(reader) || readers.has(reader)) continue;
      readers.add(reader);
      queue.push(reader);
    }
  }
  return {
    readers: [...readers],
    diagrams: Object.values(project.diagrams)
      .filter((diagram) => ids.some((id) => diagram.placed[id] !== undefined))
      .map((diagram) => diagram.name),
    deliveries: project.deliveries.filter((delivery) => ids.some((id) => delivery.files[id] !== undefined)).map((delivery) => delivery.id),
  };
}
