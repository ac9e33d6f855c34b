import { expect, it } from 'vitest';
import { momentsOf, placeOf } from './moments.ts';

it('puts load dates and changes on one line, each once', () => {
  const moments = momentsOf(
    ['2026-01-05T06:00:00', '2026-01-02T00:00:00.5', '2026-01-09T00:00:00'],
    [
      { id: 'd1', load_date: '2026-01-05T06:00:00' },
      { id: 'd2', label: 'Second', load_date: '2026-01-06T06:00:00.25' },
    ],
  );
  expect(moments).toEqual([
    { time: '2026-01-02T00:00:00' },
    { time: '2026-01-05T06:00:00', delivery: 'd1' },
    { time: '2026-01-06T06:00:00', delivery: 'Second' },
    { time: '2026-01-09T00:00:00' },
  ]);
  expect(['2025-01-01', '2026-01-05T06:00:00', '2026-01-05T05:59:59', '2030-01-01'].map((time) => placeOf(moments, time))).toEqual([0, 1, 0, 3]);
});
