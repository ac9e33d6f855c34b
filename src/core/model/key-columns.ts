import type { ColumnMap, Hub, Id, Link, LinkFeed, Project } from './types.ts';

type KeyFeed = Hub['feeds'][number] | LinkFeed;

/** The columns of a hub that are hashed. */
export const businessKey = (hub: Hub): Hub['columns'] => hub.columns.filter(({ use }) => use === undefined || use === 'business_key');

/** The columns of a link that are hashed with its hubs' keys. */
export const dependentKey = (link: Link): Link['columns'] => link.columns.filter(({ use }) => use === undefined || use === 'dependent_key');

/** What a map names for columns, in their order; nothing while it has holes. */
export function mappedTo(columns: readonly { readonly id: Id }[], map: ColumnMap | undefined): readonly Id[] | undefined {
  const ids = columns.map((column) => map?.[column.id]);
  return ids.length > 0 && ids.every((id) => id !== undefined) ? ids : undefined;
}

/** What a link's key is made of: the business keys of all its hubs in order, then the dependent child key; nothing while the maps have holes. */
export function linkKeyColumns(link: Link, feed: LinkFeed, project: Project): readonly Id[] | undefined {
  const hubs = link.hubs.map((reference) => {
    const hub = project.objects[reference.hub];
    return hub?.kind === 'hub' ? mappedTo(businessKey(hub), feed.hubs[reference.id]) : undefined;
  });
  const dependent = dependentKey(link);
  const parts = dependent.length > 0 ? [...hubs, mappedTo(dependent, feed.map)] : hubs;
  return parts.length > 0 && parts.every((part) => part !== undefined) ? parts.flat() : undefined;
}

/** The columns of the object that feeds it which a feed of a hub or link makes its key of. */
export function keyOfFeed(parent: Hub | Link, feed: KeyFeed, project: Project): readonly Id[] {
  if (feed.hash_key !== undefined) return [feed.hash_key];
  return (parent.kind === 'hub' ? mappedTo(businessKey(parent), feed.map) : linkKeyColumns(parent, feed as LinkFeed, project)) ?? [];
}

/** Whether two keys are made of the same columns in the same order. */
export const equalKeys = (a: readonly Id[], b: readonly Id[]): boolean => a.length === b.length && a.every((id, index) => id === b[index]);

/** The keys that a hub or link takes from one object, each as the columns it is made of. */
export function keysTaken(parent: Hub | Link, from: Id, project: Project): readonly (readonly Id[])[] {
  const keys = (parent.feeds as readonly KeyFeed[]).filter((feed) => feed.from === from).map((feed) => keyOfFeed(parent, feed, project));
  return keys.filter((key, index) => keys.findIndex((other) => equalKeys(other, key)) === index);
}
