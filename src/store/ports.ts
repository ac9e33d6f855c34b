import type { Engine } from '../core/engine-port.ts';
import type { ExportThread } from './export/exporter.ts';

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

export interface StudioPorts {
  /** Called when rows are first needed. */
  readonly openEngine: () => Promise<Engine>;
  /** Called when an export is looked at. */
  readonly openExportThread: () => ExportThread;
  readonly storage: Storage;
  readonly clock: () => Date;
  /** The worked sample as a project zip. */
  readonly loadSample: () => Promise<Uint8Array>;
  /** Absent where the browser offers no folders. `undefined` when the user closed the dialog. */
  readonly pickFolder?: () => Promise<Folder | undefined>;
}
