import type { DimensionColumn } from '../../model/types.ts';
import type { Expr, OrderItem, Select } from '../../sql/ast.ts';
import { and, asc, col, cte, differs, eq, keep, nil, num, or, out, over, select } from '../../sql/build.ts';
import { typeOf } from '../context.ts';
import { byKey, inOrder, latestFirst, type DimensionShape, type Step } from './dimension-shape.ts';
import { heldBefore } from './dimension-states.ts';

export const one = (when: Expr): Expr => ({ t: 'case', whens: [{ when, then: num(1) }], otherwise: num(0) });
export const overAll = (fn: 'first_value', expr: Expr, partitionBy: readonly Expr[], orderBy: readonly OrderItem[]): Expr => ({
  t: 'window',
  fn,
  args: [expr],
  partitionBy,
  orderBy,
  frame: 'all',
});

/** Expressions over the states of a member in order, and over those of them that are no deletions. */
function inHistory(shape: DimensionShape) {
  const { work } = shape;
  const tracks = shape.deletes !== 'ignore';
  const key = byKey(shape);
  const present = tracks ? [...key, col(work.is_gone)] : key;
  const byTime = [asc(col(work.changed_at))];
  return {
    isGone: eq(col(work.is_gone), num(1)),
    isPresent: tracks ? [eq(col(work.is_gone), num(0))] : [],
    isFirst: eq(over('row_number', [], key, inOrder(shape)), num(1)),
    before: (name: string): Expr => over('lag', [col(name)], key, inOrder(shape)),
    isFirstPresent: eq(over('row_number', [], present, byTime), num(1)),
    /** The value of the state before, over times away. */
    presentBefore: (name: string): Expr => over('lag', [col(name)], present, byTime),
    latest: (name: string): Expr => overAll('first_value', col(name), key, latestFirst(shape)),
    earliest: (name: string): Expr => overAll('first_value', col(name), key, [...(tracks ? [asc(col(work.is_gone))] : []), ...byTime]),
  };
}

const isOverwritten = ({ history }: DimensionColumn): boolean => history === undefined || history === 1 || history === 3;
const hungNames = (shape: DimensionShape): readonly string[] => shape.outriggers.flatMap((outrigger) => outrigger.keys.map((key) => key.staged));

/** Each attribute by its type: a version's own value, or the first or latest of the member. A deletion repeats the values before it. */
function attributeValues(shape: DimensionShape): Select['columns'] {
  const { deletes, historised } = shape;
  const { isGone, before, latest, earliest } = inHistory(shape);
  const own = (name: string): Expr => (deletes === 'mark' ? { t: 'case', whens: [{ when: isGone, then: before(name) }], otherwise: col(name) } : col(name));
  return shape.attributes.map((column) => {
    if (column.history === 0) return out(earliest(column.name), column.name);
    return out(isOverwritten(column) || !historised ? latest(column.name) : own(column.name), column.name);
  });
}

/** Whether a version begins with a state, or ends with it and none follows. */
function begins(shape: DimensionShape): Expr {
  const { work, deletes, historised, attributes } = shape;
  const { isGone, isPresent, isFirst, before, isFirstPresent } = inHistory(shape);
  if (!historised) return one(and(...isPresent, isFirstPresent));
  const versioned = attributes.filter((column) => column.history === 2);
  const isOther = versioned.map((column) => differs(col(column.name), before(column.name)));
  if (deletes === 'ignore') return one(or(isFirst, ...isOther));
  const isBack = eq(before(work.is_gone), num(1));
  return one(or(and(isGone, eq(before(work.is_gone), num(0))), and(...isPresent, or(isFirst, isBack, ...isOther))));
}

/** Whether a state changes what is overwritten; in a dimension without versions a deletion is such a change. */
function touches(shape: DimensionShape): Expr {
  const { work, deletes, historised } = shape;
  const { isPresent, before, presentBefore } = inHistory(shape);
  const names = [...shape.attributes.filter(isOverwritten).map((column) => column.name), ...hungNames(shape)];
  const isOther = names.map((name) => differs(col(name), presentBefore(name)));
  if (deletes !== 'ignore' && !historised) return one(or(...isOther, differs(col(work.is_gone), before(work.is_gone))));
  return one(and(...isPresent, or(...isOther)));
}

/** Of each type 3 attribute, whether a state changes it, and the value before. */
function predecessors(shape: DimensionShape): Select['columns'] {
  const { isPresent, isFirstPresent, presentBefore } = inHistory(shape);
  return shape.previous.flatMap(({ of, name, changes, before }) => {
    const heldOrNone = heldBefore(shape).includes(name) ? col(name) : nil(typeOf(of));
    return [
      out(one(and(...isPresent, or(isFirstPresent, differs(col(of.name), presentBefore(of.name))))), changes),
      out({ t: 'case', whens: [{ when: isFirstPresent, then: heldOrNone }], otherwise: presentBefore(of.name) }, before),
    ];
  });
}

/** The states of each member in order: what each attribute has by its type, and whether a version begins. */
export function orderedStep(shape: DimensionShape): Step {
  const { work, deletes, historised } = shape;
  const { latest } = inHistory(shape);
  return {
    name: 'ordered',
    comment: historised
      ? 'a version begins where a type 2 attribute differs from before; what is overwritten takes its latest value'
      : 'each attribute with its latest value',
    query: select(
      [
        ...keep(shape.keyNames),
        ...attributeValues(shape),
        ...hungNames(shape).map((name) => out(latest(name), name)),
        ...predecessors(shape),
        ...keep([work.changed_at, shape.technical.load_date, ...(deletes === 'ignore' ? [] : [work.is_gone])]),
        out(begins(shape), work.begins),
        ...(hasTouches(shape) ? [out(touches(shape), work.touches)] : []),
      ],
      cte('moments'),
    ),
  };
}

/** Whether `orderedStep` tells changes that open no version. */
export const hasTouches = (shape: DimensionShape): boolean =>
  shape.attributes.some(isOverwritten) || shape.outriggers.length > 0 || (shape.deletes !== 'ignore' && !shape.historised);
