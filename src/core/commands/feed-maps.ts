import type { FedObject } from '../model/lookup.ts';
import type { ColumnMap, Id } from '../model/types.ts';

/** What a group bridge's feed looks its member up by stands under this name. */
export const MEMBER = 'member';

/** The look-ups of a feed besides the object's own columns, by reference; nothing where its kind has none. */
export function feedMaps(object: FedObject, feed: FedObject['feeds'][number]): Readonly<Record<Id, ColumnMap>> | undefined {
  switch (object.kind) {
    case 'link':
      return (feed as (typeof object.feeds)[number]).hubs;
    case 'fact':
      return (feed as (typeof object.feeds)[number]).dimensions;
    case 'dimension':
      return (feed as (typeof object.feeds)[number]).outriggers ?? {};
    case 'group_bridge':
      return { [MEMBER]: (feed as (typeof object.feeds)[number]).member };
    default:
      return undefined;
  }
}

/** The map of one reference of a feed that is being changed, made where there is none yet. */
export function mapOf(object: FedObject, feed: FedObject['feeds'][number], reference: Id): Record<Id, Id> | undefined {
  switch (object.kind) {
    case 'link':
      return ((feed as (typeof object.feeds)[number]).hubs[reference] ??= {});
    case 'fact':
      return ((feed as (typeof object.feeds)[number]).dimensions[reference] ??= {});
    case 'dimension':
      return (((feed as (typeof object.feeds)[number]).outriggers ??= {})[reference] ??= {});
    case 'group_bridge':
      return reference === MEMBER ? (feed as (typeof object.feeds)[number]).member : undefined;
    default:
      return undefined;
  }
}
