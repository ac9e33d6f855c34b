import { describe, expect, it } from 'vitest';
import type { ChartData } from '../../../core/query/chart-spec.ts';
import { niceSteps, shortNumber, timeTicks } from './axis.ts';
import { chartShape } from './chart-shape.ts';

describe('an axis', () => {
  it('has round steps', () => {
    expect(niceSteps(0, 97, 5)).toEqual([0, 20, 40, 60, 80]);
    expect(niceSteps(-1.2, 1.3, 5)).toEqual([-1, -0.5, 0, 0.5, 1]);
    expect(niceSteps(3, 3, 5)).toEqual([3]);
  });
  it('has round times', () => {
    const labels = (from: string, to: string): readonly string[] => timeTicks(Date.parse(from), Date.parse(to), 8).map(({ label }) => label);
    expect(labels('2026-01-01T00:00Z', '2026-01-06T00:00Z')).toEqual(['2026-01-01', '2026-01-02', '2026-01-03', '2026-01-04', '2026-01-05', '2026-01-06']);
    expect(labels('2026-01-15T00:00Z', '2026-06-15T00:00Z')).toEqual(['2026-02', '2026-03', '2026-04', '2026-05', '2026-06']);
    expect(labels('2020-03-01T00:00Z', '2026-03-01T00:00Z')).toEqual(['2021', '2022', '2023', '2024', '2025', '2026']);
  });
  it('writes numbers short', () => {
    expect([0, 12_345, 3_500_000, 0.254, -2000].map(shortNumber)).toEqual(['0', '12.3k', '3.5M', '0.254', '-2k']);
  });
});

const data: ChartData = {
  axis: 'category',
  notes: [],
  points: [
    { label: 'Ulm', place: undefined, series: 'a', y: 10 },
    { label: 'Ulm', place: undefined, series: 'b', y: 30 },
    { label: null, place: undefined, series: 'a', y: 20 },
  ],
};
const size = { width: 400, height: 300 };

describe('the shape of a chart', () => {
  it('puts bars that add up on each other, to scale', () => {
    const { marks, series, xTicks } = chartShape(data, { kind: 'bar', aggregate: 'sum' }, size);
    const [a, , b] = marks;
    expect(series).toEqual(['a', 'b']);
    expect(a && b && [Math.round(a.y - (b.y + b.height)), a.x - b.x]).toEqual([0, 0]);
    expect((b?.height ?? 0) / (a?.height ?? 1)).toBeCloseTo(3);
    expect(xTicks.map(({ label }) => label)).toEqual(['Ulm', 'NULL']);
  });
  it('puts bars that do not add up beside each other', () => {
    const { marks } = chartShape(data, { kind: 'bar', aggregate: 'avg' }, size);
    const ulm = marks.filter(({ point }) => point.label === 'Ulm');
    expect(ulm[1] && ulm[0] && ulm[1].x - ulm[0].x).toBeCloseTo(ulm[0]?.width ?? 0);
  });
  it('keeps everything inside, whatever the values', () => {
    for (const y of [0, -5, 1e9, 3]) {
      const { marks, yTicks } = chartShape(
        { axis: 'number', notes: [], points: [{ label: '1', place: 1, series: null, y }] },
        { kind: 'line', aggregate: 'sum' },
        size,
      );
      for (const { x, y: at } of marks) expect(x > 0 && x < 400 && at > 0 && at < 300).toBe(true);
      expect(yTicks.length).toBeGreaterThan(0);
    }
  });
  it('draws a line through the points from left to right', () => {
    const points = [3, 1, 2].map((place) => ({ label: String(place), place, series: null, y: place }));
    const { paths } = chartShape({ axis: 'number', notes: [], points }, { kind: 'line', aggregate: 'sum' }, size);
    const xs = [...(paths[0]?.line ?? '').matchAll(/[ML]([\d.]+)/g)].map(([, x]) => Number(x));
    expect(xs).toHaveLength(3);
    expect(xs).toEqual(xs.toSorted((a, b) => a - b));
  });
});
