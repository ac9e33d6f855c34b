import type { Expr, OrderItem } from '../../sql/ast.ts';
import { and, asc, col, cte, differs, eq, keep, nil, num, or, out, over, select } from '../../sql/build.ts';
import { typeOf } from '../context.ts';
import { byKey, inOrder, latestFirst, type DimensionShape, type Step } from './dimension-shape.ts';
import { heldBefore } from './dimension-states.ts';

export const one = (when: Expr): Expr => ({ t: 'case', whens: [{ when, then: num(1) }], otherwise: num(0) });
export const changeName = (index: number): string => `changes_${index + 1}`;
export const beforeName = (index: number): string => `before_${index + 1}`;
export const overAll = (fn: 'first_value', expr: Expr, partitionBy: readonly Expr[], orderBy: readonly OrderItem[]): Expr => ({
  t: 'window',
  fn,
  args: [expr],
  partitionBy,
  orderBy,
  frame: 'all',
});

/** The states of each member in order: what each attribute has by its type, and whether a version begins. */
export function orderedStep(shape: DimensionShape): Step {
  const { work, deletes, historised, attributes } = shape;
  const tracks = deletes !== 'ignore';
  const isGone = eq(col(work.is_gone), num(1));
  const lag = (name: string): Expr => over('lag', [col(name)], byKey(shape), inOrder(shape));
  const isFirst = eq(over('row_number', [], byKey(shape), inOrder(shape)), num(1));
  // Values are compared with those of the state before, over times away.
  const present = tracks ? [...byKey(shape), col(work.is_gone)] : byKey(shape);
  const presentOrder = [asc(col(work.changed_at))];
  const presentLag = (name: string): Expr => over('lag', [col(name)], present, presentOrder);
  const presentFirst = eq(over('row_number', [], present, presentOrder), num(1));

  const latest = (name: string): Expr => overAll('first_value', col(name), byKey(shape), latestFirst(shape));
  const earliest = (name: string): Expr =>
    overAll('first_value', col(name), byKey(shape), [...(tracks ? [asc(col(work.is_gone))] : []), asc(col(work.changed_at))]);
  const own = (name: string): Expr =>
    deletes === 'mark' && historised ? { t: 'case', whens: [{ when: isGone, then: lag(name) }], otherwise: col(name) } : col(name);
  const values = attributes.map((column) => {
    switch (column.history) {
      case 2:
        return out(own(column.name), column.name);
      case 'passive':
        return out(historised ? own(column.name) : latest(column.name), column.name);
      case 0:
        return out(earliest(column.name), column.name);
      default:
        return out(latest(column.name), column.name);
    }
  });
  const versioned = attributes.filter((column) => column.history === 2);
  const overwritten = attributes.filter((column) => column.history === undefined || column.history === 1 || column.history === 3);
  const hung = shape.outriggers.flatMap((outrigger) => outrigger.keys.map((key) => key.staged));

  const opens = historised
    ? or(isFirst, ...(tracks ? [eq(lag(work.is_gone), num(1))] : []), ...versioned.map((column) => differs(col(column.name), lag(column.name))))
    : presentFirst;
  const closes = eq(lag(work.is_gone), num(0));
  const begins: Expr = !tracks
    ? one(opens)
    : {
        t: 'case',
        whens: [
          { when: historised ? and(isGone, closes) : and(eq(col(work.is_gone), num(0)), opens), then: num(1) },
          ...(historised ? [{ when: and(eq(col(work.is_gone), num(0)), opens), then: num(1) }] : []),
        ],
        otherwise: num(0),
      };
  const names = [...overwritten.map((column) => column.name), ...hung];
  // In a dimension without versions a deletion overwrites like a value.
  const marks = tracks && !historised ? [differs(col(work.is_gone), lag(work.is_gone))] : [];
  const touches = [...names.map((name) => differs(col(name), presentLag(name))), ...marks];
  const isPresent = tracks ? [eq(col(work.is_gone), num(0))] : [];
  return {
    name: 'ordered',
    comment: historised
      ? 'a version begins where a type 2 attribute differs from before; what is overwritten takes its latest value'
      : 'each attribute with its latest value',
    query: select(
      [
        ...keep([...shape.keyNames]),
        ...values,
        ...hung.map((name) => out(latest(name), name)),
        ...shape.previous.flatMap(({ of, name }, index) => [
          out(one(and(...isPresent, or(presentFirst, differs(col(of.name), presentLag(of.name))))), changeName(index)),
          out(
            {
              t: 'case',
              whens: [{ when: presentFirst, then: heldBefore(shape).includes(name) ? col(name) : nil(typeOf(of)) }],
              otherwise: presentLag(of.name),
            },
            beforeName(index),
          ),
        ]),
        ...keep([work.changed_at, shape.technical.load_date, ...(tracks ? [work.is_gone] : [])]),
        out(begins, work.begins),
        ...(touches.length > 0 ? [out(one(marks.length > 0 ? or(...touches) : and(...isPresent, or(...touches))), work.touches)] : []),
      ],
      cte('moments'),
    ),
  };
}

/** Whether `orderedStep` tells changes that open no version. */
export const hasTouches = (shape: DimensionShape): boolean =>
  shape.attributes.some((column) => column.history === undefined || column.history === 1 || column.history === 3) ||
  shape.outriggers.length > 0 ||
  (shape.deletes !== 'ignore' && !shape.historised);
