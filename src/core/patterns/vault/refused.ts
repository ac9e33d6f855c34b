import type { Check } from '../../plan/types.ts';
import type { Expr, OrderItem, Query } from '../../sql/ast.ts';
import {
  and,
  asc,
  bin,
  col,
  cte,
  desc,
  differs,
  eq,
  firstOf,
  innerJoin,
  isNull,
  keep,
  leftJoin,
  num,
  or,
  out,
  over,
  relation,
  select,
  union,
  withCtes,
} from '../../sql/build.ts';
import { SEQUENCE } from '../../naming/technical-names.ts';
import type { PatternContext } from '../context.ts';
import type { SatelliteParts } from './satellite-parts.ts';

const names = (parts: SatelliteParts): readonly string[] => [
  parts.key,
  parts.diff,
  ...parts.listed.map((column) => column.name),
  parts.loadDate,
  parts.recordSource,
  SEQUENCE,
];

/** What tells the rows of one delivery of a satellite apart: key, load date and, of several active ones, their own key. */
export const rowKey = (parts: SatelliteParts): readonly string[] => [...parts.identity, parts.loadDate, ...parts.named('multi_active_key')];

/** Whether several states of one key and load date all stay. */
export const keepsAll = ({ project }: PatternContext): boolean => project.settings.vault?.same_load_date === 'all';

/** Puts the row first that counts among those of one key and load date: the last applied, the last in the file. */
export const settled = (parts: SatelliteParts, { project }: PatternContext, table: string): readonly OrderItem[] => [
  ...parts.named('applied').map((name) => desc(col(name, table))),
  desc(col(SEQUENCE, table)),
  asc(col(parts.diff, table), { binary: project.settings.hash.storage === 'text' }),
];

const columnsOf = (list: readonly string[], table: string): readonly Expr[] => list.map((name) => col(name, table));
const same = (list: readonly string[], left: string, right: string): Expr => and(...list.map((name) => eq(col(name, left), col(name, right))));

/** The staged rows that gave way to another state of their key at their load date; none where all of them stay. */
export function overruled(parts: SatelliteParts, context: PatternContext): Query {
  const kept = over('first_value', [col(parts.diff, 'staged')], columnsOf(rowKey(parts), 'staged'), settled(parts, context, 'staged'));
  return withCtes(
    [
      { name: 'staged', query: union(...parts.staged), comment: 'every delivered state' },
      { name: 'compared', query: select([...keep(names(parts), 'staged'), out(kept, 'kept_diff')], cte('staged')), comment: 'each with the one that counts' },
    ],
    select(keep(names(parts)), cte('compared'), { where: differs(col(parts.diff), col('kept_diff')) }),
  );
}

/** Per delivered key and load date, in `told_on`: the load date of what the satellite shows then, NULL before its first. */
function shownOn(
  { identity, loadDate }: SatelliteParts,
  satellite: string,
): readonly { readonly name: string; readonly query: Query; readonly comment: string }[] {
  const dates = (is: 0 | 1, from: Parameters<typeof select>[1], table: string): Query =>
    select([...keep([...identity, loadDate], table), out(num(is), 'is_shown')], from);
  const latest: Expr = {
    t: 'window',
    fn: 'max',
    args: [{ t: 'case', whens: [{ when: eq(col('is_shown'), num(1)), then: col(loadDate) }] }],
    partitionBy: identity.map((name) => col(name)),
    orderBy: [asc(col(loadDate)), desc(col('is_shown'))],
    frame: 'unboundedToCurrent',
  };
  return [
    {
      name: 'load_dates',
      query: union(dates(0, cte('staged'), 'staged'), dates(1, relation(satellite, 'shown'), 'shown')),
      comment: 'when something was delivered, and when something was stored',
    },
    {
      name: 'dated',
      query: select([...keep([...identity, loadDate, 'is_shown']), out(latest, 'shown_on')], cte('load_dates')),
      comment: 'each with the state shown then',
    },
    {
      name: 'told_on',
      query: select(keep([...identity, loadDate, 'shown_on']), cte('dated'), { distinct: true, where: eq(col('is_shown'), num(0)) }),
      comment: 'a row per delivered key and load date',
    },
  ];
}

