import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Engine } from '../src/core/engine-port.ts';
import { openNodeEngine } from '../src/engine/duckdb-node.ts';
import { withDocumented } from './documented.ts';
import { judge, RUNS, type Run } from './judge.ts';
import { foundCase } from './read-cases.ts';
import { failureLines, summaryLines } from './report.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await openNodeEngine();
});
afterAll(() => engine.close());

const columns = { CUSTOMER_ID: 'VARCHAR', NAME: 'VARCHAR', LOAD_DATE: 'DATE', SOURCE: 'VARCHAR' };
const row = (id: string, name: string | null, date: string) => ({ CUSTOMER_ID: id, NAME: name, LOAD_DATE: date, SOURCE: '*' });
const stored = (md5: string, name: string | null, date: string) => ({ CUSTOMER_PK: md5, NAME: name, LOAD_DATE: date });
const [ONE, TWO] = ['B8C37E33DEFDE51CF91E1E03E51657DA', 'FBA9D88164F3E2D9109EE770223212A0'];

/** A satellite of two deliveries; the first has two load dates. Its expected rows can be made wrong. */
const satellite = (last: readonly object[], requires: readonly string[] = []) => ({
  id: 'S-1',
  object: 'sat',
  name: 'two deliveries',
  requires,
  config: {
    column_types: { RAW: columns, SAT: { CUSTOMER_PK: 'HASH', HASHDIFF: 'HASH', NAME: 'VARCHAR', LOAD_DATE: 'DATE', SOURCE: 'VARCHAR' } },
    stages: { STG: { from: 'RAW', hashed_columns: { CUSTOMER_PK: 'CUSTOMER_ID', HASHDIFF: { is_hashdiff: true, columns: ['NAME'] } } } },
    targets: {
      SAT: {
        structure: 'sat',
        source: 'STG',
        src_pk: 'CUSTOMER_PK',
        src_hashdiff: 'HASHDIFF',
        src_payload: ['NAME'],
        src_ldts: 'LOAD_DATE',
        src_source: 'SOURCE',
      },
    },
  },
  steps: [
    { op: 'drop', target: 'SAT' },
    { op: 'raw', table: 'RAW', rows: [row('1001', 'Ann', '2026-01-01'), row('1002', null, '2026-01-01'), row('1001', 'Anna', '2026-01-02')] },
    { op: 'load', target: 'SAT' },
    { op: 'raw', table: 'RAW', rows: [row('1001', 'Anna', '2026-01-03'), row('1002', 'Bob', '2026-01-03')] },
    { op: 'load', target: 'SAT' },
    { op: 'expect', target: 'SAT', columns: ['CUSTOMER_PK', 'NAME', 'LOAD_DATE'], rows: last },
  ],
});
const right = [stored(ONE, 'Ann', '2026-01-01'), stored(TWO, null, '2026-01-01'), stored(ONE, 'Anna', '2026-01-02'), stored(TWO, 'Bob', '2026-01-03')];

it('passes a case in every way its rows can come', async () => {
  const verdict = await judge(engine, foundCase(satellite(right), 'x.json'), RUNS);
  expect([verdict.status, verdict.failures, [...verdict.inapplicable]]).toEqual(['passed', [], []]);
});

it('fails a case in every way when a row is expected once too often, under another value, or not at all', async () => {
  const [first, ...others] = right;
  for (const wrong of [[...right, first], [stored(ONE, '', '2026-01-01'), ...others], others]) {
    const verdict = await judge(engine, foundCase(satellite(wrong as object[]), 'x.json'), RUNS);
    expect(verdict.status).toBe('failed');
    expect(verdict.failures.map(({ run, step }) => [run, step])).toEqual(RUNS.map((run) => [run, 6]));
  }
  const verdict = await judge(engine, foundCase(satellite([stored(TWO, 'Bo', '2026-01-03'), ...right.slice(0, 3)]), 'x.json'), ['as_given']);
  expect(failureLines(verdict)).toEqual([
    'FAILED S-1 (sat) two deliveries',
    '    as_given, step 6: SAT differs',
    '                CUSTOMER_PK | NAME | LOAD_DATE',
    `      expected  ${TWO} | Bo | 2026-01-03`,
    `      actual    ${TWO} | Bob | 2026-01-03`,
  ]);
});

it('tells every table after every step', async () => {
  const seen: string[] = [];
  await judge(engine, foundCase(satellite(right), 'x.json'), ['as_given'], async (step, tables) => {
    const { rows } = await engine.query(tables.get('SAT') ?? '');
    seen.push(`${step}: ${rows.length} of ${[...tables.keys()].join(', ')}`);
  });
  expect(seen).toEqual([1, 2, 3, 4, 5, 6].map((step) => `${step}: ${step < 3 ? 0 : step < 5 ? 3 : 4} of STG, SAT`));
});

it('leaves out what is not offered, fails what it cannot read, and says so', async () => {
  const found = [foundCase(satellite(right, ['insert_by_rank']), 'x.json'), foundCase({ id: 'B-1', object: 'sat', name: '', config: {} }, 'x.json')];
  const verdicts = await Promise.all(found.map((one) => judge(engine, one, ['as_given'])));
  expect(verdicts.map(({ status }) => status)).toEqual(['skipped', 'failed']);
  expect(summaryLines(verdicts, new Map())).toEqual([
    'skipped 1, insert_by_rank: a load rank by rank, a materialisation of another tool: S-1',
    '0 passed, 1 failed, 1 skipped',
  ]);
});

it('takes an exception that no longer holds for a failure', async () => {
  const runs: readonly Run[] = ['as_given'];
  const documented = [{ runs, cases: ['S-1'], reason: 'on purpose' }];
  const passed = await judge(engine, foundCase(satellite(right), 'x.json'), runs);
  const failed = await judge(engine, foundCase(satellite([]), 'x.json'), runs);
  expect(withDocumented(failed, runs, documented)).toMatchObject({ verdict: { status: 'passed' }, documented });
  expect(withDocumented(passed, runs, documented)).toMatchObject({ verdict: { status: 'failed' } });
});
