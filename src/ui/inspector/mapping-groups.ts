import { feedMaps, MEMBER } from '../../core/commands/feed-maps.ts';
import type { FedObject } from '../../core/model/lookup.ts';
import type { ColumnMap, Id, Project } from '../../core/model/types.ts';

/** Columns of an object that one part of a feed maps. */
export interface MappingGroup {
  readonly title: string | undefined;
  /** The link-hub, fact-dimension, outrigger or member that is looked up. */
  readonly reference?: Id;
  /** `unmapped`: what holds without a column, where that is no gap. */
  readonly targets: readonly { readonly id: Id; readonly name: string; readonly type: string; readonly unmapped?: string }[];
  readonly map: ColumnMap;
}

type Target = MappingGroup['targets'][number];
const withRole = (name: string, role: string | undefined): string => (role === undefined ? name : `${name} as ${role}`);

/** The columns by which members of a dimension are looked up. */
function lookUpColumns(project: Project, id: Id): readonly Target[] | undefined {
  const dimension = project.objects[id];
  switch (dimension?.kind) {
    case 'dimension':
      return dimension.dimension_type === 'junk' ? dimension.columns : dimension.columns.filter((column) => column.use === 'natural_key');
    case 'date_dimension':
      return [{ id: 'date', name: 'date', type: 'date' }];
    case 'time_dimension':
      return [{ id: 'time', name: 'time', type: 'time' }];
    case 'group_bridge':
      return dimension.columns;
    default:
      return undefined;
  }
}

/** What there is to map in a feed, group by group. */
export function mappingGroups(object: FedObject, feed: FedObject['feeds'][number], project: Project): readonly MappingGroup[] {
  const maps = feedMaps(object, feed);
  const group = (reference: Id, dimension: Id, role: string | undefined): readonly MappingGroup[] => {
    const targets = lookUpColumns(project, dimension);
    const name = project.objects[dimension]?.name;
    return targets && name !== undefined ? [{ title: withRole(name, role), reference, targets, map: maps?.[reference] ?? {} }] : [];
  };
  const own: MappingGroup = { title: object.kind === 'link' ? 'Its own columns' : undefined, targets: object.columns, map: feed.map };
  switch (object.kind) {
    case 'link': {
      const hubs = object.hubs.flatMap((reference) => {
        const hub = project.objects[reference.hub];
        return hub?.kind === 'hub'
          ? [{ title: withRole(hub.name, reference.role), reference: reference.id, targets: hub.columns, map: maps?.[reference.id] ?? {} }]
          : [];
      });
      return own.targets.length > 0 ? [...hubs, own] : hubs;
    }
    case 'fact':
      return [
        { ...own, targets: object.columns.filter(({ lag }) => lag === undefined) },
        ...object.dimensions.flatMap((reference) => group(reference.id, reference.through ?? reference.dimension, reference.role)),
      ];
    case 'satellite': {
      const dated = object.satellite_type === 'effectivity' && object.end_dating !== 'delivered' ? ['start', 'end', 'applied'] : ['applied'];
      return [
        { ...own, targets: object.columns.map((column) => (dated.includes(column.use ?? 'payload') ? { ...column, unmapped: 'dated by itself' } : column)) },
      ];
    }
    case 'dimension':
      return [own, ...(object.outriggers ?? []).flatMap((entry) => group(entry.id, entry.dimension, entry.role))];
    case 'group_bridge':
      return [own, ...group(MEMBER, object.dimension, 'the member')];
    default:
      return [own];
  }
}
