import type { FeedObject } from '../model/lookup.ts';
import { feedObject } from '../model/lookup.ts';
import type { Column, DateDimension, Dimension, Fact, GroupBridge, Hierarchy, Id, Project, TimeDimension } from '../model/types.ts';
import { addColumn, adopt, factLookUps, refuseSecondFeed } from './connect-feed.ts';
import { free } from './free-name.ts';
import { dateRole, lookUpByName } from './make-star.ts';
import { guessParent } from './make-query.ts';
import { mapByName } from './map-by-name.ts';
import { CommandError } from './types.ts';

export function feedToDimension(draft: Project, feed: FeedObject, dimension: Dimension, column: Id | undefined): void {
  if (column !== undefined) return addColumn(feed, dimension, column, { use: dimension.columns.length === 0 ? 'natural_key' : 'attribute' });
  refuseSecondFeed(feed, dimension);
  if (dimension.columns.length === 0) dimension.columns = adopt(draft, feed, dimension).columns;
  dimension.feeds.push({ from: feed.id, map: mapByName(dimension.columns, feed.columns) });
  return undefined;
}

export function feedToFact(draft: Project, feed: FeedObject, fact: Fact, column: Id | undefined): void {
  if (column !== undefined) return addColumn(feed, fact, column, { use: 'measure', additivity: 'additive', aggregation: 'sum' });
  refuseSecondFeed(feed, fact);
  const made = adopt(draft, feed, fact);
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
    from: feed.id,
    map: mapByName(fact.columns, feed.columns),
    dimensions: { ...Object.fromEntries(offered), ...factLookUps(fact, feed, draft) },
    ...(event === undefined ? {} : { event_at: event }),
  });
  return undefined;
}

/** The natural key column of a calendar or a clock, as its look-up names it. */
const MOMENTS = { date_dimension: { key: 'date', types: /^(date|timestamp)/ }, time_dimension: { key: 'time', types: /^(time|timestamp)/ } } as const;

export function dimensionToFact(draft: Project, dimension: Dimension | DateDimension | TimeDimension, fact: Fact, column: Id | undefined): void {
  const ids = new Set(fact.dimensions.map((reference) => reference.id));
  const feeds = fact.feeds.flatMap((feed) => {
    const from = feedObject(draft, feed.from);
    return from ? [{ feed, columns: from.columns as readonly Column[], from }] : [];
  });
  const again = fact.dimensions.some((reference) => reference.dimension === dimension.id);
  const moments = dimension.kind === 'dimension' ? undefined : MOMENTS[dimension.kind];
  const used = new Set(
    fact.dimensions
      .filter((reference) => draft.objects[reference.dimension]?.kind === dimension.kind)
      .flatMap((reference) => fact.feeds.flatMap((feed) => Object.values(feed.dimensions[reference.id] ?? {}))),
  );
  const moment = (columns: readonly Column[]): Column | undefined =>
    columns.find((candidate) => candidate.id === column) ??
    columns.find((candidate) => moments?.types.test(candidate.type) === true && !used.has(candidate.id));
  const dated = moments ? feeds.flatMap(({ columns }) => moment(columns) ?? [])[0] : undefined;
  const role = dated ? dateRole(dated.name) : again ? `role_${fact.dimensions.length + 1}` : undefined;
  const id = free(role === undefined ? dimension.id : `${dimension.id}_${role}`, (candidate) => ids.has(candidate));
  fact.dimensions.push({ id, dimension: dimension.id, ...(role === undefined ? {} : { role }) });
  for (const { feed, columns, from } of feeds) {
    const map =
      dimension.kind === 'dimension' ? lookUpByName(dimension, from) : dated && moments ? { [moments.key]: moment(columns)?.id ?? dated.id } : undefined;
    if (map) feed.dimensions[id] = map;
  }
}

export function feedToGroupBridge(draft: Project, feed: FeedObject, bridge: GroupBridge): void {
  refuseSecondFeed(feed, bridge);
  const made = adopt(draft, feed, bridge);
  if (bridge.columns.length === 0) bridge.columns = made.columns;
  if (draft.objects[bridge.dimension] === undefined) bridge.dimension = made.dimension;
  const dimension = draft.objects[bridge.dimension];
  const weight = made.feeds[0]?.weight;
  bridge.feeds.push({
    from: feed.id,
    map: mapByName(bridge.columns, feed.columns),
    member: dimension?.kind === 'dimension' ? (lookUpByName(dimension, feed) ?? {}) : {},
    ...(weight === undefined ? {} : { weight }),
  });
}

export function dimensionToGroupBridge(draft: Project, dimension: Dimension, bridge: GroupBridge): void {
  bridge.dimension = dimension.id;
  for (const feed of bridge.feeds) {
    const from = feedObject(draft, feed.from);
    feed.member = (from && lookUpByName(dimension, from)) ?? {};
  }
}

export function dimensionToHierarchy(_: Project, dimension: Dimension, hierarchy: Hierarchy): void {
  hierarchy.dimension = dimension.id;
  hierarchy.parent = guessParent(dimension) ?? hierarchy.parent;
}

/** The fact reaches the bridge's dimension through it: the reference it has already, or a new one. */
export function groupBridgeToFact(draft: Project, bridge: GroupBridge, fact: Fact): void {
  const dimension = draft.objects[bridge.dimension];
  if (dimension?.kind !== 'dimension') throw new CommandError(`${bridge.name} has no dimension yet: choose one first.`);
  const known = fact.dimensions.find((reference) => reference.dimension === bridge.dimension);
  if (known?.through === bridge.id) throw new CommandError(`${fact.name} goes through ${bridge.name} already.`);
  const ids = new Set(fact.dimensions.map((reference) => reference.id));
  const reference = known ?? { id: free(bridge.id, (candidate) => ids.has(candidate)), dimension: bridge.dimension };
  if (!known) fact.dimensions.push({ ...reference, through: bridge.id });
  else known.through = bridge.id;
  for (const feed of fact.feeds) {
    const from = feedObject(draft, feed.from);
    if (from) feed.dimensions[reference.id] = mapByName(bridge.columns, from.columns);
  }
}
