import type { TypeName } from './column-type.ts';
import { NO_HEADER } from './guess-layout.ts';
import { createBreaks, quotedCell, stageText, type LoadContext, type LoadRequest, type Staged } from './staged.ts';
import { readWorkbook, type CellKind } from './workbook.ts';

/** Types by the kind of cell: what the sheet has as text stays text, so that no leading zero is lost. */
const AMONG: Readonly<Record<CellKind, readonly TypeName[]>> = {
  number: ['bigint', 'decimal', 'float'],
  boolean: ['boolean'],
  text: [],
  moment: ['date', 'timestamp'],
  time: ['time'],
};

/** Stages the first sheet of an `.xlsx` workbook that holds a table. */
export async function stageXlsx(context: LoadContext, { name, bytes, columns, signal }: LoadRequest): Promise<Staged> {
  const [table, ...others] = await readWorkbook(
    name,
    bytes,
    columns?.map((column) => column.name),
  );
  if (!table) throw new Error('a workbook without a table was read');
  const { names, rows, header } = table;
  const kinds = names.map((_, index) => new Set(rows.flatMap(({ cells }) => cells[index]?.kind ?? [])));
  const pause = createBreaks(signal);
  const lines: string[] = [];
  for (const { line, cells } of rows) {
    lines.push(`${line},${names.map((_, index) => quotedCell(cells[index]?.text)).join(',')}\n`);
    const wait = pause();
    if (wait) await wait;
  }
  await stageText(context, lines.join(''), { delimiter: ',', header: false, newLine: '\\n', lines: true, emptyIsNull: false, width: names.length }, signal);
  const mixed = names.filter((_, index) => (kinds[index]?.size ?? 0) > 1);
  return {
    format: 'xlsx',
    columns: names.map((column, index) => {
      const [kind, other] = kinds[index] ?? [];
      return { name: column, among: kind === undefined || other !== undefined ? [] : AMONG[kind] };
    }),
    lines: true,
    rejects: [],
    rejected: 0,
    notes: [
      `sheet ${table.sheet}, ${header ? 'header' : 'no header'}`,
      ...table.notes,
      ...(header || columns ? [] : [NO_HEADER]),
      ...(others.length === 0 ? [] : [`of several sheets only ${table.sheet} is read, and not ${others.map(({ sheet }) => sheet).join(', ')}`]),
      ...mixed.map((column) => `column ${column} holds values of several kinds and is read as text`),
    ],
  };
}
