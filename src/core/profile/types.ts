/** A value as the engine spells it, and how many rows have it. */
export interface CountedValue {
  readonly value: string;
  readonly times: number;
}

/** Rows whose value lies from `from` up to `until`, which only the last bar includes. Texts to be shown. */
export interface HistogramBar {
  readonly from: string;
  readonly until: string;
  readonly times: number;
}

export interface Lengths {
  readonly min: number;
  readonly mean: number;
  readonly max: number;
}

/** Values that the named share of rows does not exceed; a value that occurs, never one between two. */
export interface Quantiles {
  readonly p5: string;
  readonly p25: string;
  readonly p50: string;
  readonly p75: string;
  readonly p95: string;
}

/** What the values of one column are. Values are texts as the engine spells them, so that no digit is lost. */
export interface ColumnProfile {
  readonly name: string;
  /** The engine's own type name. */ readonly type: string;
  readonly nulls: number;
  /** Texts of nothing but white space. */
  readonly blanks?: number;
  /** Different values, NULL not counted. */
  readonly distinct: number;
  /** Whether `distinct` is an estimate, as beyond the exact limit. */
  readonly isEstimate: boolean;
  readonly min?: string;
  readonly max?: string;
  readonly mean?: number;
  readonly deviation?: number;
  /** Of texts, in characters. */
  readonly lengths?: Lengths;
  readonly quantiles?: Quantiles;
  /** The most frequent values, the most frequent first. */
  readonly top: readonly CountedValue[];
  readonly histogram: readonly HistogramBar[];
  /** Of texts: letters as `A`, digits as `9`, the rest as it is. The most frequent first. */
  readonly patterns: readonly CountedValue[];
  /** How many patterns there are. */
  readonly patternCount: number;
  /** Unique and never NULL, measured over all rows. */
  readonly isKey: boolean;
}

/**
 * What a table's values are. Counts of NULL and blanks, smallest and largest value, mean, deviation and lengths are always
 * of all rows; with `sampled`, quantiles, top values, histogram and patterns are of that many rows, taken at random.
 */
export interface Profile {
  readonly rows: number;
  readonly sampled?: number;
  readonly columns: readonly ColumnProfile[];
}

/** Values that one of two deliveries has and the other lacks. */
export interface MovedValues {
  readonly count: number;
  readonly examples: readonly string[];
}

/** What changed in a column from one delivery to another. */
export interface ColumnChange {
  readonly name: string;
  readonly before: ColumnProfile;
  readonly after: ColumnProfile;
  /** In the later delivery alone. */
  readonly fresh: MovedValues;
  /** In the earlier delivery alone. */
  readonly lost: MovedValues;
}

/** Two deliveries of one source, column by column. */
export interface DeliveryComparison {
  readonly rows: { readonly before: number; readonly after: number };
  readonly columns: readonly ColumnChange[];
}
