import type { FedObject, FeedObject } from '../model/lookup.ts';
import type { Column, Dimension, Fact, Hub, Id, Intermediate, ModelObject, Project, Reference, Satellite, Source, Staging } from '../model/types.ts';
import { isFedBy } from './feed-again.ts';
import { free, freeColumnId } from './free-name.ts';
import { makeObject } from './make-object.ts';
import { taken } from './make-vault.ts';
import { mapByName, sameName } from './map-by-name.ts';
import { lookUpByName } from './make-star.ts';
import { CommandError } from './types.ts';

export function sourceToStaging(_: Project, source: Source, staging: Staging): void {
  staging.source = source.id;
  for (const column of staging.columns) {
    if (column.from === undefined && column.expression !== undefined) continue;
    const found = sameName(source.columns, column.name);
    if (found) column.from = found.id;
  }
  if (staging.columns.length === 0) staging.columns = source.columns.map((column) => ({ ...taken(column), from: column.id }));
}

export function refuseSecondFeed(feed: FeedObject, object: FedObject): void {
  if (isFedBy(object, feed.id)) throw new CommandError(`${feed.name} feeds ${object.name} already: change its mapping in the inspector.`);
}

/** Takes over columns from what the kind's maker would have drawn, where the object has none yet. */
export function adopt<O extends FedObject>(draft: Project, feed: FeedObject, object: O): O {
  return makeObject(object.kind, { id: object.id, name: object.name }, draft, feed) as O;
}

/** A fact's look-ups as far as the feed has columns of the dimensions' key names. */
export function factLookUps(fact: Fact, feed: FeedObject, draft?: Project): Fact['feeds'][number]['dimensions'] {
  return Object.fromEntries(
    fact.dimensions.flatMap((reference) => {
      const dimension = draft?.objects[reference.dimension];
      const map = dimension?.kind === 'dimension' ? lookUpByName(dimension, feed) : undefined;
      return map ? [[reference.id, map]] : [];
    }),
  );
}

/** Dragging one column means that column: it joins the object, if it is not there, and is mapped. */
export function addColumn(feed: FeedObject, object: Hub | Satellite | Reference | Dimension | Fact, columnId: Id, use: object): void {
  const columns: readonly Column[] = feed.columns;
  const column = columns.find((candidate) => candidate.id === columnId);
  if (!column) throw new CommandError(`${feed.name} has no column ${columnId}.`);
  const known = sameName<Column>(object.columns, column.name);
  const id = known?.id ?? freeColumnId(object.columns, column.name);
  if (!known) (object.columns as object[]).push({ ...use, ...taken(column), id });
  const own = object.feeds.find((candidate) => candidate.from === feed.id);
  if (own) own.map[id] = column.id;
  else
    (object.feeds as object[]).push({
      from: feed.id,
      map: { ...mapByName(object.columns, feed.columns), [id]: column.id },
      ...(object.kind === 'fact' ? { dimensions: factLookUps(object, feed) } : {}),
    });
}

/** Another input: joined by the columns of the same names, added up, or told beside the others. */
export function toIntermediate(_: Project, from: ModelObject & { readonly columns: readonly Column[] }, object: Intermediate): void {
  if (object.inputs.some((input) => input.from === from.id)) throw new CommandError(`${object.name} reads ${from.name} already.`);
  const ids = new Set<Id>(object.inputs.map(({ id }) => id));
  const id = free(from.id, (candidate) => ids.has(candidate));
  const [first] = object.inputs;
  const pairs = first ? object.columns.flatMap((column) => pairOn(column, first.id, from.columns)) : [];
  object.inputs.push({
    id,
    from: from.id,
    ...(first && object.combine === 'join' && pairs[0] ? { join: { kind: 'left', on: [pairs[0]] } } : {}),
  });
  for (const column of from.columns) {
    const known = sameName<Intermediate['columns'][number]>(object.columns, column.name);
    const joins = object.combine === 'join' || object.combine === 'history';
    if (!known) object.columns.push({ ...taken(column), id: freeColumnId(object.columns, column.name), from: { [id]: column.id } });
    else if (!joins) known.from = { ...known.from, [id]: column.id };
  }
}

const pairOn = (column: Intermediate['columns'][number], first: Id, columns: readonly Column[]): readonly [Id, Id, Id][] => {
  const left = column.from?.[first];
  const right = sameName<Column>(columns, column.name);
  return left === undefined || !right ? [] : [[first, left, right.id]];
};
