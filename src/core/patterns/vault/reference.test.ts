import { describe, expect, it } from 'vitest';
import { byName, column } from '../../../../test/support/columns.ts';
import { checkSql, compiled, fed, play, projectOf, type Delivered } from '../../../../test/support/play.ts';
import type { ModelObject, Reference } from '../../model/types.ts';

const reference = (rest: Partial<Reference> = {}): Reference => ({
  kind: 'reference',
  id: 'ref_country',
  name: 'ref_country',
  columns: [{ ...column('code'), use: 'key' }, column('name'), { ...column('rate', 'decimal(6,2)'), use: 'attribute' }],
  feeds: [{ from: 'stg_countries', map: byName('code', 'name', 'rate') }],
  ...rest,
});
const objects = (rest?: Partial<Reference>): readonly ModelObject[] => [
  ...fed('countries', { code: 'text', name: 'text', rate: 'decimal(6,2)' }),
  reference(rest),
];

const DELIVERIES: readonly Delivered[] = [
  {
    countries: [
      ['DE', 'Germany', '19'],
      ['FR', 'France', '20'],
      ['FR', 'France', '20.00'],
      [null, 'Nowhere', '1'],
      [' ', 'Blank', '1'],
    ],
  },
  {
    countries: [
      ['DE', 'Germany', '19.00'],
      ['FR', 'France', null],
    ],
  },
  {
    countries: [
      ['DE', 'Germany', '16'],
      ['FR', 'France', '20'],
      ['NO', 'Norway', '25'],
      ['NO', 'Norge', '25'],
    ],
  },
];
const ROWS = 'select code, name, rate::varchar, load_date::date::varchar, record_source from raw_vault.ref_country order by 1, 4';

describe('a plain reference table', () => {
  const project = projectOf(objects());
  const plan = compiled(project);
  const questions = [ROWS, `select code, name, rate::varchar, load_date::date::varchar from (${checkSql(plan, 'ref_country', 'contradiction')}) order by 1, 4`];
  const [rows, contradictions, missing] = play(project, DELIVERIES, [
    ...questions,
    `select code, name from (${checkSql(plan, 'ref_country', 'missing_key')}) order by 2`,
  ]);

  it('keeps the first row of each key', () => {
    expect(rows).toEqual([
      ['DE', 'Germany', '19.00', '2026-01-01', 'countries'],
      ['FR', 'France', '20.00', '2026-01-01', 'countries'],
      ['NO', 'Norway', '25.00', '2026-01-03', 'countries'],
    ]);
  });

  it('lists what contradicts the first row and what has no key', () => {
    expect(contradictions).toEqual([
      ['DE', 'Germany', '16.00', '2026-01-03'],
      ['FR', 'France', null, '2026-01-02'],
      ['NO', 'Norge', '25.00', '2026-01-03'],
    ]);
    expect(missing).toEqual([
      [' ', 'Blank'],
      [null, 'Nowhere'],
    ]);
  });
});

describe('a reference table with history', () => {
  const project = projectOf(objects({ history: 'full' }));
  const plan = compiled(project);
  const timeline =
    'select code, name, rate::varchar, load_date::date::varchar, load_end_date::date::varchar, is_current::varchar from raw_vault.ref_country_timeline order by 1, 4';
  const notShown = `select code, name, load_date::date::varchar from (${checkSql(plan, 'ref_country', 'not_shown')}) order by 1`;
  const [rows, left] = play(project, DELIVERIES, [timeline, notShown]);

  it('has a row each time the attributes of a key changed: A, NULL, A gives three', () => {
    expect(rows).toEqual([
      ['DE', 'Germany', '19.00', '2026-01-01', '2026-01-03', 'false'],
      ['DE', 'Germany', '16.00', '2026-01-03', '9999-12-31', 'true'],
      ['FR', 'France', '20.00', '2026-01-01', '2026-01-02', 'false'],
      ['FR', 'France', null, '2026-01-02', '2026-01-03', 'false'],
      ['FR', 'France', '20.00', '2026-01-03', '9999-12-31', 'true'],
      ['NO', 'Norge', '25.00', '2026-01-03', '9999-12-31', 'true'],
    ]);
  });

  it('lists the row that gave way to the last one of its delivery', () => {
    expect(left).toEqual([['NO', 'Norway', '2026-01-03']]);
  });

  it('keeps both where the project says so, and its end in a column where the project wants that', () => {
    const both = projectOf(objects({ history: 'full' }), { vault: { same_load_date: 'all', load_end_date: 'column' } });
    const [states] = play(both, DELIVERIES, [
      "select name, load_end_date::date::varchar from raw_vault.ref_country where code in ('NO', 'DE') order by 1 desc, 2",
    ]);
    expect(states?.map(([name]) => name)).toEqual(['Norway', 'Norge', 'Germany', 'Germany']);
    expect(compiled(both).byId.get('ref_country')?.primaryKey).toEqual(['code', 'load_date', 'hash_diff']);
  });
});

describe('what cannot be built', () => {
  it.each([
    ['no key', { columns: [column('code'), column('name')] }, 'reference-without-key'],
    ['nothing to keep the history of', { columns: [{ ...column('code'), use: 'key' as const }], history: 'full' as const }, 'reference-without-attributes'],
    ['no feed', { feeds: [] }, 'not-fed'],
  ])('says so: %s', (_, rest, code) => {
    const plan = compiled(projectOf(objects(rest)));
    expect(plan.diagnostics.map((one) => one.code)).toEqual([code]);
    expect(plan.byId.has('ref_country')).toBe(false);
  });
});
