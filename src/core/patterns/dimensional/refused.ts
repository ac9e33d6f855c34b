import type { FeedObject } from '../../model/lookup.ts';
import type { Dimension, Fact, FactFeed } from '../../model/types.ts';
import { SEQUENCE } from '../../naming/technical-names.ts';
import type { Check, Relation } from '../../plan/types.ts';
import type { Expr, Query } from '../../sql/ast.ts';
import { and, asc, cast, col, concat, cte, DATE, differs, keep, notNull, or, out, relation, select, text, union, withCtes } from '../../sql/build.ts';
import { deliveryColumns, type PatternContext } from '../context.ts';
import { lacking, type Needed } from '../vault/missing-key.ts';
import { builtFeed } from '../vault/staged.ts';

const warning = (id: string, title: string, parts: readonly Query[]): readonly Check[] =>
  parts.length === 0 ? [] : [{ id, title, severity: 'warning', query: union(...parts) }];

const nameIn = (feed: FeedObject, id: string | undefined): string | undefined => feed.columns.find((column) => column.id === id)?.name;

/** The columns of a feed that some columns of an object are mapped from; nothing when one is not mapped. */
function neededOf(feed: FeedObject, ids: readonly (string | undefined)[]): readonly Needed[] | undefined {
  const names = ids.map((id) => nameIn(feed, id));
  return names.every((name) => name !== undefined) ? names.map((name) => ({ column: name, words: name })) : undefined;
}

/** The staged rows that name no member: part of their natural key is NULL. */
export function refusedByDimension(dimension: Dimension, context: PatternContext): readonly Check[] {
  const keys = dimension.columns.filter(({ use }) => use === 'natural_key');
  if (keys.length === 0) return [];
  const parts = dimension.feeds.flatMap((feed) => {
    const from = builtFeed(feed.from, context);
    const needed =
      from &&
      neededOf(
        from,
        keys.map(({ id }) => feed.map[id]),
      );
    return from && needed ? [lacking(dimension, from, needed, context)] : [];
  });
  return warning('missing_key', 'every row names a member', parts);
}

/** The staged rows that say of no row of the fact that they are it, and those that came second for a row that is kept. */
export function refusedByFact(fact: Fact, own: Relation, context: PatternContext): readonly Check[] {
  const grain = new Set(fact.grain.columns);
  const degenerate = fact.columns.filter(({ id, use }) => use === 'degenerate' && grain.has(id));
  const isSnapshot = fact.fact_type === 'periodic_snapshot';
  const parts = fact.feeds.flatMap((feed) => {
    const from = builtFeed(feed.from, context);
    const ids = isSnapshot ? (feed.event_at === undefined ? [] : [feed.event_at]) : degenerate.map(({ id }) => feed.map[id]);
    const needed = from && neededOf(from, ids);
    return from && needed && needed.length > 0 ? [lacking(fact, from, needed, context)] : [];
  });
  const missing = warning('missing_grain', isSnapshot ? 'every row says when it was' : 'every row says which one it is', parts);
  const keepsFirst = (fact.fact_type === 'transaction' || fact.fact_type === 'factless') && fact.corrections !== 'replace';
  return keepsFirst && degenerate.length > 0 ? [...missing, ...secondRows(fact, own, context)] : missing;
}

interface Value {
  readonly as: string;
  readonly from: string;
  readonly isGrain: boolean;
  /** The key of a date dimension: a time counts as its day. */
  readonly isDay: boolean;
}

