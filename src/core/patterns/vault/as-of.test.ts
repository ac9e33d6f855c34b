import { describe, expect, it } from 'vitest';
import { column } from '../../../../test/support/columns.ts';
import { compiled, fed, play, projectOf } from '../../../../test/support/play.ts';
import type { AsOf, ModelObject } from '../../model/types.ts';

type Points = AsOf['points'];
const asOf = (id: string, points: Points, rest: Partial<AsOf> = {}): AsOf => ({ kind: 'as_of', id, name: id, points, ...rest });
const calendar = (every: Extract<Points, { by: 'calendar' }>['every'], first: string, last: string): AsOf =>
  asOf(`as_of_${every}`, { by: 'calendar', first, last, every });
const EVENTS = fed('events', { id: 'text', happened: 'timestamp', due: 'date', zoned: 'timestamptz' });

const OBJECTS: readonly ModelObject[] = [
  ...EVENTS,
  calendar('day', '2024-02-28', '2024-03-01'),
  calendar('week', '2026-01-05', '2026-01-25'),
  calendar('month', '2024-01-31', '2024-04-29'),
  calendar('quarter', '2025-12-30', '2026-09-29'),
  calendar('year', '1999-12-31', '2001-12-30'),
  asOf('as_of_happened', { by: 'column', from: 'stg_events', column: 'happened' }, { column: 'moment' }),
  asOf('as_of_due', { by: 'column', from: 'stg_events', column: 'due' }),
  asOf('as_of_loads', { by: 'load_dates', from: ['stg_events', 'hub_event'] }),
  { kind: 'hub', id: 'hub_event', name: 'hub_event', columns: [column('id')], feeds: [{ from: 'stg_events', map: { id: 'id' } }] },
];

const all = (table: string, name = 'as_of_date'): string => `select ${name}::varchar from business_vault.${table} order by 1`;
const ends = (...days: readonly string[]): readonly (readonly string[])[] => days.map((day) => [`${day} 23:59:59.999999`]);

describe('as-of dates', () => {
  const [day, week, month, quarter, year, happened, due, loads] = play(
    projectOf(OBJECTS, { vault: { missing_keys: 'zero_key' } }),
    [
      {
        events: [
          ['E1', '2026-03-01 10:00:00', '2026-03-05', null],
          ['E2', '2026-03-01 10:00:00', null, null],
        ],
      },
      { events: [['E3', '2026-03-02 00:00:00.000001', '2026-03-05', null]] },
    ],
    ['as_of_day', 'as_of_week', 'as_of_month', 'as_of_quarter', 'as_of_year']
      .map((table) => all(table))
      .concat(all('as_of_happened', 'moment'), all('as_of_due'), all('as_of_loads')),
  );

  it('are the last moment of each period that ends in the calendar, leap days and all', () => {
    expect(day).toEqual(ends('2024-02-28', '2024-02-29', '2024-03-01'));
    expect(week).toEqual(ends('2026-01-11', '2026-01-18', '2026-01-25'));
    expect(month).toEqual(ends('2024-01-31', '2024-02-29', '2024-03-31'));
    expect(quarter).toEqual(ends('2025-12-31', '2026-03-31', '2026-06-30'));
    expect(year).toEqual(ends('1999-12-31', '2000-12-31'));
  });

  it('are the moments of a column, each once; a date is its first moment', () => {
    expect(happened).toEqual([['2026-03-01 10:00:00'], ['2026-03-02 00:00:00.000001']]);
    expect(due).toEqual([['2026-03-05 00:00:00']]);
  });

  it('are all load dates so far, without that of ghost records', () => {
    expect(loads).toEqual([['2026-01-01 06:00:00'], ['2026-01-02 06:00:00']]);
  });

  it.each<[string, Points, string]>([
    ['a calendar that ends before it begins', { by: 'calendar', first: '2026-02-01', last: '2026-01-01', every: 'day' }, 'as-of-empty'],
    ['a text', { by: 'column', from: 'stg_events', column: 'id' }, 'as-of-not-a-time'],
    ['a moment with time zone', { by: 'column', from: 'stg_events', column: 'zoned' }, 'as-of-not-a-time'],
    ['a column that is gone', { by: 'column', from: 'stg_events', column: 'gone' }, 'mapping-to-missing-column'],
    ['a staging object that is gone', { by: 'column', from: 'stg_gone', column: 'id' }, 'dangling-reference'],
    ['load dates of what is gone', { by: 'load_dates', from: ['stg_events', 'gone'] }, 'dangling-reference'],
  ])('cannot be %s', (_, points, code) => {
    const plan = compiled(projectOf([...EVENTS, asOf('as_of_wrong', points)]));
    expect(plan.diagnostics.map((one) => one.code)).toEqual([code]);
    expect(plan.byId.has('as_of_wrong')).toBe(false);
  });
});
