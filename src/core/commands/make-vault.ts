import { feedObject, isFeed, type FeedObject } from '../model/lookup.ts';
import type { ColumnMap, Hub, Id, Link, LinkFeed, LinkHub, ModelObject, Project, Satellite } from '../model/types.ts';
import { sameName } from './map-by-name.ts';
import { descriptiveColumns, hubsFedBy, keyColumns } from './staged-keys.ts';

/** What every new object begins with. */
export interface Head {
  readonly id: Id;
  readonly name: string;
}

/** A column as it was staged, for an object that takes it over. */
export const taken = ({
  id,
  name,
  type,
  description,
}: {
  readonly id: Id;
  readonly name: string;
  readonly type: string;
  readonly description?: string | undefined;
}) => ({ id, name, type, ...(description === undefined ? {} : { description }) });

const same = (columns: readonly { readonly id: Id }[]): Record<Id, Id> => Object.fromEntries(columns.map(({ id }) => [id, id]));

export function makeHub(head: Head, project: Project, from: ModelObject | undefined): Hub {
  if (!isFeed(from)) return { kind: 'hub', ...head, columns: [], feeds: [] };
  const keys = keyColumns(project, from);
  return { kind: 'hub', ...head, columns: keys.map(taken), feeds: keys.length > 0 ? [{ from: from.id, map: same(keys) }] : [] };
}

/** A satellite on a hub or link, or of a staging object whose hub can be told. */
export function makeSatellite(head: Head, project: Project, from: ModelObject | undefined): Satellite {
  const empty: Satellite = { kind: 'satellite', ...head, parent: 'unset', columns: [], feeds: [] };
  const fed = (parent: Id, staging: FeedObject | undefined): Satellite => {
    const columns = staging ? descriptiveColumns(project, staging) : [];
    return { ...empty, parent, columns: columns.map(taken), feeds: staging && columns.length > 0 ? [{ from: staging.id, map: same(columns) }] : [] };
  };
  if (from?.kind === 'hub' || from?.kind === 'link') {
    const described = new Set(
      Object.values(project.objects).flatMap((object) =>
        object.kind === 'satellite' && object.parent === from.id ? object.feeds.map((feed) => feed.from) : [],
      ),
    );
    const stagings = from.feeds.flatMap((feed) => feedObject(project, feed.from) ?? []);
    return fed(from.id, stagings.find((staging) => !described.has(staging.id)) ?? stagings[0]);
  }
  if (!isFeed(from)) return empty;
  const hubs = hubsFedBy(project, from.id);
  const key = keyColumns(project, from)
    .map(({ id }) => id)
    .join();
  const parent = hubs.find(({ columns }) => columns.join() === key) ?? (hubs.length === 1 ? hubs[0] : undefined);
  return fed(parent?.hub.id ?? 'unset', from);
}

/** Where rows of a staging object carry the key of a hub under the hub's own names; `undefined` unless the whole of it. */
function carriedKey(project: Project, staging: FeedObject, hub: Hub): ColumnMap | undefined {
  const pairs = hub.columns.flatMap((column) => {
    const found = sameName<{ readonly id: Id; readonly name: string }>(staging.columns, column.name);
    return found ? [[column.id, found.id] as const] : [];
  });
  if (pairs.length === 0 || pairs.length < hub.columns.length) return undefined;
  // The key of its own rows under the same name is another's key by accident: every table may have an `id`.
  const own = keyColumns(project, staging).map(({ id }) => id);
  return own.length === pairs.length && pairs.every(([, id]) => own.includes(id)) ? undefined : Object.fromEntries(pairs);
}

/** How a staging object feeds a link of these hubs; `undefined` unless it feeds each of them or carries their keys. */
export function linkFeed(project: Project, staging: Id, references: readonly LinkHub[]): LinkFeed | undefined {
  const hubs: Record<Id, Record<Id, Id>> = {};
  const rows = feedObject(project, staging);
  for (const reference of references) {
    const hub = project.objects[reference.hub];
    if (hub?.kind !== 'hub') return undefined;
    const feeds = hub.feeds.filter((candidate) => candidate.from === staging);
    // A hub that is fed twice and plays two roles takes one of its keys in each.
    const before = references.slice(0, references.indexOf(reference)).filter((other) => other.hub === reference.hub).length;
    const map = (feeds[before] ?? feeds.at(-1))?.map ?? (rows && carriedKey(project, rows, hub));
    if (!map) return undefined;
    hubs[reference.id] = { ...map };
  }
  return { from: staging, hubs, map: {} };
}

/** Lets what feeds a link feed its hubs as well, so that no key of the link is missing in them. */
export function feedHubsOf(draft: Project, link: Pick<Link, 'hubs' | 'feeds'>): void {
  for (const { from, hubs } of link.feeds)
    for (const reference of link.hubs) {
      const hub = draft.objects[reference.hub];
      const map = hubs[reference.id];
      if (hub?.kind === 'hub' && map && !hub.feeds.some((feed) => feed.from === from)) hub.feeds.push({ from, map: { ...map } });
    }
}

/** A link of the hubs that a staging object feeds or carries the keys of, or of a hub and its first neighbour. */
export function makeLink(head: Head, project: Project, from: ModelObject | undefined): Link {
  const candidates = isFeed(from) ? [from.id] : from?.kind === 'hub' ? from.feeds.map((feed) => feed.from) : [];
  const staging = candidates.find((id) => hubsFedBy(project, id).length > 1) ?? candidates[0];
  const fed = staging === undefined ? [] : hubsFedBy(project, staging).map(({ hub }) => hub);
  const carried = isFeed(from)
    ? Object.values(project.objects).filter((object): object is Hub => object.kind === 'hub' && carriedKey(project, from, object) !== undefined)
    : [];
  const near = [...new Map([...fed, ...carried].map((hub) => [hub.id, hub])).values()];
  const chosen = from?.kind === 'hub' ? [from, ...near.filter((hub) => hub.id !== from.id).slice(0, 1)] : near;
  const hubs = chosen.map((hub) => ({ id: hub.id, hub: hub.id }));
  const feeds = hubs.length < 2 ? [] : candidates.flatMap((id) => linkFeed(project, id, hubs) ?? []);
  return { kind: 'link', ...head, hubs, columns: [], feeds };
}
