import type { FeedObject } from '../model/lookup.ts';
import type { AsOf, Bridge, Hub, Id, Link, Pit, Project, Reference, Satellite } from '../model/types.ts';
import { addColumn, adopt, refuseSecondFeed } from './connect-feed.ts';
import { keyToDescribe } from './feed-again.ts';
import { free } from './free-name.ts';
import { firstWalk } from './make-query.ts';
import { makeObject } from './make-object.ts';
import { feedHubsOf, linkFeed, taken } from './make-vault.ts';
import { mapByName } from './map-by-name.ts';
import { descriptiveColumns } from './staged-keys.ts';
import { CommandError } from './types.ts';

export function feedToHub(draft: Project, feed: FeedObject, hub: Hub, column: Id | undefined): void {
  const [only] = hub.columns;
  if (column !== undefined && (hub.columns.length !== 1 || !only)) return addColumn(feed, hub, column, {});
  // Another column of an object that feeds it is another key of it.
  if (column !== undefined && only && !hub.feeds.some(({ from, map }) => from === feed.id && map[only.id] === column)) {
    hub.feeds.push({ from: feed.id, map: { [only.id]: column } });
    return undefined;
  }
  refuseSecondFeed(feed, hub);
  if (hub.columns.length === 0) Object.assign(hub, adopt(draft, feed, hub));
  else hub.feeds.push({ from: feed.id, map: mapByName(hub.columns, feed.columns) });
  return undefined;
}

export function feedToLink(draft: Project, feed: FeedObject, link: Link): void {
  refuseSecondFeed(feed, link);
  if (link.hubs.length === 0) {
    Object.assign(link, adopt(draft, feed, link));
    return;
  }
  link.feeds.push({ ...(linkFeed(draft, feed.id, link.hubs) ?? { from: feed.id, hubs: {} }), map: mapByName(link.columns, feed.columns) });
  feedHubsOf(draft, link);
}

export function feedToSatellite(draft: Project, feed: FeedObject, satellite: Satellite, column: Id | undefined): void {
  if (column !== undefined) return addColumn(feed, satellite, column, {});
  if (draft.objects[satellite.parent] === undefined) satellite.parent = adopt(draft, feed, satellite).parent;
  if (satellite.columns.length === 0) satellite.columns = descriptiveColumns(draft, feed).map(taken);
  const key = keyToDescribe(draft, satellite, feed.id);
  satellite.feeds.push({ from: feed.id, map: mapByName(satellite.columns, feed.columns), ...(key ? { parent_key: key } : {}) });
  return undefined;
}

export function feedToReference(draft: Project, feed: FeedObject, reference: Reference, column: Id | undefined): void {
  if (column !== undefined) return addColumn(feed, reference, column, { use: reference.columns.length === 0 ? 'key' : 'attribute' });
  refuseSecondFeed(feed, reference);
  if (reference.columns.length === 0) reference.columns = adopt(draft, feed, reference).columns;
  reference.feeds.push({ from: feed.id, map: mapByName(reference.columns, feed.columns) });
  return undefined;
}

export function hubToLink(draft: Project, hub: Hub, link: Link): void {
  const ids = new Set(link.hubs.map((reference) => reference.id));
  const id = free(hub.id, (candidate) => ids.has(candidate));
  link.hubs.push({
    id,
    hub: hub.id,
    ...(link.hubs.some((reference) => reference.hub === hub.id)
      ? { role: id === hub.id ? 'second' : id.slice(hub.id.length + 1) === '2' ? 'second' : `role${id.slice(hub.id.length)}` }
      : {}),
  });
  const candidates = link.feeds.length > 0 ? link.feeds.map((feed) => feed.from) : hub.feeds.map((feed) => feed.from);
  for (const from of new Set(candidates)) {
    const made = link.hubs.length > 1 ? linkFeed(draft, from, link.hubs) : undefined;
    const feed = link.feeds.find((candidate) => candidate.from === from);
    if (feed && made?.hubs[id]) feed.hubs[id] = made.hubs[id];
    else if (!feed && made) link.feeds.push(made);
  }
  feedHubsOf(draft, link);
}

export function parentToSatellite(draft: Project, parent: Hub | Link, satellite: Satellite): void {
  satellite.parent = parent.id;
  if (satellite.columns.length === 0 && satellite.feeds.length === 0)
    Object.assign(satellite, makeObject('satellite', { id: satellite.id, name: satellite.name }, draft, parent));
}

export function parentToPit(draft: Project, parent: Hub | Link, pit: Pit): void {
  const made = makeObject('pit', { id: pit.id, name: pit.name }, draft, parent);
  pit.parent = parent.id;
  if (made.kind === 'pit') pit.satellites = made.satellites;
}

export function satelliteToPit(draft: Project, satellite: Satellite, pit: Pit): void {
  if (pit.satellites.some((entry) => entry.satellite === satellite.id)) throw new CommandError(`${pit.name} looks at ${satellite.name} already.`);
  if (draft.objects[pit.parent] === undefined) pit.parent = satellite.parent;
  if (satellite.parent !== pit.parent)
    throw new CommandError(
      `${satellite.name} describes another object than ${pit.name} is about: a point-in-time table holds the satellites of one hub or link.`,
    );
  pit.satellites.push({ satellite: satellite.id });
}

export function asOfTo(_: Project, dates: AsOf, object: Pit | Bridge): void {
  object.as_of = dates.id;
}

export function hubToBridge(draft: Project, hub: Hub, bridge: Bridge): void {
  bridge.hub = hub.id;
  bridge.walk = [...firstWalk(draft, hub.id)];
}

export function linkToBridge(draft: Project, link: Link, bridge: Bridge): void {
  if (bridge.walk.some((step) => step.link === link.id)) throw new CommandError(`${bridge.name} walks over ${link.name} already.`);
  const last = bridge.walk.at(-1);
  const lastLink = last ? draft.objects[last.link] : undefined;
  const at = lastLink?.kind === 'link' ? lastLink.hubs.find(({ id }) => id === last?.to)?.hub : bridge.hub;
  const from = link.hubs.find(({ hub }) => hub === at);
  const to = link.hubs.find((reference) => reference !== from);
  if (!from || !to) throw new CommandError(`${link.name} does not lead on from where the walk of ${bridge.name} ends: choose a link of that hub.`);
  const effectivity = Object.values(draft.objects).find(
    (object) => object.kind === 'satellite' && object.satellite_type === 'effectivity' && object.parent === link.id,
  );
  bridge.walk.push({ link: link.id, from: from.id, to: to.id, ...(effectivity ? { effectivity: effectivity.id } : {}) });
}
