import { isFed } from '../model/lookup.ts';
import type { Id, ModelObject } from '../model/types.ts';

/** Writes other ids wherever a draft refers to objects. */
export function referTo(object: ModelObject, ids: ReadonlyMap<Id, Id>): void {
  const other = (id: Id): Id => ids.get(id) ?? id;
  if (isFed(object)) for (const feed of object.feeds) feed.from = other(feed.from);
  for (const example of object.examples ?? []) for (const given of example.given) given.from = other(given.from);
  switch (object.kind) {
    case 'staging':
      object.source = other(object.source);
      break;
    case 'intermediate':
      for (const input of object.inputs) input.from = other(input.from);
      break;
    case 'link':
      for (const entry of object.hubs) entry.hub = other(entry.hub);
      break;
    case 'satellite':
      object.parent = other(object.parent);
      for (const entry of object.tracks ?? []) entry.satellite = other(entry.satellite);
      break;
    case 'as_of':
      if (object.points.by === 'column') object.points.from = other(object.points.from);
      else if (object.points.by === 'load_dates') object.points.from = object.points.from.map(other);
      break;
    case 'pit':
      object.parent = other(object.parent);
      object.as_of = other(object.as_of);
      for (const entry of object.satellites) entry.satellite = other(entry.satellite);
      break;
    case 'bridge':
      object.hub = other(object.hub);
      object.as_of = other(object.as_of);
      for (const step of object.walk) {
        step.link = other(step.link);
        if (step.effectivity !== undefined) step.effectivity = other(step.effectivity);
      }
      break;
    case 'dimension':
      for (const entry of object.outriggers ?? []) entry.dimension = other(entry.dimension);
      break;
    case 'hierarchy':
    case 'group_bridge':
      object.dimension = other(object.dimension);
      break;
    case 'fact':
      for (const entry of object.dimensions) {
        entry.dimension = other(entry.dimension);
        if (entry.through !== undefined) entry.through = other(entry.through);
      }
      break;
    default:
  }
}
