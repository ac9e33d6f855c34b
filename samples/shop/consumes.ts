import type { ModelObject } from '../../src/core/model/types.ts';
import { readsOf } from '../../src/core/plan/graph.ts';

/** Ids of what an object reads or refers to. */
export function consumes(object: ModelObject): readonly string[] {
  switch (object.kind) {
    case 'source':
    case 'date_dimension':
      return [];
    case 'staging':
      return [object.source];
    case 'hub':
    case 'dimension':
      return object.feeds.map((feed) => feed.from);
    case 'link':
      return object.hubs.map((hub) => hub.hub);
    case 'satellite':
      return [object.parent];
    case 'fact':
      return object.dimensions.map((entry) => entry.dimension);
    default:
      return readsOf(object);
  }
}
