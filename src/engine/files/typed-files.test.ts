import { strToU8, zipSync } from 'fflate';
import { workbook, type Cell } from '../../../test/support/workbook.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tableFromArrays, tableToIPC } from 'arrow-files';
import type { Engine } from '../../core/engine-port.ts';
import { logicalTypeText, parseLogicalType } from '../../core/model/logical-type.ts';
import { openNodeEngine } from '../duckdb-node.ts';
import { LZ4, VIEWS, ZSTD } from '../../../test/support/arrow-files.ts';
import { linesOf, readWorkbook } from './workbook.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await openNodeEngine();
});
afterAll(() => engine.close());

async function load(name: string, content: Uint8Array, columns?: string) {
  const given = columns
    ?.split(' ')
    .map((text) => ({ name: text.split(':')[0] ?? '', type: parseLogicalType(text.split(':')[1] ?? '') ?? { kind: 'text' as const } }));
  const profile = await engine.loadFile({ name, content }, { schema: 'main', table: 'loaded', ...(given ? { columns: given } : {}) });
  const { rows } = await engine.query('select * from main.loaded');
  return { profile, types: profile.columns.map((column) => `${column.name}:${logicalTypeText(column.type)}`).join(' '), rows };
}

const bytesOf = (base64: string): Uint8Array => Uint8Array.from(Buffer.from(base64, 'base64'));

describe('a delivery without rows', () => {
  it.each([
    ['Parquet', 'a.parquet', async () => engine.exportParquet("select 1::bigint as id, 'x' as city where false"), 'Parquet, no rows'],
    ['JSON', 'a.json', async () => strToU8('[]\n'), 'a list of objects, no rows'],
    ['lines of JSON', 'a.ndjson', async () => new Uint8Array(), 'one object per line, no rows'],
    ['lines of JSON, blank', 'a.jsonl', async () => strToU8('\n'), 'one object per line, no rows'],
    ['a workbook', 'a.xlsx', async () => workbook({ A: [['id', 'city']] }), 'sheet A, header'],
    ['delimited text', 'a.csv', async () => strToU8('id,city\n'), 'delimiter comma, header, utf-8'],
  ])('is taken for a source that is known: %s', async (_, name, make, note) => {
    const { profile, rows, types } = await load(name, await make(), 'id:bigint city:text');
    expect([types, rows, profile.notes, profile.drift]).toEqual(['id:bigint city:text', [], [note], []]);
  });

  it('tells its columns where it can, and is refused where it cannot', async () => {
    expect((await load('a.parquet', await engine.exportParquet("select 1::bigint as id, 'x' as city where false"))).types).toBe('id:text city:text');
    await expect(load('a.json', strToU8('[]'))).rejects.toThrow(/holds no object/);
    await expect(load('a.ndjson', new Uint8Array())).rejects.toThrow(/is empty/);
  });
});

describe('Arrow', () => {
  const table = tableFromArrays({ id: Int32Array.from([1, 2]), city: ['Ulm', null] });
  const two = [
    ['1', 'Ulm'],
    ['2', null],
  ];

  it.each([
    ['a file', 'a.arrow', tableToIPC(table, 'file')],
    ['a stream', 'a.arrows', tableToIPC(table, 'stream')],
    ['a file of another name', 'a.bin', tableToIPC(table, 'file')],
    ['compressed by Zstandard', 'a.feather', bytesOf(ZSTD)],
    ['compressed by LZ4', 'a.feather', bytesOf(LZ4)],
  ])('keeps its types: %s', async (_, name, bytes) => {
    const { types, rows, profile } = await load(name, bytes);
    expect([types, rows, profile.format]).toEqual(['id:integer city:text', two, 'arrow']);
  });

  it('reads text that is kept as views', async () => {
    expect((await load('a.arrow', bytesOf(VIEWS))).rows).toEqual([['a name of more than twelve letters'], ['Ulm'], [null]]);
  });

  it('takes a delivery without rows', async () => {
    const empty = tableToIPC(table.slice(0, 0), 'file');
    expect(await load('a.arrow', empty, 'id:bigint city:text')).toMatchObject({ types: 'id:bigint city:text', rows: [], profile: { rows: 0 } });
  });

  it('tells what is damaged, or too old', async () => {
    const cut = tableToIPC(table, 'file').slice(0, 200);
    await expect(load('cut.arrow', cut)).rejects.toThrow(/cut\.arrow is a damaged Arrow file/);
    await expect(load('false.arrow', strToU8('a,b\n1,2\n'))).rejects.toThrow(/false\.arrow is a damaged Arrow file/);
    await expect(load('old.feather', strToU8('FEA1 and more'))).rejects.toThrow(/Feather file of version 1/);
  });
});

const ORDERS: readonly (readonly Cell[])[] = [
  ['id', 'code', 'amount', 'paid', 'ordered_on', 'at', 'note'],
  [1, '007', 12.5, true, new Date('2026-01-05T00:00:00Z'), new Date('1899-12-30T09:30:00Z'), 'a, "b"'],
  [],
  [2, '12', 1e-7, false, new Date('1999-12-31T00:00:00Z'), null, 'two\nlines'],
];

