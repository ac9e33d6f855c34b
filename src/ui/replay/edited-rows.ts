/** Rows of a delivered file while they are changed. */
export type EditedRows = readonly (readonly string[])[];

/** Everything one does to them; places count all rows from 0. */
export const changeCell = (rows: EditedRows, row: number, column: number, value: string): EditedRows => {
  const before = rows[row];
  return before === undefined || before[column] === value ? rows : rows.with(row, before.with(column, value));
};
export const addRow = (rows: EditedRows, width: number): EditedRows => [...rows, Array.from({ length: width }, () => '')];
export const duplicateRow = (rows: EditedRows, row: number): EditedRows => rows.toSpliced(row + 1, 0, rows[row] ?? []);
export const removeRow = (rows: EditedRows, row: number): EditedRows => rows.toSpliced(row, 1);

/** Places of the rows that hold a text in any cell, whatever its case; of all when it is empty. */
export function foundRows(rows: EditedRows, text: string): readonly number[] {
  const wanted = text.trim().toLowerCase();
  return rows.flatMap((row, index) => (wanted === '' || row.some((value) => value.toLowerCase().includes(wanted)) ? [index] : []));
}
