import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EngineCancelled, type Engine } from '../../core/engine-port.ts';
import { UNSHAPED, type FilterTest, type RowShape } from '../../core/rows/row-shape.ts';
import { openNodeEngine } from '../duckdb-node.ts';
import { openRows, type TableRows } from './open-rows.ts';

const TABLE = { schema: 'look', name: `or"d'ers` };
const NAME = `na"me'; drop table x--`;
let engine: Engine;
let rows: TableRows;
beforeAll(async () => {
  engine = await openNodeEngine();
  await engine.execute('create schema look');
  await engine.execute(
    `create table look."or""d'ers" ("id" integer, "na""me'; drop table x--" varchar, amount decimal(38,2), "at" timestamp, "day" date, ok boolean, tags varchar[])`,
  );
  await engine.execute(
    `insert into look."or""d'ers" values
    (1, 'Ann', 12.50, '2026-01-05 10:00:00', '2026-01-05', true, ['a']),
    (2, 'bob%_', 999999999999999999999999999999999999.99, '2026-01-05 23:59:59', '2026-01-06', false, null),
    (3, null, null, null, null, null, ['b', 'c']),
    (4, ' ', -1.00, '2026-01-06 00:00:00', '2026-01-07', true, []),
    (5, 'anna "x"' || chr(10) || chr(1), 12.50, '2025-12-31 00:00:00', '2025-12-31', false, ['a'])`,
  );
  await engine.execute(`create view look.seen as select id + 10 as id, "na""me'; drop table x--" as name from look."or""d'ers" where id <> 3`);
  rows = await openRows(engine, TABLE);
});
afterAll(async () => {
  await rows.close();
  await engine.close();
});

const idsOf = async (shape: RowShape, of: TableRows = rows): Promise<readonly (string | null | undefined)[]> => {
  const shaped = await of.shape(shape);
  const page = await shaped.page(0, 100);
  expect(page.rows).toHaveLength(shaped.rows);
  return page.rows.map(([id]) => id);
};
const filtered = (column: string, test: FilterTest, value = '', until = '') => idsOf({ filters: [{ column, test, value, until }], sorts: [] });

