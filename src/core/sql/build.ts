import type { LogicalType } from '../model/logical-type.ts';
import type { AggregateName, BinaryOperator, Expr, From, FunctionName, Join, OrderItem, Query, Select, WindowName } from './ast.ts';

export const TEXT: LogicalType = { kind: 'text' };
export const INTEGER: LogicalType = { kind: 'integer' };
export const BIGINT: LogicalType = { kind: 'bigint' };
export const BOOLEAN: LogicalType = { kind: 'boolean' };
export const DATE: LogicalType = { kind: 'date' };
export const TIMESTAMP: LogicalType = { kind: 'timestamp' };

/** A column, as `table.name` or plainly `name`. */
export const col = (name: string, table?: string): Expr => (table === undefined ? { t: 'col', name } : { t: 'col', name, table });
export const text = (value: string): Expr => ({ t: 'lit', value, type: TEXT });
export const num = (value: number): Expr => ({ t: 'lit', value, type: INTEGER });
export const bool = (value: boolean): Expr => ({ t: 'lit', value, type: BOOLEAN });
export const nil = (type: LogicalType): Expr => ({ t: 'lit', value: null, type });
/** @param value ISO, `2026-01-05`. */
export const dateLit = (value: string): Expr => ({ t: 'lit', value, type: DATE });
/** @param value `2026-01-05 06:00:00`, UTC. */
export const timestampLit = (value: string): Expr => ({ t: 'lit', value, type: TIMESTAMP });

export const bin = (op: BinaryOperator, left: Expr, right: Expr): Expr => ({ t: 'bin', op, left, right });
export const eq = (left: Expr, right: Expr): Expr => bin('=', left, right);
export const differs = (left: Expr, right: Expr): Expr => bin('isDistinctFrom', left, right);
export const not = (expr: Expr): Expr => ({ t: 'not', expr });
export const isNull = (expr: Expr): Expr => ({ t: 'isNull', expr });
export const notNull = (expr: Expr): Expr => ({ t: 'isNull', expr, not: true });

/** The conditions joined by AND. Throws on none: a condition that vanished is a broken invariant. */
export function and(...conditions: readonly Expr[]): Expr {
  if (conditions.length === 0) throw new Error('and() needs at least one condition');
  return conditions.reduce((left, right) => bin('and', left, right));
}

/** The conditions joined by OR. Throws on none. */
export function or(...conditions: readonly Expr[]): Expr {
  if (conditions.length === 0) throw new Error('or() needs at least one condition');
  return conditions.reduce((left, right) => bin('or', left, right));
}

export const call = (fn: FunctionName, ...args: readonly Expr[]): Expr => ({ t: 'call', fn, args });
export const coalesce = (...args: readonly Expr[]): Expr => call('coalesce', ...args);
export const cast = (expr: Expr, to: LogicalType, from?: LogicalType): Expr => (from === undefined ? { t: 'cast', expr, to } : { t: 'cast', expr, to, from });
/** A cast of text that gives NULL for a text that is no value of the type. */
export const safeCast = (expr: Expr, to: LogicalType): Expr => ({ t: 'cast', expr, to, safe: true, from: TEXT });
/** Text end to end; a chain stays one node. */
export const concat = (...parts: readonly Expr[]): Expr => ({ t: 'concat', parts: parts.flatMap((part) => (part.t === 'concat' ? part.parts : [part])) });
export const agg = (fn: AggregateName, arg?: Expr): Expr => (arg === undefined ? { t: 'agg', fn } : { t: 'agg', fn, arg });
export const exists = (query: Query): Expr => ({ t: 'exists', query });
export const notExists = (query: Query): Expr => ({ t: 'exists', query, not: true });

export const asc = (expr: Expr, options?: { readonly binary?: boolean }): OrderItem =>
  options?.binary ? { expr, nulls: 'last', binary: true } : { expr, nulls: 'last' };
export const desc = (expr: Expr): OrderItem => ({ expr, descending: true, nulls: 'last' });

export function over(fn: WindowName, args: readonly Expr[], partitionBy: readonly Expr[], orderBy: readonly OrderItem[]): Expr {
  return { t: 'window', fn, args, partitionBy, orderBy };
}

/** `row_number() over (...) = 1`: the first row of each partition. */
export const firstOf = (partitionBy: readonly Expr[], orderBy: readonly OrderItem[]): Expr => eq(over('row_number', [], partitionBy, orderBy), num(1));

export const relation = (id: string, as: string): From => ({ t: 'relation', id, as });
export const cte = (name: string, as?: string): From => (as === undefined ? { t: 'cte', name } : { t: 'cte', name, as });
export const leftJoin = (from: From, on: Expr): Join => ({ kind: 'left', from, on });
export const innerJoin = (from: From, on: Expr): Join => ({ kind: 'inner', from, on });

/** One output column. */
export const out = (expr: Expr, as: string): { readonly expr: Expr; readonly as: string } => ({ expr, as });
/** Output columns that keep their names, optionally read from one table. */
export const keep = (names: readonly string[], table?: string): Select['columns'] => names.map((name) => out(col(name, table), name));

export const select = (columns: Select['columns'], from: From | undefined, rest: Omit<Select, 't' | 'columns' | 'from'> = {}): Select =>
  from === undefined ? { t: 'select', columns, ...rest } : { t: 'select', columns, from, ...rest };
export const union = (...queries: readonly Query[]): Query => {
  const [only] = queries;
  return queries.length === 1 && only ? only : { t: 'union', queries };
};

/** `with ... select`; the first CTE is `stored` where the query reads its own table. */
export const withCtes = (ctes: readonly { readonly name: string; readonly query: Query; readonly comment?: string }[], query: Query): Query => ({
  t: 'with',
  ctes,
  query,
});
