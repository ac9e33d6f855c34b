import type { Expr, From, Query } from './ast.ts';

export interface References {
  /** Ids of the relations read, in the order met. */
  readonly relations: ReadonlySet<string>;
  readonly columns: ReadonlySet<string>;
  /** Every alias in use. */
  readonly aliases: ReadonlySet<string>;
  readonly readsSelf: boolean;
}

type Visit = { readonly expr: (expr: Expr) => void; readonly from: (from: From) => void };

/** The expressions directly below an expression. */
export function childrenOf(expr: Expr): readonly Expr[] {
  switch (expr.t) {
    case 'col':
    case 'lit':
    case 'zeroHash':
    case 'exists':
    case 'scalar':
      return [];
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
      return [expr.expr];
    case 'call':
      return expr.args;
    case 'bin':
      return [expr.left, expr.right];
    case 'in':
      return [expr.expr, ...expr.values];
    case 'case':
      return [...expr.whens.flatMap(({ when, then }) => [when, then]), ...(expr.otherwise ? [expr.otherwise] : [])];
    case 'agg':
      return expr.arg ? [expr.arg] : [];
    case 'window':
      return [...expr.args, ...expr.partitionBy, ...expr.orderBy.map((item) => item.expr)];
    case 'concat':
      return expr.parts;
    case 'dateAdd':
      return [expr.expr, expr.amount];
    case 'dateDiff':
      return [expr.from, expr.to];
  }
}

/** The expression with those directly below it replaced; queries inside it stay. */
export function mapChildren(expr: Expr, map: (child: Expr) => Expr): Expr {
  switch (expr.t) {
    case 'col':
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

/** Visits an expression and everything below it, queries included. */
export function walkExpr(expr: Expr, visit: Visit): void {
  visit.expr(expr);
  if (expr.t === 'exists' || expr.t === 'scalar') walkQuery(expr.query, visit);
  for (const child of childrenOf(expr)) walkExpr(child, visit);
}

function walkFrom(from: From, visit: Visit): void {
  visit.from(from);
  if (from.t === 'subquery') walkQuery(from.query, visit);
  if (from.t === 'values') for (const row of from.rows) for (const cell of row) walkExpr(cell, visit);
}

/** Visits every expression and source of a query. */
export function walkQuery(query: Query, visit: Visit): void {
  if (query.t === 'union') {
    for (const part of query.queries) walkQuery(part, visit);
    return;
  }
  if (query.t === 'with') {
    for (const cte of query.ctes) walkQuery(cte.query, visit);
    walkQuery(query.query, visit);
    return;
  }
  if (query.from) walkFrom(query.from, visit);
  for (const join of query.joins ?? []) {
    walkFrom(join.from, visit);
    if (join.on) walkExpr(join.on, visit);
  }
  const exprs = [
    ...query.columns.map((column) => column.expr),
    ...(query.where ? [query.where] : []),
    ...(query.groupBy ?? []),
    ...(query.having ? [query.having] : []),
    ...(query.qualify ? [query.qualify] : []),
    ...(query.orderBy ?? []).map((item) => item.expr),
  ];
  for (const expr of exprs) walkExpr(expr, visit);
}

/** Names of the columns a query gives, in order. */
export function outputNames(query: Query): readonly string[] {
  if (query.t === 'with') return outputNames(query.query);
  if (query.t === 'select') return query.columns.map(({ as }) => as);
  const [first] = query.queries;
  return first ? outputNames(first) : [];
}

/** A query is never changed, and is asked again and again. */
const KNOWN = new WeakMap<Query, References>();

/** What a query reads. */
export function references(query: Query): References {
  const known = KNOWN.get(query) ?? readIn(query);
  KNOWN.set(query, known);
  return known;
}

function readIn(query: Query): References {
  const relations = new Set<string>();
  const columns = new Set<string>();
  const aliases = new Set<string>();
  let readsSelf = false;
  walkQuery(query, {
    expr: (expr) => {
      if (expr.t === 'col') columns.add(expr.name);
    },
    from: (from) => {
      if (from.t === 'relation') relations.add(from.id);
      if (from.t === 'self') readsSelf = true;
      aliases.add(from.t === 'cte' ? (from.as ?? from.name) : from.as);
    },
  });
  return { relations, columns, aliases, readsSelf };
}

/** An expression with every source of the queries inside it replaced. */
const mapFromsIn = (expr: Expr, map: (from: From) => From): Expr =>
  expr.t === 'exists' || expr.t === 'scalar' ? { ...expr, query: mapFroms(expr.query, map) } : mapChildren(expr, (child) => mapFromsIn(child, map));

/** A query with every source replaced, in those inside it too. What `map` gives is taken as it is. */
export function mapFroms(query: Query, map: (from: From) => From): Query {
  if (query.t === 'union') return { ...query, queries: query.queries.map((part) => mapFroms(part, map)) };
  if (query.t === 'with') return { ...query, ctes: query.ctes.map((cte) => ({ ...cte, query: mapFroms(cte.query, map) })), query: mapFroms(query.query, map) };
  const source = (from: From): From => (from.t === 'subquery' ? { ...from, query: mapFroms(from.query, map) } : map(from));
  const expr = (one: Expr): Expr => mapFromsIn(one, map);
  return {
    ...query,
    columns: query.columns.map((column) => ({ ...column, expr: expr(column.expr) })),
    ...(query.from ? { from: source(query.from) } : {}),
    ...(query.joins ? { joins: query.joins.map((join) => ({ ...join, from: source(join.from), ...(join.on ? { on: expr(join.on) } : {}) })) } : {}),
    ...(query.where ? { where: expr(query.where) } : {}),
    ...(query.groupBy ? { groupBy: query.groupBy.map(expr) } : {}),
    ...(query.having ? { having: expr(query.having) } : {}),
    ...(query.qualify ? { qualify: expr(query.qualify) } : {}),
    ...(query.orderBy ? { orderBy: query.orderBy.map((item) => ({ ...item, expr: expr(item.expr) })) } : {}),
  };
}
