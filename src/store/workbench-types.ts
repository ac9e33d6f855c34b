import type { EngineErrorDetail, ResultColumn, ResultPage } from '../core/engine-port.ts';
import type { ChartData, ChartSpec } from '../core/query/chart-spec.ts';
import type { EngineWords } from '../engine/query/engine-words.ts';
import type { OwnTable } from '../engine/query/bench-types.ts';
import type { Page, TableRows } from './studio-types.ts';

export type { OwnTable } from '../engine/query/bench-types.ts';
export type { EngineFunction, EngineWords } from '../engine/query/engine-words.ts';

/** A text of statements, kept in this browser with the project it was written for. */
export interface QueryDocument {
  readonly id: string;
  readonly name: string;
  readonly text: string;
}

/** A statement and where it begins in its document. */
export interface PlacedStatement {
  readonly text: string;
  readonly start: number;
}

/** A statement without rows, and what it did. */
export interface DoneLine {
  readonly statement: string;
  readonly changed: number | undefined;
  readonly seconds: number;
}

export type ResultBody =
  | { readonly kind: 'rows'; readonly table: string; readonly columns: readonly ResultColumn[]; readonly rows: number }
  | { readonly kind: 'plan'; readonly json: string; readonly analyzed: boolean }
  /** Of one go: its statements without rows, in their order. */
  | { readonly kind: 'done'; readonly lines: readonly DoneLine[] }
  | { readonly kind: 'error'; readonly error: EngineErrorDetail }
  | { readonly kind: 'cancelled' };

export interface QueryResult {
  readonly id: string;
  readonly document: string;
  readonly statement: PlacedStatement;
  readonly body: ResultBody;
  readonly seconds: number;
  readonly pinned: boolean;
}

/** A statement that was run. */
export interface HistoryEntry {
  readonly id: string;
  /** When it was begun, as ISO text. */
  readonly at: string;
  readonly statement: string;
  readonly seconds: number;
  readonly outcome: 'done' | 'failed' | 'cancelled';
  /** Those it gave or changed, where that is known. */
  readonly rows?: number | undefined;
  readonly message?: string | undefined;
}

export interface RunningQuery {
  readonly document: string;
  readonly statement: string;
  /** The place of the statement among those of this go, from 1. */
  readonly number: number;
  readonly of: number;
  /** A run of the model is under way and goes first. */
  readonly isWaiting: boolean;
  readonly isCancelling: boolean;
}

export interface WorkbenchState {
  readonly documents: readonly QueryDocument[];
  /** The id of the open one. */
  readonly open: string;
  readonly results: readonly QueryResult[];
  /** The id of the result that is shown. */
  readonly shown: string | undefined;
  readonly running: RunningQuery | undefined;
  /** The newest first. */
  readonly history: readonly HistoryEntry[];
  /** What the user made in the engine. */
  readonly own: readonly OwnTable[];
  /** The engine's functions and keywords, once it is open. */
  readonly words: EngineWords | undefined;
}

export interface Workbench {
  getState(): WorkbenchState;
  subscribe(listener: () => void): () => void;
  /** Adds a document and opens it. @param name is made different where another has it. */
  addDocument(text?: string, name?: string): string;
  renameDocument(id: string, name: string): void;
  /** The last one leaves an empty one behind. Its results go with it, unless they are pinned. */
  closeDocument(id: string): void;
  openDocument(id: string): void;
  setText(id: string, text: string): void;
  /** Runs statements one after another until one fails. One go at a time. */
  run(document: string, statements: readonly PlacedStatement[]): Promise<void>;
  explain(document: string, statement: PlacedStatement, analyze: boolean): Promise<void>;
  cancel(): void;
  showResult(id: string): void;
  pinResult(id: string, pinned: boolean): void;
  closeResult(id: string): void;
  /** Rows of a result that has some. Rejects with `EngineError`. */
  page(table: string, page: Page): Promise<ResultPage>;
  /** What a chart of a result draws. Rejects with `EngineError`, which says what to choose. */
  chart(table: string, columns: readonly ResultColumn[], spec: ChartSpec): Promise<ChartData>;
  /** Rows of a result, to be sorted, filtered, measured and exported. To be closed. */
  rows(table: string): Promise<TableRows>;
  clearHistory(): void;
  /** Opens the engine and asks it for its functions and keywords. */
  prepare(): Promise<void>;
  /** Another project is open. */
  reset(): Promise<void>;
  /** Saves now what is not saved yet. */
  flush(): Promise<void>;
}
