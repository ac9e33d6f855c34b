import type { EngineErrorDetail, CancelSignal, FileReject } from '../core/engine-port.ts';
import type { Id } from '../core/model/types.ts';
import type { Plan } from '../core/plan/types.ts';

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
  readonly onEvent?: (event: RunEvent) => void;
  readonly signal?: CancelSignal;
}

export interface RunOutcome {
  readonly outcome: 'done' | 'failed' | 'cancelled';
  readonly seconds: number;
  /** Relations built by this run; none when nothing changed. */
  readonly built: readonly Id[];
}

/** Builds plans on one engine and remembers what it built, so that the next run builds just what changed. */
export interface Runner {
  /** Loads the deliveries in order and builds every relation. Never rejects for a failing relation: that is told in events. */
  run(plan: Plan, deliveries: readonly RunDelivery[], options?: RunOptions): Promise<RunOutcome>;
  /** Loads the last delivery once more: a correct plan adds and removes nothing. */
  runAgain(plan: Plan, delivery: RunDelivery, options?: RunOptions): Promise<RunOutcome>;
}

/** Where work of several steps stands: `done` of `total` are behind it. */
export interface WorkStep {
  readonly done: number;
  readonly total: number;
  /** What is being done: `Building fct_order from staging`. */
  readonly doing: string;
}
