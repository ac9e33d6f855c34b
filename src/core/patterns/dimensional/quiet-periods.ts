import type { FactColumn, Fact } from '../../model/types.ts';
import type { Expr, From, Query } from '../../sql/ast.ts';
import { agg, and, asc, bin, cast, col, cte, DATE, innerJoin, isNull, keep, nil, num, or, out, over, select, TIMESTAMP, union } from '../../sql/build.ts';
import { typeOf, type PatternContext } from '../context.ts';
import type { FactParts } from './fact-parts.ts';

type Cte = Extract<Query, { t: 'with' }>['ctes'][number];

/** Balances are repeated: they add over everything but time. */
const isBalance = (column: FactColumn): boolean => column.additivity === 'semi_additive' || (column.additivity === undefined && column.aggregation === 'last');
/** Flows: nothing flowed. */
const isFlow = (column: FactColumn): boolean => (column.additivity ?? 'additive') === 'additive' && ['sum', 'count'].includes(column.aggregation ?? 'sum');

/** What a measure is in a period in which nothing happened: no balance, no flow, no ratio. Nothing where it is as it was. */
function quietValue(column: FactColumn, mode: Fact['quiet_periods']): Expr | undefined {
  const type = typeOf(column);
  if (isBalance(column)) return mode === 'carry' ? undefined : cast(num(0), type);
  return isFlow(column) ? cast(num(0), type) : nil(type);
}

/** The days that periods are taken from: those of the fact's own date dimensions. */
function calendar(parts: FactParts): From | undefined {
  const ranges = [...(parts.periodRole ? [parts.periodRole] : []), ...parts.roles].flatMap(({ target }) => (target.kind === 'date_dimension' ? [target] : []));
  const [range] = ranges;
  return range && { t: 'days', first: range.first, last: range.last, column: 'calendar_day', as: 'days' };
}

/**
 * The steps from `summed` to `filled`: each row of an entity stands for its period and the quiet ones up to the entity's
 * next row, or to the last period delivered. Nothing, with the reason reported, without a calendar. Periods outside the
 * calendar have the rows that were delivered for them and no quiet ones.
 */
export function filledPeriods(
  parts: FactParts,
  unit: NonNullable<Fact['period']>,
  context: PatternContext,
): ((newer: Expr, carried: readonly string[]) => readonly Cte[]) | undefined {
  const { fact, period, eventAt, loadDate, grain, free } = parts;
  const days = calendar(parts);
  if (!days) {
    context.report({
      code: 'quiet-periods-need-calendar',
      severity: 'error',
      message: `${fact.name} is to have rows for periods without activity, but no date dimension says which periods there are: add one to its dimensions.`,
      at: { object: fact.id },
    });
    return undefined;
  }
  const next = free('next_period');
  const ofDay: Expr = { t: 'dateTrunc', unit, expr: col('calendar_day', 'days'), type: DATE };
  const isQuiet = bin('>', col(period, 'periods'), col(period, 'spans'));
  const where = (quiet: Expr | undefined, otherwise: Expr): Expr =>
    quiet === undefined ? otherwise : { t: 'case', whens: [{ when: isQuiet, then: quiet }], otherwise };
  const measures = fact.columns.filter((column) => column.use === 'measure');
  const between = and(bin('>=', ofDay, col('first_period', 'bounds')), bin('<=', ofDay, col('last_period', 'bounds')));
  return (newer, carried) => [
    {
      name: 'spans',
      comment: 'each with the period of its next row',
      query: select(
        [
          ...keep([period, ...grain, ...carried, ...measures.map((column) => column.name), eventAt, loadDate]),
          out(
            over(
              'lead',
              [col(period)],
              grain.map((name) => col(name)),
              [asc(col(period))],
            ),
            next,
          ),
        ],
        cte('summed'),
      ),
    },
    { name: 'bounds', query: select([out(agg('min', col(period)), 'first_period'), out(agg('max', col(period)), 'last_period')], cte('summed')) },
    {
      name: 'periods',
      comment: 'every period delivered, and those of the calendar between them',
      query: select(
        keep([period], 'all_periods'),
        {
          t: 'subquery',
          as: 'all_periods',
          query: union(select(keep([period]), cte('summed')), select([out(ofDay, period)], days, { joins: [innerJoin(cte('bounds'), between)] })),
        },
        { distinct: true },
      ),
    },
    {
      name: 'touched',
      comment: 'the first period with newer rows: what follows is worked out anew',
      query: select([out(agg('min', col(period, 'dated')), 'since')], cte('dated'), { joins: [{ kind: 'cross', from: cte('applied') }], where: newer }),
    },
    {
      name: 'filled',
      comment: 'quiet periods repeat balances and count no flow',
      query: select(
        [
          out(col(period, 'periods'), period),
          ...keep([...grain, ...carried], 'spans'),
          ...measures.map((column) => out(where(quietValue(column, fact.quiet_periods), col(column.name, 'spans')), column.name)),
          out(where(cast(col(period, 'periods'), TIMESTAMP), col(eventAt, 'spans')), eventAt),
          out(col(loadDate, 'spans'), loadDate),
        ],
        cte('spans'),
        {
          joins: [
            innerJoin(
              cte('periods'),
              and(
                bin('>=', col(period, 'periods'), col(period, 'spans')),
                or(isNull(col(next, 'spans')), bin('<', col(period, 'periods'), col(next, 'spans'))),
              ),
            ),
            { kind: 'cross', from: cte('touched') },
            { kind: 'cross', from: cte('applied') },
          ],
          where: or(bin('>=', col(period, 'periods'), col('since', 'touched')), bin('>', col(period, 'periods'), col('last_period', 'applied'))),
        },
      ),
    },
  ];
}
