import { createHash } from 'node:crypto';
import { DIALECTS } from '../../src/core/dialects/registry.ts';
import { spark } from '../../src/core/dialects/spark.ts';
import type { Dialect } from '../../src/core/dialects/dialect.ts';
import { HASH_PRESETS } from '../../src/core/model/hash-presets.ts';
import { parseLogicalType, type LogicalType } from '../../src/core/model/logical-type.ts';
import { hashKey } from '../../src/core/patterns/hash.ts';
import type { Expr } from '../../src/core/sql/ast.ts';
import { cast, col } from '../../src/core/sql/build.ts';
import { printExpr } from '../../src/core/sql/print.ts';

/** Engines on which hash text can be run. */
export const ENGINES = { duckdb: DIALECTS.duckdb, postgres: DIALECTS.postgres, spark } as const;

export interface HashTextCase {
  readonly type: string;
  /** As somebody would write it between quotes; bytes in hexadecimal. */
  readonly value: string | null;
  /** Its canonical text, worked out by hand. */
  readonly text: string | null;
  /** The type it has before it is cast to `type`. */
  readonly from?: string;
}

const cases = (type: string, pairs: readonly (readonly [string | null, string | null])[], from?: string): readonly HashTextCase[] =>
  [...pairs, [null, null] as const].map(([value, text]) => ({ type, value, text, ...(from === undefined ? {} : { from }) }));
const same = (...values: readonly string[]): readonly (readonly [string, string])[] => values.map((value) => [value, value]);

/** Edge values of every logical type that has a canonical text. */
export const HASH_TEXT_CASES: readonly HashTextCase[] = [
  ...cases(
    'text',
    same(
      '',
      ' ',
      '  ab c  ',
      '\tab\t',
      'abcXYZ',
      'Straße ẞ',
      'İstanbul ıI',
      '😀 👩‍🚀',
      '数量',
      'e\u0301 é',
      'ﬁ ǆ Σς',
      '\u00a0nbsp\u00a0',
      'line\nbreak\r\n',
      'back\\slash \\n \\',
      `quo"te it's '' "`,
      '^^',
      'a||b',
      '%_$1{}',
      'NULL',
      '0',
    ),
  ),
  ...cases('boolean', [
    ['true', 'true'],
    ['false', 'false'],
  ]),
  ...cases('integer', [['0', '0'], ['-0', '0'], ['0042', '42'], ...same('-2147483648', '2147483647')]),
  ...cases('bigint', [['-0', '0'], ...same('9007199254740993', '-9223372036854775808', '9223372036854775807')]),
  ...cases('decimal(38,2)', [
    ['1e20', '100000000000000000000.00'],
    ['999999999999999999999999999999999999.99', '999999999999999999999999999999999999.99'],
    ['-0.00', '0.00'],
    ['0', '0.00'],
    ['.5', '0.50'],
    ['-1.5', '-1.50'],
    ['1.005', '1.01'],
    ['-0.001', '0.00'],
  ]),
  ...cases('decimal(9,0)', [
    ['12', '12'],
    ['-12.0', '-12'],
    ['0', '0'],
  ]),
  ...cases('decimal(20,10)', [
    ['0.0000000001', '0.0000000001'],
    ['0', '0.0000000000'],
    ['1234567890.1', '1234567890.1000000000'],
  ]),
  ...cases(
    'decimal(18,2)',
    [
      ['2.675', '2.68'],
      ['-2.675', '-2.68'],
      ['1e15', '1000000000000000.00'],
      ['-0.0', '0.00'],
      ['0.001', '0.00'],
    ],
    'float',
  ),
  ...cases(
    'decimal(30,8)',
    [
      ['0.1', '0.10000000'],
      ['123456789.12345679', '123456789.12345679'],
      ['1e20', '100000000000000000000.00000000'],
      ['1e-7', '0.00000010'],
    ],
    'float',
  ),
  ...cases('date', same('0001-01-01', '1582-10-10', '1969-12-31', '1970-01-01', '2024-02-29', '9999-12-31')),
  ...cases('time', [
    ['00:00:00', '00:00:00.000000'],
    ['23:59:59.999999', '23:59:59.999999'],
    ['07:05:09.5', '07:05:09.500000'],
  ]),
  ...cases('timestamp', [
    ['0001-01-01 00:00:00', '0001-01-01 00:00:00.000000'],
    ['1969-12-31 23:59:59.999999', '1969-12-31 23:59:59.999999'],
    ['2021-03-14 02:30:00', '2021-03-14 02:30:00.000000'],
    ['2021-11-07 01:30:00.5', '2021-11-07 01:30:00.500000'],
    ['2026-01-05 06:00:00.000001', '2026-01-05 06:00:00.000001'],
    ['2026-01-05', '2026-01-05 00:00:00.000000'],
    ['9999-12-31 23:59:59.999999', '9999-12-31 23:59:59.999999'],
  ]),
  // In Orrery's zone-less text a moment is told in UTC.
  ...cases('timestamptz', [
    ['2026-01-05 06:00:00+00', '2026-01-05 06:00:00.000000'],
    ['2026-01-05 06:00:00.25+05:30', '2026-01-05 00:30:00.250000'],
    ['2026-01-05 20:00:00-08', '2026-01-06 04:00:00.000000'],
    ['2021-03-14 02:30:00+00', '2021-03-14 02:30:00.000000'],
    ['2021-11-07 05:30:00+00', '2021-11-07 05:30:00.000000'],
    ['2021-11-07 06:30:00+00', '2021-11-07 06:30:00.000000'],
    ['1883-11-18 17:00:00.000001+00', '1883-11-18 17:00:00.000001'],
    ['1969-12-31 23:59:59.999999+00', '1969-12-31 23:59:59.999999'],
    ['9999-12-31 00:00:00+00', '9999-12-31 00:00:00.000000'],
  ]),
  ...cases('uuid', [
    ['A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'],
    ['a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'],
  ]),
  ...cases('binary', [
    ['', ''],
    ['00', '00'],
    ['00FF5C27', '00ff5c27'],
  ]),
];

