import type { Table } from 'apache-arrow';
import type { Engine, ResultPage } from '../core/engine-port.ts';
import type { TableName } from '../core/sql/ast.ts';
import { quoteName, tableText } from './names.ts';

/** Cells of a table whose columns are all text. */
export function rowsOf(table: Table): readonly (readonly (string | null)[])[] {
  const columns = Array.from({ length: table.numCols }, (_, index) => table.getChildAt(index));
  return Array.from({ length: table.numRows }, (_, row) => columns.map((column) => {
    const value: unknown = column?.get(row);
    return value === null || value === undefined ? null : String(value);
  }));
}

/** The query with every column as text: only the engine spells decimals, intervals and times exactly. */
export function asText(sql: string, width: number, limit: number): string {
  const names = Array.from({ length: width }, (_, index) => `c${index}`);
  return `select ${names.map((name) => `${name}::varchar`).join(', ')}\nfrom (\n${sql}\n) as page(${names.join(', ')})\nlimit ${limit}`;
}

export interface PageOrder { readonly column: string; readonly descending?: boolean }

/** One page of a table or view. */
export const pageOf = (engine: Engine, { schema, name }: TableName, offset: number, limit: number, order?: PageOrder): Promise<ResultPage> =>
  engine.query(`select * from ${tableText(schema, name)}${order ? ` order by ${quoteName(order.column)}${order.descending === true ? ' desc' : ''} nulls last` : ''} limit ${limit} offset ${offset}`, { limit });
