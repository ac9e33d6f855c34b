import { EngineCancelled, EngineError, type CancelSignal, type FileProfile, type FileReject } from '../../core/engine-port.ts';
import type { LogicalType } from '../../core/model/logical-type.ts';
import type { Database, Session } from '../connection.ts';
import { quoteText } from '../names.ts';
import type { TypeName } from './column-type.ts';

/** The one scratch table of file loading; files are loaded one at a time. */
export const SCRATCH = '__orrery_scratch';
const SCRATCH_FILE = '__orrery_scratch.csv';

export interface LoadColumn {
  readonly name: string;
  readonly type: LogicalType;
}

export interface LoadContext {
  readonly database: Database;
  readonly session: Session;
}

export interface LoadRequest {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly into: { readonly schema: string; readonly table: string };
  readonly columns: readonly LoadColumn[] | undefined;
  readonly signal: CancelSignal | undefined;
}

/** A column of the scratch table: `c0`, `c1`, ... in this order. */
export interface StagedColumn {
  readonly name: string;
  /** The engine's own type name where the file is typed; text otherwise. */
  readonly engineType?: string;
  /** Types that its text may turn out to have; any when absent. */
  readonly among?: readonly TypeName[];
}

/** A file in the scratch table. */
export interface Staged {
  readonly format: FileProfile['format'];
  readonly columns: readonly StagedColumn[];
  /** Whether column `line` tells the line of the file; the row's place does otherwise. */
  readonly lines: boolean;
  readonly rejects: readonly FileReject[];
  readonly rejected: number;
  /** The first says how the file was read. */
  readonly notes: readonly string[];
  /** Stages the file once more, slower, with the line of each row. */
  readonly withLines?: () => Promise<Staged>;
}

export const REJECTS_SHOWN = 1000;
const LONGEST_LINE = 16_000_000;
export const MOST_COLUMNS = 2000;

export function checkWidth(name: string, width: number): void {
  if (width > MOST_COLUMNS) throw new EngineError({ message: `${name} has ${width} columns, more than ${MOST_COLUMNS}: check how it is delimited.` });
}

export interface TextLayout {
  readonly delimiter: string;
  readonly header: boolean;
  readonly newLine: '\\n' | '\\r\\n';
  /** Whether the first field is the number of the line. */
  readonly lines: boolean;
  /** Whether an empty text in quotes is NULL, as one without quotes is. */
  readonly emptyIsNull: boolean;
  readonly width: number;
}

/** Reads delimited text into the scratch table, all columns as text. Rejects at the first line that does not fit. */
export async function stageText({ database, session }: LoadContext, text: string, layout: TextLayout, signal: CancelSignal | undefined): Promise<void> {
  const columns = [...(layout.lines ? [`line: 'BIGINT'`] : []), ...Array.from({ length: layout.width }, (_, index) => `c${index}: 'VARCHAR'`)].join(', ');
  await database.putFile(SCRATCH_FILE, new TextEncoder().encode(text));
  try {
    await session.run(
      `create or replace temp table ${SCRATCH} as select * from read_csv(${quoteText(SCRATCH_FILE)}, auto_detect=false, delim=${quoteText(layout.delimiter)}, quote='"', escape='"', new_line='${layout.newLine}', header=${layout.header}, columns={${columns}}, allow_quoted_nulls=${layout.emptyIsNull}, max_line_size=${LONGEST_LINE})`,
      signal,
    );
  } finally {
    await database.dropFile(SCRATCH_FILE);
  }
}

/** A value as a field of delimited text. */
export const quotedCell = (value: string | null | undefined): string => (value === null || value === undefined ? '' : `"${value.replaceAll('"', '""')}"`);

const AT_A_TIME = 20_000;

/** Called for each record read here: now and then lets the page draw, and stops when asked. */
export function createBreaks(signal: CancelSignal | undefined): () => Promise<void> | undefined {
  let count = 0;
  return () => {
    count += 1;
    return count % AT_A_TIME === 0
      ? new Promise((resolve, reject) => {
          setTimeout(() => (signal?.aborted === true ? reject(new EngineCancelled()) : resolve()), 0);
        })
      : undefined;
  };
}
