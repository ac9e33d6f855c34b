export type CsvRow = readonly (string | null)[];

/** Rows of CSV as the engine writes it, without its header: NULL is a field of nothing, the empty text two quotes. */
export function csvRows(text: string): readonly CsvRow[] {
  const rows: (string | null)[][] = [];
  let row: (string | null)[] = [];
  for (const [, field = '', end] of text.matchAll(/("(?:[^"]|"")*"|[^",\n]*)(,|\n)/g)) {
    row.push(field === '' ? null : field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field);
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows.slice(1);
}

const quoted = (value: string): string => `"${value.replaceAll('"', '""')}"`;

/** CSV that every platform's loader reads alike: each value in quotes, and NULL as a mark of its own that is not. */
export const csvText = (names: readonly string[], rows: readonly CsvRow[], mark: string): string =>
  `${[names.map(quoted), ...rows.map((row) => row.map((value) => (value === null ? mark : quoted(value))))].map((row) => row.join(',')).join('\n')}\n`;

/** What stands for NULL: no value of the rows, since some loaders look for it inside quotes too. */
export function nullMark(values: ReadonlySet<string>): string {
  for (let number = 1; ; number += 1) {
    const mark = number === 1 ? '<null>' : `<null${number}>`;
    if (!values.has(mark)) return mark;
  }
}
