import { EngineCancelled, EngineError } from '../../core/engine-port.ts';
import { columnsOfEmpty, readParquetInto, withParquet } from '../parquet/parquet.ts';
import { stageArrived, stageEmpty, type TypedFormat } from './arrived.ts';
import type { LoadContext, LoadRequest, Staged } from './staged.ts';

const PARQUET: TypedFormat = { format: 'parquet', label: 'Parquet' };

/** Stages a Parquet file with its own types. */
export async function stageParquet(context: LoadContext, request: LoadRequest): Promise<Staged> {
  const { name, bytes } = request;
  const parquet = await context.database.parquet();
  try {
    return await withParquet(parquet, bytes, async (file) => {
      const columns = await columnsOfEmpty(file);
      if (columns) return stageEmpty(context, request, PARQUET, columns);
      return stageArrived(context, request, PARQUET, (table) => readParquetInto(file, context.session, table));
    });
  } catch (error) {
    if (error instanceof EngineError || error instanceof EngineCancelled) throw error;
    throw new EngineError({ message: `${name} is a damaged Parquet file: ${error instanceof Error ? error.message : String(error)}.` });
  }
}
