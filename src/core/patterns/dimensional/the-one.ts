import type { LogicalType } from '../../model/logical-type.ts';
import type { Expr } from '../../sql/ast.ts';
import { agg, and, eq, num } from '../../sql/build.ts';

/** The value of the one row of a group for which the condition holds. Not every platform has MAX of a boolean. */
export function theOne(condition: Expr, value: Expr, type: LogicalType): Expr {
  if (type.kind !== 'boolean') return agg('max', { t: 'case', whens: [{ when: condition, then: value }] });
  const whens = [
    { when: and(condition, value), then: num(1) },
    { when: and(condition, { t: 'not', expr: value }), then: num(0) },
  ];
  return eq(agg('max', { t: 'case', whens }), num(1));
}
