import type { Printing } from '../dialects/dialect.ts';
import type { Expr, From, Join, Query, Select } from './ast.ts';
import { block, printOrder } from './print-expr.ts';
import { references } from './walk.ts';

/** What the printer needs besides the dialect: how relations and the stored rows are called. */
export interface QueryNames {
  readonly relation: (id: string) => string;
  readonly self: () => string;
}

function printFrom(from: From, p: Printing, names: QueryNames): string {
  switch (from.t) {
    case 'relation':
      return `${names.relation(from.id)} as ${p.name(from.as)}`;
    case 'self':
      return `${names.self()} as ${p.name(from.as)}`;
    case 'cte':
      return from.as === undefined || from.as === from.name ? p.name(from.name) : `${p.name(from.name)} as ${p.name(from.as)}`;
    case 'subquery':
      return `${block(from.query, p)} as ${p.name(from.as)}`;
    case 'days':
      return `${p.dialect.days(from, p).replaceAll('\n', p.nl())} as ${p.name(from.as)}`;
    case 'values': {
      const rows = from.rows.map((row) => {
        const cells = from.columns.map((column, index) => {
          const cell = row[index];
          if (!cell) throw new Error(`a row of ${from.as} has no value for ${column.name}`);
          return `${p.expr({ t: 'cast', expr: cell, to: column.type })} as ${p.name(column.name)}`;
        });
        return `select ${cells.join(', ')}`;
      });
      return `(${p.deeper(() => p.nl() + rows.join(`${p.nl()}union all${p.nl()}`))}${p.nl()}) as ${p.name(from.as)}`;
    }
  }
}

const printJoin = (join: Join, p: Printing, names: QueryNames): string =>
  `${join.kind} join ${printFrom(join.from, p, names)}${join.on ? p.deeper(() => `${p.nl()}on ${p.expr(join.on as Expr)}`) : ''}`;

function printColumn({ expr, as }: Select['columns'][number], p: Printing): string {
  const printed = p.expr(expr);
  return expr.t === 'col' && expr.name === as ? printed : `${printed} as ${p.name(as)}`;
}

function printSelect(select: Select, p: Printing, names: QueryNames): string {
  const bare = select.qualify !== undefined && !select.where && !select.groupBy && (select.joins ?? []).length === 0 ? p.dialect.beforeQualify : 'nothing';
  const lines = [
    `select${select.distinct ? ' distinct' : ''}`,
    `  ${p.deeper(() => select.columns.map((column) => printColumn(column, p)).join(`,${p.nl()}`))}`,
  ];
  if (select.from) {
    const from = `from ${printFrom(select.from, p, names)}`;
    lines.push(bare === 'alias' && select.from.t === 'cte' && select.from.as === undefined ? `${from} as ${p.name(select.from.name)}` : from);
  } else if (select.where && p.dialect.oneRow !== '') lines.push(`from ${p.dialect.oneRow}`);
  for (const join of select.joins ?? []) lines.push(printJoin(join, p, names));
  if (select.where) lines.push(`where ${p.expr(select.where)}`);
  else if (bare === 'where') lines.push('where true');
  if (select.groupBy && select.groupBy.length > 0) lines.push(`group by ${select.groupBy.map((expr) => p.expr(expr)).join(', ')}`);
  if (select.having) lines.push(`having ${p.expr(select.having)}`);
  if (select.qualify) lines.push(`qualify ${p.expr(select.qualify)}`);
  if (select.orderBy) lines.push(`order by ${printOrder(select.orderBy, p)}`);
  // Joined rather than added up: an engine keeps sums as trees of their parts, which a large model has millions of.
  return lines.join(p.nl());
}

/** A free name for the helper column and the subquery that stand in for QUALIFY. */
function freeName(base: string, taken: ReadonlySet<string>): string {
  let name = base;
  for (let n = 2; taken.has(name); n += 1) name = `${base}_${n}`;
  return name;
}

/** QUALIFY as a subquery: the condition becomes a column that the outer select filters on. */
function withoutQualify(select: Select): Select {
  const { qualify, orderBy, ...inner } = select;
  if (!qualify) return select;
  const taken = new Set(select.columns.map((column) => column.as));
  const flag = freeName('is_kept', taken);
  const alias = freeName('qualified', references(select).aliases);
  return {
    t: 'select',
    columns: select.columns.map(({ as }) => ({ expr: { t: 'col', name: as }, as })),
    from: { t: 'subquery', as: alias, query: { ...inner, columns: [...inner.columns, { expr: qualify, as: flag }] } },
    where: { t: 'col', name: flag },
    ...(orderBy ? { orderBy } : {}),
  };
}

/** Prints a query, one clause a line, without a closing semicolon. */
export function printQueryWith(query: Query, p: Printing, names: QueryNames): string {
  switch (query.t) {
    case 'select':
      return printSelect(query.qualify && !p.dialect.hasQualify ? withoutQualify(query) : query, p, names);
    case 'union':
      return query.queries.map((part) => printQueryWith(part, p, names)).join(`${p.nl()}union all${p.nl()}`);
    case 'with': {
      const nl = p.nl();
      const ctes = query.ctes.map((cte) => {
        const comment = cte.comment === undefined ? '' : `-- ${cte.comment.replaceAll(/\s+/g, ' ')}${nl}`;
        return `${comment}${p.name(cte.name)} as (${p.deeper(() => p.nl() + printQueryWith(cte.query, p, names))}${nl})`;
      });
      return `with${nl}${ctes.join(`,${nl}`)}${nl}${printQueryWith(query.query, p, names)}`;
    }
  }
}