/**
 * The staged states that a satellite does not show at their load date, though no other took their place there: they came
 * after a newer one was stored.
 * @param satellite id of its relation, which must be loaded.
 */
export function lateStates(parts: SatelliteParts, satellite: string, context: PatternContext): Query {
  const { identity, loadDate, diff } = parts;
  const all = keepsAll(context);
  const active = parts.named('multi_active_key');
  const members = over('count', [], columnsOf([...identity, loadDate], 'counted'), []);
  const one = firstOf(columnsOf([...rowKey(parts), ...(all ? [diff] : [])], 'staged'), settled(parts, context, 'staged'));
  const match = and(
    same([...identity, ...active, diff], 'delivered', 'shown'),
    eq(col('shown_on', 'told_on'), col(loadDate, 'shown')),
    ...(active.length > 0 ? [eq(col('group_size', 'delivered'), col('group_size', 'shown'))] : []),
  );
  const counted = active.length > 0 ? [out(members, 'group_size')] : [];
  return withCtes(
    [
      { name: 'staged', query: union(...parts.staged), comment: 'every delivered state' },
      { name: 'counted', query: select(keep(names(parts), 'staged'), cte('staged'), { qualify: one }), comment: 'those that count' },
      { name: 'delivered', query: select([...keep(names(parts), 'counted'), ...counted], cte('counted')), comment: 'with how many belong together' },
      {
        name: 'shown',
        query: select([...keep([...identity, ...active, diff, loadDate], 'counted'), ...counted], relation(satellite, 'counted')),
        comment: 'what is stored',
      },
      ...shownOn(parts, satellite),
    ],
    select(keep(names(parts), 'delivered'), cte('delivered'), {
      joins: [innerJoin(cte('told_on'), same([...identity, loadDate], 'delivered', 'told_on')), leftJoin(cte('shown'), match)],
      // Where all states of a load date stay, one of them may equal the state before and add nothing.
      where: and(
        isNull(col(parts.key, 'shown')),
        ...(all && active.length === 0 ? [or(isNull(col('shown_on', 'told_on')), bin('<', col('shown_on', 'told_on'), col(loadDate, 'told_on')))] : []),
      ),
    }),
  );
}

/**
 * The staged rows of a tracked or related key that the satellite denies at their load date: they came after a newer row was stored.
 * @param staged the rows to look at, with key, load date, `columns` and sequence.
 * @param agrees whether a stored row, `shown`, says the same as a staged one, `staged`.
 */
export function lateKeys(parts: SatelliteParts, satellite: string, staged: Query, columns: readonly string[], agrees: Expr): Query {
  const { identity, loadDate } = parts;
  const match = and(same(identity, 'staged', 'shown'), eq(col('shown_on', 'told_on'), col(loadDate, 'shown')), agrees);
  return withCtes(
    [{ name: 'staged', query: staged, comment: 'what was delivered' }, ...shownOn(parts, satellite)],
    select(keep([...columns, SEQUENCE], 'staged'), cte('staged'), {
      joins: [innerJoin(cte('told_on'), same([...identity, loadDate], 'staged', 'told_on')), leftJoin(relation(satellite, 'shown'), match)],
      where: isNull(col(parts.key, 'shown')),
    }),
  );
}

export const lateCheck = (query: Query): Check => ({
  id: 'late',
  title: 'no row came after a newer one of its key was stored',
  severity: 'warning',
  query,
});

/** What must hold of a satellite of states: every row whole, one state per key and load date, delivered in order. */
export const stateChecks = (parts: SatelliteParts, satellite: string, context: PatternContext): readonly Check[] => [
  ...(parts.lacking.length + parts.keyless.length === 0
    ? []
    : [
        {
          id: 'missing_key',
          title: `every row has ${[...(parts.keyless.length > 0 ? ['its key'] : []), ...(parts.lacking.length > 0 ? ['what tells it from the others of its key'] : [])].join(' and ')}`,
          severity: 'warning',
          query: union(...parts.keyless, ...parts.lacking),
        } as const,
      ]),
  ...(keepsAll(context)
    ? []
    : [
        {
          id: 'conflict',
          title: 'no two different states of one key at one load date',
          severity: 'warning',
          query: overruled(parts, context),
        } as const,
      ]),
  lateCheck(lateStates(parts, satellite, context)),
];
