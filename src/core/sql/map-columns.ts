import type { Expr } from './ast.ts';

/** An expression with each of its columns replaced; subqueries stay as they are. */
export function mapColumns(expr: Expr, to: (column: Extract<Expr, { readonly t: 'col' }>) => Expr): Expr {
  const map = (inner: Expr): Expr => mapColumns(inner, to);
  switch (expr.t) {
    case 'col':
      return to(expr);
    case 'lit':
    case 'zeroHash':
    case 'exists':
    case 'scalar':
      return expr;
    case 'cast':
    case 'not':
    case 'neg':
    case 'isNull':
    case 'textOf':
    case 'asciiCase':
    case 'hash':
    case 'dateTrunc':
    case 'datePart':
    case 'dateName':
      return { ...expr, expr: map(expr.expr) };
    case 'call':
      return { ...expr, args: expr.args.map(map) };
    case 'bin':
      return { ...expr, left: map(expr.left), right: map(expr.right) };
    case 'in':
      return { ...expr, expr: map(expr.expr), values: expr.values.map(map) };
    case 'case':
      return {
        ...expr,
        whens: expr.whens.map(({ when, then }) => ({ when: map(when), then: map(then) })),
        ...(expr.otherwise ? { otherwise: map(expr.otherwise) } : {}),
      };
    case 'agg':
      return expr.arg ? { ...expr, arg: map(expr.arg) } : expr;
    case 'window':
      return {
        ...expr,
        args: expr.args.map(map),
        partitionBy: expr.partitionBy.map(map),
        orderBy: expr.orderBy.map((item) => ({ ...item, expr: map(item.expr) })),
      };
    case 'concat':
      return { ...expr, parts: expr.parts.map(map) };
    case 'dateAdd':
      return { ...expr, expr: map(expr.expr), amount: map(expr.amount) };
    case 'dateDiff':
      return { ...expr, from: map(expr.from), to: map(expr.to) };
  }
}
