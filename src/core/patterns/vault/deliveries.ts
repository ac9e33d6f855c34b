import type { FeedObject } from '../../model/lookup.ts';
import { feedObject } from '../../model/lookup.ts';
import type { Project } from '../../model/types.ts';
import type { Query } from '../../sql/ast.ts';
import { agg, bin, col, cte, eq, keep, leftJoin, notExists, num, out, relation, select, union } from '../../sql/build.ts';
import { technicalOf } from '../../naming/technical-names.ts';
import { deletionColumn } from './staged.ts';
import type { PatternContext } from '../context.ts';

/** What a feed says of keys that are gone: a full delivery lacks them, a change feed marks them, anything else is silent. */
export type GoneBy = 'absence' | 'mark' | 'nothing';

/** Whether the rows of one delivery are everything there is. Of joined objects those of the first decide, since its rows come. */
function isFull(feed: FeedObject, project: Project): boolean {
  if (feed.kind === 'staging') {
    const source = project.objects[feed.source];
    return source?.kind === 'source' && source.delivery === 'full';
  }
  const [first] = feed.inputs;
  const from = first && (feed.combine === 'join' || feed.inputs.length === 1) ? feedObject(project, first.from) : undefined;
  return from !== undefined && isFull(from, project);
}

export function goneBy(feed: FeedObject, context: PatternContext): GoneBy {
  if (isFull(feed, context.project)) return 'absence';
  return deletionColumn(feed.id, context) === undefined ? 'nothing' : 'mark';
}

/** The load date of the delivery after another, in `deliveries_ahead`. */
export const NEXT_DELIVERY = 'next_delivery';

export const REFUSED_DELIVERIES = 'refused_deliveries';

/** A delivery whose rows were not all taken: what it lacks may have been in one of those. */
export const isWhole = (loadDate: string, table: string, refused = REFUSED_DELIVERIES): ReturnType<typeof notExists> =>
  notExists(select([out(num(1), 'found')], cte(refused, 'refused'), { where: eq(col(loadDate, 'refused'), col(loadDate, table)) }));

/**
 * Steps that give, in `deliveries_ahead`, for each load date of a delivery or a stored row the next delivery. One without a
 * row is none: it says nothing. Nor is one of which rows were refused.
 * @param refused the load dates of deliveries that were not taken whole, as `refusedDeliveries` tells them.
 */
export function deliverySteps(
  feed: FeedObject,
  loadDate: string,
  project: Project,
  refused?: Query,
): readonly { readonly name: string; readonly query: Query; readonly comment: string }[] {
  const given = technicalOf(feed, project.settings).load_date;
  const next = refused ? 'whole_deliveries' : 'deliveries';
  return [
    {
      name: 'deliveries',
      query: select([out(col(given, 'staged'), loadDate)], relation(feed.id, 'staged'), { distinct: true }),
      comment: 'the deliveries that brought something',
    },
    ...(refused
      ? [
          { name: REFUSED_DELIVERIES, query: refused, comment: 'those of which staging refused a row' },
          {
            name: 'whole_deliveries',
            query: select(keep([loadDate], 'deliveries'), cte('deliveries'), { where: isWhole(loadDate, 'deliveries') }),
            comment: 'the others, whose keys are all there are',
          },
        ]
      : []),
    {
      name: 'known_dates',
      query: union(select(keep([loadDate]), cte('deliveries')), select(keep([loadDate]), cte('stored'), { distinct: true })),
      comment: `${refused ? 'the load dates of all' : 'their load dates'}, and those of what is stored`,
    },
    {
      name: 'deliveries_ahead',
      query: select([...keep([loadDate], 'known_dates'), out(agg('min', col(loadDate, next)), NEXT_DELIVERY)], cte('known_dates'), {
        joins: [leftJoin(cte(next), bin('>', col(loadDate, next), col(loadDate, 'known_dates')))],
        groupBy: [col(loadDate, 'known_dates')],
      }),
      comment: `each with the ${refused ? 'whole ' : ''}delivery after it`,
    },
  ];
}
