import type { LandedRows } from '../core/targets/types.ts';
import type { CheckResult, EngineErrorDetail, FileReject, ResultPage } from '../core/engine-port.ts';
import type { Diagnostic } from '../core/model/diagnostic.ts';
import type { Id, Platform, Project } from '../core/model/types.ts';
import type { Plan } from '../core/plan/types.ts';
import type { ProofResult } from '../engine/prove.ts';
import type { ReconcileResult } from '../engine/reconcile.ts';
import type { ChangeState, Replay, WorkStep } from '../engine/run-types.ts';
import type { DeliveredRows } from './delivered-rows.ts';
import type { Exporter } from './export/exporter.ts';

export type { DeliveredRows } from './delivered-rows.ts';
export type { Exporter } from './export/exporter.ts';
export type { ExportStep, Written } from './export/messages.ts';
export type { ProofResult } from '../engine/prove.ts';
export type { ChangedPage, ChangeState, DeliveryChanges, Replay, RowChange } from '../engine/run-types.ts';
export type { Found, ReconciledDelivery, ReconciledSource, ReconcileResult, Refusal } from '../engine/reconcile.ts';

/** A data file of the project, kept outside the document. Paths are as in `delivery.files`. */
export interface DataFile {
  readonly path: string;
  readonly size: number;
  readonly fingerprint: string;
  read(): Promise<Uint8Array>;
}

export interface RelationRun {
  /** `stale`: built, but the plan has changed since. */
  readonly status: 'waiting' | 'running' | 'built' | 'kept' | 'failed' | 'skipped' | 'stale';
  readonly rows?: number;
  readonly seconds?: number;
  readonly error?: EngineErrorDetail;
}

export interface RunLogLine {
  readonly relation: Id;
  readonly delivery?: Id;
  readonly status: 'built' | 'kept' | 'failed' | 'skipped' | 'rejected';
  readonly rows?: number;
  readonly added?: number;
  readonly removed?: number;
  readonly seconds?: number;
  readonly message?: string;
}

export interface RunState {
  readonly phase: 'never' | 'starting' | 'running' | 'cancelling' | 'done' | 'failed' | 'cancelled';
  readonly steps: number;
  readonly total: number;
  readonly seconds?: number;
  readonly current?: { readonly relation: Id; readonly delivery?: Id };
  readonly relations: ReadonlyMap<Id, RelationRun>;
  readonly log: readonly RunLogLine[];
  readonly rejects: readonly { readonly source: Id; readonly delivery: Id; readonly file: string; readonly reject: FileReject }[];
  /** What was said of files besides: columns they lack or bring, or that they hold nothing. */
  readonly fileNotes: readonly { readonly source: Id; readonly delivery: Id; readonly file: string; readonly note: string }[];
  /** Engine failure outside any relation, e.g. it did not start. */
  readonly message?: string;
  /** The last delivery that is loaded. */
  readonly upTo?: Id;
  /** What loading a delivery once more changed, until the next run; nothing where the loads are right. */
  readonly again?: { readonly delivery: Id; readonly changed: readonly { readonly relation: Id; readonly added: number; readonly removed: number }[] };
}

/** What must hold of the tables, as it was found when they were last looked at. */
export interface CheckState {
  readonly phase: 'never' | 'running' | 'done' | 'cancelled';
  /** Of each built relation that has checks. */
  readonly results: ReadonlyMap<Id, readonly CheckResult[]>;
  /** As they were after each delivery that is loaded: the last one first to be known, the others one after another. */
  readonly byDelivery: ReadonlyMap<Id, ReadonlyMap<Id, readonly CheckResult[]>>;
  /** The delivery that is being looked back on. */
  readonly lookingAt?: Id | undefined;
}

