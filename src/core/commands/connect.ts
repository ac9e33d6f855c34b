import * as z from 'zod';
import { KINDS } from '../model/kinds.ts';
import type { FedObject } from '../model/lookup.ts';
import { Id } from '../model/schema.ts';
import type { Dimension, Fact, Hub, Id as IdText, Link, ModelObject, ObjectKind, ObjectOf, Project, Satellite, Source, Staging } from '../model/types.ts';
import { command, objectIn } from './define.ts';
import { free, freeColumnId, freeObjectId, freeObjectName } from './free-name.ts';
import { mapByName, sameName } from './map-by-name.ts';
import { makeObject, standardName } from './make-object.ts';
import { dateRole, lookUpByName } from './make-star.ts';
import { linkFeed, taken } from './make-vault.ts';
import { descriptiveColumns } from './staged-keys.ts';
import { CommandError } from './types.ts';

type Join<F extends ObjectKind, T extends ObjectKind> = (draft: Project, from: ObjectOf<F>, to: ObjectOf<T>, column: IdText | undefined) => void;

function sourceToStaging(_: Project, source: Source, staging: Staging): void {
  staging.source = source.id;
  for (const column of staging.columns) {
    if (column.from === undefined && column.expression !== undefined) continue;
    const found = sameName(source.columns, column.name);
    if (found) column.from = found.id;
  }
  if (staging.columns.length === 0) staging.columns = source.columns.map((column) => ({ ...taken(column), from: column.id }));
}

const isFedBy = (object: FedObject, staging: IdText): boolean => object.feeds.some((feed) => feed.from === staging);

/** Takes over columns from what the kind's maker would have drawn, where the object has none yet. */
function adopt<O extends FedObject>(draft: Project, staging: Staging, object: O): O {
  return makeObject(object.kind, { id: object.id, name: object.name }, draft, staging) as O;
}

/** Dragging one column means that column: it joins the object, if it is not there, and is mapped. */
function addColumn(staging: Staging, object: Hub | Satellite | Dimension | Fact, columnId: IdText, use: object): void {
  const column = staging.columns.find((candidate) => candidate.id === columnId);
  if (!column) throw new CommandError(`${staging.name} has no column ${columnId}.`);
  const known = sameName(object.columns as readonly { id: IdText; name: string }[], column.name);
  const id = known?.id ?? freeColumnId(object.columns, column.name);
  if (!known) (object.columns as object[]).push({ ...use, ...taken(column), id });
  const feed = object.feeds.find((candidate) => candidate.from === staging.id);
  if (feed) feed.map[id] = column.id;
  else
    (object.feeds as object[]).push({
      from: staging.id,
      map: { ...mapByName(object.columns, staging.columns), [id]: column.id },
      ...(object.kind === 'fact' ? { dimensions: factLookUps(object, staging) } : {}),
    });
}

function refuseSecondFeed(staging: Staging, object: FedObject): void {
  if (isFedBy(object, staging.id)) throw new CommandError(`${staging.name} feeds ${object.name} already: change its mapping in the inspector.`);
}

function stagingToHub(draft: Project, staging: Staging, hub: Hub, column: IdText | undefined): void {
  const [only] = hub.columns;
  if (column !== undefined && (hub.columns.length !== 1 || !only)) return addColumn(staging, hub, column, {});
  if (column !== undefined && only && !isFedBy(hub, staging.id)) {
    hub.feeds.push({ from: staging.id, map: { [only.id]: column } });
    return undefined;
  }
  refuseSecondFeed(staging, hub);
  if (hub.columns.length === 0) Object.assign(hub, adopt(draft, staging, hub));
  else hub.feeds.push({ from: staging.id, map: mapByName(hub.columns, staging.columns) });
  return undefined;
}

function stagingToLink(draft: Project, staging: Staging, link: Link): void {
  refuseSecondFeed(staging, link);
  if (link.hubs.length === 0) {
    Object.assign(link, adopt(draft, staging, link));
    return;
  }
  link.feeds.push({ ...(linkFeed(draft, staging.id, link.hubs) ?? { from: staging.id, hubs: {} }), map: mapByName(link.columns, staging.columns) });
}

