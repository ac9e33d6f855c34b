import type { Expr } from '../../sql/ast.ts';
import { agg, and, asc, bin, bool, col, cte, desc, eq, keep, leftJoin, num, or, out, over, select, timestampLit } from '../../sql/build.ts';
import { byKey, sameKey, type DimensionShape, type Step } from './dimension-shape.ts';

import { hasTouches, overAll } from './dimension-ordered.ts';
/** Where a first version begins that would begin at `at`. */
export function firstFrom(shape: DimensionShape, at: Expr, firstLoad: Expr): Expr {
  const { beginning } = shape;
  if (beginning === undefined) return at;
  if (shape.dimension.first_version_for !== 'first_delivery') return timestampLit(beginning);
  const start: Expr = { t: 'scalar', query: select([out(agg('min', col(shape.technical.load_date)), 'first_delivery')], cte('staged')) };
  return { t: 'case', whens: [{ when: eq(firstLoad, start), then: timestampLit(beginning) }], otherwise: at };
}

/** States that begin a version have `begins` 1; each runs to where the next one begins. */
export function versionsStep(shape: DimensionShape, infers: boolean): Step {
  const { work, technical, historised, deletes, previous } = shape;
  const tracks = deletes !== 'ignore';
  const loadDate = technical.load_date;
  const ordered = (name: string): Expr => col(name, 'ordered');
  const key = byKey(shape, 'ordered');
  const starts = [...key, ordered(work.begins)];
  const startOrder = [asc(ordered(work.changed_at)), ...(tracks ? [desc(ordered(work.is_gone))] : [])];
  const next = over('lead', [ordered(work.changed_at)], starts, startOrder);
  const isChange = or(eq(ordered(work.begins), num(1)), ...(hasTouches(shape) ? [eq(ordered(work.touches), num(1))] : []));
  const lastChange: Expr = {
    t: 'window',
    fn: 'max',
    args: [{ t: 'case', whens: [{ when: isChange, then: ordered(loadDate) }] }],
    partitionBy: key,
    orderBy: [],
  };
  const firstLoad: Expr = { t: 'window', fn: 'min', args: [ordered(loadDate)], partitionBy: key, orderBy: [] };
  const isFirst = eq(over('row_number', [], starts, startOrder), num(1));
  const inferredAt = col(work.inferred_at, 'inferred');
  const stretched = shape.beginning !== undefined || infers;
  const early: Expr = infers
    ? {
        t: 'case',
        whens: [{ when: and(bin('<', inferredAt, firstLoad), bin('<', inferredAt, ordered(work.changed_at))), then: inferredAt }],
        otherwise: ordered(work.changed_at),
      }
    : ordered(work.changed_at);
  const from: Expr = stretched
    ? { t: 'case', whens: [{ when: isFirst, then: firstFrom(shape, early, firstLoad) }], otherwise: ordered(work.changed_at) }
    : ordered(work.changed_at);
  const names = [...shape.attributes.map((column) => column.name), ...shape.outriggers.flatMap((outrigger) => outrigger.keys.map((one) => one.staged))];
  const latestGone = overAll('first_value', ordered(work.is_gone), key, [desc(ordered(work.changed_at)), asc(ordered(work.is_gone))]);
  return {
    name: 'versions',
    comment: historised ? 'each version from where it begins to where the next one does' : 'each with the last delivery that changed it',
    query: select(
      [
        ...keep([...shape.keyNames, ...names], 'ordered'),
        ...previous.map(({ name, changes, before }) => {
          const order = [...(tracks ? [asc(ordered(work.is_gone))] : []), desc(ordered(changes)), desc(ordered(work.changed_at))];
          return out(overAll('first_value', ordered(before), key, order), name);
        }),
        ...(historised ? [out(from, technical.valid_from), out(next, work.next_from)] : []),
        ...(deletes === 'mark' ? [out(eq(historised ? ordered(work.is_gone) : latestGone, num(1)), technical.is_deleted)] : []),
        ...(infers ? [out(inferredAt, work.inferred_at), out(firstLoad, work.first_load), out(bool(false), technical.is_inferred)] : []),
        out(lastChange, loadDate),
        ...keep([work.begins, ...(tracks ? [work.is_gone] : [])], 'ordered'),
      ],
      cte('ordered'),
      infers ? { joins: [leftJoin(cte('inferred'), sameKey(shape, 'inferred', 'ordered'))] } : {},
    ),
  };
}
