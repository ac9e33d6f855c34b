import type { RecordBatch, Schema } from 'arrow-files';
import { EngineCancelled, EngineError } from '../../core/engine-port.ts';
import { stageArrived, stageEmpty, type TypedFormat } from './arrived.ts';
import type { LoadContext, LoadRequest, Staged } from './staged.ts';

const ARROW: TypedFormat = { format: 'arrow', label: 'Arrow' };
const FILE = [...'ARROW1'].map((letter) => letter.charCodeAt(0));
const OLD = [...'FEA1'].map((letter) => letter.charCodeAt(0));
const begins = (bytes: Uint8Array, magic: readonly number[]): boolean => magic.every((byte, index) => bytes[index] === byte);

/** Whether bytes are Arrow's: a file, or a stream of messages, whose first tells the columns. Feather is such a file. */
export const isArrow = (name: string, bytes: Uint8Array): boolean =>
  begins(bytes, FILE) || begins(bytes, OLD) || begins(bytes, [0xff, 0xff, 0xff, 0xff]) || /\.(arrows?|feather|ipc)$/i.test(name);

/** The library, newer than the engine's own: it knows compressed files and views. Fetched when a file first needs it. */
async function library() {
  const [arrow, { decompress: unpackZstd }, { default: lz4 }] = await Promise.all([import('arrow-files'), import('fzstd'), import('lz4js')]);
  const { compressionRegistry, CompressionType } = arrow;
  // Buffers are read in words of eight bytes, so that each must begin at one.
  compressionRegistry.set(CompressionType.ZSTD, { decode: (bytes) => unpackZstd(bytes).slice() });
  compressionRegistry.set(CompressionType.LZ4_FRAME, { decode: (bytes) => Uint8Array.from(lz4.decompress(bytes)) });
  return arrow;
}

/** Stages an Arrow file or stream, Feather too, with its own types, one batch after another. */
export async function stageArrow(context: LoadContext, request: LoadRequest): Promise<Staged> {
  const { name, bytes, signal } = request;
  const damaged = (error: unknown): EngineError =>
    new EngineError({
      message: `${name} is a damaged Arrow file, or of a kind that cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
    });
  if (begins(bytes, OLD)) throw new EngineError({ message: `${name} is a Feather file of version 1: write it again as version 2, Arrow or Parquet.` });
  const { RecordBatchReader, Table, tableToIPC } = await library();
  let schema: Schema;
  const batches: RecordBatch[] = [];
  try {
    const reader = RecordBatchReader.from(bytes).open();
    ({ schema } = reader);
    for (const batch of reader) if (batch.numRows > 0) batches.push(batch);
  } catch (error) {
    throw damaged(error);
  }
  if (batches.length === 0)
    return stageEmpty(
      context,
      request,
      ARROW,
      schema.fields.map((field) => field.name),
    );
  return stageArrived(context, request, ARROW, async (table) => {
    for (const [index, batch] of batches.entries()) {
      if (signal?.aborted === true) throw new EngineCancelled();
      await context.session
        .insertArrow(tableToIPC(new Table([batch]), 'stream'), { schema: 'main', name: table, create: index === 0 })
        .catch((error: unknown) => {
          throw error instanceof EngineError || error instanceof EngineCancelled ? error : damaged(error);
        });
    }
  });
}
