import type { ResultColumn } from '../../core/engine-port.ts';
import type { Lengths, Quantiles } from '../../core/profile/types.ts';
import { familyOf, type ValueFamily } from '../../core/rows/row-shape.ts';
import { quoteName } from '../names.ts';

/** Numbers beyond would overflow the squares that the deviation sums up. */
const LARGEST = '1e150';
const SHARES = '[0.05, 0.25, 0.5, 0.75, 0.95]';
const NONE = 'null';
/** White space that makes a text blank. */
const SPACE = `e' \\t\\r\\n'`;

const hasQuantiles = (family: ValueFamily): boolean => family === 'number' || family === 'date' || family === 'timestamp' || family === 'time';

/** What is measured of all rows of a column in one scan. */
export interface Measured {
  readonly filled: number;
  readonly blanks?: number;
  readonly distinct: number;
  readonly min?: string;
  readonly max?: string;
  readonly mean?: number;
  readonly deviation?: number;
  readonly lengths?: Lengths;
}

const PER_COLUMN = 10;

/** One row with the number of rows and, for each column, what {@link readMeasures} reads. */
export function measuresText(from: string, columns: readonly ResultColumn[], isExact: boolean): string {
  const lists = columns.map(({ name, type }) => {
    const at = quoteName(name);
    const family = familyOf(type);
    const isText = family === 'text';
    const number = `${at}::double`;
    const finite = `filter (where abs(${number}) < ${LARGEST})`;
    return [
      `count(${at})`,
      isExact ? `count(distinct ${at})` : `approx_count_distinct(${at})`,
      `min(${at})`,
      `max(${at})`,
      family === 'number' ? `avg(${number}) ${finite}` : NONE,
      family === 'number' ? `stddev_samp(${number}) ${finite}` : NONE,
      isText ? `count(*) filter (where trim(${at}, ${SPACE}) = '')` : NONE,
      isText ? `min(length(${at}))` : NONE,
      isText ? `avg(length(${at}))` : NONE,
      isText ? `max(length(${at}))` : NONE,
    ].map((value) => `(${value})::varchar`);
  });
  return `select ${['count(*)::varchar', ...lists.flat()].join(', ')} from ${from}`;
}

const numberOf = (text: string | null | undefined): number | undefined => (text === null || text === undefined ? undefined : Number(text));
const given = <K extends string, V>(key: K, value: V | null | undefined): { readonly [P in K]?: V } =>
  (value === null || value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: V };

/** The row of {@link measuresText} as figures, a column each. */
export function readMeasures(
  row: readonly (string | null)[],
  columns: readonly ResultColumn[],
): { readonly rows: number; readonly columns: readonly Measured[] } {
  return {
    rows: Number(row[0] ?? 0),
    columns: columns.map((_, index) => {
      const [filled, distinct, min, max, mean, deviation, blanks, shortest, average, longest] = row.slice(1 + index * PER_COLUMN, 1 + (index + 1) * PER_COLUMN);
      const count = Number(filled ?? 0);
      const lengths = numberOf(shortest) === undefined ? undefined : { min: Number(shortest), mean: Number(average), max: Number(longest) };
      return {
        filled: count,
        // An estimate may be more than there can be.
        distinct: Math.min(count, Number(distinct ?? 0)),
        ...given('min', min),
        ...given('max', max),
        ...given('mean', numberOf(mean)),
        ...given('deviation', numberOf(deviation)),
        ...given('blanks', numberOf(blanks)),
        ...given('lengths', lengths),
      };
    }),
  };
}

/** One row with the quantiles of every column, NULL where it has none. */
export function quantilesText(from: string, columns: readonly ResultColumn[]): string {
  const lists = columns.map(({ name, type }) =>
    hasQuantiles(familyOf(type)) ? `array_to_string(quantile_disc(${quoteName(name)}, ${SHARES})::varchar[], '|')` : `${NONE}::varchar`,
  );
  return `select ${lists.join(', ')} from ${from}`;
}

export function readQuantiles(text: string | null | undefined): Quantiles | undefined {
  const [p5, p25, p50, p75, p95] = (text ?? '').split('|');
  return p5 === undefined || p25 === undefined || p50 === undefined || p75 === undefined || p95 === undefined ? undefined : { p5, p25, p50, p75, p95 };
}
