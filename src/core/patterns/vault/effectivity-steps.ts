import { SEQUENCE } from '../../naming/technical-names.ts';
import type { FeedObject } from '../../model/lookup.ts';
import type { Project } from '../../model/types.ts';
import type { PlanColumn } from '../../plan/types.ts';
import type { Expr, Query, Select } from '../../sql/ast.ts';
import {
  agg,
  and,
  asc,
  bin,
  cast,
  coalesce,
  col,
  cte,
  DATE,
  dateLit,
  desc,
  differs,
  eq,
  firstOf,
  innerJoin,
  isNull,
  keep,
  leftJoin,
  not,
  notNull,
  num,
  or,
  out,
  over,
  select,
  TIMESTAMP,
  timestampLit,
  union,
} from '../../sql/build.ts';
import { deliverySteps, NEXT_DELIVERY } from './deliveries.ts';
import { END_OF_TIME } from '../times.ts';
import { DELETED } from './staged.ts';

/** What the steps of an effectivity satellite need to know. */
export interface Effectivity {
  /** Every column of the table, in order. */
  readonly names: readonly string[];
  readonly identity: readonly string[];
  /** The columns whose partners change: the driving hubs' keys, or the link's own where nothing drives. */
  readonly driving: readonly string[];
  /** Columns without which a row relates nothing. */
  readonly related: readonly string[];
  readonly start: PlanColumn;
  readonly end: PlanColumn;
  readonly applied?: PlanColumn;
  readonly loadDate: string;
  readonly recordSource: string;
  /** A relationship ends when its driving key comes without it, rather than when the source says so. */
  readonly automatic: boolean;
  /** It ends too when its driving key comes without any partner. */
  readonly closesMissing: boolean;
  /** The feed whose deliveries are everything, so that a driving key that one lacks has no partner. */
  readonly complete?: FeedObject;
  /** The load dates on which that feed was not taken whole. */
  readonly refused?: Query;
}

export type Steps = readonly { readonly name: string; readonly query: Query; readonly comment?: string }[];

const on = (list: readonly string[], table?: string): readonly Expr[] => list.map((name) => col(name, table));
const same = (list: readonly string[], left: string, right: string): Expr => and(...list.map((name) => eq(col(name, left), col(name, right))));
const flag = (condition: Expr): Expr => ({ t: 'case', whens: [{ when: condition, then: num(1) }], otherwise: num(0) });
const at = (value: Expr, column: PlanColumn): Expr => (column.type.kind === 'timestamp' ? value : cast(value, column.type));

/** Whether a relationship with this end is open: the end of time, whatever the hour, or none. */
export const isOpenAt = (end: Expr): Expr => or(isNull(end), eq(cast(end, DATE), dateLit(END_OF_TIME.slice(0, 10))));

/** Whether a staged row relates something. */
export const isRelated = ({ related, closesMissing }: Pick<Effectivity, 'related' | 'closesMissing'>): Expr =>
  and(...related.map((name) => notNull(col(name, 'staged'))), ...(closesMissing ? [not(col(DELETED, 'staged'))] : []));

/** What is known, and what was delivered after it. */
function deliveredSteps(what: Effectivity): Steps {
  const { names, identity, driving, start, end, applied, loadDate, automatic, closesMissing } = what;
  const given = (column: PlanColumn): Expr => cast(col(column.name, 'staged'), TIMESTAMP, column.type);
  const effective = coalesce(...(applied ? [given(applied)] : []), given(start), col(loadDate, 'staged'));
  const columns: Select['columns'] = names.map((name) => {
    if (name === start.name && automatic) return out(at(effective, start), name);
    if (name === end.name) return out(coalesce(col(name, 'staged'), at(timestampLit(END_OF_TIME), end)), name);
    return out(col(name, 'staged'), name);
  });
  const isNewer = or(isNull(col('known_until', 'reached')), bin('>', col(loadDate, 'staged'), col('known_until', 'reached')));
  return [
    {
      name: 'latest',
      query: select(
        [...keep(names), out(flag(isOpenAt(col(end.name))), 'is_open'), out(over('max', [col(loadDate)], on(driving), []), 'known_until')],
        cte('stored'),
        { qualify: firstOf(on(identity), [desc(col(loadDate))]) },
      ),
      comment: 'the state of each relationship, and until when its driving key is known',
    },
    { name: 'reached', query: select(keep([...driving, 'known_until']), cte('latest'), { distinct: true }), comment: 'until when each driving key is known' },
    {
      name: 'newer',
      query: select(
        [
          ...columns,
          ...keep([SEQUENCE], 'staged'),
          out(flag(isRelated(what)), 'is_related'),
          out(flag(isOpenAt(col(end.name, 'staged'))), 'is_open'),
          out(effective, 'effective_at'),
        ],
        cte('staged'),
        {
          joins: [leftJoin(cte('reached'), same(driving, 'reached', 'staged'))],
          where: closesMissing ? isNewer : and(isRelated(what), isNewer),
        },
      ),
      comment: 'delivered after that',
    },
    {
      name: 'relationships',
      query: select(keep([...names, 'is_open']), cte('newer'), {
        ...(closesMissing ? { where: eq(col('is_related'), num(1)) } : {}),
        qualify: firstOf(on([...identity, loadDate]), [desc(col('effective_at')), desc(col(SEQUENCE))]),
      }),
      comment: 'one row per relationship and load date',
    },
  ];
}