function stagingToSatellite(draft: Project, staging: Staging, satellite: Satellite, column: IdText | undefined): void {
  if (column !== undefined) return addColumn(staging, satellite, column, {});
  refuseSecondFeed(staging, satellite);
  if (draft.objects[satellite.parent] === undefined) satellite.parent = adopt(draft, staging, satellite).parent;
  if (satellite.columns.length === 0) satellite.columns = descriptiveColumns(draft, staging).map(taken);
  satellite.feeds.push({ from: staging.id, map: mapByName(satellite.columns, staging.columns) });
  return undefined;
}

function stagingToDimension(draft: Project, staging: Staging, dimension: Dimension, column: IdText | undefined): void {
  if (column !== undefined) return addColumn(staging, dimension, column, { use: dimension.columns.length === 0 ? 'natural_key' : 'attribute' });
  refuseSecondFeed(staging, dimension);
  if (dimension.columns.length === 0) dimension.columns = adopt(draft, staging, dimension).columns;
  dimension.feeds.push({ from: staging.id, map: mapByName(dimension.columns, staging.columns) });
  return undefined;
}

function factLookUps(fact: Fact, staging: Staging, draft?: Project): Fact['feeds'][number]['dimensions'] {
  return Object.fromEntries(
    fact.dimensions.flatMap((reference) => {
      const dimension = draft?.objects[reference.dimension];
      const map = dimension?.kind === 'dimension' ? lookUpByName(dimension, staging) : undefined;
      return map ? [[reference.id, map]] : [];
    }),
  );
}

function stagingToFact(draft: Project, staging: Staging, fact: Fact, column: IdText | undefined): void {
  if (column !== undefined) return addColumn(staging, fact, column, { use: 'measure', additivity: 'additive', aggregation: 'sum' });
  refuseSecondFeed(staging, fact);
  const made = adopt(draft, staging, fact);
  if (fact.columns.length === 0) {
    const known = new Set(fact.dimensions.map((reference) => reference.dimension));
    fact.columns = made.columns;
    fact.grain = made.grain;
    fact.dimensions = [...fact.dimensions, ...made.dimensions.filter((reference) => !known.has(reference.dimension))];
  }
  const kept = new Set(fact.dimensions.map((reference) => reference.id));
  const offered = Object.entries(made.feeds[0]?.dimensions ?? {}).filter(([id]) => kept.has(id));
  const event = made.feeds[0]?.event_at;
  fact.feeds.push({
    from: staging.id,
    map: mapByName(fact.columns, staging.columns),
    dimensions: { ...Object.fromEntries(offered), ...factLookUps(fact, staging, draft) },
    ...(event === undefined ? {} : { event_at: event }),
  });
  return undefined;
}

function hubToLink(draft: Project, hub: Hub, link: Link): void {
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
  for (const staging of new Set(candidates)) {
    const made = link.hubs.length > 1 ? linkFeed(draft, staging, link.hubs) : undefined;
    const feed = link.feeds.find((candidate) => candidate.from === staging);
    if (feed && made?.hubs[id]) feed.hubs[id] = made.hubs[id];
    else if (!feed && made) link.feeds.push(made);
  }
}

function parentToSatellite(draft: Project, parent: Hub | Link, satellite: Satellite): void {
  satellite.parent = parent.id;
  if (satellite.columns.length === 0 && satellite.feeds.length === 0)
    Object.assign(satellite, makeObject('satellite', { id: satellite.id, name: satellite.name }, draft, parent));
}

