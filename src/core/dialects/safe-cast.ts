import type { LogicalType } from '../model/logical-type.ts';
import type { Expr } from '../sql/ast.ts';
import type { Printing } from './dialect.ts';

/**
 * Casts of text that give NULL for a text that is no value of the type, alike on every platform. What a text has to look
 * like is said once, as a regular expression: what the platforms take by themselves differs (`1.7` as an integer, `5` as a
 * date, `2026-13-01`). What is left to the platform is the range of numbers and the calendar.
 *
 * Numbers: digits with an optional sign, no separators; an integer has no fraction, a decimal no exponent, and one with
 * more digits than its scale is rounded. Dates are ISO, years 1 to 9999. A timestamp has a blank or T between date and
 * time and up to six digits of a second; without a zone it may end in Z, with one it must name it. The text is taken as it
 * stands: blanks around it are the caller's to trim.
 */

const YEAR = '([1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])';
const DAY = `${YEAR}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])`;
const SECONDS = ':[0-5][0-9]([.][0-9]{1,6})?';
const CLOCK = `([01][0-9]|2[0-3]):[0-5][0-9](${SECONDS})?`;
const NUMBER = '([0-9]{1,99}[.]?[0-9]{0,99}|[.][0-9]{1,99})';

const PATTERNS = {
  integer: '[+-]?[0-9]{1,38}',
  decimal: `[+-]?${NUMBER}`,
  float: `[+-]?${NUMBER}([eE][+-]?[0-9]{1,3})?`,
  date: DAY,
  time: CLOCK,
  timestamp: `${DAY}([ T]${CLOCK}Z?)?`,
  timestamptz: `${DAY}[ T]([01][0-9]|2[0-3]):[0-5][0-9]${SECONDS}(Z|[+-](0[0-9]|1[0-3])(:[0-5][0-9])?)`,
  uuid: '[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}',
} as const;

/** What texts of a type look like, a POSIX regular expression over the whole text; nothing for types that any text fits or that a pattern does not decide. */
export function textPattern(type: LogicalType): string | undefined {
  if (type.kind === 'bigint') return PATTERNS.integer;
  return type.kind in PATTERNS ? PATTERNS[type.kind as keyof typeof PATTERNS] : undefined;
}

const TRUE = ['true', 't', 'yes', 'y', '1'];
const FALSE = ['false', 'f', 'no', 'n', '0'];
/** The largest finite double; beyond it some platforms make it infinite. */
export const LARGEST_FLOAT = '1.7976931348623157e308';

type Cast = Extract<Expr, { readonly t: 'cast' }>;

/** How a platform spells the parts of a safe cast. */
export interface SafeCastSpelling {
  /** Whether the whole of a text matches a pattern. */
  readonly matches: (value: string, pattern: string, p: Printing) => string;
  /** The value of a text that matches its type's pattern, NULL where range or calendar say no. */
  readonly value: (value: string, type: LogicalType, p: Printing) => string;
  /** The cast of an operand that is not known to be text. */
  readonly other: (node: Cast, p: Printing) => string;
}

/** The printer of casts: plain ones as the platform has them, safe ones of text guarded. */
export const castPrinter =
  (plain: (node: Cast, p: Printing) => string, spelling: SafeCastSpelling) =>
  (node: Cast, p: Printing): string => {
    const { to } = node;
    if (node.safe !== true) return plain(node, p);
    if (node.from?.kind !== 'text') return spelling.other(node, p);
    const value = p.operand(node.expr);
    if (to.kind === 'boolean') {
      const list = (words: readonly string[]): string => words.map((word) => p.string(word)).join(', ');
      return `case when lower(${value}) in (${list(TRUE)}) then true when lower(${value}) in (${list(FALSE)}) then false end`;
    }
    if (to.kind === 'text') return to.length === undefined ? plain(node, p) : `case when length(${value}) <= ${to.length} then ${plain(node, p)} end`;
    const pattern = textPattern(to);
    return pattern === undefined ? spelling.other(node, p) : `case when ${spelling.matches(value, pattern, p)} then ${spelling.value(value, to, p)} end`;
  };

/** For platforms with a safe cast of their own, called `word`: it decides range and calendar. */
export function nativeValue(word: string, value: string, type: LogicalType, p: Printing): string {
  const cast = `${word}(${value} as ${p.type(type)})`;
  return type.kind === 'float' ? `case when abs(${cast}) <= ${LARGEST_FLOAT} then ${cast} end` : cast;
}

const LIMITS = {
  integer: ['-2147483648', '2147483647'],
  bigint: ['-9223372036854775808', '9223372036854775807'],
} as const;

/**
 * For platforms whose casts only fail: range and calendar are looked at before the cast. `decimal` and `float` say what
 * differs between them, `monthEnd` the last day of a month given by its first.
 */
export function guardedValue(
  value: string,
  type: LogicalType,
  p: Printing,
  spelled: {
    readonly decimal: (value: string, type: Extract<LogicalType, { readonly kind: 'decimal' }>) => string;
    readonly float: (value: string) => string;
    readonly monthEnd: (first: string) => string;
  },
): string {
  const cast = `cast(${value} as ${p.type(type)})`;
  switch (type.kind) {
    case 'integer':
    case 'bigint': {
      const [least, most] = LIMITS[type.kind];
      return `case when cast(${value} as numeric(38, 0)) between ${least} and ${most} then ${cast} end`;
    }
    case 'decimal':
      return spelled.decimal(value, type);
    case 'float':
      return spelled.float(value);
    case 'date':
    case 'timestamp':
    case 'timestamptz':
      return `case when cast(substring(${value}, 9, 2) as integer) <= ${spelled.monthEnd(`cast(substring(${value}, 1, 7) || '-01' as date)`)} then ${cast} end`;
    default:
      return cast;
  }
}
