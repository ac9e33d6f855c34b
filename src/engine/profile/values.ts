import type { ResultColumn } from '../../core/engine-port.ts';
import type { ColumnProfile, CountedValue } from '../../core/profile/types.ts';
import { familyOf } from '../../core/rows/row-shape.ts';
import { quoteName } from '../names.ts';
import { barsOf, histogramText, type Bar } from './histogram.ts';

const TOP = 10;
const BARS = 20;
/** Characters of a text that its pattern is made of. */
const PATTERN_LENGTH = 60;
/** Characters of a value that a profile keeps. */
const VALUE_LENGTH = 200;

const pattern = (value: string): string =>
  `regexp_replace(regexp_replace(left(${value}, ${PATTERN_LENGTH}), '\\p{L}', 'A', 'g'), '\\p{Nd}', '9', 'g') || case when length(${value}) > ${PATTERN_LENGTH} then '…' else '' end`;

/** Frequent values, histogram and patterns of a column from one count of its values: rows of `kind, a, b, c, d`. */
export function valuesText(from: string, column: ResultColumn): string {
  const at = quoteName(column.name);
  const histogram = familyOf(column.type) === 'boolean' ? undefined : histogramText(column, 'counted', BARS);
  const patterns = familyOf(column.type) === 'text' ? `select ${pattern('v')} as p, sum(n) as times from counted group by 1` : undefined;
  return [
    `with counted as materialized (select ${at} as v, count(*) as n from ${from} where ${at} is not null group by 1)`,
    ...(patterns === undefined ? [] : [`, patterned as materialized (${patterns})`]),
    `(select 'top', left(v::varchar, ${VALUE_LENGTH}), n::varchar, null::varchar, null::varchar from counted order by n desc, v limit ${TOP})`,
    ...(histogram === undefined
      ? []
      : [`union all (select 'bar', place::varchar, times::varchar, low::varchar, width::varchar from (${histogram}) order by place)`]),
    ...(patterns === undefined
      ? []
      : [
          `union all (select 'pattern', p, times::varchar, null, null from patterned order by times desc, p limit ${TOP})`,
          `union all (select 'patterns', count(*)::varchar, null, null, null from patterned)`,
        ]),
  ].join('\n');
}

export type ColumnValues = Pick<ColumnProfile, 'top' | 'histogram' | 'patterns' | 'patternCount'>;

export function readValues(rows: readonly (readonly (string | null)[])[], { type }: ResultColumn): ColumnValues {
  const of = (kind: string) => rows.filter(([first]) => first === kind);
  const counted = (kind: string): readonly CountedValue[] => of(kind).map(([, value, times]) => ({ value: value ?? '', times: Number(times) }));
  const bars: readonly Bar[] = of('bar').map(([, place, times, low, width]) => ({
    place: Number(place),
    times: Number(times),
    low: Number(low),
    width: Number(width),
  }));
  return { top: counted('top'), histogram: barsOf(type, bars), patterns: counted('pattern'), patternCount: Number(of('patterns')[0]?.[1] ?? 0) };
}
