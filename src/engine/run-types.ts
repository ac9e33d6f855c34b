import type { CancelSignal, CheckResult, EngineErrorDetail, FileReject, ResultPage } from '../core/engine-port.ts';
import type { Id } from '../core/model/types.ts';
import type { Plan } from '../core/plan/types.ts';
import type { PageOrder } from './table-page.ts';

/** A file as a run needs it. `fingerprint` is equal exactly for equal bytes. */
export interface DeliveredFile {
  readonly source: Id;
  readonly name: string;
  readonly fingerprint: string;
  read(): Promise<Uint8Array>;
}

/** One delivery: its load date (`2026-01-05T06:00:00`, UTC) and the files that came with it. */
export interface RunDelivery {
  readonly id: Id;
  readonly loadDate: string;
  readonly files: readonly DeliveredFile[];
}

export type RunEvent =
  /** `total` counts the steps that will be reported. */
  | { readonly kind: 'started'; readonly total: number }
  | { readonly kind: 'step'; readonly relation: Id; readonly delivery?: Id }
  /**
   * `kept` did nothing, since nothing it depends on changed. `rows` are stored afterwards; `added` and `removed` by this
   * step. A view beside an object's own table is not counted: that may take longer than its table took.
   */
  | {
      readonly kind: 'done';
      readonly relation: Id;
      readonly delivery?: Id;
      readonly action: 'built' | 'kept';
      readonly rows?: number;
      readonly added: number;
      readonly removed: number;
      readonly seconds: number;
    }
  | {
      readonly kind: 'rejected';
      readonly source: Id;
      readonly delivery: Id;
      readonly file: string;
      readonly rejects: readonly FileReject[];
      readonly notes: readonly string[];
    }
  | { readonly kind: 'failed'; readonly relation: Id; readonly delivery?: Id; readonly error: EngineErrorDetail }
  /** What reads a failed relation is skipped. */
  | { readonly kind: 'skipped'; readonly relation: Id; readonly because: Id };

export interface RunOptions {
  /** Relations that are made anew, whether or not anything changed. */
  readonly rebuild?: readonly Id[];
  readonly onEvent?: (event: RunEvent) => void;
  readonly signal?: CancelSignal;
}

export interface RunOutcome {
  readonly outcome: 'done' | 'failed' | 'cancelled';
  readonly seconds: number;
  /** Relations built by this run; none when nothing changed. */
  readonly built: readonly Id[];
}

/** What became of a row in a delivery. Closed: what it tells has ended with it, or ends earlier. */
export type ChangeState = 'inserted' | 'closed' | 'changed' | 'removed';

/** What one delivery did to the rows of a relation. */
export interface DeliveryChanges {
  readonly delivery: Id;
  readonly loadDate: string;
  readonly counts: Readonly<Record<ChangeState, number>>;
  /** Rows that it left as they were. */
  readonly left: number;
  /** Rows there are afterwards. */
  readonly rows: number;
}

export interface RowChange {
  readonly state: ChangeState;
  readonly delivery: Id;
  /** The row as it was, where it was there before. */
  readonly before?: readonly (string | null)[];
}

/** Rows of a relation with what became of each, in the same order. */
export interface ChangedPage extends ResultPage {
  readonly changes: readonly RowChange[];
}

export interface RowsWanted {
  readonly offset: number;
  readonly limit: number;
  readonly order?: PageOrder;
}

/** Looks back on the deliveries of the last run. All reject with `EngineError` where the state asked for is not known. */
export interface Replay {
  /** What each delivery that is loaded did to a relation, in their order. */
  changes(relation: Id): Promise<readonly DeliveryChanges[]>;
  /** The rows a delivery changed, those of some states or all. */
  changed(relation: Id, delivery: Id, states: readonly ChangeState[], wanted: RowsWanted): Promise<ChangedPage>;
  /** What became of the rows that have these values, delivery by delivery. */
  follow(relation: Id, values: Readonly<Record<string, string | null>>): Promise<ChangedPage>;
  /** Times at which the rows valid of a relation change, rising; at most some hundred. */
  moments(relation: Id): Promise<readonly string[]>;
  /** Rows of a relation that are valid at a time (`2026-01-05T06:00:00`), and how many they are. */
  validAt(relation: Id, time: string, wanted: RowsWanted): Promise<ResultPage>;
  countAt(relation: Id, time: string): Promise<number>;
  /** Looks at the checks of a relation as they were after a delivery. Rejects with `EngineCancelled` once the signal fires. */
  checksAt(relation: Id, delivery: Id, signal?: CancelSignal): Promise<readonly CheckResult[]>;
  /** The rows that broke a check after a delivery. */
  breakingAt(relation: Id, check: string, delivery: Id, wanted: RowsWanted): Promise<ResultPage>;
}

/** Builds plans on one engine and remembers what it built, so that the next run builds just what changed. */
export interface Runner {
  readonly replay: Replay;
  /** Loads the deliveries in order and builds every relation. Never rejects for a failing relation: that is told in events. */
  run(plan: Plan, deliveries: readonly RunDelivery[], options?: RunOptions): Promise<RunOutcome>;
  /** Loads one of the deliveries that are loaded once more: a correct plan adds and removes nothing. */
  runAgain(plan: Plan, delivery: RunDelivery, options?: RunOptions): Promise<RunOutcome>;
}

/** Where work of several steps stands: `done` of `total` are behind it. */
export interface WorkStep {
  readonly done: number;
  readonly total: number;
  /** What is being done: `Building fct_order from staging`. */
  readonly doing: string;
}
