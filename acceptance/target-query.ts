import { duckdb } from '../src/core/dialects/duckdb.ts';
import type { LogicalType } from '../src/core/model/logical-type.ts';
import type { Relation } from '../src/core/plan/types.ts';
import { quoted } from './names.ts';
import type { TargetView } from './prepared.ts';

export const tableOf = (relation: Relation): string => `${quoted(relation.table.schema)}.${quoted(relation.table.name)}`;

function printedType(type: LogicalType): string {
  const print = duckdb.types[type.kind] as (type: LogicalType) => string;
  return print(type);
}

export interface TargetQuery {
  readonly sql: string;
  /** The type each column is cast to. */
  readonly types: readonly string[];
}

/** A case's target as a query over our table, its columns named and typed as the case names and types them. */
export function targetQuery(view: TargetView, relation: Relation, columns: readonly string[]): TargetQuery {
  const types = columns.map((column) => {
    const own = relation.columns.find(({ name }) => name.toLowerCase() === column.toLowerCase());
    return view.types.get(column) ?? (own && !view.columns.has(column) ? printedType(own.type) : 'varchar');
  });
  const list = columns.map((column, index) => `cast(${view.columns.get(column) ?? quoted(column)} as ${types[index] ?? 'varchar'}) as ${quoted(column)}`);
  return { sql: `select ${list.join(', ')} from ${tableOf(relation)}${view.where === undefined ? '' : ` where ${view.where}`}`, types };
}