/** When driving keys came, in `moments`: those that end what came before, and when it ended in the source. */
function momentSteps(what: Effectivity, project: Project): Steps {
  const { driving, loadDate, automatic, complete, refused } = what;
  // With automatic end dating every moment but what is stored, which is the first, ends what came before.
  const closes = (said: Expr): Select['columns'] => (automatic ? [] : [out(said, 'closes')]);
  const seen = union(
    select(
      [...keep([...driving, loadDate]), out(agg('max', col('effective_at')), 'ended_at'), ...closes(flag(eq(agg('max', col('is_related')), num(0))))],
      cte('newer'),
      {
        groupBy: on([...driving, loadDate]),
      },
    ),
    select([...keep(driving), out(col('known_until'), loadDate), out(col('known_until'), 'ended_at'), ...closes(num(0))], cte('reached')),
  );
  const columns = [...driving, loadDate, 'ended_at', ...(automatic ? [] : ['closes'])];
  if (!complete) return [{ name: 'moments', query: seen, comment: 'when each driving key came' }];
  const lacking = select(
    [
      ...keep(driving, 'awaited'),
      out(col(NEXT_DELIVERY, 'deliveries_ahead'), loadDate),
      out(col(NEXT_DELIVERY, 'deliveries_ahead'), 'ended_at'),
      ...closes(num(1)),
    ],
    cte('awaited'),
    {
      joins: [innerJoin(cte('deliveries_ahead'), eq(col(loadDate, 'deliveries_ahead'), col(loadDate, 'awaited')))],
      where: and(
        notNull(col(NEXT_DELIVERY, 'deliveries_ahead')),
        or(isNull(col('next_seen', 'awaited')), bin('<', col(NEXT_DELIVERY, 'deliveries_ahead'), col('next_seen', 'awaited'))),
      ),
    },
  );
  return [
    { name: 'seen', query: seen, comment: 'when each driving key came' },
    ...deliverySteps(complete, loadDate, project, refused),
    {
      name: 'awaited',
      query: select([...keep([...driving, loadDate]), out(over('lead', [col(loadDate)], on(driving), [asc(col(loadDate))]), 'next_seen')], cte('seen')),
      comment: 'each with when it came next',
    },
    { name: 'moments', query: union(select(keep(columns), cte('seen')), lacking), comment: 'and when a delivery lacked it' },
  ];
}

/** In `ahead`: each moment with the next one that ends what was open then. */
function aheadSteps({ driving, loadDate, automatic }: Effectivity): Steps {
  const order = [asc(col(loadDate))];
  const columns = keep([...driving, loadDate, 'ended_at']);
  if (automatic)
    return [
      {
        name: 'ahead',
        query: select([...columns, out(over('lead', [col(loadDate)], on(driving), order), 'ends_on')], cte('moments')),
        comment: 'each with the next one, which ends what it lacks',
      },
    ];
  const closing: Expr = {
    t: 'window',
    fn: 'min',
    args: [{ t: 'case', whens: [{ when: eq(col('closes'), num(1)), then: col(loadDate) }] }],
    partitionBy: on(driving),
    orderBy: [desc(col(loadDate))],
    frame: 'unboundedToCurrent',
  };
  return [
    {
      name: 'turns',
      query: select([...columns, out(closing, 'closed_from')], cte('moments')),
      comment: 'each with the first one from then on without a partner',
    },
    {
      name: 'ahead',
      query: select([...columns, out(over('lead', [col('closed_from')], on(driving), order), 'ends_on')], cte('turns')),
      comment: 'each with the next one without a partner',
    },
  ];
}

/** Whether a judged row is where a relationship began to hold, so far as is known. */
const opens = (table?: string): Expr => and(eq(col('is_open', table), num(1)), or(eq(col('is_stored', table), num(1)), eq(col('is_news', table), num(1))));

/** Whether a row of `spans` says something new of its relationship. */
function isNews({ start, end, loadDate, automatic }: Effectivity): Expr {
  const isOpen = eq(col('is_open'), num(1));
  const wasEnded = or(isNull(col('open_until')), bin('<', col('open_until'), col(loadDate)));
  const first = isNull(col('previous_told'));
  if (automatic) return or(and(isOpen, wasEnded), and(eq(col('is_open'), num(0)), first));
  return or(
    first,
    and(isOpen, wasEnded),
    differs(col(start.name), col('previous_start')),
    and(eq(col('is_open'), num(0)), differs(col(end.name), col('previous_end'))),
  );
}

