import type { Id } from '../model/types.ts';

/** How a text can be written so that it is another type; counted over all filled values. */
export const FORMS = [
  'integer',
  'leading_zero',
  'decimal_comma',
  'decimal_point',
  'dmy_dot',
  'dmy_slash',
  'mdy_slash',
  'dmy_dash',
  'compact_date',
  'yes_no',
] as const;
export type Form = (typeof FORMS)[number];

/** What is measured of one column over all deliveries. */
export interface ColumnFigures {
  readonly column: Id;
  readonly filled: number;
  /** Texts of nothing but white space. */
  readonly blanks: number;
  /** Texts with white space around them. */
  readonly padded: number;
  readonly distinct: number;
  /** Different values once white space around them and letter case count no more. */
  readonly folded: number;
  readonly min?: string;
  readonly max?: string;
  /** Characters of a text, and words in one, on average. */
  readonly shortest?: number;
  readonly longest?: number;
  readonly words?: number;
  /** Digits after the decimal separator, at most, and before it. */
  readonly scale?: number;
  readonly whole?: number;
  readonly forms: Readonly<Partial<Record<Form, number>>>;
  /** Some of its different values, never more than {@link SAMPLE_VALUES}. */
  readonly sample: readonly string[];
}

export const SAMPLE_VALUES = 200;

/** How often a set of columns repeats within each delivery. */
export interface KeyFigures {
  readonly columns: readonly Id[];
  /** In the order of the table's deliveries. */
  readonly deliveries: readonly { readonly rows: number; readonly distinct: number; readonly missing: number }[];
  /** Different keys over all deliveries. */
  readonly distinct: number;
}

/** How far one column decides another. */
export interface DependencyFigures {
  readonly from: Id;
  readonly to: Id;
  readonly fromDistinct: number;
  readonly toDistinct: number;
  /** Values of `from` that come with one value of `to` only. */
  readonly holds: number;
}

/** Two deliveries that follow each other, compared by the key. */
export interface ChangeFigures {
  readonly key: readonly Id[];
  /** Keys of a delivery that the next one has too, added up, and all keys of those that have a next one. */
  readonly kept: number;
  readonly before: number;
  /** Keys of a delivery that the one before lacks. */
  readonly fresh: number;
  /** Column → keys in both whose value differs. */
  readonly changed: Readonly<Record<Id, number>>;
}

export interface TableEvidence {
  readonly source: Id;
  readonly rows: number;
  readonly deliveries: readonly { readonly delivery: Id; readonly rows: number }[];
  /** Rows that figures of columns and dependencies are of, where not of all. */
  readonly sampled?: number;
  readonly columns: readonly ColumnFigures[];
  readonly keys: readonly KeyFigures[];
  readonly dependencies: readonly DependencyFigures[];
  readonly changes?: ChangeFigures;
}

export interface ColumnPlace {
  readonly source: Id;
  readonly column: Id;
}

/** Values of one column that another has, both trimmed and without letter case. */
export interface OverlapFigures {
  readonly child: ColumnPlace;
  readonly parent: ColumnPlace;
  readonly childDistinct: number;
  readonly parentDistinct: number;
  readonly shared: number;
  /** Shared values that are spelled alike on both sides. */
  readonly alike: number;
  readonly childRows: number;
  readonly sharedRows: number;
}

/** The same for several columns together. */
export interface SetOverlapFigures {
  readonly child: { readonly source: Id; readonly columns: readonly Id[] };
  readonly parent: { readonly source: Id; readonly columns: readonly Id[] };
  readonly childDistinct: number;
  readonly shared: number;
}

/** All that was measured. Sources without rows are not in it. */
export interface Evidence {
  readonly tables: readonly TableEvidence[];
  readonly overlaps: readonly OverlapFigures[];
  readonly setOverlaps: readonly SetOverlapFigures[];
  /** Every how many-th value overlaps were counted on; all when absent. */
  readonly overlapsOfEvery?: number;
}

export const NO_EVIDENCE: Evidence = { tables: [], overlaps: [], setOverlaps: [] };