/** What a feed says of a row: its own columns, and the natural keys of its dimensions. */
function valuesOf(fact: Fact, feed: FactFeed, from: FeedObject, context: PatternContext): readonly Value[] | undefined {
  const grain = new Set(fact.grain.columns);
  const wanted = [
    ...fact.columns
      .filter(({ id }) => feed.map[id] !== undefined)
      .map(({ id, name }) => ({ as: name, id: feed.map[id], isGrain: grain.has(id), isDay: false })),
    ...fact.dimensions.flatMap((reference, index) =>
      Object.entries(feed.dimensions[reference.id] ?? {})
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([, id], place) => ({
          as: `d${index + 1}_key${place + 1}`,
          id,
          isGrain: grain.has(reference.id),
          isDay: context.project.objects[reference.dimension]?.kind === 'date_dimension',
        })),
    ),
  ];
  const values = wanted.flatMap(({ as, id, isGrain, isDay }): readonly Value[] => {
    const name = nameIn(from, id);
    return name === undefined ? [] : [{ as, from: name, isGrain, isDay }];
  });
  return values.length === wanted.length ? values : undefined;
}

/** Staged rows that differ from the first of their grain, which is the one that stays. A row that comes again as it was is none. */
function secondRows(fact: Fact, own: Relation, context: PatternContext): readonly Check[] {
  const delivery = deliveryColumns(fact, context.project, true).map((column) => column.name);
  const [loadDate = '', , sequence = SEQUENCE] = delivery;
  const fed = fact.feeds.flatMap((feed) => {
    const from = builtFeed(feed.from, context);
    const values = from && valuesOf(fact, feed, from, context);
    return from && values ? [{ from, values }] : [];
  });
  const [first] = fed;
  // Feeds that fill different columns cannot be put under one another.
  if (!first || fed.some(({ values }) => values.map(({ as }) => as).join() !== first.values.map(({ as }) => as).join())) return [];
  const names = first.values.map(({ as }) => as);
  const grain = first.values.filter(({ isGrain }) => isGrain).map(({ as }) => as);
  const identified = fact.columns.filter(({ id, use }) => use === 'degenerate' && fact.grain.columns.includes(id)).map(({ name }) => notNull(col(name)));
  const compared = names.filter((name) => !grain.includes(name));
  if (compared.length === 0 || identified.length === 0) return [];
  const keptName = (name: string): string => (names.includes(`kept_${name}`) ? keptName(`_${name}`) : `kept_${name}`);
  const kept = (name: string): Expr => ({
    t: 'window',
    fn: 'first_value',
    args: [col(name)],
    partitionBy: grain.map((part) => col(part)),
    orderBy: [asc(col(loadDate)), asc(col(sequence))],
    frame: 'all',
  });
  const words = own.columns.filter(({ name, type }) => grain.includes(name) && type.kind !== 'float' && type.kind !== 'json');
  const detail = words.flatMap(({ name, type }, index): readonly Expr[] => [
    text(`${index === 0 ? '' : ', '}${name} `),
    { t: 'textOf', expr: col(name), type },
  ]);
  return [
    {
      id: 'second_row',
      title: 'no row came after another one of its grain that it differs from',
      severity: 'warning',
      query: withCtes(
        [
          {
            name: 'staged',
            comment: 'every delivered row',
            query: union(
              ...fed.map(({ from, values }) => {
                const given = deliveryColumns(from, context.project, true).map((column) => column.name);
                return select(
                  [
                    ...values.map((value) => out(value.isDay ? cast(col(value.from, 'staged'), DATE) : col(value.from, 'staged'), value.as)),
                    ...delivery.map((name, index) => out(col(given[index] ?? name, 'staged'), name)),
                  ],
                  relation(from.id, 'staged'),
                );
              }),
            ),
          },
          {
            name: 'compared',
            comment: 'each with the first of its grain',
            query: select(
              [...keep([...new Set([...words.map(({ name }) => name), ...compared]), ...delivery]), ...compared.map((name) => out(kept(name), keptName(name)))],
              cte('staged'),
              { where: and(...identified) },
            ),
          },
        ],
        select([...(detail.length > 0 ? [out(concat(...detail), 'detail')] : []), ...keep(delivery)], cte('compared'), {
          where: or(...compared.map((name) => differs(col(name), col(keptName(name))))),
        }),
      ),
    },
  ];
}
