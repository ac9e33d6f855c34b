import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PLATFORMS } from '../../src/core/model/schema.ts';
import type { ModelObject } from '../../src/core/model/types.ts';
import { createCompiler } from '../../src/core/plan/compile.ts';
import { createStatements, loadStatements } from '../../src/core/targets/sql/relation-statements.ts';
import { openDuckdb, openPostgres, type Open } from '../support/databases.ts';
import { build, projectOf } from '../support/warehouse.ts';

let duckdb: Open;
let postgres: Open;
beforeAll(async () => {
  [duckdb, postgres] = [await openDuckdb(), await openPostgres()];
}, 120_000);
afterAll(async () => {
  await duckdb.close();
  await postgres.close();
});

const once = [{ at: '2026-01-01 00:00:00', rows: {} }];

describe('the date dimension', () => {
  const calendar: ModelObject = {
    kind: 'date_dimension',
    id: 'dim_date',
    name: 'dim_date',
    first: '2020-12-31',
    last: '2024-03-01',
    fiscal_start: 4,
    not_applicable: true,
    holidays: [
      { date: '2021-01-01', name: "New Year's Day" },
      { date: '2024-02-29', name: 'Leap day' },
    ],
  };

  it.each(['duckdb', 'postgres'] as const)('knows ISO weeks, fiscal periods, quarters and holidays on %s', async (platform) => {
    const warehouse = await build(platform === 'duckdb' ? duckdb : postgres, projectOf([calendar]), once, 'each twice');
    const columns = (warehouse.plan.byId.get('dim_date')?.columns ?? []).map(({ name }) => name);
    expect(columns).toEqual(
      'date_sk date year quarter quarter_start quarter_end month month_name month_start month_end day_of_year day_of_month day_of_week day_name iso_week iso_year is_weekend is_holiday holiday_name fiscal_year fiscal_quarter fiscal_period'.split(
        ' ',
      ),
    );
    const rows = await warehouse.read('dim_date');
    // 2020-12-31 to 2024-03-01 and two special members.
    expect(rows).toHaveLength(1157 + 2);
    const none = Array.from({ length: columns.length }, () => null);
    const named = (key: string, label: string) =>
      none
        .with(0, key as never)
        .with(7, label as never)
        .with(13, label as never);
    expect(rows.filter(([, date]) => date === null)).toEqual([named('-1', '(unknown)'), named('-2', '(not applicable)')]);
    const day = (date: string) => rows.find((row) => row[1] === date)?.join(' ');
    expect(day('2020-12-31')).toBe(
      '20201231 2020-12-31 2020 4 2020-10-01 2020-12-31 12 December 2020-12-01 2020-12-31 366 31 4 Thursday 53 2020 false false  2021 3 9',
    );
    expect(day('2021-01-01')).toBe(
      "20210101 2021-01-01 2021 1 2021-01-01 2021-03-31 1 January 2021-01-01 2021-01-31 1 1 5 Friday 53 2020 false true New Year's Day 2021 4 10",
    );
    expect(day('2021-01-03')).toBe(
      '20210103 2021-01-03 2021 1 2021-01-01 2021-03-31 1 January 2021-01-01 2021-01-31 3 3 7 Sunday 53 2020 true false  2021 4 10',
    );
    expect(day('2021-01-04')).toBe(
      '20210104 2021-01-04 2021 1 2021-01-01 2021-03-31 1 January 2021-01-01 2021-01-31 4 4 1 Monday 1 2021 false false  2021 4 10',
    );
    expect(day('2024-02-29')).toBe(
      '20240229 2024-02-29 2024 1 2024-01-01 2024-03-31 2 February 2024-02-01 2024-02-29 60 29 4 Thursday 9 2024 false true Leap day 2024 4 11',
    );
    expect(day('2023-04-01')).toBe(
      '20230401 2023-04-01 2023 2 2023-04-01 2023-06-30 4 April 2023-04-01 2023-04-30 91 1 6 Saturday 13 2023 true false  2024 1 1',
    );
    expect(day('2023-06-30')?.endsWith('2024 1 3')).toBe(true);
    expect(day('2023-07-01')?.endsWith('2024 2 4')).toBe(true);
    expect(day('2023-03-31')?.endsWith('2023 4 12')).toBe(true);
  });

  it('refuses a calendar that ends before it begins, and two names for one day', () => {
    const codes = (change: object) => createCompiler()(projectOf([{ ...calendar, ...change } as ModelObject])).diagnostics.map(({ code }) => code);
    expect(codes({ last: '2020-01-01' })).toEqual(['empty-calendar']);
    expect(codes({ holidays: [1, 2].map((number) => ({ date: '2021-01-01', name: `Name ${number}` })) })).toEqual(['holiday-twice']);
  });
});

