import type { Expr, From, Query, Select } from '../sql/ast.ts';
import { childrenOf } from '../sql/walk.ts';
import type { ColumnOrigin } from './types.ts';

/** Where the values of each column of a query come from, in the order of its columns. */
export type QueryLineage = ReadonlyMap<string, readonly ColumnOrigin[]>;

const NOTHING: QueryLineage = new Map();

/** A row source of a SELECT: what it is called there, and what is known of its columns. */
interface Source {
  readonly as: string;
  /** Origins of a column; nothing where the source has no such column. */
  readonly column: (name: string) => readonly ColumnOrigin[] | undefined;
}

type Ctes = ReadonlyMap<string, QueryLineage>;

/** Each origin once; one that gives the value is that, though it may be looked up by as well. */
function merged(lists: readonly (readonly ColumnOrigin[])[]): readonly ColumnOrigin[] {
  const found = new Map<string, ColumnOrigin>();
  for (const origin of lists.flat()) {
    const key = `${origin.relation}\u0000${origin.column}`;
    if (origin.as === undefined || !found.has(key)) found.set(key, origin);
  }
  return [...found.values()];
}

const known = (lineage: QueryLineage) => (name: string) => lineage.get(name);

/**
 * @param has whether a relation has a column.
 * @returns what a FROM item is called and where its columns come from; the rows that are stored already are nobody's origin.
 */
function sourceOf(from: From, ctes: Ctes, has: (relation: string, column: string) => boolean): Source {
  switch (from.t) {
    case 'relation':
      return { as: from.as, column: (name) => (has(from.id, name) ? [{ relation: from.id, column: name }] : undefined) };
    case 'cte':
      return { as: from.as ?? from.name, column: known(ctes.get(from.name) ?? NOTHING) };
    case 'subquery':
      return { as: from.as, column: known(queryLineage(from.query, has, ctes)) };
    case 'self':
    case 'days':
    case 'values':
      return { as: from.as, column: () => undefined };
  }
}

const isLiteral = (expr: Expr | undefined): boolean => expr === undefined || expr.t === 'lit' || expr.t === 'zeroHash';

/** The expressions a value is made of. What only decides which row or which branch it is, such as an order or a condition, is not among them. */
function partsOf(expr: Expr): readonly Expr[] {
  if (expr.t === 'case') {
    const results = [...expr.whens.map(({ then }) => then), ...(expr.otherwise ? [expr.otherwise] : [])];
    // Where every branch is given, the condition is all there is to the value.
    return results.every(isLiteral) ? expr.whens.map(({ when }) => when) : results;
  }
  // A number in an order is what it is by what orders it.
  return expr.t === 'window' && expr.args.length > 0 ? expr.args : childrenOf(expr);
}

/** The sides of the equalities that must all hold. */
function equalities(on: Expr | undefined): readonly (readonly [Expr, Expr])[] {
  if (on?.t !== 'bin') return [];
  if (on.op === 'and') return [...equalities(on.left), ...equalities(on.right)];
  return on.op === '=' || on.op === 'isNotDistinctFrom' ? [[on.left, on.right]] : [];
}

/** Whether an expression is made of columns of one source alone. */
function isOf(expr: Expr, source: string): boolean {
  if (expr.t === 'col') return expr.table === source;
  const parts = partsOf(expr);
  return parts.length > 0 && parts.every((part) => isLiteral(part) || isOf(part, source));
}

function selectLineage(select: Select, has: (relation: string, column: string) => boolean, ctes: Ctes): QueryLineage {
  const joins = select.joins ?? [];
  const sources = [...(select.from ? [select.from] : []), ...joins.map(({ from }) => from)].map((from) => sourceOf(from, ctes, has));
  /** What a joined row is looked up by: the other side of each equality. */
  const keysOf = (source: Source): readonly ColumnOrigin[] => {
    const join = joins[sources.indexOf(source) - (select.from ? 1 : 0)];
    const others = equalities(join?.on).flatMap(([left, right]) => (isOf(left, source.as) ? [right] : isOf(right, source.as) ? [left] : []));
    return others.filter((other) => !isOf(other, source.as)).flatMap((other) => origins(other).map((origin): ColumnOrigin => ({ ...origin, as: 'key' })));
  };
  const ofColumn = (name: string, table: string | undefined): readonly ColumnOrigin[] => {
    for (const source of sources) {
      if (table !== undefined && source.as !== table) continue;
      const found = source.column(name);
      if (found) return found.length === 0 ? found : [...found, ...keysOf(source)];
    }
    return [];
  };
  const origins = (expr: Expr): readonly ColumnOrigin[] => {
    if (expr.t === 'col') return ofColumn(expr.name, expr.table);
    if (expr.t === 'scalar') return merged([...queryLineage(expr.query, has, ctes).values()].slice(0, 1));
    return merged(partsOf(expr).map(origins));
  };
  return new Map(select.columns.map(({ expr, as }) => [as, origins(expr)]));
}

/**
 * The columns of relations that the values of each column of a query come from, and those that a value is looked up by,
 * exact because the query is what is printed. What is stored already is followed no further.
 * @param has whether a relation has a column.
 */
export function queryLineage(query: Query, has: (relation: string, column: string) => boolean, ctes: Ctes = new Map()): QueryLineage {
  switch (query.t) {
    case 'select':
      return selectLineage(query, has, ctes);
    case 'union': {
      const [first, ...rest] = query.queries.map((one) => queryLineage(one, has, ctes));
      // Columns of a union are called as in its first query and matched by place.
      const others = rest.map((one) => [...one.values()]);
      return new Map([...(first ?? NOTHING)].map(([name, own], place) => [name, merged([own, ...others.map((one) => one[place] ?? [])])]));
    }
    case 'with': {
      const all = new Map(ctes);
      for (const cte of query.ctes) all.set(cte.name, queryLineage(cte.query, has, all));
      return queryLineage(query.query, has, all);
    }
  }
}
