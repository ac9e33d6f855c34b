import { EngineError } from '../../core/engine-port.ts';
import { columnNames, hasHeader } from './guess-layout.ts';
import { checkWidth } from './staged.ts';

export type CellKind = 'text' | 'number' | 'boolean' | 'moment' | 'time';
export interface SheetCell {
  readonly kind: CellKind;
  /** As delimited text would have it; numbers with the digits of the file. */
  readonly text: string;
}
export interface SheetRow {
  /** Its number in the sheet, from 1. */
  readonly line: number;
  readonly cells: readonly (SheetCell | undefined)[];
}
/** A sheet of a workbook that holds a table. */
export interface SheetTable {
  readonly sheet: string;
  readonly names: readonly string[];
  readonly rows: readonly SheetRow[];
  readonly header: boolean;
  readonly notes: readonly string[];
}

/** Numbers come as the file has them. */
type Value = string | boolean | Date | { readonly digits: string } | null | undefined;

function momentText(date: Date): string {
  const text = date.toISOString();
  const day = text.slice(0, 10);
  const time = text.slice(11, 23).replace(/\.000$/, '');
  return time === '00:00:00' ? day : `${day} ${time}`;
}

/** Days are counted from the end of 1899: what lies before the first is a time of day. */
const isTime = (date: Date): boolean => date.toISOString().startsWith('1899-12-30T');

function cellOf(value: Value): SheetCell | undefined {
  if (value === null || value === undefined || value === '') return undefined;
  if (typeof value === 'string') return { kind: 'text', text: value };
  if (typeof value === 'boolean') return { kind: 'boolean', text: String(value) };
  if (!(value instanceof Date)) return { kind: 'number', text: value.digits };
  return isTime(value) ? { kind: 'time', text: momentText(value).slice(11) || '00:00:00' } : { kind: 'moment', text: momentText(value) };
}

const filled = ({ cells }: SheetRow): number => cells.filter((cell) => cell !== undefined).length;
const textsOf = ({ cells }: SheetRow, width: number): readonly string[] => Array.from({ length: width }, (_, index) => cells[index]?.text ?? '');

/** The table of a sheet: titles above it, which fill one cell, are passed over. */
function tableOf(name: string, sheet: string, data: readonly (readonly Value[])[], wanted: readonly string[] | undefined): SheetTable | undefined {
  const rows = data.map((cells, index): SheetRow => ({ line: index + 1, cells: cells.map(cellOf) })).filter((row) => filled(row) > 0);
  const begin = rows.some((row) => filled(row) > 1) ? rows.findIndex((row) => filled(row) > 1) : 0;
  const table = rows.slice(begin);
  const [first] = table;
  if (!first) return undefined;
  const width = Math.max(...table.map(({ cells }) => cells.findLastIndex((cell) => cell !== undefined) + 1));
  checkWidth(name, width);
  const header = hasHeader(
    table.slice(0, 50).map((row) => textsOf(row, width)),
    wanted,
  );
  const byPlace = !header && wanted?.length === width ? wanted : undefined;
  const { names, notes } = columnNames(byPlace ?? (header ? textsOf(first, width) : Array.from({ length: width }, () => '')));
  const above = begin === 0 ? [] : [`the ${begin === 1 ? 'line' : `${begin} lines`} above the table of sheet ${sheet} ${begin === 1 ? 'is' : 'are'} not read`];
  return { sheet, names, rows: header ? table.slice(1) : table, header, notes: [...(header ? notes : []), ...above] };
}

/**
 * The sheets of a workbook that hold a table, in its order. Formulas give what was last worked out for them. Throws an
 * {@link EngineError} on anything else than an `.xlsx` workbook.
 */
export async function readWorkbook(name: string, bytes: Uint8Array, wanted?: readonly string[]): Promise<readonly SheetTable[]> {
  const { default: read } = await import('read-excel-file/universal');
  const sheets = await read<{ readonly digits: string }>(bytes.slice().buffer, { trim: false, parseNumber: (digits) => ({ digits }) }).catch(
    (error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      throw new EngineError({
        message: `${name} is no .xlsx workbook that can be read (${why}): unpack it if it is a zip, or save the sheet as .xlsx or CSV.`,
      });
    },
  );
  const found = sheets.flatMap(({ sheet, data }) => tableOf(name, sheet, data as readonly (readonly Value[])[], wanted) ?? []);
  if (found.length === 0) throw new EngineError({ message: `${name} has no sheet with a table.` });
  return found;
}

/** A sheet as one JSON object per line: so text that looks like a number stays text. */
export const linesOf = ({ names, rows }: SheetTable): string =>
  rows
    .map(({ cells }) => {
      const fields = names.flatMap((column, index) => {
        const cell = cells[index];
        const isBare = cell?.kind === 'boolean' || (cell?.kind === 'number' && /^-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?$/.test(cell.text));
        return [`${JSON.stringify(column)}:${cell ? (isBare ? cell.text : JSON.stringify(cell.text)) : 'null'}`];
      });
      return `{${fields.join(',')}}\n`;
    })
    .join('');
