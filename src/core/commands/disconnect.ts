import * as z from 'zod';
import { KINDS } from '../model/kinds.ts';
import { isFed } from '../model/lookup.ts';
import { Id } from '../model/schema.ts';
import type { Id as IdText, ModelObject } from '../model/types.ts';
import { command, objectIn } from './define.ts';
import { CommandError } from './types.ts';

/** The list without the one entry that is meant. */
function without<T>(list: readonly T[] | undefined, is: (entry: T, index: number) => boolean): T[] {
  const rest = (list ?? []).filter((entry, index) => !is(entry, index));
  if (rest.length === (list ?? []).length) throw new CommandError('That relation is gone already.');
  return rest;
}
const has = (id: IdText) => (entry: { readonly id: IdText }) => entry.id === id;

/** Takes one of several references out of an object. @returns false for what it cannot be without. */
function takeOut(object: ModelObject, part: string, id: IdText): boolean {
  if (part === 'feed' && isFed(object)) {
    object.feeds = without<unknown>(object.feeds, (_, index) => String(index) === id) as never;
    return true;
  }
  switch (`${object.kind} ${part}`) {
    case 'source key':
      if (object.kind !== 'source') return false;
      object.foreign_keys = without(object.foreign_keys, (_, index) => String(index) === id);
      return true;
    case 'source view':
      if (object.kind !== 'source') return false;
      object.view_of = without(object.view_of, (_, index) => String(index) === id);
      return true;
    case 'link hub':
      if (object.kind !== 'link') return false;
      object.hubs = without(object.hubs, has(id));
      for (const feed of object.feeds) delete feed.hubs[id];
      return true;
    case 'fact dimension':
      if (object.kind !== 'fact') return false;
      object.dimensions = without(object.dimensions, has(id));
      object.grain.columns = object.grain.columns.filter((column) => column !== id);
      for (const feed of object.feeds) delete feed.dimensions[id];
      return true;
    case 'dimension outrigger':
      if (object.kind !== 'dimension') return false;
      object.outriggers = without(object.outriggers, has(id));
      for (const feed of object.feeds) if (feed.outriggers) delete feed.outriggers[id];
      return true;
    case 'intermediate input':
      if (object.kind !== 'intermediate') return false;
      object.inputs = without(object.inputs, has(id));
      for (const column of object.columns) {
        if (column.from) delete column.from[id];
        if (column.precedence) column.precedence = column.precedence.filter((input) => input !== id);
      }
      return true;
    case 'pit satellite':
      if (object.kind !== 'pit') return false;
      object.satellites = without(object.satellites, ({ satellite }) => satellite === id);
      return true;
    case 'bridge walk':
      if (object.kind !== 'bridge') return false;
      // The steps after it began where it led.
      object.walk = object.walk.slice(0, Number(id));
      return true;
    case 'bridge effectivity':
      if (object.kind !== 'bridge') return false;
      delete object.walk[Number(id)]?.effectivity;
      return true;
    case 'as_of points':
      if (object.kind !== 'as_of' || object.points.by !== 'load_dates' || object.points.from.length < 2) return false;
      object.points.from = without(object.points.from, (_, index) => String(index) === id);
      return true;
    default:
      return false;
  }
}

/**
 * Takes a relation away: a feed, a hub of a link, a dimension of a fact. `relation` is its part and id, e.g. `hub.customer`
 * or, for a feed, its place: `feed.0`. What an object cannot be without is refused.
 */
export const disconnect = command('disconnect', 'Take the relation away', z.object({ object: Id, relation: z.string() }), (draft, { object: id, relation }) => {
  const object = objectIn(draft, id);
  const at = relation.indexOf('.');
  const [part, entry] = at < 0 ? [relation, ''] : [relation.slice(0, at), relation.slice(at + 1)];
  if (!takeOut(object, part, entry))
    throw new CommandError(
      `A ${KINDS[object.kind].label.toLowerCase()} cannot be without this: connect ${object.name} to another object instead, or delete it.`,
    );
});
