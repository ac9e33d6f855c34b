import { feedObject } from '../../model/lookup.ts';
import { hashKeyName, ownKeyName } from '../../naming/technical-names.ts';
import { businessKey, equalKeys, keyOfFeed, linkKeyColumns, mappedTo } from '../../model/key-columns.ts';
import { diffOrder } from '../hash.ts';
import type { ColumnMap, Hub, Id, Link, LinkFeed, ModelObject, Project, Satellite } from '../../model/types.ts';

/** A hash column that a staging relation carries because something it feeds needs it. */
export interface HashDemand {
  readonly kind: 'key' | 'diff';
  /** The name it would have if no other demand of the same staging object wanted it. */
  readonly wish: string;
  /** Staging column ids, in hashing order. */
  readonly columns: readonly Id[];
  readonly collisionCode?: string;
}

const signature = (demand: HashDemand): string => JSON.stringify([demand.kind, demand.wish, demand.columns, demand.collisionCode ?? null]);

/** The key of a hub, from the staging columns a map names; `undefined` while the map has holes. */
export function hubKeyDemand(hub: Hub, map: ColumnMap | undefined, project: Project, collisionCode?: string): HashDemand | undefined {
  const columns = mappedTo(businessKey(hub), map);
  if (!columns) return undefined;
  return { kind: 'key', wish: hashKeyName(hub, project.settings), columns, ...(collisionCode === undefined ? {} : { collisionCode }) };
}

/**
 * The key of a link: the business keys of all its hubs in order, then the dependent child key. Where a hub keeps the keys
 * of systems apart by a code, the codes of all hubs come first, so that equal keys of two systems relate two things.
 */
export function linkKeyDemand(link: Link, feed: LinkFeed, project: Project): HashDemand | undefined {
  const columns = linkKeyColumns(link, feed, project);
  if (!columns) return undefined;
  const codes = link.hubs.map((reference) => {
    const hub = project.objects[reference.hub];
    return hub?.kind === 'hub' ? codeOf(hub, feed.from, feed.hubs[reference.id]) : undefined;
  });
  const demand: HashDemand = { kind: 'key', wish: ownKeyName(link, project), columns };
  if (codes.every((code) => code === undefined)) return demand;
  const { delimiter, null_placeholder: none } = project.settings.hash;
  return { ...demand, collisionCode: codes.map((code) => code ?? none).join(delimiter) };
}

type SatelliteFeed = Satellite['feeds'][number];
type ParentFeed = Hub['feeds'][number] | LinkFeed;

const feedDemand = (parent: Hub | Link, feed: ParentFeed, project: Project): HashDemand | undefined =>
  parent.kind === 'hub'
    ? hubKeyDemand(parent, feed.map, project, (feed as Hub['feeds'][number]).collision_code)
    : linkKeyDemand(parent, feed as LinkFeed, project);

/** The feed of its parent that a satellite's feed follows: from the same object, with the key that is said, or the first. */
export function parentFeed<P extends Hub | Link>(parent: P, { from, parent_key: said }: SatelliteFeed, project: Project): P['feeds'][number] | undefined {
  return (parent.feeds as readonly ParentFeed[]).find(
    (feed) => feed.from === from && (said === undefined || equalKeys(keyOfFeed(parent, feed, project), said)),
  ) as P['feeds'][number] | undefined;
}

const parentOf = (satellite: Satellite, project: Project): Hub | Link | undefined => {
  const parent = project.objects[satellite.parent];
  return parent?.kind === 'hub' || parent?.kind === 'link' ? parent : undefined;
};

/** A satellite finds its key through its parent's feed from the same object. */
export function parentKeyDemand(satellite: Satellite, feed: SatelliteFeed, project: Project): HashDemand | undefined {
  const parent = parentOf(satellite, project);
  const followed = parent && parentFeed(parent, feed, project);
  return parent && followed && feedDemand(parent, followed, project);
}

/** The column in which the parent's feed from the same object has the key ready, if it does. */
export function parentHashColumn(satellite: Satellite, feed: SatelliteFeed, project: Project): Id | undefined {
  const parent = parentOf(satellite, project);
  return parent && parentFeed(parent, feed, project)?.hash_key;
}

/** Effectivity and tracking satellites compare no payload. */
export const hasDifference = (satellite: Satellite): boolean =>
  satellite.satellite_type !== 'effectivity' && satellite.satellite_type !== 'record_tracking' && satellite.satellite_type !== 'status_tracking';

/** The hub keys beside a link's own key that an effectivity satellite carries, as far as no column holds them. */
function effectivityDemands(satellite: Satellite, feed: Satellite['feeds'][number], project: Project): readonly HashDemand[] {
  const link = project.objects[satellite.parent];
  if (link?.kind !== 'link') return [];
  const linkFeed = parentFeed(link, feed, project);
  return link.hubs.flatMap((reference) => {
    const hub = project.objects[reference.hub];
    const ready = feed.hub_keys?.[reference.id] ?? linkFeed?.hub_keys?.[reference.id];
    if (hub?.kind !== 'hub' || ready !== undefined) return [];
    return hubKeyDemand(hub, linkFeed?.hubs[reference.id], project, codeOf(hub, feed.from, linkFeed?.hubs[reference.id])) ?? [];
  });
}

