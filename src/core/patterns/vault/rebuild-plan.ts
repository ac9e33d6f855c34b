import { hashKeyName, ownKeyName } from '../../naming/technical-names.ts';
import type { Column, Hub, Id, Link, ModelObject, Project, Satellite, Staging } from '../../model/types.ts';
import { businessKey } from '../../model/key-columns.ts';
import { codeOf, demandName, hubKeyDemand, linkKeyDemand, parentFeed, sameKey, type HashDemand } from '../staging/hash-demand.ts';

/** A column of the vault that holds one of a staging object's. */
export interface Held {
  readonly alias: string;
  readonly name: string;
}

export interface RebuiltHub {
  readonly alias: string;
  readonly hub: Hub;
  /** The anchor's column that leads to it. */
  readonly column: string;
}

export interface RebuiltSatellite {
  readonly satellite: Satellite;
  /** Its feed from the object that is rebuilt. */
  readonly feed: Satellite['feeds'][number];
  /** The hub beside the anchor that it describes; the anchor itself when absent. */
  readonly hub?: RebuiltHub;
}

/** From which vault tables the rows of a staging object can be put together again. */
export interface RebuildPlan {
  readonly anchor: Hub | Link;
  readonly hubs: readonly RebuiltHub[];
  readonly satellites: readonly RebuiltSatellite[];
  /** Staging column id → where it is held. */
  readonly held: ReadonlyMap<Id, Held>;
  /** Staging column ids that name a row of the anchor. */
  readonly key: readonly Id[];
  /** Names of the staging columns with the anchor's hash, and with the hubs' hashes without which a row is left out. */
  readonly hash: string | undefined;
  readonly needed: readonly string[];
  /** Nothing else feeds the anchor. */
  readonly alone: boolean;
}

type VaultObject = Hub | Link | Satellite;
const index = new WeakMap<Project['objects'], ReadonlyMap<Id, readonly VaultObject[]>>();
const isVault = (object: ModelObject): object is VaultObject => object.kind === 'hub' || object.kind === 'link' || object.kind === 'satellite';

/** The hubs, links and satellites that an object feeds, by id. */
export function fedBy(project: Project, feed: Id): readonly VaultObject[] {
  let found = index.get(project.objects);
  if (!found) {
    const map = new Map<Id, VaultObject[]>();
    for (const object of Object.values(project.objects).toSorted((a, b) => (a.id < b.id ? -1 : 1)))
      if (isVault(object)) for (const from of new Set(object.feeds.map((one) => one.from))) map.set(from, [...(map.get(from) ?? []), object]);
    index.set(project.objects, map);
    found = map;
  }
  return found.get(feed) ?? [];
}

/** Ids of all vault objects that rebuilding a staging object's rows reads. */
export function rebuiltReads(project: Project, staging: Id): readonly Id[] {
  const reads = fedBy(project, staging).flatMap((object) =>
    object.kind === 'satellite' ? [object.id, object.parent] : object.kind === 'link' ? [object.id, ...object.hubs.map(({ hub }) => hub)] : [object.id],
  );
  const links = reads.flatMap((id) => {
    const object = project.objects[id];
    return object?.kind === 'link' ? object.hubs.map(({ hub }) => hub) : [];
  });
  return [...new Set([...reads, ...links])].toSorted();
}

const statesColumns = (satellite: Satellite): boolean => satellite.satellite_type !== 'record_tracking' && satellite.satellite_type !== 'status_tracking';

/** Collects which staging columns are held where; the first place found counts. */
function createHeld() {
  const held = new Map<Id, Held>();
  return {
    held,
    add: (staged: Id | undefined, alias: string, name: string): void => {
      if (staged !== undefined && !held.has(staged)) held.set(staged, { alias, name });
    },
  };
}

/** The satellites of a hub or link that describe the key which one of its feeds from a staging object brings. */
function satellitesOf<P extends Hub | Link>(
  parent: P,
  staging: Id,
  isIt: (feed: P['feeds'][number]) => boolean,
  project: Project,
): readonly Pick<RebuiltSatellite, 'satellite' | 'feed'>[] {
  return fedBy(project, staging).flatMap((object) => {
    if (object.kind !== 'satellite' || object.parent !== parent.id) return [];
    const feed = object.feeds.find((candidate) => {
      const followed = candidate.from === staging ? parentFeed(parent, candidate, project) : undefined;
      return followed !== undefined && isIt(followed);
    });
    return feed ? [{ satellite: object, feed }] : [];
  });
}

function addSatellites(list: readonly RebuiltSatellite[], add: ReturnType<typeof createHeld>['add']): void {
  for (const { satellite, feed } of list) {
    if (!statesColumns(satellite)) continue;
    for (const column of satellite.columns) add(feed.map[column.id], satellite.name, column.name);
  }
}

