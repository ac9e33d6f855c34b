import type { ResultColumn } from '../../core/engine-port.ts';
import { familyOf } from '../../core/rows/row-shape.ts';
import { toTsv } from './tsv.ts';

export type CopyFormat = 'tsv' | 'tsv-head' | 'csv' | 'markdown' | 'insert' | 'values' | 'json';
export const COPY_FORMATS: readonly { readonly id: CopyFormat; readonly label: string }[] = [
  { id: 'tsv', label: 'Cells for a spreadsheet' },
  { id: 'tsv-head', label: 'Cells with their names' },
  { id: 'csv', label: 'CSV' },
  { id: 'markdown', label: 'Markdown table' },
  { id: 'insert', label: 'SQL INSERT' },
  { id: 'values', label: 'SQL VALUES' },
  { id: 'json', label: 'JSON' },
];

export type Rows = readonly (readonly (string | null)[])[];

const csvCell = (value: string | null): string => (value === null ? '' : /[",\r\n]/.test(value) || value === '' ? `"${value.replaceAll('"', '""')}"` : value);
const csv = (columns: readonly ResultColumn[], rows: Rows): string =>
  [columns.map(({ name }) => name), ...rows].map((row) => `${row.map(csvCell).join(',')}\n`).join('');

const markdownCell = (value: string | null): string =>
  (value ?? 'NULL')
    .replaceAll('\\', '\\\\')
    .replaceAll('|', '\\|')
    .replaceAll(/\r\n|\r|\n/g, '<br>');
function markdown(columns: readonly ResultColumn[], rows: Rows): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;
  return [
    line(columns.map(({ name }) => markdownCell(name))),
    line(columns.map(({ type }) => (familyOf(type) === 'number' ? '---:' : '---'))),
    ...rows.map((row) => line(row.map(markdownCell))),
  ].join('');
}

const FINITE = /^-?\d/;
const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

function sqlValue(value: string | null, { type }: ResultColumn): string {
  if (value === null) return 'NULL';
  switch (familyOf(type)) {
    case 'number':
      return FINITE.test(value) ? value : `CAST(${quoted(value)} AS ${type})`;
    case 'boolean':
      return value.toUpperCase();
    case 'date':
      return `DATE ${quoted(value)}`;
    case 'timestamp':
      return type === 'TIMESTAMP' ? `TIMESTAMP ${quoted(value)}` : `CAST(${quoted(value)} AS ${type})`;
    case 'text':
      return quoted(value);
    default:
      return `CAST(${quoted(value)} AS ${type})`;
  }
}
const tuples = (columns: readonly ResultColumn[], rows: Rows): string =>
  rows.map((row) => `  (${columns.map((column, index) => sqlValue(row[index] ?? null, column)).join(', ')})`).join(',\n');

function jsonValue(value: string | null, type: string): string {
  if (value === null) return 'null';
  const family = familyOf(type);
  if (family === 'boolean') return value;
  return family === 'number' && FINITE.test(value) ? value : JSON.stringify(value);
}
const json = (columns: readonly ResultColumn[], rows: Rows): string =>
  `[\n${rows.map((row) => `  {${columns.map(({ name, type }, index) => `${JSON.stringify(name)}: ${jsonValue(row[index] ?? null, type)}`).join(', ')}}`).join(',\n')}\n]\n`;

/** Cells as text to be pasted elsewhere. @param table the name an INSERT is to carry. */
export function copyText(format: CopyFormat, columns: readonly ResultColumn[], rows: Rows, table: string): string {
  const names = columns.map(({ name }) => identifier(name)).join(', ');
  switch (format) {
    case 'tsv':
      return toTsv(rows);
    case 'tsv-head':
      return toTsv([columns.map(({ name }) => name), ...rows]);
    case 'csv':
      return csv(columns, rows);
    case 'markdown':
      return markdown(columns, rows);
    case 'insert':
      return `INSERT INTO ${identifier(table)} (${names})\nVALUES\n${tuples(columns, rows)};\n`;
    case 'values':
      return `SELECT *\nFROM (\n  VALUES\n${tuples(columns, rows)}\n) AS v(${names});\n`;
    case 'json':
      return json(columns, rows);
  }
}
