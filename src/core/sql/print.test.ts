import { describe, expect, it } from 'vitest';
import { DIALECTS } from '../dialects/registry.ts';
import { spark } from '../dialects/spark.ts';
import { DEFAULT_SETTINGS } from '../model/empty-project.ts';
import { PLATFORMS } from '../model/schema.ts';
import type { Expr } from './ast.ts';
import { and, bin, call, col, concat, DATE, dateLit, firstOf, asc, isNull, keep, not, num, or, relation, select, text, TIMESTAMP } from './build.ts';
import { hashDiff, hashKey } from '../patterns/hash.ts';
import { printExpr, printName, printQuery, printStatement } from './print.ts';

const all = (expr: Expr): Record<string, string> => Object.fromEntries(PLATFORMS.map((platform) => [platform, printExpr(expr, DIALECTS[platform]).text]));

describe('expressions', () => {
  it('keeps the meaning of nested operators with the fewest parentheses', () => {
    const print = (expr: Expr) => printExpr(expr, DIALECTS.duckdb).text;
    expect(print(bin('*', bin('+', col('a'), col('b')), col('c')))).toBe('(a + b) * c');
    expect(print(bin('-', col('a'), bin('-', col('b'), col('c'))))).toBe('a - (b - c)');
    expect(print(bin('-', bin('-', col('a'), col('b')), col('c')))).toBe('a - b - c');
    expect(print(and(or(isNull(col('a')), isNull(col('b'))), not(bin('=', col('c'), num(1)))))).toBe('(a is null or b is null) and not (c = 1)');
    expect(print(call('coalesce', concat(text('x'), col('b')), text("it's")))).toBe("coalesce('x' || b, 'it''s')");
  });

  it('keeps a weekday number together inside a product', () => {
    const twice = all(bin('*', num(2), { t: 'datePart', part: 'dow', expr: col('d') }));
    expect(twice['bigquery']).toBe('2 * (mod(extract(dayofweek from d) + 5, 7) + 1)');
    expect(twice['redshift']).toBe('2 * (mod(cast(extract(dow from d) as integer) + 6, 7) + 1)');
    expect(twice['databricks']).toBe('2 * (weekday(d) + 1)');
  });

  it('hashes as text of the same bytes everywhere', () => {
    expect(all({ t: 'hash', expr: col('k'), rules: { ...DEFAULT_SETTINGS.hash, algorithm: 'sha256' } })).toEqual({
      duckdb: 'upper(sha256(k))',
      snowflake: 'upper(sha2(k, 256))',
      bigquery: 'upper(to_hex(sha256(k)))',
      redshift: 'upper(sha2(k, 256))',
      postgres: "upper(encode(sha256(convert_to(k, 'UTF8')), 'hex'))",
      databricks: 'upper(sha2(k, 256))',
    });
  });

  it('writes canonical text of a timestamp with six digits', () => {
    expect(all({ t: 'textOf', expr: col('at_time'), type: TIMESTAMP })).toEqual({
      duckdb: "strftime(at_time, '%Y-%m-%d %H:%M:%S.%f')",
      snowflake: "to_char(at_time, 'YYYY-MM-DD HH24:MI:SS.FF6')",
      bigquery: "format_datetime('%F %H:%M:%E6S', at_time)",
      redshift: "to_char(at_time, 'YYYY-MM-DD HH24:MI:SS.US')",
      postgres: "to_char(at_time, 'YYYY-MM-DD HH24:MI:SS.US')",
      databricks: "rpad(regexp_replace(cast(at_time as string), '^(.{19})$', '$1.'), 26, '0')",
    });
  });

  it('refuses what a platform lacks instead of printing it wrong', () => {
    const sha1 = printExpr({ t: 'hash', expr: col('k'), rules: { ...DEFAULT_SETTINGS.hash, algorithm: 'sha1' } }, DIALECTS.postgres);
    expect(sha1.diagnostics.map((diagnostic) => diagnostic.code)).toEqual(['unsupported-on-platform']);
    const float = printExpr({ t: 'textOf', expr: col('x'), type: { kind: 'float' } }, DIALECTS.duckdb);
    expect(float.diagnostics[0]?.message).toContain('decimal with a declared scale');
  });
});