/** What the vault was held to last: the deliveries it is to tell again, or the marts it is to give the same rows. */
export interface ProofState {
  readonly phase: 'never' | 'running' | 'done' | 'cancelled' | 'failed';
  readonly what?: 'reconcile' | 'prove';
  readonly reconciled?: ReconcileResult;
  readonly proven?: readonly ProofResult[];
  /** While it runs: where it stands. */
  readonly step?: WorkStep;
  /** Why it failed. */
  readonly message?: string;
}

/** What the history of the selected object shows: what each delivery did, what was valid at a time, the versions of one key, or the rows of a delivered file. */
export interface HistoryState {
  readonly shows: 'deliveries' | 'valid' | 'key' | 'edit';
  /**
   * The delivery that is looked at: its changes are listed, and the checks as they were after it. When absent, the changes
   * of the last one loaded that changed anything, and the checks as they are.
   */
  readonly delivery?: Id | undefined;
  /** The one kind of change that is listed; all when absent. */
  readonly state?: ChangeState | undefined;
  /** Date and time (UTC) whose valid rows are shown. */
  readonly time?: string;
  readonly followed?: { readonly relation: Id; readonly values: Readonly<Record<string, string | null>> };
}

export type PanelTab = 'rows' | 'history' | 'sql' | 'columns' | 'checks' | 'proof' | 'problems' | 'log';

/** How the studio stands on this browser; never part of the project. */
export interface View {
  readonly colorScheme: 'light' | 'dark' | 'auto';
  readonly navigator: { readonly open: boolean; readonly width: number };
  readonly inspector: { readonly open: boolean; readonly width: number };
  readonly panel: { readonly open: boolean; readonly height: number; readonly tab: PanelTab };
  /** What stands above the panel: the open diagram, or the bus matrix of the whole model. */
  readonly stage: 'diagram' | 'matrix';
  /** Platform of the SQL tab and of the export. */
  readonly platform: Platform;
  /** Megabytes that the engine may take; as much as it takes by itself when absent. */
  readonly engineMemory?: number | undefined;
  /** Name of the environment that is exported for, where the project has it; as the model names schemas when absent. */
  readonly environment?: string | undefined;
}

export interface Notice {
  readonly id: number;
  readonly tone: 'info' | 'error';
  readonly message: string;
}

export interface StudioState {
  readonly project: Project;
  readonly plan: Plan;
  /** Of the document, its files and the plan. */
  readonly diagnostics: readonly Diagnostic[];
  readonly files: ReadonlyMap<string, DataFile>;
  readonly diagram: Id;
  readonly selection: readonly Id[];
  readonly column: { readonly object: Id; readonly column: Id } | undefined;
  /** The relation of the selected object that the panel shows, where it has several; its own when undefined. */
  readonly part: Id | undefined;
  readonly undoLabel: string | undefined;
  readonly redoLabel: string | undefined;
  readonly saved: 'saved' | 'saving' | 'failed';
  readonly folder: string | undefined;
  readonly run: RunState;
  readonly checks: CheckState;
  readonly proof: ProofState;
  readonly history: HistoryState;
  /** Bytes that the engine holds and may hold, as after the last run; unknown before. */
  readonly memory: { readonly used: number; readonly limit: number } | undefined;
  readonly view: View;
  readonly notices: readonly Notice[];
  /** Where an import of files stands. */
  readonly importing: { readonly done: number; readonly total: number; readonly name: string } | undefined;
}

export interface Page {
  readonly offset: number;
  readonly limit: number;
  readonly order?: { readonly column: string; readonly descending: boolean };
}

