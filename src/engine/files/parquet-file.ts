import { EngineCancelled, EngineError } from '../../core/engine-port.ts';
import { readParquetInto } from '../parquet/parquet.ts';
import { stageArrived } from './arrived.ts';
import type { LoadContext, LoadRequest, Staged } from './staged.ts';

/** Stages a Parquet file with its own types. */
export async function stageParquet(context: LoadContext, request: LoadRequest): Promise<Staged> {
  const { name, bytes } = request;
  const parquet = await context.database.parquet();
  return stageArrived(context, request, { format: 'parquet', label: 'Parquet' }, async (table) => {
    const rows = await readParquetInto(parquet, context.session, bytes, table).catch((error: unknown) => {
      if (error instanceof EngineError || error instanceof EngineCancelled) throw error;
      throw new EngineError({ message: `${name} is a damaged Parquet file: ${error instanceof Error ? error.message : String(error)}.` });
    });
    if (rows < 0) throw new EngineError({ message: `${name} is a Parquet file without rows, so it says nothing of its columns here: choose one with rows.` });
  });
}
