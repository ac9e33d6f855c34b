import type { Example } from '../../core/model/types.ts';

export type ExampleRow = Example['expect'][number];
type Cell = ExampleRow[string];

/** A cell as it is typed: nothing and NULL are NULL, a text in quotes is that text, else a number, true or false where it reads as one. */
function cellOf(text: string): Cell {
  const bare = text.trim();
  if (bare === '' || bare === 'NULL') return null;
  const quoted = /^"((?:[^"]|"")*)"$/.exec(bare)?.[1];
  if (quoted !== undefined) return quoted.replaceAll('""', '"');
  if (bare === 'true' || bare === 'false') return bare === 'true';
  return /^-?(?:0|[1-9]\d{0,14})(?:\.\d*[1-9])?$/.test(bare) ? Number(bare) : bare;
}

function textOf(cell: Cell | undefined): string {
  if (cell === undefined || cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  // What would be read as something else, or would break the line.
  return cellOf(cell) !== cell || /[\t\n"]/.test(cell) ? `"${cell.replaceAll('"', '""').replaceAll(/[\t\n]/g, ' ')}"` : cell;
}

/** Rows as a sheet: a line of column names, then a line per row, cells set apart by tabs. */
export function sheetOf(rows: readonly ExampleRow[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return columns.length === 0
    ? ''
    : [columns, ...rows.map((row) => columns.map((column) => textOf(row[column])))]
        .map((line) => (line.length === 1 && line[0] === '' ? 'NULL' : line.join('\t')))
        .join('\n');
}

/** The rows of a sheet; cells are set apart by tabs, or by commas where there is no tab. */
export function rowsOf(sheet: string): ExampleRow[] {
  const lines = sheet.split(/\r?\n/).filter((line) => line !== '');
  const mark = lines.some((line) => line.includes('\t')) ? '\t' : ',';
  const [head, ...rest] = lines.map((line) => line.split(mark));
  const columns = (head ?? []).map((name) => name.trim());
  return rest.map((cells) => Object.fromEntries(columns.flatMap((name, place) => (name === '' ? [] : [[name, cellOf(cells[place] ?? '')] as const]))));
}
