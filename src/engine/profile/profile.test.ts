import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EngineCancelled, type Engine, type Reader } from '../../core/engine-port.ts';
import type { ColumnProfile } from '../../core/profile/types.ts';
import { openNodeEngine } from '../duckdb-node.ts';
import { compareRelations } from './compare.ts';
import { profileOf } from './profile.ts';

const HOSTILE = `na"me'; drop table t--`;
let engine: Engine;
let reader: Reader;
beforeAll(async () => {
  engine = await openNodeEngine();
  await engine.execute('create schema p');
  await engine.execute(
    `create table p.people (id integer, "na""me'; drop table t--" varchar, amount decimal(10,2), born date, seen timestamp, ok boolean, nothing varchar)`,
  );
  await engine.execute(`insert into p.people values
    (1, 'AB-12', 10.00, '2000-01-01', '2026-01-01 00:00:00', true, null),
    (2, 'cd-34', 20.00, '2000-01-02', '2026-01-01 12:00:00', true, null),
    (3, 'AB-12', 30.00, '2000-01-04', null, false, null),
    (4, '  ', 40.00, null, '2026-01-02 00:00:00', null, null),
    (5, null, null, '2000-01-04', '2026-01-02 00:00:00', true, null)`);
  await engine.execute('create table p.empty (id integer, name varchar, "at" timestamp)');
  await engine.execute(
    `create table p.odd (wide decimal(38,0), huge hugeint, real double, tag blob, list integer[], far date, text varchar, moment timestamptz, span interval, uid uuid, hour time)`,
  );
  await engine.execute(`insert into p.odd values
    (99999999999999999999999999999999999999, 170141183460469231731687303715884105727, 'nan', '\\x00\\xFF'::blob, [1, 2], 'infinity', 'Größe 7', '2026-01-01 00:00:00+00', interval 3 day, 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', '10:00:00'),
    (99999999999999999999999999999999999998, -170141183460469231731687303715884105727, 'infinity', '\\x01'::blob, [1, 2], '0001-01-01', 'дом № 9', '2026-01-03 00:00:00+00', interval 1 day, 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a12', '11:00:00'),
    (1, 0, 1e308, null, [], '2026-01-01', repeat('x', 70), null, null, null, '23:59:59')`);
  reader = await engine.openReader();
});
afterAll(async () => {
  await reader.close();
  await engine.close();
});

const columnOf = (columns: readonly ColumnProfile[], name: string): ColumnProfile => {
  const found = columns.find((column) => column.name === name);
  if (!found) throw new Error(`no column ${name}`);
  return found;
};

