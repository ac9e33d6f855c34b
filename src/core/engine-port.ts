import type { LogicalType } from './model/logical-type.ts';
import type { Id } from './model/types.ts';

/** Where an engine error points. Offsets count UTF-16 code units of the statement. */
export interface EngineErrorDetail {
  readonly message: string;
  readonly statement?: string;
  readonly position?: number;
}

/** A failed statement or file. `name` is `EngineError`. */
export class EngineError extends Error {
  readonly detail: EngineErrorDetail;
  constructor(detail: EngineErrorDetail) {
    super(detail.message);
    this.name = 'EngineError';
    this.detail = detail;
  }
}

/** The engine itself is gone, with all it held; another has to be opened. */
export class EngineStopped extends EngineError {
  constructor(reason: string) {
    super({ message: reason });
    this.name = 'EngineStopped';
  }
}

/** The user asked to stop; engine and data are as before the statement. */
export class EngineCancelled extends Error {
  constructor() {
    super('The run was cancelled.');
    this.name = 'EngineCancelled';
  }
}

export interface ResultColumn {
  readonly name: string;
  /** The engine's own type name. */ readonly type: string;
}

/** What came of one check of a relation. `rows` break it. */
export interface CheckResult {
  readonly relation: Id;
  readonly id: string;
  readonly title: string;
  readonly severity: 'error' | 'warning';
  readonly state: 'holds' | 'broken' | 'failed';
  /** Columns of the relation that it is about; absent where it is about more than them. */
  readonly columns?: readonly string[];
  readonly rows: number;
  /** Why it could not be worked out. */
  readonly error?: EngineErrorDetail;
}

/** A page of rows as display text, `null` for NULL; exact for every type. Row-major. */
export interface ResultPage {
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly (readonly (string | null)[])[];
}

/** A line of a file that could not be loaded. `line` is one-based. */
export interface FileReject {
  readonly line: number;
  readonly column?: string;
  readonly reason: string;
  readonly text: string;
}

/** Bytes, or a browser's File or Blob by its shape; the engine reads it once. */
export type FileContent = Uint8Array | { readonly size: number; arrayBuffer(): Promise<ArrayBuffer> };

/** The shape of an AbortSignal, so that core needs no DOM. */
export interface CancelSignal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

export interface FileProfile {
  readonly format: 'csv' | 'parquet' | 'json' | 'ndjson' | 'arrow' | 'xlsx';
  readonly columns: readonly { readonly name: string; readonly type: LogicalType; readonly nullable: boolean }[];
  readonly rows: number;
  readonly rejects: readonly FileReject[];
  /** What was assumed, in words, e.g. `delimiter ;, header, windows-1252`. */
  readonly notes: readonly string[];
  /** Those of the notes that say how its columns differ from the ones it was read for. */
  readonly drift: readonly string[];
}

/** A connection of its own: its statements wait for one another and for no one else's. */
export interface EngineConnection {
  /** Runs one statement as it is written. @returns its result as an Arrow stream. */
  run(sql: string, signal?: CancelSignal): Promise<Uint8Array>;
  /** Puts the rows of an Arrow stream into a table, which is made where `create` is set. */
  insertArrow(ipc: Uint8Array, into: { readonly schema: string; readonly name: string; readonly create: boolean }): Promise<void>;
  /** Ends the connection once its statements are done; its temporary tables go with it. */
  close(): Promise<void>;
}

/** Statements one after another, beside all others of the engine. */
export interface Reader {
  /** @returns rows changed or stored, where the engine tells. */
  execute(sql: string, signal?: CancelSignal): Promise<number>;
  /** The rows of a query whose columns are all text, all of them. */
  texts(sql: string, signal?: CancelSignal): Promise<readonly (readonly (string | null)[])[]>;
  /** Names and types of a query's columns. */
  describe(sql: string): Promise<readonly ResultColumn[]>;
  close(): Promise<void>;
}

/** The one way anything reaches DuckDB; a browser and a Node adapter implement it. */
export interface Engine {
  readonly version: string;
  /** Fulfilled with the reason once the engine can no longer be used; never where it cannot die alone. */
  readonly stopped?: Promise<string>;
  /** Runs one statement and throws away its rows. @returns rows changed, where the engine tells. */
  execute(sql: string, signal?: CancelSignal): Promise<number>;
  connect(): Promise<EngineConnection>;
  /** Runs one query; at most `limit` rows come back. */
  query(sql: string, options?: { readonly limit?: number; readonly signal?: CancelSignal }): Promise<ResultPage>;
  /**
   * Reads a file into a new table `schema.table` (replaced if there) with all its rows, in file order,
   * and columns as given; without `columns`, as sniffed. The schema exists.
   * Throws {@link EngineError} naming file, line and what to do; nothing is left behind then.
   */
  loadFile(
    file: { readonly name: string; readonly content: FileContent },
    into: { readonly schema: string; readonly table: string; readonly columns?: readonly { readonly name: string; readonly type: LogicalType }[] },
    signal?: CancelSignal,
  ): Promise<FileProfile>;
  /**
   * Runs statements in an empty database that is thrown away afterwards, until one fails or the signal fires. What the
   * engine holds stays as it is.
   * @returns how many were run.
   */
  rehearse(statements: readonly string[], signal: CancelSignal): Promise<number>;
  /** A connection of its own for someone who looks at rows: what it makes is temporary, seen by nobody else and gone when it closes. */
  openReader(): Promise<Reader>;
  /** Writes a query's rows as CSV (RFC 4180, UTF-8, header, NULL empty). */
  exportCsv(sql: string): Promise<Uint8Array>;
  exportParquet(sql: string): Promise<Uint8Array>;
  /** Writes the texts of a query's only column one after another, as UTF-8. */
  exportText(sql: string): Promise<Uint8Array>;
  close(): Promise<void>;
}
