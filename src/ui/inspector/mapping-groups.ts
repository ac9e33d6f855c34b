import type { FedObject } from '../../core/model/lookup.ts';
import type { ColumnMap, Id, Project } from '../../core/model/types.ts';

/** Columns of an object that one part of a feed maps. */
export interface MappingGroup {
  readonly title: string | undefined;
  /** The link-hub or fact-dimension that is looked up. */
  readonly reference?: Id;
  readonly targets: readonly { readonly id: Id; readonly name: string; readonly type: string }[];
  readonly map: ColumnMap;
}

const withRole = (name: string, role: string | undefined): string => (role === undefined ? name : `${name} as ${role}`);

/** What there is to map in a feed, group by group. */
export function mappingGroups(object: FedObject, feed: FedObject['feeds'][number], project: Project): readonly MappingGroup[] {
  const own: MappingGroup = { title: object.kind === 'link' ? 'Dependent child key' : undefined, targets: object.columns, map: feed.map };
  if (object.kind === 'link') {
    const maps = 'hubs' in feed ? (feed.hubs as Readonly<Record<Id, ColumnMap>>) : {};
    const hubs = object.hubs.flatMap((reference): readonly MappingGroup[] => {
      const hub = project.objects[reference.hub];
      return hub?.kind === 'hub'
        ? [{ title: withRole(hub.name, reference.role), reference: reference.id, targets: hub.columns, map: maps[reference.id] ?? {} }]
        : [];
    });
    return own.targets.length > 0 ? [...hubs, own] : hubs;
  }
  if (object.kind === 'fact') {
    const maps = 'dimensions' in feed ? (feed.dimensions as Readonly<Record<Id, ColumnMap>>) : {};
    return [
      own,
      ...object.dimensions.flatMap((reference): readonly MappingGroup[] => {
        const dimension = project.objects[reference.dimension];
        const targets =
          dimension?.kind === 'dimension'
            ? dimension.columns.filter((column) => column.use === 'natural_key')
            : dimension?.kind === 'date_dimension'
              ? [{ id: 'date', name: 'date', type: 'date' }]
              : undefined;
        return dimension && targets
          ? [{ title: withRole(dimension.name, reference.role), reference: reference.id, targets, map: maps[reference.id] ?? {} }]
          : [];
      }),
    ];
  }
  return [own];
}
