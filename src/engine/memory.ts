import type { Engine, EngineErrorDetail } from '../core/engine-port.ts';

/**
 * Bytes a run takes for each byte of delivered text: landing, staging, vault and marts hold the rows in turn. Measured on
 * the sample, where tables and what is kept of deliveries took some four times the files, with room for the statements.
 */
const PER_BYTE = 6;

export interface Memory {
  /** Bytes that the engine holds. */
  readonly used: number;
  /** Bytes it may hold. */
  readonly limit: number;
}

const UNITS: Readonly<Record<string, number>> = { bytes: 1, byte: 1, kib: 1024, mib: 1024 ** 2, gib: 1024 ** 3, tib: 1024 ** 4 };

/** Bytes of a size as the engine spells it: `3.1 GiB`. */
export function bytesOf(text: string): number {
  const [, number = '0', unit = 'bytes'] = /^([\d.]+) ?(\w+)$/.exec(text.trim()) ?? [];
  return Math.round(Number(number) * (UNITS[unit.toLowerCase()] ?? 1));
}

export async function memoryOf(engine: Engine): Promise<Memory> {
  const { rows } = await engine.query(`select (select sum(memory_usage_bytes) from duckdb_memory()), current_setting('memory_limit')`, { limit: 1 });
  return { used: Number(rows[0]?.[0] ?? 0), limit: bytesOf(rows[0]?.[1] ?? '') };
}

/** What engines take by themselves: the setting would come back by itself, but not the limit it stands for. */
const OWN = new WeakMap<Engine, number>();

/** @param megabytes as much as it takes by itself when absent. */
export async function limitMemory(engine: Engine, megabytes: number | undefined): Promise<void> {
  const own = OWN.get(engine) ?? (await memoryOf(engine)).limit;
  OWN.set(engine, own);
  await engine.execute(`set memory_limit = '${megabytes === undefined ? Math.floor(own / 1024 ** 2) : Math.round(megabytes)}MiB'`);
}

/** Bytes that a run of files of this size is likely to take. */
export const runEstimate = (fileBytes: number): number => fileBytes * PER_BYTE;

const OUT_OF_MEMORY = /out of memory|could not allocate|failed to allocate|allocation failure|malloc of size|bad_alloc/i;

export const isOutOfMemory = ({ message }: EngineErrorDetail): boolean => OUT_OF_MEMORY.test(message);

/** An error of the engine in words: what does not fit is named, with what can be done. */
export function inWords(detail: EngineErrorDetail, table: string): EngineErrorDetail {
  if (!isOutOfMemory(detail)) return detail;
  return {
    ...detail,
    message: `${table} does not fit in the memory of the engine. Give the engine more memory, load fewer deliveries or smaller samples of the files, take fewer columns or filter rows in staging, or rebuild this object alone. The engine says: ${detail.message.split('\n')[0] ?? ''}.`,
  };
}