describe('rows that are looked at', () => {
  it('come page by page, exactly as they are stored', async () => {
    const shaped = await rows.shape(UNSHAPED);
    expect(shaped.rows).toBe(5);
    expect(shaped.columns.map(({ type }) => type)).toEqual(['INTEGER', 'VARCHAR', 'DECIMAL(38,2)', 'TIMESTAMP', 'DATE', 'BOOLEAN', 'VARCHAR[]']);
    expect((await shaped.page(1, 2)).rows).toEqual([
      ['2', 'bob%_', '999999999999999999999999999999999999.99', '2026-01-05 23:59:59', '2026-01-06', 'false', null],
      ['3', null, null, null, null, null, '[b, c]'],
    ]);
    expect((await shaped.page(5, 2)).rows).toEqual([]);
  });

  it('are found whole where deleted rows left gaps', async () => {
    await engine.execute('create table look.gaps as select range as id from range(10)');
    await engine.execute('delete from look.gaps where id in (0, 4)');
    const gaps = await openRows(engine, { schema: 'look', name: 'gaps' });
    expect((await (await gaps.shape(UNSHAPED)).page(2, 3)).rows).toEqual([['3'], ['5'], ['6']]);
    expect(await idsOf({ filters: [{ column: 'id', test: 'above', value: '6', until: '' }], sorts: [{ column: 'id', descending: true }] }, gaps)).toEqual([
      '9',
      '8',
      '7',
    ]);
    await gaps.close();
  });

  it('sort by several columns, NULL last either way, equal rows in their order', async () => {
    expect(await idsOf({ filters: [], sorts: [{ column: 'amount', descending: false }] })).toEqual(['4', '1', '5', '2', '3']);
    expect(await idsOf({ filters: [], sorts: [{ column: 'amount', descending: true }] })).toEqual(['2', '1', '5', '4', '3']);
    expect(
      await idsOf({
        filters: [],
        sorts: [
          { column: 'amount', descending: false },
          { column: 'at', descending: false },
        ],
      }),
    ).toEqual(['4', '5', '1', '2', '3']);
  });

  it('are filtered by what a column holds, NULL counting only as "is not" and "does not contain"', async () => {
    expect(await filtered(NAME, 'contains', 'AN')).toEqual(['1', '5']);
    expect(await filtered(NAME, 'contains', '%_')).toEqual(['2']);
    expect(await filtered(NAME, 'lacks', 'an')).toEqual(['2', '3', '4']);
    expect(await filtered(NAME, 'is', 'Ann')).toEqual(['1']);
    expect(await filtered(NAME, 'is_not', 'Ann')).toEqual(['2', '3', '4', '5']);
    expect(await filtered(NAME, 'starts', 'A')).toEqual(['1', '5']);
    expect(await filtered(NAME, 'ends', 'N')).toEqual(['1']);
    expect(await filtered(NAME, 'matches', '^[A-Z]nn$')).toEqual(['1']);
    expect(await filtered(NAME, 'blank')).toEqual(['4']);
    expect(await filtered(NAME, 'null')).toEqual(['3']);
    expect(await filtered(NAME, 'is', `'; drop table "x"`)).toEqual([]);
    expect(await filtered('amount', 'is', '12.5')).toEqual(['1', '5']);
    expect(await filtered('amount', 'above', '999999999999999999999999999999999999.98')).toEqual(['2']);
    expect(await filtered('amount', 'between', '-1', '12.5')).toEqual(['1', '4', '5']);
    expect(await filtered('amount', 'is_not', '12.5')).toEqual(['2', '3', '4']);
    expect(await filtered('day', 'from', '2026-01-06')).toEqual(['2', '4']);
    expect(await filtered('ok', 'false')).toEqual(['2', '5']);
    expect(await filtered('tags', 'contains', 'C')).toEqual(['3']);
    expect(await filtered('tags', 'is', '[]')).toEqual(['4']);
    expect(await filtered('tags', 'not_null')).toEqual(['1', '3', '4', '5']);
  });

  it('take a day for the whole of it where a time is compared', async () => {
    expect(await filtered('at', 'is', '2026-01-05')).toEqual(['1', '2']);
    expect(await filtered('at', 'to', '2026-01-05')).toEqual(['1', '2', '5']);
    expect(await filtered('at', 'above', '2026-01-05')).toEqual(['4']);
    expect(await filtered('at', 'between', '2026-01-05', '2026-01-06')).toEqual(['1', '2', '4']);
    expect(await filtered('at', 'is', '2026-01-05 10:00:00')).toEqual(['1']);
  });

  it('say what a filter cannot mean, and go on', async () => {
    await expect(filtered('amount', 'is', '12a')).rejects.toThrow('12a is not a number, as amount is.');
    await expect(filtered('amount', 'above', '')).rejects.toThrow('Type a number to compare amount with.');
    await expect(filtered('day', 'is', 'soon')).rejects.toThrow(/soon/);
    await expect(filtered(NAME, 'matches', '(')).rejects.toThrow(/missing \)/);
    await expect(filtered('gone', 'null')).rejects.toThrow('There is no column gone any more: clear its filter.');
    expect(await filtered('day', 'is', '2026-01-05')).toEqual(['1']);
  });

  it('keep a few orders and let go of the rest', async () => {
    for (let value = 0; value < 9; value += 1) await filtered('id', 'above', String(value));
    expect(await filtered('id', 'above', '3')).toEqual(['4', '5']);
    expect(await filtered('id', 'above', '0')).toHaveLength(5);
  });

  it('of a view are looked at like those of a table', async () => {
    const view = await openRows(engine, { schema: 'look', name: 'seen' });
    expect(await idsOf(UNSHAPED, view)).toEqual(['11', '12', '14', '15']);
    expect(await idsOf({ filters: [{ column: 'id', test: 'is_not', value: '12', until: '' }], sorts: [{ column: 'id', descending: true }] }, view)).toEqual([
      '15',
      '14',
      '11',
    ]);
    expect((await (await view.shape(UNSHAPED)).page(2, 5)).rows.map(([id]) => id)).toEqual(['14', '15']);
    await view.close();
  });

  it('stop when told to, and can be asked again', async () => {
    const control = new AbortController();
    control.abort();
    const shape: RowShape = { filters: [], sorts: [{ column: 'day', descending: true }] };
    await expect(rows.shape(shape, control.signal)).rejects.toThrow(EngineCancelled);
    expect(await idsOf(shape)).toEqual(['4', '2', '1', '5', '3']);
  });
});

