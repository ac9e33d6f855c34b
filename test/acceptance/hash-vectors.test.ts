import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { describe, expect, it } from 'vitest';
import { DIALECTS } from '../../src/core/dialects/registry.ts';
import { HASH_PRESETS } from '../../src/core/model/hash-presets.ts';
import type { HashRules } from '../../src/core/model/types.ts';
import { diffOrder, hashDiff, hashKey, type HashInput } from '../../src/core/patterns/hash.ts';
import type { Expr } from '../../src/core/sql/ast.ts';
import { cast, nil, TEXT, text } from '../../src/core/sql/build.ts';
import { printExpr } from '../../src/core/sql/print.ts';
import { typeFrom } from '../support/hash-text-cases.ts';
import { runDuckdb } from '../support/run-duckdb.ts';

interface Vector {
  readonly kind: 'single' | 'key' | 'hashdiff';
  readonly columns_in_hash_order: readonly (string | null)[];
  readonly alg: 'MD5' | 'SHA256';
  readonly automate_dv: string | null;
  readonly datavault4dbt_string: string;
}
const file = new URL('../../../shared/cases/hash_vectors.json', import.meta.url);
const present = existsSync(file);
if (!present) process.stderr.write('The published hash vectors are not here: their tests are skipped.\n');
const vectors = present ? (JSON.parse(readFileSync(file, 'utf8')) as { vectors: Vector[] }).vectors : [];

type Preset = keyof typeof HASH_PRESETS;
type Algorithm = HashRules['algorithm'];
const rulesOf = (preset: Preset, algorithm: Algorithm, rest: Partial<HashRules> = {}): HashRules => ({ ...HASH_PRESETS[preset].rules, algorithm, ...rest });
const inputs = (values: readonly (string | null)[]): readonly HashInput[] =>
  values.map((value) => ({ expr: value === null ? nil(TEXT) : text(value), type: TEXT }));
const published = ({ kind, columns_in_hash_order: values, alg }: Vector, preset: Preset): Expr => {
  const rules = rulesOf(preset, alg === 'MD5' ? 'md5' : 'sha256');
  return kind === 'hashdiff' ? hashDiff(inputs(values), rules) : hashKey(inputs(values), rules);
};

const print = (expr: Expr, dialect: 'duckdb' | 'postgres'): string => {
  const printed = printExpr(expr, DIALECTS[dialect]);
  expect(printed.diagnostics).toEqual([]);
  return printed.text;
};
const numbered = (exprs: readonly Expr[], dialect: 'duckdb' | 'postgres'): string =>
  `${exprs.map((expr, index) => `select ${index} as id, ${print(expr, dialect)} as hashed`).join(' union all ')} order by id`;
const onDuckdb = (...lists: readonly (readonly Expr[])[]): readonly (readonly (string | null)[])[] =>
  runDuckdb(lists.map((exprs) => ({ sql: numbered(exprs, 'duckdb'), rows: true }))).map((rows) => rows.map(([, hash]) => hash ?? null));
const onPostgres = async (exprs: readonly Expr[]): Promise<readonly (string | null)[]> => {
  const database = await PGlite.create();
  const { rows } = await database.query<[number, string | null]>(numbered(exprs, 'postgres'), [], { rowMode: 'array' });
  await database.close();
  return rows.map(([, hash]) => hash);
};

const digest = (algorithm: Algorithm, value: string): string => createHash(algorithm).update(value).digest('hex');

describe.skipIf(!present)('published hash vectors', () => {
  it('are all here', () => {
    expect(vectors.map(({ alg, kind }) => `${alg} ${kind}`).toSorted()).toHaveLength(28);
    expect(new Set(vectors.map(({ alg, kind }) => `${alg} ${kind}`)).size).toBe(6);
  });

  const exprs = (['automate_dv', 'datavault4dbt'] as const).flatMap((preset) => vectors.map((vector) => published(vector, preset)));
  const hashes = [...vectors.map((vector) => vector.automate_dv), ...vectors.map((vector) => vector.datavault4dbt_string)];

  const isKey = ({ kind }: Vector): boolean => kind !== 'hashdiff';
  const large = vectors.map((vector) => ({
    ...vector,
    columns_in_hash_order: vector.columns_in_hash_order.map((value) => (isKey(vector) ? value : (value?.toUpperCase() ?? null))),
  }));
  const ownPreset = large.map((vector) => published(vector, 'orrery'));
  const [libraries, orrery] = present ? onDuckdb(exprs, ownPreset) : [];

  it('are what the presets of both libraries give on DuckDB', () => {
    expect(libraries).toEqual(hashes);
  });

  it('are what they give on PostgreSQL', async () => {
    expect(await onPostgres(exprs)).toEqual(hashes);
  });

  it("are what Orrery's own preset gives too: keys as they are, differences of text without small letters", () => {
    expect([vectors.filter(isKey).length, vectors.filter((vector) => !isKey(vector)).length]).toEqual([20, 8]);
    expect(orrery).toEqual(vectors.map((vector) => vector.automate_dv));
  });
});