/** Types that have no canonical text: engines write them differently. */
export const REFUSED = ['float', 'json'] as const;

export const typeFrom = (text: string): LogicalType => {
  const type = parseLogicalType(text);
  if (!type) throw new Error(`${text} is no type`);
  return type;
};

const BYTES: Readonly<Record<keyof typeof ENGINES, (hex: string) => string>> = {
  duckdb: (hex) => `unhex('${hex}')`,
  postgres: (hex) => `decode('${hex}', 'hex')`,
  spark: (hex) => `unhex('${hex}')`,
};

function literal({ type, from, value }: HashTextCase, engine: keyof typeof ENGINES): string {
  const dialect: Dialect = ENGINES[engine];
  const logical = typeFrom(from ?? type);
  const printed = (dialect.types[logical.kind] as (type: LogicalType) => string)(logical);
  if (value !== null && logical.kind === 'binary') return BYTES[engine](value);
  return `cast(${value === null ? 'null' : dialect.string(value)} as ${printed})`;
}

const RULES = HASH_PRESETS.orrery.rules;

/** One query of all cases, in no order: their number, the canonical text, and the hash key of that value alone. */
export function hashTextQuery(engine: keyof typeof ENGINES): string {
  const print = (expr: Expr): string => {
    const { text, diagnostics } = printExpr(expr, ENGINES[engine]);
    if (diagnostics.length > 0) throw new Error(diagnostics.map(({ message }) => message).join(' '));
    return text;
  };
  const selects = HASH_TEXT_CASES.map((one, index) => {
    const type = typeFrom(one.type);
    const value = one.from === undefined ? col('v', 'c') : cast(col('v', 'c'), type, typeFrom(one.from));
    return `select ${index} as id, ${print({ t: 'textOf', expr: value, type })} as canonical, ${print(hashKey([{ expr: value, type }], RULES))} as hashed from (select ${literal(one, engine)} as v) as c`;
  });
  return selects.join('\nunion all\n');
}

/** The hash key by its definition: blanks around taken off, letters A to Z in upper case, nothing of nothing. */
function keyOf(text: string | null): string | null {
  const standard = (text ?? '').replaceAll(/^ +| +$/g, '').replaceAll(/[a-z]/g, (letter) => letter.toUpperCase());
  return standard === '' ? null : createHash('md5').update(standard).digest('hex').toUpperCase();
}

/** What the query must give: canonical text and hash key of each case, in order. */
export const hashTextExpected = (): readonly (readonly (string | null)[])[] => HASH_TEXT_CASES.map(({ text }, index) => [String(index), text, keyOf(text)]);

/** The cases that came out otherwise, told. */
export function hashTextDifferences(rows: readonly (readonly (string | null)[])[]): readonly string[] {
  const byId = new Map(rows.map((row) => [row[0], row]));
  return hashTextExpected().flatMap((expected, index) => {
    const found = byId.get(String(index));
    if (JSON.stringify(found) === JSON.stringify(expected)) return [];
    const { type, value, from } = HASH_TEXT_CASES[index] ?? { type: '', value: '' };
    return [`${type}${from === undefined ? '' : ` from ${from}`} ${JSON.stringify(value)}: ${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`];
  });
}