describe('a profile', () => {
  it('gives the figures that a hand works out', async () => {
    const { rows, sampled, columns } = await profileOf(reader, 'p.people');
    expect([rows, sampled]).toEqual([5, undefined]);
    expect(columnOf(columns, 'id')).toEqual({
      name: 'id',
      type: 'INTEGER',
      nulls: 0,
      distinct: 5,
      isEstimate: false,
      min: '1',
      max: '5',
      mean: 3,
      deviation: Math.sqrt(2.5),
      quantiles: { p5: '1', p25: '2', p50: '3', p75: '4', p95: '5' },
      top: ['1', '2', '3', '4', '5'].map((value) => ({ value, times: 1 })),
      histogram: ['1', '2', '3', '4', '5'].map((value) => ({ from: value, until: value, times: 1 })),
      patterns: [],
      patternCount: 0,
      isKey: true,
    });
    expect(columnOf(columns, HOSTILE)).toEqual({
      name: HOSTILE,
      type: 'VARCHAR',
      nulls: 1,
      blanks: 1,
      distinct: 3,
      isEstimate: false,
      min: '  ',
      max: 'cd-34',
      lengths: { min: 2, mean: 4.25, max: 5 },
      top: [
        { value: 'AB-12', times: 2 },
        { value: '  ', times: 1 },
        { value: 'cd-34', times: 1 },
      ],
      histogram: [],
      patterns: [
        { value: 'AA-99', times: 3 },
        { value: '  ', times: 1 },
      ],
      patternCount: 2,
      isKey: false,
    });
    expect(columnOf(columns, 'amount')).toMatchObject({
      nulls: 1,
      min: '10.00',
      max: '40.00',
      mean: 25,
      quantiles: { p5: '10.00', p50: '20.00', p95: '40.00' },
    });
    expect(columnOf(columns, 'born').histogram).toEqual([
      { from: '2000-01-01', until: '2000-01-01', times: 1 },
      { from: '2000-01-02', until: '2000-01-02', times: 1 },
      { from: '2000-01-03', until: '2000-01-03', times: 0 },
      { from: '2000-01-04', until: '2000-01-04', times: 2 },
    ]);
    const seen = columnOf(columns, 'seen');
    expect(seen.histogram).toHaveLength(20);
    expect(seen.histogram.map(({ times }) => times).filter((times) => times > 0)).toEqual([1, 1, 2]);
    expect(seen.histogram[0]).toEqual({ from: '2026-01-01 00:00', until: '2026-01-01 01:12', times: 1 });
    expect(columnOf(columns, 'ok').top).toEqual([
      { value: 'true', times: 3 },
      { value: 'false', times: 1 },
    ]);
  });

  it('of a column without values says so', async () => {
    const { columns } = await profileOf(reader, 'p.people', { columns: ['nothing'] });
    expect(columns).toEqual([
      {
        name: 'nothing',
        type: 'VARCHAR',
        nulls: 5,
        blanks: 0,
        distinct: 0,
        isEstimate: false,
        top: [],
        histogram: [],
        patterns: [],
        patternCount: 0,
        isKey: false,
      },
    ]);
  });

  it('of an empty table has no key and no figures', async () => {
    const { rows, columns } = await profileOf(reader, 'p.empty');
    expect(rows).toBe(0);
    expect(columns.map(({ nulls, distinct, isKey, min, top, histogram }) => [nulls, distinct, isKey, min, top, histogram])).toEqual([
      [0, 0, false, undefined, [], []],
      [0, 0, false, undefined, [], []],
      [0, 0, false, undefined, [], []],
    ]);
  });

  it('keeps every digit and stands what is not finite, nested, or in another script', async () => {
    const { columns } = await profileOf(reader, 'p.odd');
    expect(columnOf(columns, 'wide')).toMatchObject({ min: '1', max: '99999999999999999999999999999999999999', distinct: 3, isKey: true });
    expect(columnOf(columns, 'huge')).toMatchObject({ min: '-170141183460469231731687303715884105727', max: '170141183460469231731687303715884105727' });
    expect(columnOf(columns, 'real')).toMatchObject({ nulls: 0, distinct: 3, histogram: [{ times: 1 }] });
    expect(columnOf(columns, 'real').mean).toBeUndefined();
    expect(columnOf(columns, 'list')).toMatchObject({
      distinct: 2,
      top: [
        { value: '[1, 2]', times: 2 },
        { value: '[]', times: 1 },
      ],
    });
    expect(columnOf(columns, 'far')).toMatchObject({ min: '0001-01-01', max: 'infinity' });
    expect(columnOf(columns, 'tag')).toMatchObject({ nulls: 1, distinct: 2 });
    expect(columnOf(columns, 'moment').histogram.filter(({ times }) => times > 0)).toHaveLength(2);
    expect(columnOf(columns, 'hour').quantiles?.p50).toBe('11:00:00');
    expect(columnOf(columns, 'text').patterns.map(({ value }) => value)).toEqual(expect.arrayContaining(['AAAAA 9', 'AAA № 9', `${'A'.repeat(60)}…`]));
  });

  it('is sampled beyond its limit and says so, exact in what it can be', async () => {
    const from = `(select i as id, i % 10 as digit, case when i % 4 = 0 then null else 'x' || i end as name from range(20000) as r(i))`;
    const { rows, sampled, columns } = await profileOf(reader, from, { exactRows: 10_000, sampleRows: 2000 });
    expect([rows, sampled]).toEqual([20_000, 2000]);
    expect(columnOf(columns, 'id')).toMatchObject({ nulls: 0, min: '0', max: '19999', mean: 9999.5, distinct: 20_000, isEstimate: false, isKey: true });
    expect(columnOf(columns, 'digit')).toMatchObject({ isKey: false, isEstimate: true });
    expect(columnOf(columns, 'digit').top.reduce((sum, { times }) => sum + times, 0)).toBe(2000);
    expect(columnOf(columns, 'name')).toMatchObject({ nulls: 5000, isKey: false });
    const again = await profileOf(reader, from, { exactRows: 10_000, sampleRows: 2000 });
    expect(again.columns).toEqual(columns);
  });

  it('tells how far it is, and stops when told to', async () => {
    const control = new AbortController();
    const steps: string[] = [];
    const stopped = profileOf(reader, 'p.people', {
      signal: control.signal,
      onStep: ({ done, total, doing }) => {
        steps.push(`${done}/${total} ${doing}`);
        if (done === 2) control.abort();
      },
    });
    await expect(stopped).rejects.toThrow(EngineCancelled);
    expect(steps).toEqual(['0/8 Counting', '1/8 id', `2/8 ${HOSTILE}`]);
    expect((await profileOf(reader, 'p.people', { columns: ['id'] })).rows).toBe(5);
  });
});

describe('two deliveries', () => {
  it('are compared column by column, with the values that came and went', async () => {
    const before = `(select * from (values (1, 'a', 10), (2, 'b', 20), (3, null, 30)) as v(id, "name", gone))`;
    const after = `(select * from (values (2, 'b'), (3, 'c'), (4, 'd'), (5, 'd')) as v(id, "name"))`;
    const { rows, columns } = await compareRelations(reader, { from: before }, { from: after });
    expect(rows).toEqual({ before: 3, after: 4 });
    expect(columns.map(({ name, fresh, lost }) => ({ name, fresh, lost }))).toEqual([
      { name: 'id', fresh: { count: 2, examples: ['4', '5'] }, lost: { count: 1, examples: ['1'] } },
      { name: 'name', fresh: { count: 2, examples: ['c', 'd'] }, lost: { count: 1, examples: ['a'] } },
    ]);
    expect(columns[1]).toMatchObject({ before: { nulls: 1, distinct: 2, max: 'b' }, after: { nulls: 0, distinct: 3, max: 'd' } });
  });
});
