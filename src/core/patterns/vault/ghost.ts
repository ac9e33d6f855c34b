import type { LogicalType } from '../../model/logical-type.ts';
import type { ModelObject } from '../../model/types.ts';
import type { PlanColumn } from '../../plan/types.ts';
import type { Expr, Query } from '../../sql/ast.ts';
import { bool, cast, col, cte, eq, nil, notExists, num, out, select, text, timestampLit } from '../../sql/build.ts';
import type { PatternContext } from '../context.ts';
import { BEGINNING } from '../times.ts';

export const systemSource = ({ project }: PatternContext): string => project.settings.vault?.system_record_source ?? 'SYSTEM';

export const beginning = (type: LogicalType): Expr => (type.kind === 'timestamp' ? timestampLit(BEGINNING) : cast(timestampLit(BEGINNING), type));

/** What stands in a column that must not be NULL where there is nothing to say: it fits every length and precision. */
function nothing(type: LogicalType): Expr {
  switch (type.kind) {
    case 'text':
      return text('');
    case 'boolean':
      return bool(false);
    case 'integer':
      return num(0);
    case 'date':
    case 'timestamp':
    case 'timestamptz':
      return beginning(type);
    case 'time':
      return cast(text('00:00:00'), type);
    case 'uuid':
      return cast(text('00000000-0000-0000-0000-000000000000'), type);
    case 'json':
    case 'binary':
      return cast(text(''), type);
    case 'bigint':
    case 'decimal':
    case 'float':
      return cast(num(0), type);
  }
}

/**
 * The row under the zero key, as long as none is stored: what links, point-in-time tables and facts point at when they
 * have nothing to point at. Everything but its key, hash diff, dates and record source is NULL, or as `values` says.
 * @param dated columns that begin where time does.
 */
export function ghostRow(
  object: Pick<ModelObject, 'id'>,
  columns: readonly PlanColumn[],
  key: string,
  context: PatternContext,
  dated: readonly string[] = [],
  values: Readonly<Record<string, Expr>> = {},
): Query {
  const zero: Expr = { t: 'zeroHash', rules: context.project.settings.hash };
  return select(
    columns.map((column) => {
      const value = values[column.name];
      if (value) return out(value, column.name);
      if (column.role === 'hash_key' || column.role === 'hash_diff' || column.role === 'foreign_key') return out(zero, column.name);
      if (column.role === 'load_date') return out(timestampLit(BEGINNING), column.name);
      if (column.role === 'record_source') return out(text(systemSource(context)), column.name);
      if (dated.includes(column.name)) return out(beginning(column.type), column.name);
      return out(nil(column.type), column.name);
    }),
    undefined,
    { where: notExists(select([out(num(1), 'found')], cte('stored'), { where: eq(col(key, 'stored'), zero) })) },
  );
}

/** The columns that must hold something though there is nothing to say, with what they hold. */
export const nothings = (columns: readonly PlanColumn[]): Readonly<Record<string, Expr>> =>
  Object.fromEntries(columns.map((column) => [column.name, nothing(column.type)]));

/** Whether a satellite holds a row under the zero key; none where a key has parts beside its hash. */
export const hasGhost = (identity: readonly string[], { project }: PatternContext): boolean =>
  project.settings.vault?.ghost_records === true && identity.length === 1;
