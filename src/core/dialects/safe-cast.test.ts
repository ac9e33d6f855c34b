import { PGlite } from '@electric-sql/pglite';
import { describe, expect, it } from 'vitest';
import { runDuckdb } from '../../../test/support/run-duckdb.ts';
import { parseLogicalType } from '../model/logical-type.ts';
import { PLATFORMS } from '../model/schema.ts';
import type { Platform } from '../model/types.ts';
import { cast, col, out, safeCast, select, TEXT } from '../sql/build.ts';
import { printExpr, printQuery } from '../sql/print.ts';
import { DIALECTS } from './registry.ts';

/** Per type: texts and the value they give, NULL for what is none. Worked out by hand. */
const VALUES: Readonly<Record<string, Readonly<Record<string, string | null>>>> = {
  integer: {
    '0': '0',
    '+5': '5',
    '-12': '-12',
    '0012': '12',
    '2147483647': '2147483647',
    '-2147483648': '-2147483648',
    '2147483648': null,
    '-2147483649': null,
    '99999999999999999999999999999999999999': null,
    '999999999999999999999999999999999999999': null,
    '1.7': null,
    '1.0': null,
    '1e3': null,
    '0x1F': null,
    '1_000': null,
    '1,000': null,
    '--1': null,
    '12x': null,
    ' 12': null,
    '': null,
    '٣': null,
  },
  bigint: {
    '9223372036854775807': '9223372036854775807',
    '-9223372036854775808': '-9223372036854775808',
    '9223372036854775808': null,
    '-9223372036854775809': null,
    '7': '7',
    seven: null,
  },
  'decimal(5,2)': {
    '1': '1.00',
    '1.5': '1.50',
    '.5': '0.50',
    '5.': '5.00',
    '-0.125': '-0.13',
    '0.125': '0.13',
    '0.124999999999999999999999999999999999999999999': '0.12',
    '00000000000000000000000000000000000000000012.5': '12.50',
    '999.99': '999.99',
    '999.994999': '999.99',
    '999.995': null,
    '1000': null,
    '-1000': null,
    '1,5': null,
    '1.2.3': null,
    '.': null,
    '-': null,
    '1e2': null,
    NaN: null,
    '€5': null,
  },
  'decimal(3,3)': { '0.999': '0.999', '0.9994': '0.999', '0.9995': null, '1': null, '0': '0.000' },
  'decimal(38,0)': {
    '99999999999999999999999999999999999999': '99999999999999999999999999999999999999',
    '100000000000000000000000000000000000000': null,
    '1.5': '2',
  },
  float: {
    '1': '1',
    '-1.5': '-1.5',
    '1e3': '1000',
    '1.5E-3': '0.0015',
    '.5': '0.5',
    '1e308': '1e+308',
    '1.7976931348623157e308': '1.7976931348623157e+308',
    '1e309': null,
    '-1e999': null,
    '1e-999': '0',
    '1e1000': null,
    NaN: null,
    inf: null,
    Infinity: null,
    '1e': null,
  },
  boolean: { true: 'true', T: 'true', Yes: 'true', '1': 'true', FALSE: 'false', f: 'false', n: 'false', '0': 'false', on: null, '2': null, tr: null, '': null },
  date: {
    '2026-01-05': '2026-01-05',
    '2024-02-29': '2024-02-29',
    '2023-02-29': null,
    '1900-02-29': null,
    '2000-02-29': '2000-02-29',
    '2026-02-30': null,
    '2026-04-31': null,
    '2026-04-30': '2026-04-30',
    '2026-12-31': '2026-12-31',
    '2026-13-01': null,
    '2026-00-10': null,
    '2026-01-00': null,
    '0001-01-01': '0001-01-01',
    '0000-01-01': null,
    '9999-12-31': '9999-12-31',
    '10000-01-01': null,
    '2026-1-5': null,
    '05.01.2026': null,
    '01/05/2026': null,
    '20260105': null,
    '2026-01-05 10:00:00': null,
    today: null,
    infinity: null,
    epoch: null,
  },
  timestamp: {
    '2026-01-05 10:00:00': '2026-01-05 10:00:00',
    '2026-01-05T10:00:00Z': '2026-01-05 10:00:00',
    '2026-01-05T10:00': '2026-01-05 10:00:00',
    '2026-01-05': '2026-01-05 00:00:00',
    '2024-02-29 23:59:59.999999': '2024-02-29 23:59:59.999999',
    '2026-01-05 10:00:00.5': '2026-01-05 10:00:00.5',
    '2026-01-05 10:00:00.1234567': null,
    '2023-02-29 10:00:00': null,
    '2026-01-05 24:00:00': null,
    '2026-01-05 10:60:00': null,
    '2026-01-05 10:00:60': null,
    '2026-01-05 10:00:00+02:00': null,
    '2026-01-05  10:00:00': null,
    now: null,
    '-infinity': null,
  },
  timestamptz: {
    '2026-01-05T10:00:00Z': '2026-01-05 10:00:00+00',
    '2026-01-05 10:00:00.25+02:00': '2026-01-05 08:00:00.25+00',
    '2026-01-05 10:00:00-05': '2026-01-05 15:00:00+00',
    '2026-01-05 10:00:00': null,
    '2026-01-05 10:00:00+25:00': null,
    '2026-02-29T10:00:00Z': null,
    '2026-01-05 10:00:00 Europe/Berlin': null,
  },
  time: { '10:00': '10:00:00', '23:59:59.999999': '23:59:59.999999', '24:00:00': null, '9:00': null, '10:61': null, '10': null, noon: null },
  uuid: {
    '6BA7B810-9DAD-11D1-80B4-00C04FD430C8': '6ba7b810-9dad-11d1-80b4-00c04fd430c8',
    '6ba7b8109dad11d180b400c04fd430c8': null,
    '{6ba7b810-9dad-11d1-80b4-00c04fd430c8}': null,
    '6ba7b810-9dad-11d1-80b4-00c04fd430cg': null,
  },
  'text(3)': { abc: 'abc', abcd: null, '': '', äöü: 'äöü' },
};

