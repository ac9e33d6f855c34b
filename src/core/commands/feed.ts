import * as z from 'zod';
import { isFed, type FedObject } from '../model/lookup.ts';
import { FactDimension, Id, LinkHub } from '../model/schema.ts';
import type { Id as IdText, Project } from '../model/types.ts';
import { mapOf } from './feed-maps.ts';
import { canFeedAgain, isFedBy, keyToDescribe } from './feed-again.ts';
import { command, objectIn, objectOfKind, replaceObject } from './define.ts';
import { CommandError } from './types.ts';

function fed(draft: Project, id: IdText): FedObject {
  const object = objectIn(draft, id);
  if (!isFed(object)) throw new CommandError(`${object.name} is a ${object.kind}, which is not fed by mappings.`);
  return object;
}

function feedAt(object: FedObject, index: number): FedObject['feeds'][number] {
  const feed = object.feeds[index];
  if (!feed) throw new CommandError(`${object.name} has no feed number ${index + 1}.`);
  return feed;
}

const Feed = z.looseObject({ from: Id });

export const feedAdd = command('feed.add', 'Add feed', z.object({ object: Id, feed: Feed }), (draft, { object: id, feed }) => {
  const object = fed(draft, id);
  const name = draft.objects[feed.from]?.name ?? feed.from;
  if (isFedBy(object, feed.from) && !canFeedAgain(object))
    throw new CommandError(`${name} feeds ${object.name} already, and only a hub, a link or a satellite takes several keys from one object.`);
  const key = object.kind === 'satellite' ? keyToDescribe(draft, object, feed.from) : undefined;
  replaceObject(draft, id, {
    ...object,
    feeds: [
      ...object.feeds,
      {
        map: {},
        ...(object.kind === 'link' ? { hubs: {} } : {}),
        ...(object.kind === 'fact' ? { dimensions: {} } : {}),
        ...(object.kind === 'group_bridge' ? { member: {} } : {}),
        ...(key ? { parent_key: key } : {}),
        ...feed,
      },
    ],
  });
});

export const feedUpdate = command(
  'feed.update',
  'Change mapping',
  z.object({ object: Id, index: z.int().min(0), feed: Feed }),
  (draft, { object: id, index, feed }) => {
    const object = fed(draft, id);
    feedAt(object, index);
    replaceObject(draft, id, { ...object, feeds: object.feeds.map((candidate, place) => (place === index ? feed : candidate)) });
  },
);

export const feedRemove = command('feed.remove', 'Remove feed', z.object({ object: Id, index: z.int().min(0) }), (draft, { object: id, index }) => {
  const object = fed(draft, id);
  feedAt(object, index);
  object.feeds.splice(index, 1);
});

/** Maps one column; within a link's hub, a fact's dimension, an outrigger or a bridge's member where `reference` names one. */
export const feedMap = command(
  'feed.map',
  'Map column',
  z.object({ object: Id, index: z.int().min(0), column: Id, from: Id.nullable(), reference: Id.optional() }),
  (draft, { object: id, index, column, from, reference }) => {
    const object = fed(draft, id);
    const feed = feedAt(object, index);
    const map = reference === undefined ? feed.map : mapOf(object, feed, reference);
    if (!map) throw new CommandError(`${object.name} looks nothing up that could be mapped.`);
    if (from === null) delete map[column];
    else map[column] = from;
  },
);

const keepOnly = (record: Record<IdText, unknown>, kept: ReadonlySet<IdText>): void => {
  for (const key of Object.keys(record)) if (!kept.has(key)) delete record[key];
};

export const linkHubs = command('link.hubs', 'Change hubs', z.object({ object: Id, hubs: z.array(LinkHub) }), (draft, { object: id, hubs }) => {
  const link = objectOfKind(draft, id, 'link');
  for (const { hub } of hubs) objectOfKind(draft, hub, 'hub');
  const kept = new Set(hubs.map((reference) => reference.id));
  if (kept.size < hubs.length) throw new CommandError(`${link.name} cannot name two hub references alike.`);
  for (const feed of link.feeds) {
    keepOnly(feed.hubs, kept);
    for (const reference of hubs) if (link.hubs.find((before) => before.id === reference.id)?.hub !== reference.hub) delete feed.hubs[reference.id];
  }
  link.hubs = hubs;
});

export const factDimensions = command(
  'fact.dimensions',
  'Change dimensions',
  z.object({ object: Id, dimensions: z.array(FactDimension) }),
  (draft, { object: id, dimensions }) => {
    const fact = objectOfKind(draft, id, 'fact');
    const kept = new Set(dimensions.map((reference) => reference.id));
    if (kept.size < dimensions.length) throw new CommandError(`${fact.name} cannot name two dimension references alike.`);
    for (const feed of fact.feeds) {
      keepOnly(feed.dimensions, kept);
      for (const reference of dimensions)
        if (fact.dimensions.find((before) => before.id === reference.id)?.dimension !== reference.dimension) delete feed.dimensions[reference.id];
    }
    const columns = new Set(fact.columns.map((column) => column.id));
    fact.grain.columns = fact.grain.columns.filter((column) => columns.has(column) || kept.has(column));
    fact.dimensions = dimensions;
  },
);
