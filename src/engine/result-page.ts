import { tableFromIPC } from 'apache-arrow';
import { joined } from '../core/joined-bytes.ts';

export type Row = readonly (string | null)[];

/** Rows of a result whose columns are all text. */
export function rowsOf(ipc: Uint8Array): readonly Row[] {
  const table = tableFromIPC(ipc);
  const columns = Array.from({ length: table.numCols }, (_, index) => table.getChildAt(index));
  return Array.from({ length: table.numRows }, (_, row) =>
    columns.map((column) => {
      const value: unknown = column?.get(row);
      return value === null || value === undefined ? null : String(value);
    }),
  );
}

/** The texts of a result's only column, one after another: Arrow holds them just so, and nothing is decoded. */
export function textBytes(ipc: Uint8Array): Uint8Array {
  const parts = (tableFromIPC(ipc).getChildAt(0)?.data ?? []).map(({ values, valueOffsets, length }) => {
    const offsets = valueOffsets as Int32Array;
    return (values as Uint8Array).subarray(offsets[0], offsets[length]);
  });
  return joined(parts);
}

/** The rows a statement changed, where it says so. */
export function changedRows(ipc: Uint8Array): number {
  const table = tableFromIPC(ipc);
  return table.numCols === 1 && table.numRows === 1 && table.schema.fields[0]?.name === 'Count' ? Number(table.getChildAt(0)?.get(0)) : 0;
}

export interface TextQuery {
  readonly sql: string;
  /** Code units before the text that was wrapped. */ readonly before: number;
}

/** The query with every column as text: only the engine spells decimals, intervals and times exactly. */
export function asText(sql: string, width: number, limit: number): TextQuery {
  const names = Array.from({ length: width }, (_, index) => `c${index}`);
  const head = `select ${names.map((name) => `${name}::varchar`).join(', ')}\nfrom (\n`;
  return { sql: `${head}${sql}\n) as page(${names.join(', ')})\nlimit ${limit}`, before: head.length };
}