const typeOf = (text: string) => parseLogicalType(text) ?? TEXT;
const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
const CASES = Object.entries(VALUES).flatMap(([type, values]) => Object.entries(values).map(([text, value]) => ({ type, text, value })));

/** One query per type over all its texts, from a table as a load would read it. */
const queries = (platform: Platform): readonly string[] =>
  Object.entries(VALUES).map(([type, values]) => {
    const value = safeCast(col('v'), typeOf(type));
    const shown =
      typeOf(type).kind === 'boolean'
        ? `case when ${printExpr(value, DIALECTS[platform]).text} then 'true' when not ${printExpr(value, DIALECTS[platform]).text} then 'false' end`
        : `cast(${printExpr(value, DIALECTS[platform]).text} as varchar)`;
    const rows = Object.keys(values).map((text, index) => `(${index}, ${quoted(text)})`);
    return `select ${shown} from (values ${rows.join(', ')}) as t(i, v) order by i`;
  });
const same = (type: string, value: string | null): string | null =>
  value === null ? null : typeOf(type).kind === 'float' ? String(Number(value)) : typeOf(type).kind === 'decimal' ? value.replace(/^(-?)\./, '$10.') : value;

describe('a safe cast gives the value or NULL, never an error', () => {
  const expected = CASES.map(({ type, text, value }) => [type, text, same(type, value)]);

  it('on DuckDB', () => {
    const found = runDuckdb(queries('duckdb').map((sql) => ({ sql, rows: true }))).flat();
    expect(CASES.map(({ type, text }, index) => [type, text, same(type, found[index]?.[0] ?? null)])).toEqual(expected);
  });

  it('on PostgreSQL', async () => {
    const postgres = await PGlite.create();
    await postgres.exec("set timezone to 'UTC'");
    const found: (string | null)[] = [];
    for (const sql of queries('postgres'))
      found.push(...(await postgres.query<(string | null)[]>(sql, [], { rowMode: 'array' })).rows.map(([value]) => value ?? null));
    expect(CASES.map(({ type, text }, index) => [type, text, same(type, found[index] ?? null)])).toEqual(expected);
    await postgres.close();
  });
});

