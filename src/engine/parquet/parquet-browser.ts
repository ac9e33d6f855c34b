import wasmUrl from 'parquet-wasm/esm/parquet_wasm_bg.wasm?url';
import type { Parquet } from './parquet.ts';

let loaded: Promise<Parquet> | undefined;

async function load(): Promise<Parquet> {
  const library = await import('parquet-wasm/esm');
  await library.default({ module_or_path: wasmUrl });
  return library;
}

/** The Parquet library, fetched when a file first needs it. */
export function browserParquet(): Promise<Parquet> {
  loaded ??= load();
  return loaded;
}