describe('workbooks', () => {
  it('give typed columns: what the sheet has as text stays text', async () => {
    const { types, rows, profile } = await load('orders.xlsx', workbook({ Orders: ORDERS }));
    expect(types).toBe('id:bigint code:text amount:float paid:boolean ordered_on:date at:time note:text');
    expect(rows).toEqual([
      ['1', '007', '12.5', 'true', '2026-01-05', '09:30:00', 'a, "b"'],
      ['2', '12', '1e-07', 'false', '1999-12-31', null, 'two\nlines'],
    ]);
    expect([profile.format, profile.notes]).toEqual(['xlsx', ['sheet Orders, header']]);
  });

  it('keep the time of a moment, also beside plain days, and tell of kinds that do not go together', async () => {
    const { types, rows, profile } = await load(
      'a.xlsx',
      workbook({
        A: [
          ['at', 'mixed'],
          [new Date('2026-01-05T13:45:10Z'), 1],
          [new Date('2026-01-06T00:00:00Z'), 'x'],
        ],
      }),
    );
    expect(types).toBe('at:timestamp mixed:text');
    expect(rows).toEqual([
      ['2026-01-05 13:45:10', '1'],
      ['2026-01-06 00:00:00', 'x'],
    ]);
    expect(profile.notes).toContain('column mixed holds values of several kinds and is read as text');
  });

  it('may be long, and hold numbers that are shown as dates and are none', async () => {
    const { profile } = await load('a.xlsx', workbook({ A: [['id'], ...Array.from({ length: 130_000 }, (_, index) => [index])] }));
    expect([profile.rows, profile.columns[0]?.type.kind]).toEqual([130_000, 'bigint']);
    const { rows } = await load(
      'a.xlsx',
      workbook({
        A: [
          ['id', 'at'],
          [1, { serial: 1e12 }],
        ],
      }),
    );
    expect(rows).toEqual([['1', 'no date']]);
  });

  it('begin where the table does, and tell the line of what does not fit', async () => {
    const sheet = workbook({ Report: [['All orders'], [], ['id', 'amount', null], [1, 5, null], ['x', 6, null]] });
    const { profile, rows } = await load('a.xlsx', sheet, 'id:bigint amount:bigint');
    expect(rows).toEqual([['1', '5']]);
    expect(profile.notes).toContain('the line above the table of sheet Report is not read');
    expect(profile.rejects).toEqual([{ line: 5, column: 'id', reason: 'not a bigint', text: 'x' }]);
  });

  it('name columns that nobody has named', async () => {
    const { types, profile } = await load(
      'a.xlsx',
      workbook({
        A: [
          [1, 2],
          [3, 4],
        ],
      }),
    );
    expect(types).toBe('column_1:bigint column_2:bigint');
    expect(profile.notes).toContain('no line names the columns, so they are called column_1 and so on');
    expect((await load('a.xlsx', workbook({ A: [[1, 2]] }), 'a:bigint b:bigint')).rows).toEqual([['1', '2']]);
  });

  it('give the first sheet that holds a table, and tell of the others; each is a file of lines by itself', async () => {
    const book = workbook({
      Cover: [],
      Orders: ORDERS,
      Customers: [
        ['id', 'name'],
        ['07', 'Ann'],
      ],
    });
    expect((await load('a.xlsx', book)).profile.notes).toContain('of several sheets only Orders is read, and not Customers');
    const tables = await readWorkbook('a.xlsx', book);
    expect(tables.map(({ sheet }) => sheet)).toEqual(['Orders', 'Customers']);
    const [first, second] = tables.map(linesOf);
    expect(first?.split('\n')[0]).toBe('{"id":1,"code":"007","amount":12.5,"paid":true,"ordered_on":"2026-01-05","at":"09:30:00","note":"a, \\"b\\""}');
    expect(second).toBe('{"id":"07","name":"Ann"}\n');
    const again = await load('Orders.ndjson', strToU8(first ?? ''));
    expect([again.types, again.rows]).toEqual([
      'id:bigint code:text amount:float paid:boolean ordered_on:date at:time note:text',
      (await load('orders.xlsx', workbook({ Orders: ORDERS }))).rows,
    ]);
  });

  it('tell what is none', async () => {
    await expect(load('a.zip', zipSync({ 'a.csv': strToU8('a\n1\n') }))).rejects.toThrow(
      /a\.zip is no \.xlsx workbook that can be read .*unpack it if it is a zip/,
    );
    await expect(load('a.xlsx', strToU8('a,b\n1,2\n'))).rejects.toThrow(/a\.xlsx is no \.xlsx workbook/);
    await expect(load('a.xls', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]))).rejects.toThrow(/of the old kind, or locked by a password/);
    await expect(load('a.xlsx', workbook({ A: [] }))).rejects.toThrow(/has no sheet with a table/);
  });
});