describe('names', () => {
  it('quotes what a platform would not take bare, and nothing else', () => {
    expect(printName('customer_id', DIALECTS.duckdb)).toBe('customer_id');
    expect(printName('order', DIALECTS.snowflake)).toBe('"ORDER"');
    expect(printName('date', DIALECTS.snowflake)).toBe('date');
    expect(printName('Order', DIALECTS.snowflake)).toBe('"Order"');
    expect(printName('a"b;--', DIALECTS.postgres)).toBe('"a""b;--"');
    expect(printName('Größe in m²', DIALECTS.redshift)).toBe('"Größe in m²"');
    expect(printName('back`tick', DIALECTS.bigquery)).toBe('`back\\`tick`');
    expect(printName('back`tick', DIALECTS.databricks)).toBe('`back``tick`');
    expect(printName('__proto__', DIALECTS.duckdb)).toBe('__proto__');
  });

  it('escapes the backslash where it escapes', () => {
    expect(all(text("C:\\it's"))).toEqual({
      duckdb: "'C:\\it''s'",
      snowflake: "'C:\\\\it''s'",
      bigquery: "'C:\\\\it\\'s'",
      redshift: "'C:\\\\it''s'",
      postgres: "'C:\\it''s'",
      databricks: "'C:\\\\it\\'s'",
    });
  });
});

describe('queries', () => {
  const latest = select(keep(['id', 'is_kept']), relation('src', 's'), { qualify: firstOf([col('id')], [asc(col('id'))]) });
  const names = { relation: () => ({ schema: 'landing', name: 'customer' }) };

  it('prints QUALIFY where there is one', () => {
    expect(printQuery(latest, DIALECTS.snowflake, names).text).toBe(
      'select\n  id,\n  is_kept\nfrom landing.customer as s\nqualify row_number() over (partition by id order by id nulls last) = 1',
    );
  });

  it.each([DIALECTS.postgres, spark])('nests a subquery where there is none, with names that are free ($label)', (dialect) => {
    expect(printQuery(latest, dialect, names).text).toBe(
      'select\n  id,\n  is_kept\nfrom (\n  select\n    id,\n    is_kept,\n    row_number() over (partition by id order by id nulls last) = 1 as is_kept_2\n  from landing.customer as s\n) as qualified\nwhere is_kept_2',
    );
  });
});

describe('tables', () => {
  const definition = {
    table: { schema: 'mart', name: 'fct_sale' },
    columns: [
      { name: 'sale_id', type: { kind: 'bigint' }, nullable: false },
      { name: 'sold_on', type: DATE, nullable: true, description: "the day it's sold" },
    ],
    primaryKey: ['sale_id'],
    uniqueKeys: [],
    foreignKeys: [],
    options: {},
  } as const;

  it('declares keys as each platform honours them', () => {
    const texts = Object.fromEntries(
      PLATFORMS.map((platform) => [platform, printStatement({ t: 'createTable', definition }, DIALECTS[platform]).statements[0]]),
    );
    expect(texts['duckdb']).not.toContain('primary key');
    expect(texts['postgres']).toContain('primary key (sale_id)');
    expect(texts['bigquery']).toContain('primary key (sale_id) not enforced');
    expect(texts['bigquery']).toContain("options (description = 'the day it\\'s sold')");
    expect(texts['databricks']).toContain("sold_on date comment 'the day it\\'s sold'");
  });

  it('refuses an option of another platform by name', () => {
    const { diagnostics } = printStatement({ t: 'createTable', definition: { ...definition, options: { dist_key: 'sale_id' } } }, DIALECTS.snowflake);
    expect(diagnostics[0]?.message).toContain('dist_key');
  });

  it('spells one row per day on every platform', () => {
    const days = select(keep(['date']), { t: 'days', first: '2026-01-01', last: '2026-01-31', column: 'date', as: 'd' });
    for (const platform of PLATFORMS) expect(printQuery(days, DIALECTS[platform]).text).toContain('2026-01-01');
    expect(printExpr(dateLit('2026-01-01'), DIALECTS.bigquery).text).toBe("date '2026-01-01'");
  });
});

it('lays out what is hashed, a column a line, and nothing else', () => {
  const print = (expr: Expr) => printExpr(expr, DIALECTS.duckdb).text;
  const rules = DEFAULT_SETTINGS.hash;
  const parts = ['a', 'b'].map((name) => ({ expr: col(name), type: { kind: 'text' } as const }));
  expect(print(hashKey(parts, { ...rules, trim: false, key_case: 'keep' }, 'crm'))).toBe(
    [
      'upper(md5(',
      '  case',
      "    when nullif(a, '') is null",
      "      and nullif(b, '') is null",
      '      then cast(null as varchar)',
      "    else coalesce('crm', '^^')",
      "      || '||' || coalesce(nullif(a, ''), '^^')",
      "      || '||' || coalesce(nullif(b, ''), '^^')",
      '  end',
      '))',
    ].join('\n'),
  );
  expect(print(hashDiff(parts.slice(0, 1), { ...rules, trim: false }))).toBe("upper(md5(coalesce(nullif(a, ''), '^^')))");
  expect(print(concat(col('a'), text('-'), col('b')))).toBe("a || '-' || b");
});
