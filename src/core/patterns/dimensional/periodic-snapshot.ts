import type { Fact, FactColumn } from '../../model/types.ts';
import type { LogicalType } from '../../model/logical-type.ts';
import type { Relation } from '../../plan/types.ts';
import type { Expr, Query } from '../../sql/ast.ts';
import { agg, bin, cast, col, cte, DATE, desc, eq, exists, isNull, keep, notNull, num, or, out, over, select, TIMESTAMP, withCtes } from '../../sql/build.ts';
import { technicalColumn, typeOf, type PatternContext } from '../context.ts';
import { stored } from '../vault/stored.ts';
import { totalsCheck, unidentifiedCheck, unknownCheck } from './fact-checks.ts';
import { resolved } from './fact-lookup.ts';
import { factColumns, factParts, identified, lastOfKey, whereAll, type FactParts } from './fact-parts.ts';
import { fanOutChecks, memberCtes } from './fact-roles.ts';
import { filledPeriods } from './quiet-periods.ts';
import { theOne } from './the-one.ts';

const aggregation = (column: FactColumn): NonNullable<FactColumn['aggregation']> => column.aggregation ?? 'sum';

/** The staged columns of a snapshot that neither name a row nor are measured: as they are in the last row of a period. */
function carried(parts: FactParts): readonly { readonly name: string; readonly type: LogicalType }[] {
  const all = [
    ...parts.given.filter((column) => column.use === 'degenerate').map((column) => ({ name: column.name, type: typeOf(column) })),
    ...parts.roles.flatMap((role) => role.keys.map((key) => ({ name: key.staged, type: key.type }))),
  ];
  return all.filter(({ name }) => !parts.grain.includes(name));
}

/** What a measure is over the rows of one entity and period. */
function measured(column: FactColumn, recency: string): Expr {
  const type = typeOf(column);
  const fn = aggregation(column);
  return cast(fn === 'last' ? theOne(eq(col(recency), num(1)), col(column.name), type) : agg(fn, col(column.name)), type);
}

/** Periods and entities are one row each: `summed` from `ranked`. */
function summed(parts: FactParts, recency: string): Query {
  const groups = [parts.period, ...parts.grain];
  return select(
    [
      ...keep(groups),
      ...carried(parts).map(({ name, type }) => out(theOne(eq(col(recency), num(1)), col(name), type), name)),
      ...parts.given.filter((column) => column.use === 'measure').map((column) => out(measured(column, recency), column.name)),
      out(agg('max', col(parts.eventAt)), parts.eventAt),
      out(agg('max', col(parts.loadDate)), parts.loadDate),
    ],
    cte('ranked'),
    { groupBy: groups.map((name) => col(name)) },
  );
}

/**
 * A periodic snapshot: one row per entity and period. The periods that something newer was delivered for are worked out
 * anew from all staged rows; of what a source delivers again within a period for one key, the last counts. Where quiet
 * periods are asked for, an entity has a row for every period from its first to the last one delivered, and all periods
 * from the first touched one on are worked out anew. Rows without a time or without a degenerate column of the grain are
 * left out. A date role that is mapped from the time of the event, or not at all, is the first day of the period.
 */
export function periodicSnapshot(fact: Fact, context: PatternContext): Relation | undefined {
  const problem = (code: string, message: string): undefined => {
    context.report({ code, severity: 'error', message, at: { object: fact.id } });
    return undefined;
  };
  const unit = fact.period;
  if (!unit) return problem('snapshot-without-period', `${fact.name} does not say how long a period is: choose day, week, month, quarter or year.`);
  const lag = fact.columns.find((column) => column.lag !== undefined);
  if (lag)
    return problem(
      'lag-in-snapshot',
      `${fact.name}.${lag.name} is the time between two milestones, which a period has not: take it out, or make the fact an accumulating snapshot.`,
    );
  const periodOf = (event: Expr): Expr => ({ t: 'dateTrunc', unit, expr: cast(event, DATE), type: DATE });
  const repeats = fact.columns.some((column) => column.use === 'measure' && aggregation(column) !== 'last');
  const parts = factParts(fact, context, repeats ? (feed, event) => lastOfKey(feed, periodOf(event), context.project) : undefined);
  if (!parts) return undefined;
  if (parts.forgetful)
    return problem(
      'snapshot-needs-history',
      `${fact.name} works periods out anew from all deliveries, but ${parts.forgetful.name} keeps only the last: let it keep every delivery.`,
    );
  const quiet = fact.quiet_periods !== undefined && fact.quiet_periods !== 'none';
  const { loadDate, eventAt, period, free } = parts;
  const recency = free('recency');
  const own = parts.given.map((column) => column.name);
  const columns = factColumns(parts, [technicalColumn(loadDate, TIMESTAMP, 'load_date')], [technicalColumn(period, DATE, 'period')]);
  const names = columns.map((column) => column.name);
  const staged = { name: 'staged', query: parts.staged, comment: repeats ? 'delivered rows, of one key and period the last' : 'every delivered row' };
  const dated = {
    name: 'dated',
    query: select(
      [...keep([...own, ...parts.keys, eventAt, loadDate, 'row_sequence'], 'staged'), out(periodOf(col(eventAt, 'staged')), period)],
      cte('staged'),
      {
        ...whereAll([notNull(col(eventAt, 'staged')), ...identified(parts, 'staged')]),
      },
    ),
  };
  const newer = or(isNull(col('applied_at', 'applied')), bin('>', col(loadDate, 'dated'), col('applied_at', 'applied')));
  const latest = over(
    'row_number',
    [],
    [...parts.grain, period].map((name) => col(name)),
    [desc(col(eventAt)), ...parts.order('last')],
  );
  const touched = exists(select([out(num(1), 'found')], cte('touched'), { where: eq(col(period, 'touched'), col(period, 'dated')) }));
  const filled = quiet ? filledPeriods(parts, unit, context) : undefined;
  if (quiet && !filled) return undefined;
  return {
    ...parts.common,
    columns,
    query: withCtes(
      [
        stored([period, loadDate]),
        {
          name: 'applied',
          comment: 'the last delivery applied',
          query: select([out(agg('max', col(loadDate)), 'applied_at'), ...(quiet ? [out(agg('max', col(period)), 'last_period')] : [])], cte('stored')),
        },
        staged,
        dated,
        ...(quiet
          ? []
          : [
              {
                name: 'touched',
                comment: 'periods with newer rows',
                query: select([out(col(period, 'dated'), period)], cte('dated'), {
                  distinct: true,
                  joins: [{ kind: 'cross', from: cte('applied') }],
                  where: newer,
                }),
              },
            ]),
        {
          name: 'ranked',
          query: select([...keep([period, ...own, ...parts.keys, eventAt, loadDate]), out(latest, recency)], cte('dated'), quiet ? {} : { where: touched }),
        },
        { name: 'summed', query: summed(parts, recency), comment: 'one row per entity and period' },
        ...(filled?.(
          newer,
          carried(parts).map(({ name }) => name),
        ) ?? []),
        ...memberCtes(parts.roles, context),
      ],
      resolved(parts, quiet ? 'filled' : 'summed', names, context),
    ),
    load: { kind: 'replace', rule: 'period', key: [period] },
    primaryKey: [period, ...parts.identity],
    checks: [
      ...(quiet ? [] : totalsCheck(parts, [staged, dated], 'dated', false)),
      ...unidentifiedCheck(parts, [staged], [...parts.required, eventAt]),
      ...unknownCheck(parts.roles, [staged, dated], 'dated'),
      ...fanOutChecks(parts.roles, context),
    ],
  };
}
