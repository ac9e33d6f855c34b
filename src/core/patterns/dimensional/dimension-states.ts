import type { Expr, OrderItem, Select } from '../../sql/ast.ts';
import {
  agg,
  and,
  asc,
  bin,
  cast,
  BIGINT,
  col,
  cte,
  desc,
  eq,
  exists,
  isNull,
  keep,
  leftJoin,
  nil,
  notNull,
  num,
  or,
  out,
  over,
  select,
  union,
} from '../../sql/build.ts';
import { typeOf } from '../context.ts';
import { stagedNames } from './dimension-feeds.ts';
import { byKey, carried, sameKey, type DimensionShape, type Step } from './dimension-shape.ts';

/** Columns that carry a stored type 3 value's predecessor to where values are compared. */
export const heldBefore = (shape: DimensionShape): readonly string[] => (shape.fromStaging ? [] : shape.previous.map(({ name }) => name));

/** Natural keys with something newer than their last change that is stored. */
export function touchedSteps(shape: DimensionShape): readonly Step[] {
  const loadDate = shape.technical.load_date;
  return [
    {
      name: 'applied',
      comment: 'the last delivery that changed each member',
      query: select([...keep(shape.keyNames), out(agg('max', col(loadDate)), 'applied_at')], cte('stored'), {
        where: and(...byKey(shape).map(notNull)),
        groupBy: byKey(shape),
      }),
    },
    {
      name: 'touched',
      comment: 'members with something newer',
      query: select(keep(shape.keyNames, 'staged'), cte('staged'), {
        distinct: true,
        joins: [leftJoin(cte('applied'), sameKey(shape, 'applied', 'staged'))],
        where: or(isNull(col('applied_at', 'applied')), bin('>', col(loadDate, 'staged'), col('applied_at', 'applied'))),
      }),
    },
  ];
}

/** Delivered states and, where staging may have forgotten some, stored ones; only of touched members where that is known. */
export function statesStep(shape: DimensionShape, from: string, onlyTouched: boolean): Step {
  const { work, technical, historised, fromStaging } = shape;
  const several = shape.dimension.feeds.length > 1;
  const before = heldBefore(shape);
  const touched = (alias: string) => exists(select([out(num(1), 'found')], cte('touched'), { where: sameKey(shape, 'touched', alias) }));
  const delivered: Select = select(
    [
      ...keep(stagedNames(shape, several), from),
      ...(fromStaging ? [] : [out(num(1), work.is_new)]),
      ...shape.previous.filter(({ name }) => before.includes(name)).map(({ of, name }) => out(nil(typeOf(of)), name)),
    ],
    cte(from),
    onlyTouched ? { where: touched(from) } : {},
  );
  if (fromStaging) return { name: 'states', query: delivered, comment: 'delivered states of these members' };
  const own = onlyTouched ? touched('stored') : and(...byKey(shape, 'stored').map(notNull));
  const held = select(
    [
      ...keep([...shape.keyNames, ...carried(shape)], 'stored'),
      out(col(historised ? technical.valid_from : technical.load_date, 'stored'), work.changed_at),
      out(col(technical.load_date, 'stored'), technical.load_date),
      out(cast(num(0), BIGINT), work.row_sequence),
      ...(several ? [out(num(0), work.feed_number)] : []),
      out(num(0), work.is_new),
      ...keep(before, 'stored'),
    ],
    cte('stored'),
    { where: own },
  );
  return { name: 'states', query: union(delivered, held), comment: 'delivered and stored states' };
}

/**
 * One state per member and change time: the last delivered one, dated with the delivery that first told of that time.
 * Where only later change times count, the first delivered one, and none that is older than one delivered before it.
 */
export function momentsStep(shape: DimensionShape, from: string, feedsTellAbsence: boolean): Step {
  const { work, technical, fromStaging, deletes, dated, onlyLater } = shape;
  const several = shape.dimension.feeds.length > 1;
  const loadDate = technical.load_date;
  const of = (name: string): Expr => col(name, from);
  const apart = deletes !== 'ignore' && feedsTellAbsence ? [of(work.is_gone)] : [];
  const moment = [...byKey(shape, from), of(work.changed_at), ...apart];
  const lastInFile = [...(several ? [desc(of(work.feed_number))] : []), desc(of(work.row_sequence))];
  const order: readonly OrderItem[] = onlyLater
    ? [asc(of(loadDate)), ...lastInFile]
    : [...(fromStaging ? [] : [desc(of(work.is_new))]), desc(of(loadDate)), ...lastInFile];
  const chosen = eq(over('row_number', [], moment, order), num(1));
  const newest: Expr = {
    t: 'window',
    fn: 'max',
    args: [of(work.changed_at)],
    partitionBy: byKey(shape, from),
    orderBy: [asc(of(loadDate)), asc(of(work.changed_at))],
    frame: 'unboundedToCurrent',
  };
  const first: Expr = { t: 'window', fn: 'min', args: [of(loadDate)], partitionBy: moment, orderBy: [] };
  const names = [...shape.keyNames, ...carried(shape), work.changed_at, ...(deletes === 'ignore' ? [] : [work.is_gone]), ...heldBefore(shape)];
  return {
    name: 'moments',
    comment: onlyLater ? 'the first state of each change time, none older than one delivered before' : 'one state per member and change time',
    query: select([...keep(names, from), out(dated && !onlyLater ? first : of(loadDate), loadDate)], cte(from), {
      qualify: onlyLater ? and(chosen, bin('>=', of(work.changed_at), newest)) : chosen,
    }),
  };
}
