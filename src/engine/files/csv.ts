import type { FileProfile, FileReject } from '../../core/engine-port.ts';
import { EngineError } from '../../core/engine-port.ts';
import type { Connection } from '../connection.ts';
import { quoteName, quoteText } from '../names.ts';
import { rowsOf } from '../result-page.ts';
import { columnNames, hasHeader, readRecords, sniffDelimiter } from './csv-header.ts';
import { decodeText } from './decode.ts';
import { loadTyped, type LoadColumn } from './typed-table.ts';

const SCRATCH = '__orrery_csv';
const DELIMITER_NAMES = new Map([[',', 'comma'], [';', 'semicolon'], ['\t', 'tab'], ['|', 'bar']]);

const REASONS: readonly (readonly [string, string])[] = [['MISSING COLUMNS', 'too few fields'], ['TOO MANY COLUMNS', 'too many fields'], ['UNQUOTED VALUE', 'a quote that does not end'], ['LINE SIZE OVER MAXIMUM', 'the line is too long']];

async function rejectedLines(connection: Connection): Promise<readonly FileReject[]> {
  const rows = rowsOf(await connection.run(`select line::varchar, error_type::varchar, csv_line from ${SCRATCH}_rejects order by line limit 1000`));
  return rows.map(([line, type, text]) => ({ line: Number(line), reason: REASONS.find(([code]) => code === type)?.[1] ?? (type ?? 'not readable').toLowerCase(), text: text ?? '' }));
}

/** Loads delimited text; DuckDB reads the rows, and values keep their text until their type is known. */
export async function loadCsv(connection: Connection, name: string, bytes: Uint8Array, into: { readonly schema: string; readonly table: string }, columns?: readonly LoadColumn[]): Promise<FileProfile> {
  const { text: decoded, encoding } = decodeText(name, bytes);
  const text = decoded.replace(/\r\n?/g, '\n');
  const delimiter = sniffDelimiter(text);
  const [first = []] = readRecords(text, delimiter, 1);
  if (first.length > 2000) throw new EngineError({ message: `${name} has ${first.length} columns, more than 2000: check its delimiter.` });
  const header = hasHeader(first);
  const { names, notes } = columnNames(header ? first : first.map(() => ''));
  const file = `${SCRATCH}.csv`;
  await connection.putFile(file, new TextEncoder().encode(text.endsWith('\n') ? text : `${text}\n`));
  try {
    const fields = names.map((column, index) => `${quoteText(`c${index}`)}: 'VARCHAR'`).join(', ');
    await connection.run(`create or replace temp table ${SCRATCH} as select row_number() over () as __row, * from read_csv(${quoteText(file)}, auto_detect=false, delim=${quoteText(delimiter)}, quote='"', escape='"', new_line='\\n', header=${header}, columns={${fields}}, store_rejects=true, rejects_table='${SCRATCH}_rejects', rejects_scan='${SCRATCH}_scans', max_line_size=8000000)`);
    const rejected = await rejectedLines(connection);
    // Line breaks inside values push the lines below them down.
    const breaks = names.map((_, index) => `length(coalesce(c${index}, '')) - length(replace(coalesce(c${index}, ''), chr(10), ''))`).join(' + ');
    const skipped = `(select count(distinct line) from ${SCRATCH}_rejects r where r.line <= t.__row + ${header ? 1 : 0})`;
    const from = `(select ${names.map((column, index) => `c${index} as ${quoteName(column)}`).join(', ')}, __row + ${header ? 1 : 0} + ${rejected.length > 0 ? skipped : '0'} + coalesce(sum(${breaks}) over (order by __row rows between unbounded preceding and 1 preceding), 0) as __line from ${SCRATCH} t)`;
    const loaded = await loadTyped(connection, { from, into, names, columns });
    const assumed = [`delimiter ${DELIMITER_NAMES.get(delimiter) ?? delimiter}`, header ? 'header' : 'no header', encoding];
    return {
      format: 'csv',
      columns: loaded.columns.map((column) => ({ ...column, nullable: true })),
      rows: loaded.rows,
      rejects: [...rejected, ...loaded.rejects].toSorted((a, b) => a.line - b.line),
      notes: [assumed.join(', '), ...notes, ...loaded.notes],
    };
  } finally {
    for (const table of [SCRATCH, `${SCRATCH}_rejects`, `${SCRATCH}_scans`]) await connection.run(`drop table if exists ${table}`);
    await connection.dropFile(file);
  }
}