/** The hash diff: payload columns in the order of their names, so that reordering columns changes no hash. */
export function diffDemand(satellite: Satellite, map: ColumnMap, project: Project): HashDemand | undefined {
  const compared = satellite.columns.filter(({ use }) => use === undefined || use === 'payload' || use === 'multi_active_key');
  const columns = mappedTo(diffOrder(compared, project.settings.hash), map);
  return columns ? { kind: 'diff', wish: `${satellite.name}_${project.settings.technical.hash_diff}`, columns } : undefined;
}

type Named = HashDemand & { readonly name: string };

/** What is known of a document, which is never changed in place: who reads each staging object, and the hashes it carries. */
const KNOWN = new WeakMap<Project, { readonly readers: ReadonlyMap<Id, readonly ModelObject[]>; readonly demands: Map<Id, readonly Named[]> }>();

function knownOf(project: Project) {
  const known = KNOWN.get(project);
  if (known) return known;
  const readers = new Map<Id, ModelObject[]>();
  for (const object of Object.values(project.objects)) {
    if (object.kind !== 'hub' && object.kind !== 'link' && object.kind !== 'satellite') continue;
    for (const from of new Set(object.feeds.map((feed) => feed.from))) {
      const list = readers.get(from);
      if (list) list.push(object);
      else readers.set(from, [object]);
    }
  }
  const made = { readers, demands: new Map<Id, readonly Named[]>() };
  KNOWN.set(project, made);
  return made;
}

/** Every hash that the objects fed by a staging object need from it, with its final name; in document order. */
export function hashDemands(project: Project, staging: Id): readonly Named[] {
  const { readers, demands } = knownOf(project);
  const found = demands.get(staging) ?? demandsOf(project, staging, readers.get(staging) ?? []);
  demands.set(staging, found);
  return found;
}

function demandsOf(project: Project, staging: Id, objects: readonly ModelObject[]): readonly Named[] {
  const demands = new Map<string, HashDemand>();
  const add = (demand: HashDemand | undefined): void => {
    if (demand) demands.set(signature(demand), demand);
  };
  for (const object of objects) {
    if (object.kind === 'hub') {
      for (const feed of object.feeds)
        if (feed.from === staging && feed.hash_key === undefined) add(hubKeyDemand(object, feed.map, project, feed.collision_code));
    } else if (object.kind === 'link') {
      for (const feed of object.feeds) {
        if (feed.from !== staging) continue;
        if (feed.hash_key === undefined) add(linkKeyDemand(object, feed, project));
        for (const reference of object.hubs) {
          const hub = project.objects[reference.hub];
          if (hub?.kind === 'hub' && feed.hub_keys?.[reference.id] === undefined)
            add(hubKeyDemand(hub, feed.hubs[reference.id], project, codeOf(hub, staging, feed.hubs[reference.id])));
        }
      }
    } else if (object.kind === 'satellite') {
      for (const feed of object.feeds) {
        if (feed.from !== staging) continue;
        if (feed.hash_key === undefined && parentHashColumn(object, feed, project) === undefined) add(parentKeyDemand(object, feed, project));
        if (feed.hash_diff === undefined && hasDifference(object)) add(diffDemand(object, feed.map, project));
        if (object.satellite_type === 'effectivity') for (const demand of effectivityDemands(object, feed, project)) add(demand);
      }
    }
  }
  const list = [...demands.values()];
  const wishes = list.map(({ wish }) => wish.toLowerCase());
  const object = feedObject(project, staging);
  const own = new Set((object?.columns ?? []).map(({ name }) => name.toLowerCase()));
  const taken = new Set(own);
  return list.map((demand) => {
    const wish = demand.wish.toLowerCase();
    const alone = !own.has(wish) && wishes.filter((other) => other === wish).length === 1;
    const wanted = alone ? demand.wish : `${demand.wish}__${demand.columns.join('_')}`;
    let name = wanted;
    for (let number = 2; taken.has(name.toLowerCase()); number += 1) name = `${wanted}_${number}`;
    taken.add(name.toLowerCase());
    return { ...demand, name };
  });
}

/** Whether two maps take a hub's key from the same columns. */
export const sameKey = (hub: Hub, a: ColumnMap | undefined, b: ColumnMap | undefined): boolean =>
  businessKey(hub).every(({ id }) => a?.[id] !== undefined && a[id] === b?.[id]);

/** The collision code under which a hub takes keys from an object: of its feed from the same columns, else of the first. */
export function codeOf(hub: Hub, staging: Id, map: ColumnMap | undefined): string | undefined {
  const feeds = hub.feeds.filter((feed) => feed.from === staging);
  return (feeds.find((feed) => sameKey(hub, feed.map, map)) ?? feeds[0])?.collision_code;
}

/** The name a demand got in its staging relation. Throws when the staging object does not know it. */
export function demandName(project: Project, staging: Id, demand: HashDemand): string {
  const found = hashDemands(project, staging).find((candidate) => signature(candidate) === signature(demand));
  if (!found) throw new Error(`staging object ${staging} carries no hash ${demand.wish}`);
  return found.name;
}
