import type { Expr } from './ast.ts';
import { mapChildren } from './walk.ts';

/** An expression with each of its columns replaced; subqueries stay as they are. */
export const mapColumns = (expr: Expr, to: (column: Extract<Expr, { readonly t: 'col' }>) => Expr): Expr =>
  expr.t === 'col' ? to(expr) : mapChildren(expr, (child) => mapColumns(child, to));