/** The staging column that holds a hash: one that is there, or the one made for a demand. */
function hashName(staging: Id, ready: Id | undefined, demand: HashDemand | undefined, project: Project): string | undefined {
  const object = project.objects[staging];
  const columns: readonly Column[] = object?.kind === 'staging' ? object.columns : [];
  if (ready !== undefined) return columns.find(({ id }) => id === ready)?.name;
  return demand && demand.columns.every((id) => columns.some((column) => column.id === id)) ? demandName(project, staging, demand) : undefined;
}

function overHub(hub: Hub, staging: Id, project: Project): RebuildPlan | undefined {
  const feed = hub.feeds.find(({ from }) => from === staging);
  if (!feed) return undefined;
  const { held, add } = createHeld();
  const satellites = satellitesOf(hub, staging, (own) => own === feed, project);
  for (const column of hub.columns) add(feed.map[column.id], hub.name, column.name);
  add(feed.hash_key, hub.name, hashKeyName(hub, project.settings));
  addSatellites(satellites, add);
  const key = businessKey(hub).flatMap(({ id }) => feed.map[id] ?? []);
  const hash = hashName(staging, feed.hash_key, hubKeyDemand(hub, feed.map, project, feed.collision_code), project);
  return { anchor: hub, hubs: [], satellites, held, key, hash, needed: [], alone: hub.feeds.length === 1 };
}

function overLink(link: Link, staging: Id, project: Project): RebuildPlan | undefined {
  const feed = link.feeds.find(({ from }) => from === staging);
  if (!feed) return undefined;
  const { held, add } = createHeld();
  const ends = link.hubs.flatMap((reference) => {
    const hub = project.objects[reference.hub];
    if (hub?.kind !== 'hub') return [];
    const often = link.hubs.filter((other) => other.hub === hub.id).length > 1;
    const column = reference.column ?? hashKeyName(hub, project.settings, reference.role);
    return [{ reference, hub, column, alias: often ? `${reference.role ?? reference.id}_${hub.name}` : hub.name }];
  });
  if (ends.length < link.hubs.length) return undefined;
  for (const { reference, hub, column, alias } of ends) {
    for (const part of hub.columns) add(feed.hubs[reference.id]?.[part.id], alias, part.name);
    add(feed.hub_keys?.[reference.id], link.name, column);
  }
  for (const column of link.columns) add(feed.map[column.id], link.name, column.name);
  add(feed.hash_key, link.name, ownKeyName(link, project));
  // A satellite finds its key through its hub's own feed: it describes the part that the hub plays there.
  const described = ends.flatMap((end) =>
    satellitesOf(end.hub, staging, ({ map }) => sameKey(end.hub, feed.hubs[end.reference.id], map), project).map((one) => ({ ...one, hub: end })),
  );
  // One that describes several parts tells of the first.
  const beside = described.filter(({ satellite }, place) => described.findIndex((other) => other.satellite === satellite) === place);
  const satellites = [...satellitesOf(link, staging, (own) => own === feed, project), ...beside];
  addSatellites(satellites, add);
  const dependent = link.columns.filter(({ use }) => use === undefined || use === 'dependent_key' || use === 'key_part');
  const key = [
    ...ends.flatMap(({ reference, hub }) => businessKey(hub).flatMap(({ id }) => feed.hubs[reference.id]?.[id] ?? [])),
    ...dependent.flatMap(({ id }) => feed.map[id] ?? []),
  ];
  const hash = hashName(staging, feed.hash_key, linkKeyDemand(link, feed, project), project);
  const needed = ends
    .filter(({ reference }) => (reference.missing ?? project.settings.vault?.missing_keys ?? 'skip') === 'skip')
    .flatMap(
      ({ reference, hub }) =>
        hashName(
          staging,
          feed.hub_keys?.[reference.id],
          hubKeyDemand(hub, feed.hubs[reference.id], project, codeOf(hub, staging, feed.hubs[reference.id])),
          project,
        ) ?? [],
    );
  return { anchor: link, hubs: ends, satellites, held, key, hash, needed, alone: link.feeds.length === 1 };
}

/** Chooses what the rows of a staging object are rebuilt from: the link it feeds that holds most of its columns, else the hub. */
export function rebuildPlan(staging: Staging['id'], project: Project): RebuildPlan | undefined {
  const fed = fedBy(project, staging);
  const most = (plans: readonly (RebuildPlan | undefined)[]): RebuildPlan | undefined =>
    plans.reduce((best, plan) => (plan && (!best || plan.held.size > best.held.size) ? plan : best), undefined);
  const links = most(fed.flatMap((object) => (object.kind === 'link' ? [overLink(object, staging, project)] : [])));
  return links ?? most(fed.flatMap((object) => (object.kind === 'hub' ? [overHub(object, staging, project)] : [])));
}

/** Where a column that the vault does not hold belongs, in words. */
export function whereToAdd(plan: RebuildPlan): string {
  const fitting = plan.satellites.filter(({ satellite }) => (satellite.satellite_type ?? 'standard') === 'standard');
  const found = fitting.find(({ hub }) => !hub) ?? fitting[0];
  return found ? `add it to ${found.satellite.name}` : `make a satellite of ${plan.anchor.name} for it`;
}