describe('how platforms spell it', () => {
  const all = (type: string): Record<string, string> =>
    Object.fromEntries(PLATFORMS.map((platform) => [platform, printExpr(safeCast(col('v'), typeOf(type)), DIALECTS[platform]).text]));

  it('looks at the text before the range', () => {
    expect(all('bigint')).toEqual({
      duckdb: "case when regexp_full_match(v, '[+-]?[0-9]{1,38}') then try_cast(v as bigint) end",
      snowflake: "case when regexp_like(v, '[+-]?[0-9]{1,38}') then try_cast(v as number(19, 0)) end",
      bigquery: "case when regexp_contains(v, '^[+-]?[0-9]{1,38}$') then safe_cast(v as int64) end",
      redshift:
        "case when v ~ '^[+-]?[0-9]{1,38}$' then case when cast(v as numeric(38, 0)) between -9223372036854775808 and 9223372036854775807 then cast(v as bigint) end end",
      postgres:
        "case when v ~ '^[+-]?[0-9]{1,38}$' then case when cast(v as numeric(38, 0)) between -9223372036854775808 and 9223372036854775807 then cast(v as bigint) end end",
      databricks: "case when v rlike '^[+-]?[0-9]{1,38}$' then try_cast(v as bigint) end",
    });
  });

  it('keeps to what Redshift has', () => {
    const redshift = all('decimal(5,2)')['redshift'] ?? '';
    const number = '([0-9]{1,99}[.]?[0-9]{0,99}|[.][0-9]{1,99})';
    expect(redshift).toBe(
      `case when v ~ '^[+-]?${number}$' then case when v ~ '^[+-]?0*[0-9]{0,3}([.]|$)' and v !~ '^[+-]?0*9{3}[.]9{2}[5-9]' then cast(v as numeric(5, 2)) end end`,
    );
    expect(all('date')['redshift']).toContain("extract(day from last_day(cast(substring(v, 1, 7) || '-01' as date)))");
  });

  it('decides by its own patterns on Redshift what PostgreSQL decides by numbers', async () => {
    const postgres = await PGlite.create();
    for (const [type, values] of Object.entries(VALUES).filter(([name]) => /decimal|float/.test(name))) {
      const guard = printExpr(safeCast(col('v'), typeOf(type)), DIALECTS.redshift).text;
      const rows = Object.keys(values).map((text, index) => `(${index}, ${quoted(text)})`);
      const { rows: found } = await postgres.query<[boolean]>(`select (${guard}) is not null from (values ${rows.join(', ')}) as t(i, v) order by i`, [], {
        rowMode: 'array',
      });
      // Exponents beyond 207 are not taken there.
      const taken = Object.entries(values).map(([text, value]) => value !== null && !/e-?(?:[3-9]\d\d|2[1-9]\d)/i.test(text));
      expect(
        Object.keys(values).map((text, index) => [text, found[index]?.[0]]),
        type,
      ).toEqual(Object.keys(values).map((text, index) => [text, taken[index]]));
    }
    await postgres.close();
  });

  it('takes a time as BigQuery wants it, and text for what Spark has no type for', () => {
    expect(all('timestamp')['bigquery']).toContain("safe_cast(if(length(rtrim(v, 'Z')) = 16, rtrim(v, 'Z') || ':00', rtrim(v, 'Z')) as datetime)");
    expect(all('time')['databricks']).toMatch(/ then v end$/);
    expect(all('uuid')['snowflake']).toMatch(/ then lower\(v\) end$/);
  });

  it.each(PLATFORMS)('prints every type without a refusal on %s, and refuses json where a bad one is an error', (platform) => {
    for (const type of Object.keys(VALUES))
      expect(printQuery(select([out(safeCast(col('v'), typeOf(type)), 'v')], undefined), DIALECTS[platform]).diagnostics).toEqual([]);
    const refused = printExpr({ ...cast(col('v'), { kind: 'json' }, TEXT), safe: true } as Parameters<typeof printExpr>[0], DIALECTS[platform]).diagnostics
      .length;
    expect(refused).toBe(platform === 'postgres' || platform === 'redshift' ? 1 : 0);
  });
});
