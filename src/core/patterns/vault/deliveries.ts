import type { FeedObject } from '../../model/lookup.ts';
import { feedObject } from '../../model/lookup.ts';
import type { Project } from '../../model/types.ts';
import type { Query } from '../../sql/ast.ts';
import { agg, bin, col, cte, keep, leftJoin, out, relation, select, union } from '../../sql/build.ts';
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

/**
 * Steps that give, in `deliveries_ahead`, for each load date of a delivery or a stored row the next delivery. One without a
 * row is none: it says nothing.
 */
export function deliverySteps(
  feed: FeedObject,
  loadDate: string,
  project: Project,
): readonly { readonly name: string; readonly query: Query; readonly comment: string }[] {
  const given = technicalOf(feed, project.settings).load_date;
  return [
    {
      name: 'deliveries',
      query: select([out(col(given, 'staged'), loadDate)], relation(feed.id, 'staged'), { distinct: true }),
      comment: 'the deliveries that brought something',
    },
    {
      name: 'known_dates',
      query: union(select(keep([loadDate]), cte('deliveries')), select(keep([loadDate]), cte('stored'), { distinct: true })),
      comment: 'their load dates, and those of what is stored',
    },
    {
      name: 'deliveries_ahead',
      query: select([...keep([loadDate], 'known_dates'), out(agg('min', col(loadDate, 'deliveries')), NEXT_DELIVERY)], cte('known_dates'), {
        joins: [leftJoin(cte('deliveries'), bin('>', col(loadDate, 'deliveries'), col(loadDate, 'known_dates')))],
        groupBy: [col(loadDate, 'known_dates')],
      }),
      comment: 'each with the delivery after it',
    },
  ];
}
