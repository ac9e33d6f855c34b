/** What a column's values are, as far as filters and statistics go. */
export type ValueFamily = 'text' | 'number' | 'date' | 'timestamp' | 'time' | 'boolean' | 'other';

const NUMBER = /^(?:U?(?:TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL(?:\([\d, ]+\))?)$/;
const INTEGER = /^(?:U?(?:TINY|SMALL|BIG|HUGE)INT|U?INTEGER)$/;

/** The family of one of the engine's types, by its own name for it. */
export function familyOf(type: string): ValueFamily {
  const name = type.toUpperCase();
  if (name === 'VARCHAR') return 'text';
  if (NUMBER.test(name)) return 'number';
  if (name === 'DATE') return 'date';
  if (name.startsWith('TIMESTAMP')) return 'timestamp';
  if (/^TIME(?: |$)/.test(name)) return 'time';
  return name === 'BOOLEAN' ? 'boolean' : 'other';
}

export const isIntegerType = (type: string): boolean => INTEGER.test(type.toUpperCase());

export type FilterTest =
  | 'contains'
  | 'lacks'
  | 'is'
  | 'is_not'
  | 'starts'
  | 'ends'
  | 'matches'
  | 'blank'
  | 'above'
  | 'from'
  | 'below'
  | 'to'
  | 'between'
  | 'true'
  | 'false'
  | 'null'
  | 'not_null';

/** One condition on one column. `value` and, for `between`, `until` are as the user typed them. */
export interface RowFilter {
  readonly column: string;
  readonly test: FilterTest;
  readonly value: string;
  readonly until: string;
}

export interface RowSort {
  readonly column: string;
  readonly descending: boolean;
}

/** Which rows of a table are looked at, and in which order: all filters hold, the first sort counts first. */
export interface RowShape {
  readonly filters: readonly RowFilter[];
  readonly sorts: readonly RowSort[];
}

export const UNSHAPED: RowShape = { filters: [], sorts: [] };

const ORDERED = ['is', 'is_not', 'from', 'to', 'above', 'below', 'between', 'null', 'not_null'] as const;
const TESTS: Readonly<Record<ValueFamily, readonly FilterTest[]>> = {
  text: ['contains', 'lacks', 'is', 'is_not', 'starts', 'ends', 'matches', 'from', 'to', 'between', 'blank', 'null', 'not_null'],
  number: ORDERED,
  date: ORDERED,
  timestamp: ORDERED,
  time: ORDERED,
  boolean: ['true', 'false', 'null', 'not_null'],
  other: ['contains', 'lacks', 'is', 'is_not', 'matches', 'null', 'not_null'],
};

/** The tests that make sense for a type, the likeliest first. */
export const testsOf = (type: string): readonly FilterTest[] => TESTS[familyOf(type)];

const WORDS: Readonly<Record<FilterTest, string>> = {
  contains: 'contains',
  lacks: 'does not contain',
  is: 'is',
  is_not: 'is not',
  starts: 'starts with',
  ends: 'ends with',
  matches: 'matches regex',
  blank: 'is blank',
  above: 'is above',
  from: 'is at least',
  below: 'is below',
  to: 'is at most',
  between: 'is between',
  true: 'is true',
  false: 'is false',
  null: 'is NULL',
  not_null: 'is not NULL',
};
export const testWords = (test: FilterTest): string => WORDS[test];

/** How many values a test takes from the user. */
export const valuesOf = (test: FilterTest): 0 | 1 | 2 => {
  if (test === 'between') return 2;
  return ['blank', 'true', 'false', 'null', 'not_null'].includes(test) ? 0 : 1;
};

/** A filter in words: `amount is between 1 and 5`. */
export function filterWords({ column, test, value, until }: RowFilter): string {
  const shown = (text: string): string => (text === '' ? 'empty text' : text);
  const rest = valuesOf(test) === 0 ? '' : test === 'between' ? ` ${shown(value)} and ${shown(until)}` : ` ${shown(value)}`;
  return `${column} ${WORDS[test]}${rest}`;
}
