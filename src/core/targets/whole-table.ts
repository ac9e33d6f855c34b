import type { Platform } from '../model/types.ts';
import type { Relation } from '../plan/types.ts';
import type { Query } from '../sql/ast.ts';
import { and, col, cte, eq, keep, notExists, num, out, select, union, withCtes } from '../sql/build.ts';

/** The leading CTE of a query that reads the rows it decides by. */
export const STORED = 'stored';
const REPLACED = 'replaced';

/**
 * Whether a `replace` load has to write the whole table there: dbt's adapters for these platforms take no strategy that they
 * do not know, and SQLMesh would make real partitions of the keys.
 */
export const isWrittenWhole = (platform: Platform, { load }: Relation): boolean =>
  load.kind === 'replace' && (platform === 'bigquery' || platform === 'databricks');

/**
 * The whole table of a `replace` load: the rows of the keys it touches and the stored rows of all other keys. For tools that
 * cannot take the rows of some keys out.
 */
export function withUntouched({ columns, load }: Relation, query: Query): Query {
  if (load.kind !== 'replace') return query;
  const names = columns.map(({ name }) => name);
  const all: Query = select(keep(names, 'self'), { t: 'self', as: 'self' });
  const [ctes, rows] = query.t === 'with' ? [query.ctes.filter(({ name }) => name !== STORED), query.query] : [[], query];
  const same = and(...load.key.map((name) => eq(col(name, REPLACED), col(name, STORED))));
  return withCtes(
    [{ name: STORED, query: all, comment: 'what is there already' }, ...ctes, { name: REPLACED, query: rows, comment: 'all rows of the keys that changed' }],
    union(
      select(keep(names, REPLACED), cte(REPLACED)),
      select(keep(names, STORED), cte(STORED), { where: notExists(select([out(num(1), 'found')], cte(REPLACED), { where: same })) }),
    ),
  );
}
