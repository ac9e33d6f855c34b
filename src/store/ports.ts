import type { Engine } from '../core/engine-port.ts';
import type { ExportThread } from './export/exporter.ts';
import type { Turns } from './turns.ts';

/** Where the studio keeps what must survive a reload. Values are what the structured clone algorithm takes. */
export interface Storage {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown): Promise<void>;
  remove(key: string): Promise<void>;
  keys(): Promise<readonly string[]>;
}

/** A folder the user chose. Paths are inside it, with forward slashes. */
export interface Folder {
  readonly name: string;
  /** All files but hidden ones. */
  list(): Promise<readonly string[]>;
  read(path: string): Promise<Uint8Array>;
  write(path: string, bytes: Uint8Array): Promise<void>;
  remove(path: string): Promise<void>;
}

/** What this browser gives the page for keeping things, in bytes. */
export interface Room {
  readonly used: number;
  readonly limit: number;
  /** Whether the browser promised not to clear it by itself. */
  readonly promised: boolean;
}

export interface RoomPort {
  look(): Promise<Room>;
  /** Asks the browser for that promise; it may ask the user, or decide by itself. @returns whether it gave it. */
  ask(): Promise<boolean>;
}

/** Which project a tab shows: a reload opens it again, whatever other tabs did meanwhile. */
export interface TabMemory {
  get(): string | undefined;
  set(project: string): void;
}

export interface StudioPorts {
  /** Called when rows are first needed. */
  readonly openEngine: () => Promise<Engine>;
  /** Called when an export is looked at. */
  readonly openExportThread: () => ExportThread;
  readonly storage: Storage;
  /** Absent where the browser does not tell. */
  readonly room?: RoomPort;
  /** Absent where there is one tab alone. */
  readonly turns?: Turns;
  readonly tab?: TabMemory;
  readonly clock: () => Date;
  /** The worked sample as a project zip. */
  readonly loadSample: () => Promise<Uint8Array>;
  /** Absent where the browser offers no folders. `undefined` when the user closed the dialog. */
  readonly pickFolder?: () => Promise<Folder | undefined>;
}
