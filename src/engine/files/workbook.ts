import type { CellObject, WorkBook } from '@e965/xlsx';
import { EngineError } from '../../core/engine-port.ts';
import { columnNames, hasHeader } from './guess-layout.ts';
import { checkWidth } from './staged.ts';

export type CellKind = 'text' | 'number' | 'boolean' | 'moment' | 'time';
export interface SheetCell {
  readonly kind: CellKind;
  /** As delimited text would have it; a number in its shortest form, since a workbook keeps some 15 digits. */
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

/** The first day that Excel counts from, and the days between that and the other first day it knows. */
const EPOCH = 25_569;
const FROM_1904 = 1462;
const DAY = 86_400_000;

/** A number of days as text: a time of day below the first, a date where it falls on midnight, else both. */
function momentOf(days: number, from1904: boolean): SheetCell {
  const date = new Date(Math.round((days + (from1904 ? FROM_1904 : 0) - EPOCH) * DAY));
  // A number that is shown as a date may be beyond all of them.
  if (Number.isNaN(date.getTime())) return { kind: 'text', text: 'no date' };
  const [day = '', clock = ''] = date.toISOString().split('T');
  const time = clock.replace(/(?:\.000)?Z$/, '');
  if (days >= 0 && days < 1) return { kind: 'time', text: time };
  return { kind: 'moment', text: time === '00:00:00' ? day : `${day} ${time}` };
}

const ERROR = Symbol('an error of a formula');

/** A cell as the library has it; nothing where it is empty. */
function cellOf(cell: CellObject | null | undefined, isDate: (format: string) => boolean, from1904: boolean): SheetCell | typeof ERROR | undefined {
  const { t: type, v: value, z: format } = cell ?? {};
  if (type === 'e') return ERROR;
  if (type === 'b') return { kind: 'boolean', text: String(value) };
  if (type === 'n' && typeof value === 'number')
    return typeof format === 'string' && isDate(format) ? momentOf(value, from1904) : { kind: 'number', text: String(value) };
  return typeof value === 'string' && value !== '' ? { kind: 'text', text: value } : undefined;
}

const filled = ({ cells }: SheetRow): number => cells.filter((cell) => cell !== undefined).length;
const textsOf = ({ cells }: SheetRow, width: number): readonly string[] => Array.from({ length: width }, (_, index) => cells[index]?.text ?? '');

/** The table of a sheet: titles above it, which fill one cell, are passed over. */
function tableOf(name: string, sheet: string, all: readonly SheetRow[], errors: number, wanted: readonly string[] | undefined): SheetTable | undefined {
  const rows = all.filter((row) => filled(row) > 0);
  const begin = rows.some((row) => filled(row) > 1) ? rows.findIndex((row) => filled(row) > 1) : 0;
  const table = rows.slice(begin);
  const [first] = table;
  if (!first) return undefined;
  const width = table.reduce((widest, { cells }) => Math.max(widest, cells.findLastIndex((cell) => cell !== undefined) + 1), 0);
  checkWidth(name, width);
  const header = hasHeader(
    table.slice(0, 50).map((row) => textsOf(row, width)),
    wanted,
  );
  const byPlace = !header && wanted?.length === width ? wanted : undefined;
  const { names, notes } = columnNames(byPlace ?? (header ? textsOf(first, width) : Array.from({ length: width }, () => '')));
  return {
    sheet,
    names,
    rows: header ? table.slice(1) : table,
    header,
    notes: [
      ...(header ? notes : []),
      ...(begin === 0 ? [] : [`the ${begin === 1 ? 'line' : `${begin} lines`} above the table of sheet ${sheet} ${begin === 1 ? 'is' : 'are'} not read`]),
      ...(errors === 0
        ? []
        : [`${errors} ${errors === 1 ? 'cell' : 'cells'} of sheet ${sheet} ${errors === 1 ? 'holds an error and is' : 'hold errors and are'} empty here`]),
    ],
  };
}

/**
 * The sheets of a workbook that hold a table, in its order. Formulas give what was last worked out for them. Throws an
 * {@link EngineError} on anything else than an `.xlsx` workbook.
 */
export async function readWorkbook(name: string, bytes: Uint8Array, wanted?: readonly string[]): Promise<readonly SheetTable[]> {
  const refused = (why: string): EngineError =>
    new EngineError({ message: `${name} is no .xlsx workbook that can be read (${why}): unpack it if it is a zip, or save the sheet as .xlsx or CSV.` });
  // The library would take any text for a sheet.
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) throw refused('it does not begin like one');
  const { default: xlsx } = await import('@e965/xlsx/dist/xlsx.mini.min.js');
  let book: WorkBook;
  try {
    book = xlsx.read(bytes, { dense: true, cellNF: true, cellText: false, cellHTML: false, cellFormula: false });
  } catch (error) {
    throw refused(error instanceof Error ? error.message : String(error));
  }
  const formats = new Map<string, boolean>();
  const isDate = (format: string): boolean => {
    const known = formats.get(format) ?? xlsx.SSF.is_date(format);
    formats.set(format, known);
    return known;
  };
  const from1904 = book.Workbook?.WBProps?.date1904 === true;
  const found = book.SheetNames.flatMap((sheet): readonly SheetTable[] => {
    let errors = 0;
    const data: readonly (readonly (CellObject | null | undefined)[] | undefined)[] = book.Sheets[sheet]?.['!data'] ?? [];
    const rows = Array.from(data, (cells, index): SheetRow => ({
      line: index + 1,
      cells: Array.from(cells ?? [], (one) => {
        const cell = cellOf(one, isDate, from1904);
        if (cell !== ERROR) return cell;
        errors += 1;
        return undefined;
      }),
    }));
    const table = tableOf(name, sheet, rows, errors, wanted);
    return table ? [table] : [];
  });
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