describe('statistics of a column', () => {
  it('tell what it holds at a glance', async () => {
    expect(await rows.statistics('amount', [])).toMatchObject({
      rows: 5,
      nulls: 1,
      distinct: 3,
      isEstimate: false,
      min: '-1.00',
      max: '999999999999999999999999999999999999.99',
    });
    const ids = await rows.statistics('id', []);
    expect(ids.histogram).toEqual([1, 2, 3, 4, 5].map((id) => ({ from: String(id), until: String(id), times: 1 })));
    expect((await rows.statistics('ok', [])).top).toEqual([
      { value: 'false', times: 2 },
      { value: 'true', times: 2 },
    ]);
    expect((await rows.statistics('tags', [])).top[0]).toEqual({ value: '[a]', times: 2 });
  });

  it('are of the rows that the filters leave', async () => {
    const left = await rows.statistics('day', [{ column: 'ok', test: 'true', value: '', until: '' }]);
    expect(left).toMatchObject({ rows: 2, nulls: 0, min: '2026-01-05', max: '2026-01-07' });
    expect(left.histogram.map(({ from, times }) => [from, times])).toEqual([
      ['2026-01-05', 1],
      ['2026-01-06', 0],
      ['2026-01-07', 1],
    ]);
    expect(
      await rows.statistics('id', [
        { column: 'ok', test: 'null', value: '', until: '' },
        { column: 'id', test: 'above', value: '3', until: '' },
      ]),
    ).toMatchObject({
      rows: 0,
      nulls: 0,
      distinct: 0,
      min: undefined,
      histogram: [],
    });
  });
});

describe('exported rows', () => {
  const shape: RowShape = { filters: [{ column: 'amount', test: 'is', value: '12.5', until: '' }], sorts: [{ column: 'id', descending: true }] };
  const text = async (format: 'csv' | 'json' | 'ndjson', of: RowShape = shape) =>
    new TextDecoder().decode(await rows.exported(of, ['ok', 'id', NAME, 'amount'], format));

  it('are those shown, in their order and with their columns', async () => {
    expect(await text('csv')).toBe(`ok,id,"na""me'; drop table x--",amount\nfalse,5,"anna ""x""\n\u0001",12.50\ntrue,1,Ann,12.50\n`);
  });

  it('are JSON that any reader takes, with every digit', async () => {
    const lines = (await text('ndjson')).trimEnd().split('\n');
    expect(lines[1]).toBe(`{"ok":true,"id":1,${JSON.stringify(NAME)}:"Ann","amount":12.50}`);
    expect(JSON.parse(lines[0] ?? '')).toEqual({ ok: false, id: 5, [NAME]: 'anna "x"\n\u0001', amount: 12.5 });
    expect((JSON.parse(await text('json', UNSHAPED)) as { id: number }[]).map(({ id }) => id)).toEqual([1, 2, 3, 4, 5]);
    expect(await text('json', { ...shape, filters: [{ column: 'id', test: 'above', value: '99', until: '' }] })).toBe('[\n\n]\n');
  });
});