/** The states of each relationship in order, each with whether it is news and which opening it belongs to. */
function stateSteps(what: Effectivity, ends: boolean): Steps {
  const { names, identity, driving, start, end, loadDate, automatic } = what;
  const order = [asc(col(loadDate, 'states'))];
  const by = on(identity, 'states');
  const previous = (name: string): Expr => over('lag', [col(name, 'states')], by, order);
  const openUntil: Expr = {
    t: 'case',
    whens: [
      {
        when: eq(col('is_open', 'states'), num(1)),
        then: ends ? coalesce(col('ends_on', 'ahead'), timestampLit(END_OF_TIME)) : timestampLit(END_OF_TIME),
      },
    ],
  };
  const known = names.map((name) => (name === loadDate ? out(col('known_until'), name) : out(col(name), name)));
  const all = [...names, 'is_open', 'is_stored'];
  return [
    {
      name: 'states',
      query: union(
        select([...known, ...keep(['is_open']), out(num(1), 'is_stored')], cte('latest')),
        select([...keep([...names, 'is_open']), out(num(0), 'is_stored')], cte('relationships')),
      ),
      comment: 'what is known of each relationship, the stored state first',
    },
    {
      name: 'spans',
      query: select(
        [
          ...keep(all, 'states'),
          ...(ends
            ? [
                ...keep(['ends_on'], 'ahead'),
                out(over('lead', [col(loadDate, 'states')], by, order), 'next_told'),
                out(over('lead', [col('is_open', 'states')], by, order), 'next_is_open'),
              ]
            : []),
          out(previous(loadDate), 'previous_told'),
          ...(automatic ? [] : [out(previous(start.name), 'previous_start'), out(previous(end.name), 'previous_end')]),
          out(over('lag', [openUntil], by, order), 'open_until'),
        ],
        cte('states'),
        ends ? { joins: [leftJoin(cte('ahead'), and(same(driving, 'ahead', 'states'), eq(col(loadDate, 'ahead'), col(loadDate, 'states'))))] } : {},
      ),
      comment: 'each with the one before it and until when that was open',
    },
    {
      name: 'judged',
      query: select([...keep(all), ...(ends ? keep(['ends_on', 'next_told', 'next_is_open']) : []), out(flag(isNews(what)), 'is_news')], cte('spans')),
      comment: 'whether it says something new',
    },
    ...(ends
      ? [
          {
            name: 'runs',
            query: select(
              [
                ...keep([...names, 'is_open', 'is_stored', 'is_news', 'ends_on', 'next_told', 'next_is_open']),
                out(
                  { t: 'window', fn: 'sum', args: [flag(opens())], partitionBy: on(identity), orderBy: [asc(col(loadDate))], frame: 'unboundedToCurrent' },
                  'opening_number',
                ),
              ],
              cte('judged'),
            ),
            comment: 'and which opening it belongs to',
          },
        ]
      : []),
  ];
}

/** The steps after `staged`, and the rows to add. */
export function effectivitySteps(what: Effectivity, project: Project): { readonly steps: Steps; readonly rows: readonly Query[] } {
  const { names, identity, driving, end, applied, loadDate, automatic, closesMissing } = what;
  const ends = automatic || closesMissing;
  const opening = select(keep(names), cte('judged'), { where: and(eq(col('is_stored'), num(0)), eq(col('is_news'), num(1))) });
  const steps = [...deliveredSteps(what), ...(ends ? [...momentSteps(what, project), ...aheadSteps(what)] : []), ...stateSteps(what, ends)];
  if (!ends) return { steps, rows: [opening] };
  const ended = (column: PlanColumn): Expr => at(col('ended_at', 'ending'), column);
  const isLeft = or(
    isNull(col('next_told', 'last_told')),
    bin('<', col('ends_on', 'last_told'), col('next_told', 'last_told')),
    ...(automatic ? [and(eq(col('ends_on', 'last_told'), col('next_told', 'last_told')), eq(col('next_is_open', 'last_told'), num(0)))] : []),
  );
  const closing = select(
    names.map((name) => {
      if (name === end.name) return out(ended(end), name);
      if (name === applied?.name) return out(ended(applied), name);
      return name === loadDate ? out(col('ends_on', 'last_told'), name) : out(col(name, 'opened'), name);
    }),
    cte('runs', 'last_told'),
    {
      joins: [
        innerJoin(cte('runs', 'opened'), and(same([...identity, 'opening_number'], 'opened', 'last_told'), opens('opened'))),
        innerJoin(cte('ahead', 'ending'), and(same(driving, 'ending', 'last_told'), eq(col(loadDate, 'ending'), col('ends_on', 'last_told')))),
      ],
      where: and(eq(col('is_open', 'last_told'), num(1)), isLeft),
    },
  );
  return { steps, rows: [opening, closing] };
}
