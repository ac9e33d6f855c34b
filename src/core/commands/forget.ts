import { isFed } from '../model/lookup.ts';
import type { Id, Project } from '../model/types.ts';

const drop = (record: Record<Id, unknown>, ids: ReadonlySet<Id>): void => {
  for (const id of ids) delete record[id];
};

/** Takes every reference to deleted objects out of the document. A staging object's source and a satellite's parent stay, and are reported. */
export function forgetObjects(draft: Project, ids: ReadonlySet<Id>): void {
  for (const object of Object.values(draft.objects)) {
    if (isFed(object) && object.feeds.some((feed) => ids.has(feed.from))) object.feeds = object.feeds.filter((feed) => !ids.has(feed.from)) as never;
    if (object.kind === 'link') {
      const gone = new Set(object.hubs.filter((reference) => ids.has(reference.hub)).map((reference) => reference.id));
      if (gone.size === 0) continue;
      object.hubs = object.hubs.filter((reference) => !gone.has(reference.id));
      for (const feed of object.feeds) drop(feed.hubs, gone);
    } else if (object.kind === 'fact') {
      const gone = new Set(object.dimensions.filter((reference) => ids.has(reference.dimension)).map((reference) => reference.id));
      if (gone.size === 0) continue;
      object.dimensions = object.dimensions.filter((reference) => !gone.has(reference.id));
      object.grain.columns = object.grain.columns.filter((id) => !gone.has(id));
      for (const feed of object.feeds) drop(feed.dimensions, gone);
    }
  }
  for (const diagram of Object.values(draft.diagrams)) drop(diagram.placed, ids);
  for (const delivery of draft.deliveries) drop(delivery.files, ids);
}
