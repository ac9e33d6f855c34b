import type { Id } from '../../model/types.ts';
import type { Check, PlanColumn } from '../../plan/types.ts';
import type { Query } from '../../sql/ast.ts';
import { and, col, cte, differs, eq, innerJoin, keep, or, relation, select, withCtes } from '../../sql/build.ts';

/**
 * Lists the delivered rows that say something else of a key than its first row, which stays; nothing to list where a
 * table has no such columns.
 * @param staged the delivered rows under the table's names.
 * @param told columns that the first row decides. JSON is left out: not every platform can compare it.
 */
export function contradictionCheck(table: Id, staged: Query, names: readonly string[], key: readonly string[], told: readonly PlanColumn[]): readonly Check[] {
  const compared = told.filter(({ type }) => type.kind !== 'json').map(({ name }) => name);
  if (compared.length === 0) return [];
  const query = withCtes(
    [{ name: 'staged', query: staged, comment: 'what was delivered' }],
    select(keep(names, 'staged'), cte('staged'), {
      joins: [innerJoin(relation(table, 'first_row'), and(...key.map((name) => eq(col(name, 'first_row'), col(name, 'staged')))))],
      where: or(...compared.map((name) => differs(col(name, 'staged'), col(name, 'first_row')))),
    }),
  );
  return [{ id: 'contradiction', title: 'no delivered row contradicts the first row of its key', severity: 'warning', query }];
}