describe('the time dimension', () => {
  const parts = [
    { start: '06:00', name: 'morning' },
    { start: '12:30', name: 'afternoon' },
    { start: '22:00', name: 'night' },
  ];
  const clock = (every: string, change: object = {}): ModelObject =>
    ({ kind: 'time_dimension', id: 'dim_time', name: 'dim_time', every, parts, ...change }) as ModelObject;

  it.each([
    ['hour', 24],
    ['quarter_hour', 96],
    ['minute', 1440],
    ['second', 86_400],
  ] as const)('has a row per %s', async (every, count) => {
    const warehouse = await build(duckdb, projectOf([clock(every)]), once, 'each twice');
    expect(await duckdb.rows(`select count(*), count(distinct time_sk), count(distinct "time"), max(time_sk) from mart.dim_time where time_sk >= 0`)).toEqual([
      [String(count), String(count), String(count), { hour: '230000', quarter_hour: '234500', minute: '235900', second: '235959' }[every]],
    ]);
    expect(warehouse.plan.byId.get('dim_time')?.columns.map(({ name }) => name)).toEqual([
      'time_sk',
      'time',
      'hour',
      ...(every === 'hour' ? [] : ['minute']),
      ...(every === 'second' ? ['second'] : []),
      'hour_of_twelve',
      'am_pm',
      'minute_of_day',
      'part_of_day',
    ]);
  });

  it.each(['duckdb', 'postgres'] as const)('names the parts of the day over midnight on %s', async (platform) => {
    const project = projectOf([clock('quarter_hour', { not_applicable: true, roles: [{ id: 'sold', role: 'sold' }] })]);
    const warehouse = await build(platform === 'duckdb' ? duckdb : postgres, project, once);
    const rows = await warehouse.read('dim_time');
    const at = (key: string) => rows.find((row) => row[0] === key);
    expect(at('0')).toEqual(['0', '00:00:00', '0', '0', '12', 'AM', '0', 'night']);
    expect(at('54500')).toEqual(['54500', '05:45:00', '5', '45', '5', 'AM', '345', 'night']);
    expect(at('60000')).toEqual(['60000', '06:00:00', '6', '0', '6', 'AM', '360', 'morning']);
    expect(at('121500')).toEqual(['121500', '12:15:00', '12', '15', '12', 'PM', '735', 'morning']);
    expect(at('123000')).toEqual(['123000', '12:30:00', '12', '30', '12', 'PM', '750', 'afternoon']);
    expect(at('234500')).toEqual(['234500', '23:45:00', '23', '45', '11', 'PM', '1425', 'night']);
    expect(at('-1')).toEqual(['-1', null, null, null, null, '(unknown)', null, '(unknown)']);
    expect(at('-2')).toEqual(['-2', null, null, null, null, '(not applicable)', null, '(not applicable)']);
    expect((await warehouse.read('dim_time/role_sold', ['sold_time_sk', 'sold_am_pm'])).length).toBe(98);
  });

  it('refuses two parts that start together, and prints on every platform', () => {
    const twice = clock('minute', { parts: [parts[0], { start: '06:00', name: 'dawn' }] });
    expect(createCompiler()(projectOf([twice])).diagnostics.map(({ code }) => code)).toEqual(['part-of-day-twice']);
    const plan = createCompiler()(
      projectOf([clock('second'), { kind: 'date_dimension', id: 'dim_date', name: 'dim_date', first: '2026-01-01', last: '2026-01-02' }]),
    );
    for (const platform of PLATFORMS)
      for (const relation of plan.relations)
        expect([createStatements(plan, relation, platform), loadStatements(plan, relation, platform)].flatMap(({ diagnostics }) => diagnostics)).toEqual([]);
  });
});
