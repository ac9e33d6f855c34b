import { EngineCancelled, EngineError } from '../../core/engine-port.ts';
import { quoteName } from '../names.ts';
import { readParquetInto } from '../parquet/parquet.ts';
import { rowsOf } from '../result-page.ts';
import { columnNames } from './guess-layout.ts';
import { logicalTypeOf } from './column-type.ts';
import { checkWidth, SCRATCH, type LoadContext, type LoadRequest, type Staged } from './staged.ts';

const ARRIVED = `${SCRATCH}_arrived`;
const NESTED = /\[\d*\]$|^(STRUCT|MAP|UNION)\(/;

/** Stages a Parquet file with its own types. */
export async function stageParquet(context: LoadContext, { name, bytes, signal }: LoadRequest): Promise<Staged> {
  const { session } = context;
  const parquet = await context.database.parquet();
  await session.run(`drop table if exists ${ARRIVED}`);
  try {
    const rows = await readParquetInto(parquet, session, bytes, ARRIVED).catch((error: unknown) => {
      if (error instanceof EngineError || error instanceof EngineCancelled) throw error;
      throw new EngineError({ message: `${name} is a damaged Parquet file: ${error instanceof Error ? error.message : String(error)}.` });
    });
    if (rows < 0) throw new EngineError({ message: `${name} is a Parquet file without rows, so it says nothing of its columns here: choose one with rows.` });
    const described = rowsOf(await session.run(`describe ${ARRIVED}`)).map(([column, type]) => ({ column: column ?? '', type: type ?? '' }));
    checkWidth(name, described.length);
    const { names, notes } = columnNames(described.map(({ column }) => column));
    const nested = described.filter(({ type }) => NESTED.test(type) || (logicalTypeOf(type).kind === 'text' && type !== 'VARCHAR'));
    const asText = new Set(nested.map(({ column }) => column));
    const list = described.map(({ column }, index) => `${quoteName(column)}${asText.has(column) ? '::varchar' : ''} as c${index}`).join(', ');
    await session.run(`create or replace temp table ${SCRATCH} as select ${list} from ${ARRIVED}`, signal);
    return {
      format: 'parquet',
      columns: described.map(({ column, type }, index) => ({ name: names[index] ?? column, engineType: asText.has(column) ? 'VARCHAR' : type })),
      lines: false,
      rejects: [],
      rejected: 0,
      notes: ['Parquet', ...notes, ...nested.map(({ column, type }) => `column ${column} is a ${type} and is read as text`)],
    };
  } finally {
    await session.run(`drop table if exists ${ARRIVED}`);
  }
}