describe("Orrery's own hashes", () => {
  const typed = (type: string, value: string): HashInput => ({ expr: cast(text(value), typeFrom(type)), type: typeFrom(type) });
  const orrery = rulesOf('orrery', 'md5');
  /** A hash, and the text it is made of, by the rules of the documentation. */
  const own: readonly (readonly [string, Expr, Algorithm, string | null])[] = [
    ['folds letters A to Z only, and trims blanks only', hashKey(inputs([' straße \t']), orrery), 'md5', 'STRAßE \t'],
    ['joins parts in their order, with a placeholder for nothing', hashKey(inputs(['a', ' ', 'c']), orrery), 'md5', 'A||^^||C'],
    ['makes no key of nothing', hashKey(inputs([null, '  ']), orrery), 'md5', null],
    ['puts a collision code first, as it is', hashKey(inputs(['a']), orrery, 'Web'), 'md5', 'Web||A'],
    ['makes no key of a collision code alone', hashKey(inputs([null]), orrery, 'Web'), 'md5', null],
    ['keeps letters in differences', hashDiff(inputs(['Ab', null]), orrery), 'md5', 'Ab||^^'],
    ['makes a difference of nothing', hashDiff(inputs([null]), rulesOf('orrery', 'sha256')), 'sha256', '^^'],
    [
      'takes values by their type',
      hashDiff([typed('decimal(9,2)', '1.5'), typed('date', '2026-01-05'), typed('timestamp', '2026-01-05 06:00:00'), typed('boolean', 'true')], orrery),
      'md5',
      '1.50||2026-01-05||2026-01-05 06:00:00.000000||true',
    ],
    [
      'leaves fractions out where there is none, as AutomateDV does',
      hashDiff([typed('timestamp', '2026-01-05 06:00:00'), typed('timestamp', '2026-01-05 06:00:00.120')], rulesOf('automate_dv', 'md5')),
      'md5',
      '2026-01-05 06:00:00||2026-01-05 06:00:00.12',
    ],
    [
      'writes milliseconds where asked to',
      hashDiff([typed('timestamp', '2026-01-05 06:00:00')], rulesOf('automate_dv', 'md5', { fraction: 'millis' })),
      'md5',
      '2026-01-05 06:00:00.000',
    ],
  ];
  const expected = own.map(([, , algorithm, value]) => (value === null ? null : digest(algorithm, value).toUpperCase()));

  const library = rulesOf('datavault4dbt', 'md5');
  const quoted = [
    hashKey(inputs(['a\nb', null]), library),
    hashDiff(inputs(['A"b\t', '^^', '||', '\\']), library),
    hashKey(inputs(['a']), library, 'web'),
    hashKey(inputs([null]), library, 'web'),
  ];
  const exprs = own.map(([, expr]) => expr);
  const [documented, inQuotes] = onDuckdb(exprs, quoted);

  it('are those of the documented text', async () => {
    const named = (hashes: readonly (string | null)[]): unknown => hashes.map((hash, index) => [own[index]?.[0], hash]);
    expect(named(documented ?? [])).toEqual(named(expected));
    expect(named(await onPostgres(exprs))).toEqual(named(expected));
  });

  it('stand in quotes in the other library, with what would look like its marks replaced, and line ends gone', () => {
    expect(inQuotes).toEqual([
      digest('md5', '"AB"||^^'),
      digest('md5', '"Adv4dbt-quote-replacementb"||"dv4dbt-null-replacement"||"dv4dbt-concat-replacement"||"\\\\"'),
      digest('md5', 'WEB||"A"'),
      '0'.repeat(32),
    ]);
  });

  it('are stored as bytes where the rules say so, whatever the preset', () => {
    const binary = (preset: Preset, algorithm: Algorithm): Expr => hashKey(inputs(['1001']), rulesOf(preset, algorithm, { storage: 'binary' }));
    const sql = ['md5', 'sha1', 'sha256'].map((algorithm) => `hex(${print(binary('automate_dv', algorithm as Algorithm), 'duckdb')})`);
    const [rows] = runDuckdb([{ sql: `select ${sql.map((one, index) => `${one} as h${index}`).join(', ')}`, rows: true }]);
    expect(rows).toEqual([(['md5', 'sha1', 'sha256'] as const).map((algorithm) => digest(algorithm, '1001').toUpperCase())]);
  });

  it('take the columns of a difference by name, unless they are to stand as listed', () => {
    const columns = ['b', 'C', 'a'].map((name) => ({ name }));
    const names = (preset: Preset): readonly string[] => diffOrder(columns, HASH_PRESETS[preset].rules).map(({ name }) => name);
    expect([names('orrery'), names('automate_dv'), names('datavault4dbt')]).toEqual([
      ['a', 'b', 'C'],
      ['a', 'b', 'C'],
      ['b', 'C', 'a'],
    ]);
  });
});
