import type { LogicalType } from '../../core/model/logical-type.ts';
import type { Example } from '../../core/model/types.ts';
import type { PlanColumn } from '../../core/plan/types.ts';

export type Row = Example['expect'][number];
export type CellValue = Row[string];

const NUMBERS: ReadonlySet<LogicalType['kind']> = new Set(['integer', 'bigint', 'decimal', 'float']);
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** A value as it is typed into a cell: nothing is NULL, quotes are around a text that is empty, blank at an end or quoted itself. */
export function cellText(value: CellValue | undefined): string {
  if (value === undefined || value === null) return '';
  const text = String(value);
  return text === '' || text !== text.trim() || /^".*"$/s.test(text) ? quoted(text) : text;
}

/** What was typed into a cell: a number or a truth value where the column has such and it is one, a text else. */
export function cellValue(typed: string, { kind }: LogicalType): CellValue {
  const text = typed.trim();
  if (text === '') return null;
  if (/^".*"$/s.test(text) && text.length > 1) return text.slice(1, -1).replaceAll('""', '"');
  if (NUMBERS.has(kind) && String(Number(text)) === text && Number.isFinite(Number(text))) return Number(text);
  if (kind === 'boolean' && /^(?:true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  return text;
}

/** The cells of copied rows. A tab or a line's end inside quotes is part of its cell. */
export function cellsOf(pasted: string): readonly (readonly string[])[] {
  const text = pasted.replaceAll('\r\n', '\n').replace(/\n$/, '');
  const rows: string[][] = [['']];
  let isQuoted = false;
  for (const character of text) {
    const row = rows.at(-1) ?? [];
    const cell = row.at(-1) ?? '';
    if (character === '"' && (cell === '' || cell.startsWith('"'))) isQuoted = !isQuoted;
    if (character === '\t' && !isQuoted) row.push('');
    else if (character === '\n' && !isQuoted) rows.push(['']);
    else row[row.length - 1] = cell + character;
  }
  return rows;
}

/** How rows call a column: by its id, or by its name where it has none or they already do. */
export function keyIn(rows: readonly Row[], { column, name }: Pick<PlanColumn, 'column' | 'name'>): string {
  if (column === undefined) return name;
  return rows.some((row) => Object.hasOwn(row, name)) && !rows.some((row) => Object.hasOwn(row, column)) ? name : column;
}

/** The columns that rows name, in the order of their table. */
export const columnsIn = (rows: readonly Row[], columns: readonly PlanColumn[]): readonly PlanColumn[] =>
  columns.filter((column) => rows.some((row) => Object.hasOwn(row, keyIn(rows, column))));

/** A row that names these columns and says nothing of them. */
export const blankRow = (rows: readonly Row[], columns: readonly PlanColumn[]): Row => Object.fromEntries(columns.map((column) => [keyIn(rows, column), null]));

interface Place {
  readonly row: number;
  /** Index among the columns that are shown. */
  readonly column: number;
}

/**
 * Rows with copied cells put in from a place on. A first line of nothing but names of columns says which they are; else they
 * fill the columns shown from there on, then those not shown yet.
 * @returns the rows, and how many cells of a line found no column.
 */
export function withPasted(
  rows: readonly Row[],
  { columns, shown }: { readonly columns: readonly PlanColumn[]; readonly shown: readonly PlanColumn[] },
  at: Place,
  pasted: string,
): { readonly rows: readonly Row[]; readonly left: number } {
  const lines = cellsOf(pasted);
  const [first = []] = lines;
  const named = first.map((cell) => columns.find(({ name, column }) => name === cell.trim() || column === cell.trim()));
  const isHead = lines.length > 1 && named.every((column) => column !== undefined);
  const targets = isHead ? named.flatMap((column) => column ?? []) : [...shown.slice(at.column), ...columns.filter((column) => !shown.includes(column))];
  const cells = isHead ? lines.slice(1) : lines;
  const width = Math.max(...cells.map((line) => line.length));
  const every = [...shown, ...targets.slice(0, width).filter((column) => !shown.includes(column))];
  const next = rows.map((row) => ({ ...blankRow(rows, every), ...row }));
  for (const [index, line] of cells.entries()) {
    const row: Row = { ...(next[at.row + index] ?? blankRow(rows, every)) };
    for (const [place, cell] of line.entries()) {
      const column = targets[place];
      if (column) row[keyIn(rows, column)] = cellValue(cell, column.type);
    }
    next[at.row + index] = row;
  }
  return { rows: next, left: Math.max(0, width - targets.length) };
}
