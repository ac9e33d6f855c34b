import type { ModelObject } from '../../model/types.ts';
import type { PlanColumn } from '../../plan/types.ts';
import type { Expr, Query } from '../../sql/ast.ts';
import { col, cte, eq, nil, notExists, num, out, select, text, timestampLit } from '../../sql/build.ts';
import type { PatternContext } from '../context.ts';

/** When what has no time of its own begins: before every delivery. */
export const BEGINNING = '1900-01-01 00:00:00';

export const systemSource = ({ project }: PatternContext): string => project.settings.vault?.system_record_source ?? 'SYSTEM';

/**
 * The row under the zero key, as long as none is stored: what links, point-in-time tables and facts point at when they
 * have nothing to point at. Everything but its key, hash diff, dates and record source is NULL.
 */
export function ghostRow(
  object: Pick<ModelObject, 'id'>,
  columns: readonly PlanColumn[],
  key: string,
  context: PatternContext,
  dated: readonly string[] = [],
): Query {
  const zero: Expr = { t: 'zeroHash', rules: context.project.settings.hash };
  return select(
    columns.map((column) => {
      if (column.role === 'hash_key' || column.role === 'hash_diff' || column.role === 'foreign_key') return out(zero, column.name);
      if (column.role === 'load_date') return out(timestampLit(BEGINNING), column.name);
      if (column.role === 'record_source') return out(text(systemSource(context)), column.name);
      if (dated.includes(column.name)) return out({ t: 'cast', expr: timestampLit(BEGINNING), to: column.type }, column.name);
      return out(nil(column.type), column.name);
    }),
    undefined,
    { where: notExists(select([out(num(1), 'found')], cte('stored'), { where: eq(col(key, 'stored'), zero) })) },
  );
}
