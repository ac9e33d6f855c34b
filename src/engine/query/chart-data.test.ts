import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Engine } from '../../core/engine-port.ts';
import { firstChart, type ChartSpec } from '../../core/query/chart-spec.ts';
import { openNodeEngine } from '../duckdb-node.ts';
import { chartData } from './chart-data.ts';
import { createBench } from './create-bench.ts';

let engine: Engine;
let table: string;
const columns = [
  { name: 'day', type: 'DATE' },
  { name: 'city', type: 'VARCHAR' },
  { name: 'amount', type: 'DECIMAL(9,2)' },
  { name: 'n', type: 'INTEGER' },
];
beforeAll(async () => {
  engine = await openNodeEngine();
  const bench = await createBench(engine);
  const outcome = await bench.run(
    `select date '2026-01-01' + (i % 10)::int as day, 'city ' || (i % 100) as city, (i % 7)::decimal(9,2) as amount, i::int as n from range(10000) as r(i)`,
    new AbortController().signal,
  );
  if (outcome.kind !== 'rows') throw new Error('no rows');
  ({ table } = outcome);
});
afterAll(() => engine.close());

const chart = (spec: Partial<ChartSpec>) =>
  chartData(engine, table, columns, { kind: 'bar', x: 'day', y: 'amount', series: undefined, aggregate: 'sum', ...spec });

it('adds up what lies at one place', async () => {
  const { axis, points, notes } = await chart({});
  expect([axis, points.length, notes]).toEqual(['time', 10, []]);
  expect(points[0]).toMatchObject({ label: '2026-01-01', place: Date.UTC(2026, 0, 1) });
  const expected = Array.from({ length: 10_000 }, (_, i) => i % 7).reduce((sum, value) => sum + value, 0);
  expect(points.reduce((sum, { y }) => sum + y, 0)).toBe(expected);
  expect((await chart({ aggregate: 'count', y: undefined })).points.every(({ y }) => y === 1000)).toBe(true);
});
it('draws the largest bars and the most frequent series, and says so', async () => {
  const bars = await chart({ x: 'city' });
  expect([bars.points.length, bars.notes]).toEqual([40, ['The 40 largest of 100 values of city are drawn.']]);
  const series = await chart({ series: 'city' });
  expect(new Set(series.points.map((point) => point.series)).size).toBe(8);
  expect(series.notes).toEqual(['The 8 most frequent of 100 values of city are drawn.']);
});
it('draws many places in steps that lose no row', async () => {
  const { points, notes } = await chart({ kind: 'line', x: 'n', aggregate: 'count' });
  expect(notes).toEqual(['10,000 values of n are drawn in 300 steps.']);
  expect(points.length).toBeLessThanOrEqual(301);
  expect(points.reduce((sum, { y }) => sum + y, 0)).toBe(10_000);
});
it('draws some of many dots', async () => {
  const { points, notes } = await chart({ kind: 'scatter', x: 'n' });
  expect([points.length, notes]).toEqual([4000, ['4,000 of 10,000 rows are drawn, chosen at random.']]);
});
it('says what is missing', async () => {
  await expect(chart({ x: 'gone' })).rejects.toThrow('Choose a column for the horizontal axis.');
  await expect(chart({ y: 'city' })).rejects.toThrow('Choose a column of numbers');
  await expect(chart({ kind: 'scatter', x: 'city' })).rejects.toThrow('A scatter needs numbers or times on both axes');
});
it('begins with a measure over time, else by a text', () => {
  expect(firstChart(columns)).toEqual({ kind: 'line', x: 'day', y: 'amount', series: undefined, aggregate: 'sum' });
  expect(firstChart(columns.slice(1))).toMatchObject({ kind: 'bar', x: 'city', y: 'amount' });
  expect(firstChart(columns.slice(1, 2))).toMatchObject({ kind: 'bar', x: 'city', aggregate: 'count' });
});
