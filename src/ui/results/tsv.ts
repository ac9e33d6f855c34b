/** Cells as spreadsheets paste them: tabs between, quotes around what holds a tab, a line break or a quote; NULL is empty. */
export function toTsv(rows: readonly (readonly (string | null)[])[]): string {
  const cell = (value: string | null): string => (value === null ? '' : /[\t\r\n"]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  return rows.map((row) => row.map(cell).join('\t')).join('\n');
}
