import type { CancelSignal, Reader, ResultColumn } from '../../core/engine-port.ts';
import type { CountedValue, HistogramBar } from '../../core/profile/types.ts';
import { familyOf } from '../../core/rows/row-shape.ts';
import { quoteName } from '../names.ts';
import { barsOf, histogramText } from '../profile/histogram.ts';

const BARS = 16;
const TOP = 5;
/** Up to here different values are counted one by one. */
const EXACT = 100_000;

/** What a column's values are at a glance. */
export interface ColumnStatistics {
  readonly rows: number;
  readonly nulls: number;
  readonly distinct: number;
  readonly isEstimate: boolean;
  readonly min: string | undefined;
  readonly max: string | undefined;
  /** Of numbers, dates and timestamps. */
  readonly histogram: readonly HistogramBar[];
  /** Of everything else: the most frequent values. */
  readonly top: readonly CountedValue[];
}

/** Measures one column of a relation. @param from gives that column. */
export async function columnStatistics(reader: Reader, from: string, column: ResultColumn, signal?: CancelSignal): Promise<ColumnStatistics> {
  const at = quoteName(column.name);
  const [counted] = await reader.texts(`select count(*)::varchar from ${from}`, signal);
  const rows = Number(counted?.[0] ?? 0);
  const isEstimate = rows > EXACT;
  const [found] = await reader.texts(
    `select count(${at})::varchar, ${isEstimate ? `approx_count_distinct(${at})` : `count(distinct ${at})`}::varchar, min(${at})::varchar, max(${at})::varchar from ${from}`,
    signal,
  );
  const [filled = '0', distinct = '0', min, max] = found ?? [];
  const values = `(select ${at} as v, count(*) as n from ${from} where ${at} is not null group by 1)`;
  const bars = familyOf(column.type) === 'boolean' ? undefined : histogramText(column, `(select ${at} as v, 1 as n from ${from})`, BARS);
  const detail = await reader.texts(
    bars === undefined
      ? `select v::varchar, n::varchar from ${values} order by n desc, v limit ${TOP}`
      : `select place::varchar, times::varchar, low::varchar, width::varchar from (${bars}) order by place`,
    signal,
  );
  return {
    rows,
    nulls: rows - Number(filled),
    distinct: Math.min(Number(distinct), Number(filled)),
    isEstimate,
    min: min ?? undefined,
    max: max ?? undefined,
    histogram:
      bars === undefined
        ? []
        : barsOf(
            column.type,
            detail.map(([place, times, low, width]) => ({ place: Number(place), times: Number(times), low: Number(low), width: Number(width) })),
          ),
    top: bars === undefined ? detail.map(([value, times]) => ({ value: value ?? '', times: Number(times) })) : [],
  };
}
