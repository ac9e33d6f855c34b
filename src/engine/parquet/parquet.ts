import type { Session } from '../connection.ts';
import { quoteName } from '../names.ts';
import { rowsOf } from '../result-page.ts';

type Library = typeof import('parquet-wasm/esm');

/** What of the Parquet library is used; Node and browser load it in their own ways. */
export type Parquet = Pick<Library, 'ParquetFile' | 'Table' | 'WriterPropertiesBuilder' | 'Compression' | 'writeParquet'>;

const BATCH = 65_536;

type ParquetFile = Awaited<ReturnType<Parquet['ParquetFile']['fromFile']>>;

/** Opens a Parquet file for `work`, and gives its memory back. */
export async function withParquet<T>(parquet: Parquet, bytes: Uint8Array, work: (file: ParquetFile) => Promise<T>): Promise<T> {
  const file = await parquet.ParquetFile.fromFile(new Blob([bytes as Uint8Array<ArrayBuffer>]));
  try {
    return await work(file);
  } finally {
    file.free();
  }
}

/** The names of the columns of a Parquet file without rows; nothing where it has some. */
export async function columnsOfEmpty(file: ParquetFile): Promise<readonly string[] | undefined> {
  if (file.metadata().fileMetadata().numRows() > 0) return undefined;
  const { tableFromIPC } = await import('arrow-files');
  return tableFromIPC(file.schema().intoIPCStream()).schema.fields.map(({ name }) => name);
}

/** Streams a Parquet file that has rows into a new table. */
export async function readParquetInto(file: ParquetFile, session: Session, table: string): Promise<void> {
  const batches = (await file.stream({ batchSize: BATCH })).getReader();
  for (let create = true; ; create = false) {
    const { done, value } = await batches.read();
    if (done) return;
    await session.insertArrow(value.intoIPCStream(), { schema: 'main', name: table, create });
  }
}

/** Types whose Arrow form Parquet cannot hold, or not exactly. */
const AS_TEXT = /^(INTERVAL|BIT|UHUGEINT|ENUM|UNION|MAP|TIME WITH TIME ZONE)/;

/** Writes a query's rows as Parquet, ZSTD-compressed. */
export async function writeParquetOf(parquet: Parquet, session: Session, sql: string): Promise<Uint8Array> {
  const columns = rowsOf(await session.run(`describe ${sql}`)).map(([name, type]) => ({ name: quoteName(name ?? ''), type: type ?? '' }));
  const list = columns.map(({ name, type }) => (AS_TEXT.test(type) ? `${name}::varchar as ${name}` : name)).join(', ');
  const ipc = await session.run(columns.some(({ type }) => AS_TEXT.test(type)) ? `select ${list} from (\n${sql}\n)` : sql);
  return parquet.writeParquet(parquet.Table.fromIPCStream(ipc), new parquet.WriterPropertiesBuilder().setCompression(parquet.Compression.ZSTD).build());
}
