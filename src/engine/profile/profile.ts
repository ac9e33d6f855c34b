import type { CancelSignal, Reader, ResultColumn } from '../../core/engine-port.ts';
import type { ColumnProfile, Profile } from '../../core/profile/types.ts';
import { quoteName } from '../names.ts';
import type { WorkStep } from '../run-types.ts';
import { measuresText, quantilesText, readMeasures, readQuantiles, type Measured } from './measures.ts';
import { readValues, valuesText } from './values.ts';

/** Up to this many rows everything is measured exactly; beyond, what takes long is measured on a sample. */
export const EXACT_ROWS = 300_000;
export const SAMPLE_ROWS = 100_000;
const SAMPLE = '"__profile_sample"';

export interface ProfileOptions {
  readonly signal?: CancelSignal | undefined;
  readonly onStep?: ((step: WorkStep) => void) | undefined;
  /** Only these columns. */
  readonly columns?: readonly string[] | undefined;
  /** For tests: other limits than the usual ones. */
  readonly exactRows?: number | undefined;
  readonly sampleRows?: number | undefined;
}

/** Whether a column that may be a key is one, which only a look at all rows can tell. */
async function isUnique(reader: Reader, from: string, { name }: ResultColumn, rows: number, signal: CancelSignal | undefined): Promise<boolean> {
  const [found] = await reader.texts(`select count(distinct ${quoteName(name)})::varchar from ${from}`, signal);
  return Number(found?.[0]) === rows;
}

/**
 * Measures every column of a relation: one scan over all columns, then one over each. Rejects with `EngineCancelled` once
 * the signal fires.
 * @param from a table, or a query in brackets.
 */
export async function profileOf(reader: Reader, from: string, options: ProfileOptions = {}): Promise<Profile> {
  const { signal, onStep, exactRows = EXACT_ROWS, sampleRows = SAMPLE_ROWS } = options;
  const all = await reader.describe(`select * from ${from}`);
  const columns = options.columns ? all.filter(({ name }) => options.columns?.includes(name)) : all;
  const total = columns.length + 1;
  onStep?.({ done: 0, total, doing: 'Counting' });
  const [counted] = await reader.texts(`select count(*)::varchar from ${from}`, signal);
  const isExact = Number(counted?.[0] ?? 0) <= exactRows;
  const [measured] = await reader.texts(measuresText(from, columns, isExact), signal);
  const { rows, columns: figures } = readMeasures(measured ?? [], columns);
  const looked = isExact ? from : `temp.${SAMPLE}`;
  if (!isExact) {
    const list = columns.map(({ name }) => quoteName(name)).join(', ');
    await reader.execute(
      `create or replace temp table ${SAMPLE} as select ${list} from ${from} using sample reservoir(${sampleRows} rows) repeatable (1)`,
      signal,
    );
  }
  try {
    const [quantiles = []] = columns.length === 0 ? [] : await reader.texts(quantilesText(looked, columns), signal);
    const found: ColumnProfile[] = [];
    for (const [index, column] of columns.entries()) {
      onStep?.({ done: index + 1, total, doing: column.name });
      const { filled, ...rest }: Measured = figures[index] ?? { filled: 0, distinct: 0 };
      const values = readValues(await reader.texts(valuesText(looked, column), signal), column);
      const mayBeKey = rows > 0 && filled === rows && (isExact ? rest.distinct === rows : values.top.every(({ times }) => times === 1));
      const isKey = mayBeKey && (isExact || (await isUnique(reader, from, column, rows, signal)));
      const spread = readQuantiles(quantiles[index]);
      found.push({
        name: column.name,
        type: column.type,
        nulls: rows - filled,
        ...rest,
        ...(isKey ? { distinct: rows } : {}),
        isEstimate: !isExact && !isKey,
        ...(spread ? { quantiles: spread } : {}),
        ...values,
        isKey,
      });
    }
    return { rows, ...(isExact ? {} : { sampled: Math.min(rows, sampleRows) }), columns: found };
  } finally {
    if (!isExact) await reader.execute(`drop table if exists temp.${SAMPLE}`);
  }
}
