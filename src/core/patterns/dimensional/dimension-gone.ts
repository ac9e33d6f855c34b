import type { Expr, OrderItem, Query } from '../../sql/ast.ts';
import {
  agg,
  and,
  asc,
  bin,
  cast,
  BIGINT,
  col,
  cte,
  eq,
  innerJoin,
  isNull,
  keep,
  leftJoin,
  notNull,
  num,
  or,
  out,
  over,
  relation,
  select,
  union,
} from '../../sql/build.ts';
import { isWhole, REFUSED_DELIVERIES } from '../vault/deliveries.ts';
import type { StagedFeed } from './dimension-feeds.ts';
import { stagedNames } from './dimension-feeds.ts';
import { byKey, type DimensionShape, type Step } from './dimension-shape.ts';

/** The deliveries of one full feed, each with the one after it. */
function deliveriesOf({ work, technical }: DimensionShape, feed: StagedFeed, several: boolean): { readonly steps: readonly Step[]; readonly query: Query } {
  const loadDate = technical.load_date;
  const number = several ? [out(num(feed.number), work.feed_number)] : [];
  const given = col(feed.loadDate, 'staged');
  const staged = relation(feed.from, 'staged');
  if (!feed.refused) {
    const next = over('lead', [given], [], [asc(given)]);
    return { steps: [], query: select([...number, out(given, loadDate), out(next, work.next_delivery)], staged, { groupBy: [given] }) };
  }
  const suffix = several ? `_${feed.number}` : '';
  const [refused, whole] = [`${REFUSED_DELIVERIES}${suffix}`, `whole_deliveries${suffix}`];
  const here = col(feed.loadDate, 'delivered');
  const later = col(feed.loadDate, whole);
  return {
    steps: [
      { name: refused, query: feed.refused, comment: 'full deliveries of which staging refused a row' },
      {
        name: whole,
        query: select(keep([feed.loadDate], 'staged'), staged, { distinct: true, where: isWhole(feed.loadDate, 'staged', refused) }),
        comment: 'the others, whose members are all there are',
      },
    ],
    query: select(
      [...number, out(here, loadDate), out(agg('min', later), work.next_delivery)],
      { t: 'subquery', as: 'delivered', query: select(keep([feed.loadDate], 'staged'), staged, { distinct: true }) },
      { joins: [leftJoin(cte(whole), bin('>', later, here))], groupBy: [here] },
    ),
  };
}

/**
 * Each delivery of the full feeds with the one after it. A delivery without rows is none: it says nothing. Nor is one of
 * which rows were refused, as it does not tell what is gone.
 */
function deliveries(shape: DimensionShape, full: readonly StagedFeed[], several: boolean): readonly Step[] {
  const parts = full.map((feed) => deliveriesOf(shape, feed, several));
  const refused = parts.some(({ steps }) => steps.length > 0);
  return [
    ...parts.flatMap(({ steps }) => steps),
    {
      name: 'deliveries',
      query: union(...parts.map(({ query }) => query)),
      comment: `each full delivery with the ${refused ? 'whole ' : ''}one after it`,
    },
  ];
}

/**
 * Steps that find members gone from full deliveries: one whose last row is older than the delivery after it, and that
 * no other feed brings until then. It is gone from that delivery's load date on. When it comes back with a change time
 * from before, that time is no more its own: it is back where it was found gone, or, where a marked version stands
 * for the time away, at the delivery that brings it back.
 * @returns the steps, the last one with all states and deletions.
 */
export function goneSteps(shape: DimensionShape, feeds: readonly StagedFeed[], from: string): readonly Step[] {
  const { work, technical, dated, deletes } = shape;
  const several = shape.dimension.feeds.length > 1;
  const loadDate = technical.load_date;
  const names = stagedNames(shape, several);
  const full = feeds.filter((feed) => feed.isFull);
  const order: readonly OrderItem[] = [asc(col(loadDate, from)), ...(several ? [asc(col(work.feed_number, from))] : []), asc(col(work.row_sequence, from))];
  const window = (fn: 'lead' | 'lag', expr: Expr): Expr => over(fn, [expr], byKey(shape, from), order);
  const sameDelivery = and(
    eq(col(loadDate, 'deliveries'), col(loadDate, from)),
    ...(several ? [eq(col(work.feed_number, 'deliveries'), col(work.feed_number, from))] : []),
  );
  const next = col(work.next_delivery, 'deliveries');
  const seen: Step = {
    name: 'seen',
    comment: 'each row with the delivery expected next and the next one that has its member',
    query: select(
      [
        ...keep(names, from),
        out(next, work.next_delivery),
        out(window('lead', col(loadDate, from)), work.next_seen),
        ...(dated ? [out(window('lag', next), work.expected_at)] : []),
      ],
      cte(from),
      { joins: [(full.length === feeds.length ? innerJoin : leftJoin)(cte('deliveries'), sameDelivery)] },
    ),
  };
  const isBack = bin('<', col(work.expected_at), col(loadDate));
  const soFar = (expr: Expr): Expr => ({
    t: 'window',
    fn: 'max',
    args: [{ t: 'case', whens: [{ when: isBack, then: expr }] }],
    partitionBy: byKey(shape),
    orderBy: [asc(col(loadDate)), ...(several ? [asc(col(work.feed_number))] : []), asc(col(work.row_sequence))],
    frame: 'unboundedToCurrent',
  });
  const returned: readonly Step[] = dated
    ? [
        {
          name: 'returned',
          comment: 'when its member was last found gone, and when it was back',
          query: select(
            [
              ...keep([...names, work.next_delivery, work.next_seen]),
              out(soFar(col(work.expected_at)), work.gone_until),
              ...(deletes === 'mark' ? [out(soFar(col(loadDate)), work.back_at)] : []),
            ],
            cte('seen'),
          ),
        },
      ]
    : [];
  const last = dated ? 'returned' : 'seen';
  const effective: Expr = dated
    ? {
        t: 'case',
        whens: [{ when: bin('<=', col(work.changed_at), col(work.gone_until)), then: col(deletes === 'mark' ? work.back_at : work.gone_until) }],
        otherwise: col(work.changed_at),
      }
    : col(work.changed_at);
  const gone: Readonly<Record<string, Expr>> = {
    [work.changed_at]: col(work.next_delivery),
    [loadDate]: col(work.next_delivery),
    [work.row_sequence]: cast(num(0), BIGINT),
    [work.is_gone]: num(1),
  };
  const events: Step = {
    name: 'events',
    comment: 'states, and the deliveries that a member is gone from',
    query: union(
      select(
        names.map((name) => out(name === work.changed_at ? effective : col(name), name)),
        cte(last),
      ),
      select(
        names.map((name) => out(gone[name] ?? col(name), name)),
        cte(last),
        { where: and(notNull(col(work.next_delivery)), or(isNull(col(work.next_seen)), bin('>', col(work.next_seen), col(work.next_delivery)))) },
      ),
    ),
  };
  return [...deliveries(shape, full, several), seen, ...returned, events];
}