function dimensionToFact(draft: Project, dimension: ModelObject, fact: Fact, column: IdText | undefined): void {
  const ids = new Set(fact.dimensions.map((reference) => reference.id));
  const stagings = fact.feeds.flatMap((feed) => {
    const staging = draft.objects[feed.from];
    return staging?.kind === 'staging' ? [{ feed, staging }] : [];
  });
  const again = fact.dimensions.some((reference) => reference.dimension === dimension.id);
  const used = new Set(fact.feeds.flatMap((feed) => Object.values(feed.dimensions).flatMap((map) => Object.values(map))));
  const moment = (staging: Staging) =>
    staging.columns.find((candidate) => candidate.id === column) ??
    staging.columns.find((candidate) => /^(date|timestamp)$/.test(candidate.type) && !used.has(candidate.id));
  const dated = dimension.kind === 'date_dimension' ? stagings.flatMap(({ staging }) => moment(staging) ?? [])[0] : undefined;
  const role = dated ? dateRole(dated.name) : again ? `role_${fact.dimensions.length + 1}` : undefined;
  const id = free(role === undefined ? dimension.id : `${dimension.id}_${role}`, (candidate) => ids.has(candidate));
  fact.dimensions.push({ id, dimension: dimension.id, ...(role === undefined ? {} : { role }) });
  for (const { feed, staging } of stagings) {
    const map = dimension.kind === 'dimension' ? lookUpByName(dimension, staging) : dated ? { date: moment(staging)?.id ?? dated.id } : undefined;
    if (map) feed.dimensions[id] = map;
  }
}

/** A source feeds the vault and the marts through its staging object, which is drawn first where there is none. */
function viaStaging(draft: Project, source: Source, to: ModelObject, diagram: IdText | undefined): void {
  const known = Object.values(draft.objects).find((object): object is Staging => object.kind === 'staging' && object.source === source.id);
  let staging = known;
  if (!staging) {
    const name = freeObjectName(draft, standardName('staging', draft, source));
    const id = freeObjectId(draft, name);
    draft.objects[id] = makeObject('staging', { id, name }, draft, source);
    for (const each of Object.values(draft.diagrams)) {
      const at = each.placed[source.id];
      if (at && (diagram === undefined || each.id === diagram)) each.placed[id] = { x: at.x + 320, y: at.y };
    }
    staging = draft.objects[id] as Staging;
  }
  joinOf('staging', to.kind)?.(draft, staging, to, undefined);
}

const JOINS = new Map<string, Join<never, never>>([
  ['source staging', sourceToStaging],
  ['staging hub', stagingToHub],
  ['staging link', stagingToLink],
  ['staging satellite', stagingToSatellite],
  ['staging dimension', stagingToDimension],
  ['staging fact', stagingToFact],
  ['hub link', hubToLink],
  ['hub satellite', parentToSatellite],
  ['link satellite', parentToSatellite],
  ['dimension fact', dimensionToFact],
  ['date_dimension fact', dimensionToFact],
  ...(['hub', 'link', 'satellite', 'dimension', 'fact'] as const).map((kind) => [`source ${kind}`, viaStaging] as const),
]);

function joinOf(from: ObjectKind, to: ObjectKind): ((draft: Project, from: ModelObject, to: ModelObject, column: IdText | undefined) => void) | undefined {
  return JOINS.get(`${from} ${to}`) as ReturnType<typeof joinOf>;
}

/** Whether an edge can be drawn between two kinds, in either direction. */
export const canConnect = (from: ObjectKind, to: ObjectKind): boolean => joinOf(from, to) !== undefined || joinOf(to, from) !== undefined;

export const connect = command('connect', 'Connect', z.object({ from: Id, to: Id, column: Id.optional() }), (draft, { from: fromId, to: toId, column }) => {
  const from = objectIn(draft, fromId);
  const to = objectIn(draft, toId);
  const forward = joinOf(from.kind, to.kind);
  const backward = joinOf(to.kind, from.kind);
  if (forward) forward(draft, from, to, column);
  else if (backward) backward(draft, to, from, undefined);
  else {
    const able = [...JOINS.keys()]
      .filter((pair) => pair.startsWith(`${from.kind} `))
      .map((pair) => KINDS[pair.split(' ')[1] as ObjectKind].label.toLowerCase());
    throw new CommandError(
      `A ${KINDS[from.kind].label.toLowerCase()} does not connect to a ${KINDS[to.kind].label.toLowerCase()}${able.length > 0 ? `; it connects to: ${able.join(', ')}` : ''}.`,
    );
  }
});
