import { surrogateName } from '../../naming/technical-names.ts';
import type { DateDimension } from '../../model/types.ts';
import type { PlanColumn, Relation } from '../../plan/types.ts';
import type { Expr } from '../../sql/ast.ts';
import { bin, BOOLEAN, call, cast, col, DATE, dateLit, eq, INTEGER, nil, num, out, select, TEXT, text, union } from '../../sql/build.ts';
import { relationHead, technicalColumn, type PatternContext } from '../context.ts';

/** Name of the natural key column, also its id in a fact's mapping. */
export const DATE_KEY = 'date';

/** The key of a day: the number yyyymmdd. */
export function dayNumber(date: Expr): Expr {
  const part = (name: 'year' | 'month' | 'day'): Expr => ({ t: 'datePart', part: name, expr: date });
  return bin('+', bin('+', bin('*', part('year'), num(10000)), bin('*', part('month'), num(100))), part('day'));
}

const part = (name: Extract<Expr, { t: 'datePart' }>['part']): Expr => ({ t: 'datePart', part: name, expr: col(DATE_KEY) });

/** A row per day from the first to the last, and one for an unknown day (-1). It reads no source and is written whole. */
export function dateDimensionRelations(dimension: DateDimension, context: PatternContext): readonly Relation[] {
  const relation = dateDimensionRelation(dimension, context);
  return relation ? [relation] : [];
}

function dateDimensionRelation(dimension: DateDimension, context: PatternContext): Relation | undefined {
  const { project } = context;
  if (dimension.last < dimension.first) {
    context.report({
      code: 'empty-calendar',
      severity: 'error',
      message: `${dimension.name} ends (${dimension.last}) before it begins (${dimension.first}).`,
      at: { object: dimension.id },
    });
    return undefined;
  }
  const start = dimension.fiscal_start ?? 1;
  // The fiscal year is named after the calendar year in which it ends.
  const fiscalYear: Expr =
    start === 1
      ? part('year')
      : { t: 'case', whens: [{ when: bin('>=', part('month'), num(start)), then: bin('+', part('year'), num(1)) }], otherwise: part('year') };
  const fiscalMonth: Expr = start === 1 ? part('month') : bin('+', call('mod', bin('+', part('month'), num(12 - start)), num(12)), num(1));
  const holidays = dimension.holidays ?? [];
  const holiday: Expr =
    holidays.length === 0 ? nil(TEXT) : { t: 'case', whens: holidays.map(({ date, name }) => ({ when: eq(col(DATE_KEY), dateLit(date)), then: text(name) })) };
  const isHoliday: Expr =
    holidays.length === 0 ? { t: 'lit', value: false, type: BOOLEAN } : { t: 'in', expr: col(DATE_KEY), values: holidays.map(({ date }) => dateLit(date)) };

  const key = surrogateName(dimension, project.settings);
  const columns: readonly { readonly column: PlanColumn; readonly expr: Expr; readonly unknown?: Expr }[] = [
    { column: technicalColumn(key, INTEGER, 'surrogate_key'), expr: cast(dayNumber(col(DATE_KEY)), INTEGER), unknown: num(-1) },
    { column: { ...technicalColumn(DATE_KEY, DATE, 'natural_key', true), column: DATE_KEY }, expr: col(DATE_KEY) },
    { column: technicalColumn('year', INTEGER, 'attribute', true), expr: part('year') },
    { column: technicalColumn('quarter', INTEGER, 'attribute', true), expr: part('quarter') },
    { column: technicalColumn('month', INTEGER, 'attribute', true), expr: part('month') },
    { column: technicalColumn('month_name', TEXT, 'attribute', true), expr: { t: 'dateName', part: 'month', expr: col(DATE_KEY) }, unknown: text('(unknown)') },
    { column: technicalColumn('day_of_month', INTEGER, 'attribute', true), expr: part('day') },
    { column: technicalColumn('day_of_week', INTEGER, 'attribute', true), expr: part('dow') },
    { column: technicalColumn('day_name', TEXT, 'attribute', true), expr: { t: 'dateName', part: 'weekday', expr: col(DATE_KEY) }, unknown: text('(unknown)') },
    { column: technicalColumn('iso_week', INTEGER, 'attribute', true), expr: part('week') },
    { column: technicalColumn('iso_year', INTEGER, 'attribute', true), expr: part('isoyear') },
    { column: technicalColumn('month_start', DATE, 'attribute', true), expr: { t: 'dateTrunc', unit: 'month', expr: col(DATE_KEY), type: DATE } },
    { column: technicalColumn('is_weekend', BOOLEAN, 'attribute', true), expr: bin('>=', part('dow'), num(6)) },
    { column: technicalColumn('is_holiday', BOOLEAN, 'attribute', true), expr: isHoliday },
    { column: technicalColumn('holiday_name', TEXT, 'attribute', true), expr: holiday },
    { column: technicalColumn('fiscal_year', INTEGER, 'attribute', true), expr: fiscalYear },
    { column: technicalColumn('fiscal_month', INTEGER, 'attribute', true), expr: fiscalMonth },
  ];
  const days = select(
    columns.map(({ column, expr }) => out(expr, column.name)),
    { t: 'days', first: dimension.first, last: dimension.last, column: DATE_KEY, as: 'days' },
  );
  const unknown = select(
    columns.map(({ column, unknown: value }) => out(value ?? nil(column.type), column.name)),
    undefined,
  );
  return {
    ...relationHead(dimension, project),
    columns: columns.map(({ column }) => column),
    query: union(unknown, days),
    load: { kind: 'rebuild' },
    primaryKey: [key],
    uniqueKeys: [[DATE_KEY]],
    dependsOn: [],
    lineage: new Map(),
    grain: 'one row per day',
  };
}
