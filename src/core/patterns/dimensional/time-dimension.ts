import type { TimeDimension } from '../../model/types.ts';
import { surrogateName } from '../../naming/technical-names.ts';
import type { PlanColumn, Relation } from '../../plan/types.ts';
import type { Expr, Join } from '../../sql/ast.ts';
import { bin, call, cast, concat, col, cte, INTEGER, keep, nil, num, out, select, TEXT, text, union, withCtes } from '../../sql/build.ts';
import { relationHead, technicalColumn, type PatternContext } from '../context.ts';
import { roleViews } from './role-views.ts';
import { specialMembers } from './special-members.ts';

type Step = TimeDimension['every'];
/** Minutes between rows, and whether rows are finer than an hour and a minute. */
const MINUTES: Readonly<Record<Step, number>> = { hour: 60, quarter_hour: 15, minute: 1, second: 1 };

/** Two decimal digits. */
const padded = (number: Expr): Expr => call('lpad', cast(number, TEXT), num(2), text('0'));

/** The name of the part of the day that a minute falls in; before the first part's start the last one goes on over midnight. */
function partOfDay({ parts = [] }: TimeDimension): Expr {
  const minuteOf = (start: string): number => Number(start.slice(0, 2)) * 60 + Number(start.slice(3));
  const latestFirst = parts.toSorted((a, b) => minuteOf(b.start) - minuteOf(a.start));
  const [last] = latestFirst;
  if (!last) return nil(TEXT);
  return {
    t: 'case',
    whens: latestFirst.map(({ start, name }) => ({ when: bin('>=', col('minute_of_day'), num(minuteOf(start))), then: text(name) })),
    otherwise: text(last.name),
  };
}

/** Numbers from 0 to 59 that a part of a time takes, from two digits each. */
const numbers = (below: number, every: number, alias: string): Join => ({
  kind: 'inner',
  from: cte('numbers', alias),
  on: every === 1 ? bin('<', col('number', alias), num(below)) : { t: 'in', expr: col('number', alias), values: range(below, every).map(num) },
});

const range = (below: number, every: number): readonly number[] => Array.from({ length: below / every }, (_, index) => index * every);

/**
 * Times of day: a row per step, keyed by the number hhmmss of its start, one for an unknown time (-1) and, on demand,
 * one for a time that does not apply (-2), and a view for each part it plays. It reads no source and is written whole.
 */
export function timeDimensionRelations(dimension: TimeDimension, context: PatternContext): readonly Relation[] {
  const table = timeDimensionRelation(dimension, context);
  return table ? [table, ...roleViews(dimension, table, context)] : [];
}

function timeDimensionRelation(dimension: TimeDimension, context: PatternContext): Relation | undefined {
  const { settings } = context.project;
  const starts = (dimension.parts ?? []).map(({ start }) => start);
  const twice = starts.find((start, index) => starts.indexOf(start) < index);
  if (twice !== undefined) {
    const message = `${dimension.name} has two parts of the day that start at ${twice}: give one another start.`;
    context.report({ code: 'part-of-day-twice', severity: 'error', message, at: { object: dimension.id } });
    return undefined;
  }
  const { every } = dimension;
  const key = surrogateName(dimension, settings);
  const [hour, minute, second] = [col('hour'), every === 'hour' ? num(0) : col('minute'), every === 'second' ? col('second') : num(0)];
  const number = bin('+', bin('+', bin('*', hour, num(10_000)), bin('*', minute, num(100))), second);
  const hourOfTwelve: Expr = bin('+', call('mod', bin('+', hour, num(11)), num(12)), num(1));
  const attribute = (name: string, type = INTEGER): PlanColumn => technicalColumn(name, type, 'attribute', true);
  const all: readonly { readonly column: PlanColumn; readonly expr: Expr }[] = [
    { column: technicalColumn(key, INTEGER, 'surrogate_key'), expr: cast(number, INTEGER) },
    { column: attribute('time', { kind: 'time' }), expr: cast(concat(padded(hour), text(':'), padded(minute), text(':'), padded(second)), { kind: 'time' }) },
    { column: attribute('hour'), expr: hour },
    ...(every === 'hour' ? [] : [{ column: attribute('minute'), expr: minute }]),
    ...(every === 'second' ? [{ column: attribute('second'), expr: second }] : []),
    { column: attribute('hour_of_twelve'), expr: hourOfTwelve },
    { column: attribute('am_pm', TEXT), expr: { t: 'case', whens: [{ when: bin('<', hour, num(12)), then: text('AM') }], otherwise: text('PM') } },
    { column: attribute('minute_of_day'), expr: col('minute_of_day') },
    { column: attribute('part_of_day', TEXT), expr: partOfDay(dimension) },
  ];
  const columns = all.map(({ column }) => column);
  const hasMinutes = every !== 'hour';
  const hours = cte('numbers', 'hours');
  const minuteOfDay = bin('+', bin('*', col('number', 'hours'), num(60)), hasMinutes ? col('number', 'minutes') : num(0));
  const times = withCtes(
    [
      {
        name: 'digits',
        query: select(keep(['digit'], 'listed'), {
          t: 'values',
          columns: [{ name: 'digit', type: INTEGER }],
          rows: range(10, 1).map((digit) => [num(digit)]),
          as: 'listed',
        }),
      },
      {
        name: 'numbers',
        comment: 'from 0 to 99',
        query: select([out(bin('+', bin('*', col('digit', 'tens'), num(10)), col('digit', 'ones')), 'number')], cte('digits', 'tens'), {
          joins: [{ kind: 'cross', from: cte('digits', 'ones') }],
        }),
      },
      {
        name: 'times',
        query: select(
          [
            out(col('number', 'hours'), 'hour'),
            ...(hasMinutes ? [out(col('number', 'minutes'), 'minute')] : []),
            ...(every === 'second' ? [out(col('number', 'seconds'), 'second')] : []),
            out(minuteOfDay, 'minute_of_day'),
          ],
          hours,
          {
            joins: [...(hasMinutes ? [numbers(60, MINUTES[every], 'minutes')] : []), ...(every === 'second' ? [numbers(60, 1, 'seconds')] : [])],
            where: bin('<', col('number', 'hours'), num(24)),
          },
        ),
      },
    ],
    union(
      ...specialMembers(columns, dimension.not_applicable === true, settings.hash, { openEnd: nil(TEXT), onlyNew: false }),
      select(
        all.map(({ column, expr }) => out(expr, column.name)),
        cte('times'),
      ),
    ),
  );
  return {
    ...relationHead(dimension, context.project),
    columns,
    query: times,
    load: { kind: 'rebuild' },
    primaryKey: [key],
    dependsOn: [],
    grain: `one row per ${every.replace('_', ' ')}`,
  };
}
