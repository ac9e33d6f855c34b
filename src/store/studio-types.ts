import type { LandedRows } from '../core/targets/types.ts';
import type { CheckResult, EngineErrorDetail, FileReject, ResultPage } from '../core/engine-port.ts';
import type { Diagnostic } from '../core/model/diagnostic.ts';
import type { Id, Platform, Project } from '../core/model/types.ts';
import type { Impact } from '../core/plan/impact.ts';
import type { Plan } from '../core/plan/types.ts';
import type { DeliveryComparison, Profile } from '../core/profile/types.ts';
import type { MeasuredSources } from '../engine/infer/measure-sources.ts';
import type { ProofResult } from '../engine/prove.ts';
import type { ReconcileResult } from '../engine/reconcile.ts';
import type { TableRows } from '../engine/rows/open-rows.ts';
import type { ChangeState, Replay, WorkStep } from '../engine/run-types.ts';
import type { DeliveredRows } from './delivered-rows.ts';
import type { Exporter } from './export/exporter.ts';
import type { ProfileWork } from './profiles.ts';
import type { Workbench } from './workbench-types.ts';

export type { WorkStep } from '../engine/run-types.ts';
export type { ProfileWork } from './profiles.ts';
import type { KeptProject } from './kept.ts';
import type { Room } from './ports.ts';

export type { KeptProject } from './kept.ts';
export type { Room } from './ports.ts';
export type { DeliveredRows } from './delivered-rows.ts';
export type { Exporter } from './export/exporter.ts';
export type { ExportStep, Written } from './export/messages.ts';
export type { ColumnStatistics } from '../engine/rows/column-statistics.ts';
export type { RowFormat } from '../engine/rows/exported-rows.ts';
export type { ShapedRows, TableRows } from '../engine/rows/open-rows.ts';
export type { MeasuredSources } from '../engine/infer/measure-sources.ts';
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

export type PanelTab = 'rows' | 'profile' | 'history' | 'sql' | 'columns' | 'checks' | 'proof' | 'problems' | 'log';

/** How the studio stands on this browser; never part of the project. */
export interface View {
  readonly colorScheme: 'light' | 'dark' | 'auto';
  /** What colours tell: the kind, also to people who see fewer of them, or on diagrams the source system. */
  readonly colors: 'classic' | 'safe' | 'systems';
  readonly navigator: { readonly open: boolean; readonly width: number };
  readonly inspector: { readonly open: boolean; readonly width: number };
  readonly panel: { readonly open: boolean; readonly height: number; readonly tab: PanelTab };
  /** What stands above the panel: the open diagram, one view of the whole model, or the workbench. */
  readonly stage: 'diagram' | 'matrix' | 'lineage' | 'glossary' | 'sql' | 'proposals';
  /** Whether the open diagram shows a small map of itself. */
  readonly minimap: boolean;
  /** Whether it shows what its marks and colours mean. */
  readonly legend: boolean;
  /** Which part of the proposals is shown. */
  readonly proposals: 'vault' | 'star' | 'findings';
  /** Height of the editor of the workbench, in pixels. */
  readonly queryHeight: number;
  /** Whether the panel was open before the workbench took its room. */
  readonly panelBehind: boolean;
  /** Whether rows are shown with statistics of their columns. */
  readonly statistics: boolean;
  /** Platform of the SQL tab and of the export. */
  readonly platform: Platform;
  /** Megabytes that the engine may take; as much as it takes by itself when absent. */
  readonly engineMemory?: number | undefined;
  /** Name of the environment that is exported for, where the project has it; as the model names schemas when absent. */
  readonly environment?: string | undefined;
  /** Keys of actions by their id, where they are other than the action's own; none where they were taken away. */
  readonly keys: Readonly<Record<string, readonly string[]>>;
  /** Whether the tour is still offered to who has not been here. */
  readonly tour: 'offered' | 'left';
}

export interface Notice {
  readonly id: number;
  readonly tone: 'info' | 'error';
  readonly message: string;
  /** Ids of actions that help, offered beside the message. */
  readonly offers?: readonly string[] | undefined;
}

export type Notify = (tone: Notice['tone'], message: string, offers?: readonly string[]) => void;

