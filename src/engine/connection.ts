import type { EngineConnection } from '../core/engine-port.ts';
import type { Parquet } from './parquet/parquet.ts';

type Soon<T> = T | Promise<T>;

/** One connection of either build of DuckDB, at the level where a statement can still be stopped. */
export interface Wire {
  /** Begins a statement. @returns the head of its result, or `null` while it has to be polled. */
  start(sql: string): Soon<Uint8Array | null>;
  poll(): Soon<Uint8Array | null>;
  /** The next part of the result: `null` when there is none yet, empty at the end. */
  fetch(): Soon<Uint8Array | null>;
  cancel(): Soon<boolean>;
  insertArrow(ipc: Uint8Array, into: ArrowTarget): Soon<void>;
  close(): Soon<void>;
}

export interface ArrowTarget {
  readonly schema: string;
  readonly name: string;
  readonly create: boolean;
}

/** Statements one at a time, in the order they were asked for. A statement rejects with `EngineCancelled` once its signal fires. */
export type Session = EngineConnection;

/** What both builds of DuckDB offer, and all that the engine needs of them. */
export interface Database {
  readonly version: string;
  readonly stopped?: Promise<string>;
  connect(): Promise<Session>;
  /** Takes the bytes over: the caller's array is empty afterwards. */
  putFile(name: string, bytes: Uint8Array): Promise<void>;
  takeFile(name: string): Promise<Uint8Array>;
  dropFile(name: string): Promise<void>;
  parquet(): Promise<Parquet>;
  close(): Promise<void>;
}

/** Said on every new connection: a missing function is a plain error instead of a search on the network, and errors tell their position. */
export const SETTINGS = ["SET custom_extension_repository='data:,x#'", 'SET errors_as_json=true'] as const;
