import type { Expr, OrderItem, Query } from '../../sql/ast.ts';
import { and, asc, bin, col, isNull, or, out, over } from '../../sql/build.ts';

/** Free names for the CTEs of a query that are called after objects: the wish, with a number where it is taken. */
export function freeNames(wishes: readonly string[], taken: readonly string[]): readonly string[] {
  const used = new Set(taken.map((name) => name.toLowerCase()));
  return wishes.map((wish) => {
    let name = wish;
    for (let n = 2; used.has(name.toLowerCase()); n += 1) name = `${wish}_${n}`;
    used.add(name.toLowerCase());
    return name;
  });
}

export const NEXT = 'next_load_date';
export type Step = Extract<Query, { readonly t: 'with' }>['ctes'][number];

/** The load date of the state after a row's own, NULL for the last one of its key. */
export const nextLoadDate = (key: readonly string[], loadDate: string, table: string, within: readonly OrderItem[] = []) =>
  out(
    over(
      'lead',
      [col(loadDate, table)],
      key.map((name) => col(name, table)),
      [asc(col(loadDate, table)), ...within],
    ),
    NEXT,
  );

/** True for the state of a key at a moment: loaded by then, and the next one not yet. */
export const isStateAt = (moment: Expr, loadDate: string, states: string): Expr =>
  and(bin('<=', col(loadDate, states), moment), or(isNull(col(NEXT, states)), bin('>', col(NEXT, states), moment)));
