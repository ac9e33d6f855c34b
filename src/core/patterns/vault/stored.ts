import type { Query } from '../../sql/ast.ts';
import { and, cte, eq, col, keep, notExists, num, out, select } from '../../sql/build.ts';

/** The leading CTE through which a query reads the rows of its own table. */
export const stored = (columns: readonly string[]): { readonly name: string; readonly query: Query; readonly comment: string } => ({
  name: 'stored',
  query: select(keep(columns, 'self'), { t: 'self', as: 'self' }),
  comment: 'what is there already',
});

/** True for rows of `alias` whose key is not stored yet. */
export const notStored = (key: readonly string[], alias: string) =>
  notExists(select([out(num(1), 'found')], cte('stored'), { where: and(...key.map((name) => eq(col(name, 'stored'), col(name, alias)))) }));
