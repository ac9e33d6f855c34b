import { isFed } from '../model/lookup.ts';
import type { Id, ModelObject, Project } from '../model/types.ts';

const drop = (record: Record<Id, unknown>, ids: ReadonlySet<Id>): void => {
  for (const id of ids) delete record[id];
};

/** Takes references of which an object has several out of it; what it cannot be without stays, and is reported. */
function forgetIn(object: ModelObject, ids: ReadonlySet<Id>): void {
  switch (object.kind) {
    case 'source':
      if (object.foreign_keys?.some(({ source }) => ids.has(source)) === true)
        object.foreign_keys = object.foreign_keys.filter(({ source }) => !ids.has(source));
      if (object.view_of?.some((id) => ids.has(id)) === true) object.view_of = object.view_of.filter((id) => !ids.has(id));
      for (const column of object.columns)
        if (column.taken_from?.some(([id]) => ids.has(id)) === true) column.taken_from = column.taken_from.filter(([id]) => !ids.has(id));
      break;
    case 'satellite':
      if (object.tracks?.some(({ satellite }) => ids.has(satellite)) === true) object.tracks = object.tracks.filter(({ satellite }) => !ids.has(satellite));
      break;
    case 'intermediate': {
      const gone = new Set(object.inputs.filter(({ from }) => ids.has(from)).map(({ id }) => id));
      if (gone.size === 0) break;
      object.inputs = object.inputs.filter(({ id }) => !gone.has(id));
      for (const column of object.columns) {
        if (column.from) drop(column.from, gone);
        if (column.precedence) column.precedence = column.precedence.filter((id) => !gone.has(id));
      }
      break;
    }
    case 'as_of':
      if (object.points.by === 'load_dates' && object.points.from.some((id) => !ids.has(id)))
        object.points.from = object.points.from.filter((id) => !ids.has(id));
      break;
    case 'pit':
      object.satellites = object.satellites.filter(({ satellite }) => !ids.has(satellite));
      break;
    case 'bridge':
      object.walk = object.walk.filter(({ link }) => !ids.has(link));
      for (const step of object.walk) if (step.effectivity !== undefined && ids.has(step.effectivity)) delete step.effectivity;
      break;
    case 'dimension': {
      const gone = new Set((object.outriggers ?? []).filter(({ dimension }) => ids.has(dimension)).map(({ id }) => id));
      if (gone.size === 0) break;
      object.outriggers = (object.outriggers ?? []).filter(({ id }) => !gone.has(id));
      for (const feed of object.feeds) if (feed.outriggers) drop(feed.outriggers, gone);
      break;
    }
    default:
  }
}

/** Takes every reference to deleted objects out of the document. A staging object's source and a satellite's parent stay, and are reported. */
export function forgetObjects(draft: Project, ids: ReadonlySet<Id>): void {
  for (const object of Object.values(draft.objects)) {
    if (isFed(object) && object.feeds.some((feed) => ids.has(feed.from))) object.feeds = object.feeds.filter((feed) => !ids.has(feed.from)) as never;
    forgetIn(object, ids);
    if (object.kind === 'link') {
      const gone = new Set(object.hubs.filter((reference) => ids.has(reference.hub)).map((reference) => reference.id));
      if (gone.size === 0) continue;
      object.hubs = object.hubs.filter((reference) => !gone.has(reference.id));
      for (const feed of object.feeds) drop(feed.hubs, gone);
    } else if (object.kind === 'fact') {
      for (const reference of object.dimensions) if (reference.through !== undefined && ids.has(reference.through)) delete reference.through;
      const gone = new Set(object.dimensions.filter((reference) => ids.has(reference.dimension)).map((reference) => reference.id));
      if (gone.size === 0) continue;
      object.dimensions = object.dimensions.filter((reference) => !gone.has(reference.id));
      object.grain.columns = object.grain.columns.filter((id) => !gone.has(id));
      for (const feed of object.feeds) drop(feed.dimensions, gone);
    }
  }
  for (const object of Object.values(draft.objects))
    for (const example of object.examples ?? [])
      if (example.given.some(({ from }) => ids.has(from))) example.given = example.given.filter(({ from }) => !ids.has(from));
  for (const exposure of draft.settings.exposures ?? [])
    if (exposure.reads.some((id) => ids.has(id))) exposure.reads = exposure.reads.filter((id) => !ids.has(id));
  for (const diagram of Object.values(draft.diagrams)) drop(diagram.placed, ids);
  for (const delivery of draft.deliveries) drop(delivery.files, ids);
}
