import { EngineError, type Engine } from '../core/engine-port.ts';
import type { Source } from '../core/model/types.ts';
import type { DataFile } from './studio-types.ts';

/** More are for another program to change. */
export const MOST_EDITED = 5000;
const SCHEMA = '_orrery_edited';
// Two files may be read at once, when one looks at another delivery before the first has come.
let number = 0;

/** The rows of a delivered file, as texts under the columns of its source; an empty text is NULL. */
export interface DeliveredRows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Lines that could not be read; they would be left out of a changed file. */
  readonly leftOut: number;
}

/** Rejects with `EngineError` when the file cannot be read, or has more rows than one changes by hand. */
export async function deliveredRows(engine: Engine, source: Source, file: DataFile | undefined): Promise<DeliveredRows> {
  const columns = source.columns.map(({ name }) => name);
  if (!file) return { columns, rows: [], leftOut: 0 };
  number += 1;
  const table = `delivered_${number}`;
  await engine.execute(`create schema if not exists ${SCHEMA}`);
  const profile = await engine.loadFile(
    { name: file.path, content: await file.read() },
    { schema: SCHEMA, table, columns: columns.map((name) => ({ name, type: { kind: 'text' } as const })) },
  );
  try {
    if (profile.rows > MOST_EDITED)
      throw new EngineError({
        message: `${file.path} has ${profile.rows.toLocaleString('en')} rows, and up to ${MOST_EDITED.toLocaleString('en')} are changed by hand: give the delivery a smaller file.`,
      });
    const page = await engine.query(`select * from ${SCHEMA}.${table} order by rowid`, { limit: MOST_EDITED });
    return { columns, rows: page.rows.map((row) => row.map((value) => value ?? '')), leftOut: profile.rejects.length };
  } finally {
    await engine.execute(`drop table if exists ${SCHEMA}.${table}`);
  }
}

const cell = (value: string): string => (/[",\r\n]|^\s|\s$/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);

/** Rows as a CSV file (RFC 4180, UTF-8, header). */
export function deliveredCsv({ columns, rows }: Pick<DeliveredRows, 'columns' | 'rows'>): Uint8Array {
  const line = (values: readonly string[]): string => (values.length === 1 && values[0] === '' ? '""' : values.map(cell).join(','));
  return new TextEncoder().encode(`${[columns, ...rows].map(line).join('\n')}\n`);
}

/** A path beside those taken: `data/d2/customers-changed-2.csv`. */
export function changedPath(path: string | undefined, delivery: string, source: string, taken: ReadonlySet<string>): string {
  const stem = (path ?? `data/${delivery}/${source}.csv`).replace(/(?:\.[a-z0-9]+)(?:\.gz)?$/i, '').replace(/-changed-\d+$/, '');
  let number = 1;
  while (taken.has(`${stem}-changed-${number}.csv`)) number += 1;
  return `${stem}-changed-${number}.csv`;
}
