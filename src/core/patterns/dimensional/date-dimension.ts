import type { LogicalType } from '../../model/logical-type.ts';
import { surrogateName } from '../../naming/technical-names.ts';
import type { DateDimension } from '../../model/types.ts';
import type { PlanColumn, Relation } from '../../plan/types.ts';
import type { Expr } from '../../sql/ast.ts';
import { bin, bool, BOOLEAN, call, cast, col, DATE, dateLit, eq, INTEGER, nil, num, out, select, TEXT, text, union } from '../../sql/build.ts';
import { relationHead, technicalColumn, type PatternContext } from '../context.ts';
import { roleViews } from './role-views.ts';
import { specialMembers } from './special-members.ts';

/** Name of the natural key column, also its id in a fact's mapping. */
export const DATE_KEY = 'date';

/** The key of a day: the number yyyymmdd. */
export function dayNumber(date: Expr): Expr {
  const part = (name: 'year' | 'month' | 'day'): Expr => ({ t: 'datePart', part: name, expr: date });
  return bin('+', bin('+', bin('*', part('year'), num(10000)), bin('*', part('month'), num(100))), part('day'));
}

const part = (name: Extract<Expr, { t: 'datePart' }>['part']): Expr => ({ t: 'datePart', part: name, expr: col(DATE_KEY) });

/**
 * A row per day from the first to the last, one for an unknown day (-1) and, on demand, one for a day that does not apply
 * (-2), and a view for each part it plays. It reads no source and is written whole.
 */
export function dateDimensionRelations(dimension: DateDimension, context: PatternContext): readonly Relation[] {
  const table = dateDimensionRelation(dimension, context);
  return table ? [table, ...roleViews(dimension, table, context)] : [];
}

interface DateColumn {
  readonly column: PlanColumn;
  readonly expr: Expr;
}

const of = (name: string, type: LogicalType, expr: Expr): DateColumn => ({ column: technicalColumn(name, type, 'attribute', true), expr });
const start = (unit: 'month' | 'quarter'): Expr => ({ t: 'dateTrunc', unit, expr: col(DATE_KEY), type: DATE });
const later = (expr: Expr, unit: 'month' | 'day', amount: number): Expr => ({ t: 'dateAdd', unit, expr, amount: num(amount), type: DATE });
const third = (months: Expr): Expr => cast(call('floor', bin('/', bin('+', months, num(2)), num(3))), INTEGER);

function calendarColumns(): readonly DateColumn[] {
  return [
    of('year', INTEGER, part('year')),
    of('quarter', INTEGER, part('quarter')),
    of('quarter_start', DATE, start('quarter')),
    of('quarter_end', DATE, later(later(start('quarter'), 'month', 3), 'day', -1)),
    of('month', INTEGER, part('month')),
    of('month_name', TEXT, { t: 'dateName', part: 'month', expr: col(DATE_KEY) }),
    of('month_start', DATE, start('month')),
    of('month_end', DATE, later(later(start('month'), 'month', 1), 'day', -1)),
    of('day_of_year', INTEGER, part('doy')),
    of('day_of_month', INTEGER, part('day')),
    of('day_of_week', INTEGER, part('dow')),
    of('day_name', TEXT, { t: 'dateName', part: 'weekday', expr: col(DATE_KEY) }),
    of('iso_week', INTEGER, part('week')),
    of('iso_year', INTEGER, part('isoyear')),
    of('is_weekend', BOOLEAN, bin('>=', part('dow'), num(6))),
  ];
}

function holidayColumns({ holidays = [] }: DateDimension): readonly DateColumn[] {
  const none = holidays.length === 0;
  const name: Expr = { t: 'case', whens: holidays.map(({ date, name: called }) => ({ when: eq(col(DATE_KEY), dateLit(date)), then: text(called) })) };
  const isHoliday: Expr = { t: 'in', expr: col(DATE_KEY), values: holidays.map(({ date }) => dateLit(date)) };
  return [of('is_holiday', BOOLEAN, none ? bool(false) : isHoliday), of('holiday_name', TEXT, none ? nil(TEXT) : name)];
}

/** A fiscal year is named after the calendar year in which it ends; its periods are months, counted from its first. */
function fiscalColumns({ fiscal_start: first = 1 }: DateDimension): readonly DateColumn[] {
  const nextYear: Expr = { t: 'case', whens: [{ when: bin('>=', part('month'), num(first)), then: bin('+', part('year'), num(1)) }], otherwise: part('year') };
  const period = first === 1 ? part('month') : bin('+', call('mod', bin('+', part('month'), num(12 - first)), num(12)), num(1));
  return [
    of('fiscal_year', INTEGER, first === 1 ? part('year') : nextYear),
    of('fiscal_quarter', INTEGER, first === 1 ? part('quarter') : third(period)),
    of('fiscal_period', INTEGER, period),
  ];
}

function dateDimensionRelation(dimension: DateDimension, context: PatternContext): Relation | undefined {
  const { project } = context;
  const problem = (code: string, message: string): undefined => {
    context.report({ code, severity: 'error', message, at: { object: dimension.id } });
    return undefined;
  };
  if (dimension.last < dimension.first) return problem('empty-calendar', `${dimension.name} ends (${dimension.last}) before it begins (${dimension.first}).`);
  const dates = (dimension.holidays ?? []).map(({ date }) => date);
  const twice = dates.find((date, index) => dates.indexOf(date) < index);
  if (twice !== undefined) return problem('holiday-twice', `${dimension.name} names two holidays on ${twice}: join their names in one.`);
  const key = surrogateName(dimension, project.settings);
  const all: readonly DateColumn[] = [
    { column: technicalColumn(key, INTEGER, 'surrogate_key'), expr: cast(dayNumber(col(DATE_KEY)), INTEGER) },
    { column: { ...technicalColumn(DATE_KEY, DATE, 'natural_key', true), column: DATE_KEY }, expr: col(DATE_KEY) },
    ...calendarColumns(),
    ...holidayColumns(dimension),
    ...fiscalColumns(dimension),
  ];
  const columns = all.map(({ column }) => column);
  const days = select(
    all.map(({ column, expr }) => out(expr, column.name)),
    { t: 'days', first: dimension.first, last: dimension.last, column: DATE_KEY, as: 'days' },
  );
  // A day that is not known is no holiday with an unknown name.
  const options = { openEnd: nil(DATE), onlyNew: false, blank: ['holiday_name'] };
  const special = specialMembers(columns, dimension.not_applicable === true, project.settings.hash, options);
  return {
    ...relationHead(dimension, project),
    columns,
    query: union(...special, days),
    load: { kind: 'rebuild' },
    primaryKey: [key],
    uniqueKeys: [[DATE_KEY]],
    dependsOn: [],
    grain: 'one row per day',
  };
}