/** A model that came with a link, before it is opened. */
export interface LinkedModel {
  readonly name: string;
  readonly objects: number;
  readonly diagrams: number;
  /** Parts that could not be read. */
  readonly problems: number;
}

/** A project that is kept in this browser, and where else it is open. */
export interface ListedProject extends KeptProject {
  /** Another tab writes it. */
  readonly elsewhere: boolean;
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
  /** Which of the kept projects it is. */
  readonly projectId: string;
  /** `reading`: another tab changes the project, and this one follows. */
  readonly access: 'editing' | 'reading';
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
  /** Files that say something of tables, dropped or pasted, which are looked at before they are imported. */
  readonly schemas: readonly IncomingFile[] | undefined;
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
  /** What commands would do to the warehouse, without doing it; the refusal of the first that cannot be done. Nothing where there is no compiler. */
  whatIf(commands: readonly { readonly type: string; readonly payload: unknown }[]): Promise<Impact | { readonly refused: string } | undefined>;
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
  /** Makes the project that another tab changes changeable here, and only to be read there. */
  editHere(): void;
  /** The projects this browser keeps, the one opened last first; those thrown away among them. */
  projects(): Promise<readonly ListedProject[]>;
  openKept(id: string): Promise<void>;
  renameKept(id: string, name: string): Promise<void>;
  duplicateKept(id: string): Promise<void>;
  /** Throws a project away; it can be taken back for 30 days. */
  deleteKept(id: string): Promise<void>;
  takeBackKept(id: string): Promise<void>;
  /** Forgets a project and its files for good. */
  eraseKept(id: string): Promise<void>;
  /** What this browser gives for keeping; undefined where it does not tell. */
  room(): Promise<Room | undefined>;
  /** Asks the browser not to clear what is kept. @returns whether it promises. */
  askForRoom(): Promise<boolean>;
  /** A project zip opens; data files become sources and a delivery; anything else is refused by name. */
  openFiles(files: readonly IncomingFile[], at?: { readonly x: number; readonly y: number }): Promise<void>;
  /** Leaves the files that were to be imported as they are. */
  closeSchemas(): void;
  openFolder(): Promise<void>;
  saveFolder(): Promise<void>;
  projectZip(): Promise<Download>;
  /** The model without deliveries as the text of a link. */
  linkText(): Promise<string>;
  /** Rejects with a sentence when the text of a link holds no model. */
  readLink(text: string): Promise<LinkedModel>;
  openLink(text: string): Promise<void>;
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
  /** A built relation's rows to be sorted, filtered, measured and exported; to be closed by who opens them. Rejects with `EngineError`. */
  openRows(relation: Id): Promise<TableRows>;
  /** What the values of a built relation are, or of what one delivery brought to a source. Rejects with `EngineError`. */
  profile(relation: Id, delivery: Id | undefined, work: ProfileWork): Promise<Profile>;
  /** What changed in a source's values from one delivery to another. Rejects with `EngineError`. */
  compareDeliveries(source: Id, before: Id, after: Id, work: ProfileWork): Promise<DeliveryComparison>;
  /** What the deliveries brought of every source, measured for proposals. As measured before, while sources and files are the same. Rejects with `EngineError`. */
  measureSources(work: ProfileWork): Promise<MeasuredSources>;
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
  /** What the landing tables hold, to go along with an export. Rejects with `EngineError` while they are not built. */
  landedRows(): Promise<LandedRows>;
  /** Writes exports beside the page; to be closed by who opens it. */
  openExporter(): Exporter;
  /** The SQL workbench of the open project, made when it is first asked for. */
  workbench(): Promise<Workbench>;
  setView(patch: Partial<View>): void;
  readonly notify: Notify;
  dismiss(notice: number): void;
  /** Saves now what is not saved yet, e.g. because the page is being left. */
  flush(): Promise<void>;
  /** Whether closing the tab now would lose something. */
  unsaved(): boolean;
}

/** The one store: state to read and actions to call. */
export interface Studio {
  getState(): StudioState;
  subscribe(listener: (state: StudioState, before: StudioState) => void): () => void;
  readonly actions: StudioActions;
  /** Resolves once the compiler is there, so that the plan is the open project's. */
  readonly ready: Promise<void>;
}
