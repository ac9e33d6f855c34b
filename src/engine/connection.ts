import type { Table } from 'apache-arrow';
import type { CancelSignal } from '../core/engine-port.ts';

/** What both builds of DuckDB offer, and all that the engine needs of them. */
export interface Connection {
  readonly version: string;
  /** Runs one statement to its end; rejects with `EngineCancelled` once the signal fires. */
  run(sql: string, signal?: CancelSignal): Promise<Table>;
  putFile(name: string, bytes: Uint8Array): Promise<void>;
  takeFile(name: string): Promise<Uint8Array>;
  dropFile(name: string): Promise<void>;
  insertArrow(ipc: Uint8Array, into: { readonly schema: string; readonly name: string; readonly create: boolean }): Promise<void>;
  close(): Promise<void>;
}

/** Makes a missing function a plain error: otherwise DuckDB would look for an extension on the network, and hang. */
export const NO_EXTENSIONS = "SET custom_extension_repository='data:,x#'";
