import { feedObject } from '../../model/lookup.ts';
import type { AsOf, Column, Id } from '../../model/types.ts';
import type { ColumnOrigin, Relation } from '../../plan/types.ts';
import type { Expr, Query } from '../../sql/ast.ts';
import { and, bin, cast, col, concat, DATE, eq, num, notNull, out, relation, select, text, TIMESTAMP, timestampLit, union } from '../../sql/build.ts';
import { columnById, relationHead, technicalColumn, typeOf, type PatternContext } from '../context.ts';
import { BEGINNING } from '../times.ts';

export const asOfColumn = (asOf: AsOf): string => asOf.column ?? 'as_of_date';

type Every = Extract<AsOf['points'], { readonly by: 'calendar' }>['every'];

/** True for the last day of a period. Weeks end on Sunday. */
function endsPeriod(every: Every, day: Expr): Expr | undefined {
  const next: Expr = { t: 'dateAdd', unit: 'day', expr: day, amount: num(1), type: DATE };
  const startsMonth = eq({ t: 'datePart', part: 'day', expr: next }, num(1));
  const month: Expr = { t: 'datePart', part: 'month', expr: next };
  switch (every) {
    case 'day':
      return undefined;
    case 'week':
      return eq({ t: 'datePart', part: 'dow', expr: day }, num(7));
    case 'month':
      return startsMonth;
    case 'quarter':
      return and(startsMonth, { t: 'in', expr: month, values: [1, 4, 7, 10].map(num) });
    case 'year':
      return and(startsMonth, eq(month, num(1)));
  }
}

interface Points {
  readonly query: Query;
  readonly dependsOn: readonly Id[];
}

function calendarPoints(points: Extract<AsOf['points'], { readonly by: 'calendar' }>, name: string): Points {
  const day = col('day', 'calendar');
  const last = cast(concat({ t: 'textOf', expr: day, type: DATE }, text(' 23:59:59.999999')), TIMESTAMP);
  const where = endsPeriod(points.every, day);
  const query = select([out(last, name)], { t: 'days', first: points.first, last: points.last, column: 'day', as: 'calendar' }, where ? { where } : {});
  return { query, dependsOn: [] };
}

/**
 * The points in time that point-in-time and bridge tables look at, each once, written anew every run. A state counts at a
 * point when its load date is not after it.
 *
 * Calendar: the end of each day, week (Sunday), month, quarter or year that ends from the first to the last day, told as
 * its last microsecond, so that all that was loaded in a period counts and the point's date lies in it. Column: the moments
 * as they are; a date is its first moment. Load dates: every one so far of the objects named, but for that of ghost records.
 */
export function asOfRelations(asOf: AsOf, context: PatternContext): readonly Relation[] {
  const name = asOfColumn(asOf);
  const points = pointsOf(asOf, name, context);
  if (!points) return [];
  return [
    {
      ...relationHead(asOf, context.project),
      columns: [technicalColumn(name, TIMESTAMP, 'period')],
      query: points.query,
      load: { kind: 'rebuild' },
      primaryKey: [name],
      dependsOn: points.dependsOn,
    },
  ];
}

function pointsOf(asOf: AsOf, name: string, context: PatternContext): Points | undefined {
  const { points } = asOf;
  const report = (code: string, message: string): undefined => {
    context.report({ code, severity: 'error', message, at: { object: asOf.id } });
    return undefined;
  };
  switch (points.by) {
    case 'calendar':
      if (points.first > points.last)
        return report('as-of-empty', `${asOf.name} ends on ${points.last}, before it begins on ${points.first}: exchange the two days.`);
      return calendarPoints(points, name);
    case 'column': {
      const from = feedObject(context.project, points.from);
      if (!from || !context.relation(from.id))
        return report('dangling-reference', `${asOf.name} takes its dates from a staging object that is gone or cannot be built: choose another.`);
      const column = columnById<Column>(from, points.column, `The date of ${asOf.name}`, asOf.id, context);
      if (!column) return undefined;
      const { kind } = typeOf(column);
      if (kind !== 'date' && kind !== 'timestamp')
        return report(
          'as-of-not-a-time',
          `${asOf.name} reads ${from.name}.${column.name}, which is ${column.type}: choose a date or a timestamp without time zone.`,
        );
      const value = col(column.name, 'staged');
      return {
        query: select([out(kind === 'date' ? cast(value, TIMESTAMP) : value, name)], relation(from.id, 'staged'), { distinct: true, where: notNull(value) }),
        dependsOn: [from.id],
      };
    }
    case 'load_dates': {
      const origins = [...new Set(points.from)].toSorted().flatMap((id): readonly ColumnOrigin[] => {
        const loadDate = context.relation(id)?.columns.find(({ role }) => role === 'load_date');
        return loadDate ? [{ relation: id, column: loadDate.name }] : [];
      });
      if (origins.length < new Set(points.from).size)
        return report('dangling-reference', `${asOf.name} takes load dates from an object that is gone, cannot be built or has none: choose another.`);
      const each = origins.map(({ relation: id, column }) =>
        select([out(col(column, 'loaded'), name)], relation(id, 'loaded'), { where: bin('>', col(column, 'loaded'), timestampLit(BEGINNING)) }),
      );
      return {
        query: select([out(col(name, 'loads'), name)], { t: 'subquery', query: union(...each), as: 'loads' }, { distinct: true }),
        dependsOn: origins.map(({ relation: id }) => id),
      };
    }
  }
}