/** The bytes of a file for the user, and its name. */
export interface Download {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A dropped or chosen file; a browser's `File` fits. */
export interface IncomingFile {
  readonly name: string;
  readonly size: number;
  arrayBuffer(): Promise<ArrayBuffer>;
}

export interface StudioActions {
  /** Runs a command. A refusal becomes an error notice. @returns whether the document changed. Steps with the same `group` in a row undo as one. */
  dispatch(type: string, payload: unknown, group?: string): boolean;
  undo(): void;
  redo(): void;
  select(ids: readonly Id[], column?: { readonly object: Id; readonly column: Id }): void;
  /** Shows another of the selected object's relations in the panel, e.g. its timeline. */
  showPart(relation: Id | undefined): void;
  openDiagram(id: Id): void;
  newProject(name: string): Promise<void>;
  openSample(): Promise<void>;
  /** Opens the project that was open before this one. */
  reopenPrevious(): Promise<void>;
  /** A project zip opens; data files become sources and a delivery; anything else is refused by name. */
  openFiles(files: readonly IncomingFile[], at?: { readonly x: number; readonly y: number }): Promise<void>;
  openFolder(): Promise<void>;
  saveFolder(): Promise<void>;
  projectZip(): Promise<Download>;
  /** Makes the first run quicker, while nothing else is to be done: opens the engine and lets it practise. */
  prepareRun(): Promise<void>;
  run(upTo?: Id): Promise<void>;
  /** Makes the tables of some objects anew from the deliveries that are loaded, and leaves the rest. */
  rebuild(objects: readonly Id[]): Promise<void>;
  /** Loads a delivery that is loaded once more, the last when none is named. */
  runAgain(delivery?: Id): Promise<void>;
  cancel(): void;
  /** Gives the engine so many megabytes in this browser; as much as it takes by itself when none are named. */
  limitMemory(megabytes: number | undefined): Promise<void>;
  /** Compares each delivery with what the raw vault tells of it; runs first what is not built. */
  reconcile(): Promise<void>;
  /** Builds marts from staging and through the vault and compares their rows: those named, or all. */
  prove(objects?: readonly Id[]): Promise<void>;
  /** Looks at everything that must hold of what is built. A run does so by itself for what it touched. */
  runChecks(changed?: readonly Id[]): Promise<void>;
  /** Rows that break a check of a relation, or broke it after an earlier delivery. Rejects with `EngineError`. */
  checkRows(relation: Id, check: string, page: Page, delivery?: Id): Promise<ResultPage>;
  /** Rows of a built relation. Rejects with `EngineError`. */
  page(relation: Id, page: Page): Promise<ResultPage>;
  /** How many rows a built relation has, for those that a run does not count. Rejects with `EngineError`. */
  count(relation: Id): Promise<number>;
  /** Looks back on the deliveries of the last run. */
  readonly replay: Replay;
  /** Opens the history of the selected object in the panel, on what is asked for. */
  showHistory(patch: Partial<HistoryState>): void;
  /** The rows that a delivery brings a source, to be changed by hand. Rejects with `EngineError`. */
  deliveredRows(delivery: Id, source: Id): Promise<DeliveredRows>;
  /** Puts rows into a new file in the place of a delivery's; can be undone. */
  saveDelivered(delivery: Id, source: Id, rows: Pick<DeliveredRows, 'columns' | 'rows'>): Promise<void>;
  /** Looks at a delivery, in whatever tab of the panel is open. */
  lookAt(delivery: Id | undefined): void;
  exportRows(relation: Id, format: 'csv' | 'parquet'): Promise<Download>;
  /** What the landing tables hold, to go along with an export. Rejects with `EngineError` while they are not built. */
  landedRows(): Promise<LandedRows>;
  /** Writes exports beside the page; to be closed by who opens it. */
  openExporter(): Exporter;
  setView(patch: Partial<View>): void;
  notify(tone: Notice['tone'], message: string): void;
  dismiss(notice: number): void;
  /** Saves now what is not saved yet, e.g. because the page is being left. */
  flush(): Promise<void>;
}

/** The one store: state to read and actions to call. */
export interface Studio {
  getState(): StudioState;
  subscribe(listener: (state: StudioState, before: StudioState) => void): () => void;
  readonly actions: StudioActions;
  /** Resolves once the compiler is there, so that the plan is the open project's. */
  readonly ready: Promise<void>;
}
