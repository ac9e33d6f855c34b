import { EngineError } from '../../core/engine-port.ts';
import { quoteName } from '../names.ts';
import { rowsOf } from '../result-page.ts';
import { logicalTypeOf } from './column-type.ts';
import { columnNames } from './guess-layout.ts';
import { checkWidth, SCRATCH, type LoadContext, type LoadRequest, type Staged } from './staged.ts';

const ARRIVED = `${SCRATCH}_arrived`;
const NESTED = /\[\d*\]$|^(STRUCT|MAP|UNION)\(/;

/** A format that brings types. */
export interface TypedFormat {
  readonly format: Staged['format'];
  readonly label: string;
}

/** Stages a file without rows, as a delivery of no change is: it still tells its columns, which are text until rows tell more. */
export async function stageEmpty({ session }: LoadContext, { name }: LoadRequest, { format, label }: TypedFormat, columns: readonly string[]): Promise<Staged> {
  if (columns.length === 0) throw new EngineError({ message: `${name} has neither rows nor columns: check what wrote it.` });
  checkWidth(name, columns.length);
  const { names, notes } = columnNames(columns);
  await session.run(`create or replace temp table ${SCRATCH} as select ${names.map((_, index) => `null::varchar as c${index}`).join(', ')} limit 0`);
  return { format, columns: names.map((column) => ({ name: column })), lines: false, rejects: [], rejected: 0, notes: [`${label}, no rows`, ...notes] };
}

/**
 * Stages a file that brings its own types.
 * @param insert makes the named table with the file's rows
 */
export async function stageArrived(
  { session }: LoadContext,
  { name, signal }: LoadRequest,
  { format, label }: TypedFormat,
  insert: (table: string) => Promise<void>,
): Promise<Staged> {
  await session.run(`drop table if exists ${ARRIVED}`);
  try {
    await insert(ARRIVED);
    const described = rowsOf(await session.run(`describe ${ARRIVED}`)).map(([column, type]) => ({ column: column ?? '', type: type ?? '' }));
    checkWidth(name, described.length);
    const { names, notes } = columnNames(described.map(({ column }) => column));
    const nested = described.filter(({ type }) => NESTED.test(type) || (logicalTypeOf(type).kind === 'text' && type !== 'VARCHAR'));
    const asText = new Set(nested.map(({ column }) => column));
    const list = described.map(({ column }, index) => `${quoteName(column)}${asText.has(column) ? '::varchar' : ''} as c${index}`).join(', ');
    await session.run(`create or replace temp table ${SCRATCH} as select ${list} from ${ARRIVED}`, signal);
    return {
      format,
      columns: described.map(({ column, type }, index) => ({ name: names[index] ?? column, engineType: asText.has(column) ? 'VARCHAR' : type })),
      lines: false,
      rejects: [],
      rejected: 0,
      notes: [label, ...notes, ...nested.map(({ column, type }) => `column ${column} is a ${type} and is read as text`)],
    };
  } finally {
    await session.run(`drop table if exists ${ARRIVED}`);
  }
}
