import { gzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EngineError, type Engine, type FileProfile } from '../../core/engine-port.ts';
import { logicalTypeText, parseLogicalType } from '../../core/model/logical-type.ts';
import { openNodeEngine } from '../duckdb-node.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await openNodeEngine();
});
afterAll(() => engine.close());

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const utf16 = (text: string, big: boolean): Uint8Array =>
  Uint8Array.from([
    ...(big ? [0xfe, 0xff] : [0xff, 0xfe]),
    ...[...text].flatMap((char) => {
      const code = char.charCodeAt(0);
      return big ? [code >> 8, code & 255] : [code & 255, code >> 8];
    }),
  ]);
const latin1 = (text: string): Uint8Array => Uint8Array.from([...text].map((char) => char.charCodeAt(0)));

async function load(
  name: string,
  content: string | Uint8Array,
  columns?: string,
): Promise<{ profile: FileProfile; types: string; rows: readonly (readonly (string | null)[])[] }> {
  const given = columns
    ?.split(' ')
    .map((text) => ({ name: text.split(':')[0] ?? '', type: parseLogicalType(text.split(':')[1] ?? '') ?? { kind: 'text' as const } }));
  const profile = await engine.loadFile(
    { name, content: typeof content === 'string' ? utf8(content) : content },
    { schema: 'main', table: 'loaded', ...(given ? { columns: given } : {}) },
  );
  const { rows } = await engine.query('select * from main.loaded');
  return { profile, types: profile.columns.map((column) => `${column.name}:${logicalTypeText(column.type)}`).join(' '), rows };
}

describe('delimited text', () => {
  const cases: readonly [string, string | Uint8Array, string, readonly (readonly (string | null)[])[]][] = [
    [
      'types',
      'i,d,f,b,day,at,t\n1,1.50,1e3,true,2026-01-05,2026-01-05 06:00:00,a\n-2,,2.5,FALSE,2026-01-06,2026-01-06,\n',
      'i:bigint d:decimal(18,2) f:float b:boolean day:date at:timestamp t:text',
      [
        ['1', '1.50', '1000.0', 'true', '2026-01-05', '2026-01-05 06:00:00', 'a'],
        ['-2', null, '2.5', 'false', '2026-01-06', '2026-01-06 00:00:00', null],
      ],
    ],
    [
      'leading zeros and numbers too long stay text',
      'a,b\n007,99999999999999999999999999999999999999999\n',
      'a:text b:text',
      [['007', '99999999999999999999999999999999999999999']],
    ],
    [
      'semicolons and a decimal comma',
      'id;amt\n1;1,5\n2;2,5\n',
      'id:bigint amt:text',
      [
        ['1', '1,5'],
        ['2', '2,5'],
      ],
    ],
    ['tabs', 'id\tname\n1\tx\n', 'id:bigint name:text', [['1', 'x']]],
    [
      'duplicate and blank headers',
      'id,ID,,name,name\n1,2,3,x,y\n',
      'id:bigint ID_2:bigint column_3:bigint name:text name_2:text',
      [['1', '2', '3', 'x', 'y']],
    ],
    [
      'no header',
      '1,2026-01-05,x\n2,2026-01-06,y\n',
      'column_1:bigint column_2:date column_3:text',
      [
        ['1', '2026-01-05', 'x'],
        ['2', '2026-01-06', 'y'],
      ],
    ],
    [
      'a header with years in it',
      'region,2024,2025\nnorth,1,2\nsouth,3,4\n',
      'column_1:text column_2:bigint column_3:bigint',
      [
        ['region', '2024', '2025'],
        ['north', '1', '2'],
        ['south', '3', '4'],
      ],
    ],
    [
      'a header with a year over a number',
      'region,amount,2025\nnorth,1,2\nsouth,3,4\n',
      'region:text amount:bigint 2025:bigint',
      [
        ['north', '1', '2'],
        ['south', '3', '4'],
      ],
    ],
    [
      'quotes, line breaks and CRLF',
      'a,b\r\n"x,""y""","l1\r\nl2"\r\nz,\r\n',
      'a:text b:text',
      [
        ['x,"y"', 'l1\r\nl2'],
        ['z', null],
      ],
    ],
    [
      'CR alone',
      'a,b\r1,2\r3,4\r',
      'a:bigint b:bigint',
      [
        ['1', '2'],
        ['3', '4'],
      ],
    ],
    [
      'mixed line ends',
      'a,b\r\n1,2\n3,4\r5,6',
      'a:bigint b:bigint',
      [
        ['1', '2'],
        ['3', '4'],
        ['5', '6'],
      ],
    ],
    ['a mark of UTF-8', Uint8Array.from([0xef, 0xbb, 0xbf, ...utf8('é,b\nü,1\n')]), 'é:text b:bigint', [['ü', '1']]],
    ['UTF-16, little end first', utf16('a,b\nü,1\n', false), 'a:text b:bigint', [['ü', '1']]],
    ['UTF-16, big end first', utf16('a,b\nü,1\n', true), 'a:text b:bigint', [['ü', '1']]],
    ['latin1', latin1('a,b\nJosé,1\n'), 'a:text b:bigint', [['José', '1']]],
    [
      'hostile names',
      '__proto__,"<img onerror=x>","a""b;--",constructor\n1,2,3,4\n',
      '__proto__:bigint <img onerror=x>:bigint a"b;--:bigint constructor:bigint',
      [['1', '2', '3', '4']],
    ],
    ['one column with a blank line', 'name\nx\n\ny\n', 'name:text', [['x'], ['y']]],
    ['a header alone', 'a,b\n', 'a:text b:text', []],
    ['gzip', gzipSync(utf8('a,b\n1,2\n')), 'a:bigint b:bigint', [['1', '2']]],
    [
      'gzip of two members',
      Uint8Array.from([...gzipSync(utf8('a,b\n1,2\n')), ...gzipSync(utf8('3,4\n'))]),
      'a:bigint b:bigint',
      [
        ['1', '2'],
        ['3', '4'],
      ],
    ],
    [
      'zones and times',
      'z,t\n2026-01-05T06:00:00Z,06:30\n2026-01-05T06:00:00+02:00,07:00:01\n',
      'z:timestamptz t:time',
      [
        ['2026-01-05 06:00:00+00', '06:30:00'],
        ['2026-01-05 04:00:00+00', '07:00:01'],
      ],
    ],
  ];
  it.each(cases)('reads %s', async (name, content, types, rows) => {
    const loaded = await load(name.startsWith('gzip') ? 'a.csv.gz' : 'a.csv', content);
    expect(loaded.types).toBe(types);
    expect(loaded.rows).toEqual(rows);
    expect(loaded.profile.rejects).toEqual([]);
  });

  it('lists ragged lines and unclosed quotes with their lines and loads the rest', async () => {
    const { profile, rows } = await load('a.csv', 'id,name,amt\n1,"two\nlines",3\n2,x\n3,y,4,5\n4,"open,5\n5,z,6\n');
    expect(rows).toEqual([
      ['1', 'two\nlines', '3'],
      ['5', 'z', '6'],
    ]);
    expect(profile.rejects).toEqual([
      { line: 4, reason: '2 values for 3 columns', text: '2,x' },
      { line: 5, reason: '4 values for 3 columns', text: '3,y,4,5' },
      { line: 6, reason: 'a quote that nothing closes', text: '4,"open,5' },
    ]);
    expect(profile.notes[0]).toBe('delimiter comma, header, utf-8');
  });

  it('tells what it made up for a file: names of columns, the encoding', async () => {
    const notesOf = async (content: string | Uint8Array) => (await load('a.csv', content)).profile.notes.slice(1);
    expect(await notesOf('id,id\n1,2\n')).toEqual(['column 2 repeats the name id and is called id_2']);
    expect(await notesOf('1,2\n3,4\n')).toEqual(['no line names the columns, so they are called column_1 and so on']);
    expect(await notesOf(Uint8Array.from([...utf8('id,stadt\n1,K'), 0xf6, ...utf8('ln\n')]))).toEqual(['it is not UTF-8 and was read as windows-1252']);
  });

  it('lists values that do not fit the columns of a source, without dropping a digit of any', async () => {
    const { profile, rows } = await load(
      'a.csv',
      'id,amt,day,gone\n1,1.5,2026-01-05,"x\ny"\n2.5,1,2026-01-05,x\n3,1.239,2026-01-05,x\n4,2,2026-01-05 07:00:00,x\n5,,,\n"6",1,2026-02-30,x\n',
      'ID:bigint amt:decimal(12,2) day:date extra:text',
    );
    expect(rows).toEqual([
      ['1', '1.50', '2026-01-05', null],
      ['5', null, null, null],
    ]);
    expect(profile.rejects.map(({ line, column, reason }) => `${line} ${column} ${reason}`)).toEqual([
      '4 ID not a bigint',
      '5 amt not a decimal(12,2)',
      '6 day not a date',
      '8 day not a date',
    ]);
    expect(profile.notes.slice(1)).toEqual(['column extra is missing in this file and is empty', 'column gone is new in this file and is not loaded']);
  });

  it('reads what DuckDB would not: text after a closing quote, line breaks of every kind inside values', async () => {
    const { rows } = await load('a.csv', 'a,b\n"x"y,1\n"l1\r\nl2\rl3\nl4",2\n,3\n"",4\n');
    expect(rows).toEqual([
      ['xy', '1'],
      ['l1\r\nl2\rl3\nl4', '2'],
      [null, '3'],
      [null, '4'],
    ]);
  });

  it('stops while it reads line by line', async () => {
    const control = new AbortController();
    const loading = engine.loadFile(
      { name: 'a.csv', content: utf8(`a,b\n${'1,2\n'.repeat(60_000)}3\n`) },
      { schema: 'main', table: 'stopped' },
      control.signal,
    );
    setTimeout(() => control.abort(), 5);
    await expect(loading).rejects.toThrow('cancelled');
    await expect(engine.query('select * from main.stopped')).rejects.toThrow(/does not exist/);
  });

  it('counts an offset into a timestamp, and takes columns by place when there is no header', async () => {
    const { rows } = await load('a.csv', '1,2026-01-05T06:00:00+02:00\n2,2026-01-05T06:00:00\n', 'id:bigint at:timestamp');
    expect(rows).toEqual([
      ['1', '2026-01-05 04:00:00'],
      ['2', '2026-01-05 06:00:00'],
    ]);
  });

  it.each<[string, string, string | Uint8Array, RegExp]>([
    ['an empty file', 'a.csv', '', /a\.csv is empty/],
    ['blanks', 'a.csv', ' \n\n', /only blanks/],
    ['bytes', 'a.csv', Uint8Array.from({ length: 400 }, (_, index) => (index * 7) % 32), /not a text file/],
    ['a spreadsheet', 'a.xlsx', Uint8Array.from([0x50, 0x4b, 3, 4, 5]), /save the sheet as \.xlsx or CSV/],
    ['a broken gzip', 'a.csv.gz', gzipSync(utf8('a,b\n1,2\n')).subarray(0, 15), /damaged gzip/],
    ['a gzip with nothing in it but its first bytes', 'a.csv.gz', Uint8Array.from([0x1f, 0x8b, 8, 0, 1, 2, 3]), /damaged gzip/],
    ['a gzip whose contents do not match', 'a.csv.gz', gzipSync(utf8('a,b\n1,2\n')).with(-8, 1), /check sum/],
    ['a false Parquet file', 'a.parquet', 'a,b\n1,2\n', /not a Parquet file/],
    ['a cut Parquet file', 'a.parquet', 'PAR1xxxxPAR1', /damaged Parquet file/],
    ['broken JSON', 'a.json', '[{"a": 1},\n {"a": }]', /a\.json, line 2: a value is missing/],
    ['a list of numbers', 'a.json', '[1, 2]', /line 1: an object in braces/],
    ['lines that are no objects', 'a.ndjson', 'x\ny\n', /a\.ndjson, line 1: an object/],
  ])('refuses %s and leaves nothing behind', async (_, name, content, message) => {
    await engine.execute('drop table if exists main.refused');
    const refused = engine.loadFile({ name, content: typeof content === 'string' ? utf8(content) : content }, { schema: 'main', table: 'refused' });
    await expect(refused).rejects.toThrow(message);
    await expect(refused).rejects.toBeInstanceOf(EngineError);
    await expect(engine.query('select * from main.refused')).rejects.toThrow(/does not exist/);
  });

  it("says when a file has none of a source's columns", async () => {
    await expect(load('a.csv', 'x,y\n1,2\n', 'id:bigint')).rejects.toThrow(/none of the columns id: it holds x, y/);
  });
});

describe('JSON', () => {
  it('reads a list: exact digits, nested values as text, mixed kinds as text, missing keys as NULL', async () => {
    const { types, rows, profile } = await load(
      'a.json',
      '[\n {"id": 9007199254740993, "price": 0.10, "zip": "007", "day": "2026-01-05", "tags": ["a", {"b": 1}], "mix": 1, "e": ""},\n {"id": 2, "mix": "x", "ok": true, "__proto__": null}\n]',
    );
    expect(types).toBe('id:bigint price:decimal(18,2) zip:text day:date tags:text mix:text e:text ok:boolean __proto__:text');
    expect(rows).toEqual([
      ['9007199254740993', '0.10', '007', '2026-01-05', '["a", {"b": 1}]', '1', '', null, null],
      ['2', null, null, null, null, 'x', null, 'true', null],
    ]);
    expect(profile.format).toBe('json');
  });

  it('reads lines and lists the broken ones', async () => {
    const { rows, profile } = await load('a.ndjson', '{"a":1}\n\n{"a":\n{"a":"q\\"\\n"}\n');
    expect(rows).toEqual([['1'], ['q"\n']]);
    expect(profile.rejects).toEqual([{ line: 3, reason: 'a value is missing or not JSON', text: '{"a":' }]);
    expect(profile.format).toBe('ndjson');
  });

  it('reads one object over several lines as one row', async () => {
    expect((await load('a.json', '{\n "a": 1,\n "b": {"c": 2}\n}\n')).rows).toEqual([['1', '{"c": 2}']]);
  });
});

describe('Parquet', () => {
  it('reads back what it wrote, type for type', async () => {
    const sql = `select 9007199254740993 as id, 12345678901.25::decimal(20,2) as "a""b;--", date '2026-01-05' as day, timestamp '2026-01-05 06:00:00.123456' as at, true as yes, 'ü' as text, null::integer as none, [1, 2] as list`;
    const bytes = await engine.exportParquet(sql);
    const { types, rows, profile } = await load('a.parquet', bytes);
    expect(types).toBe('id:bigint a"b;--:decimal(20,2) day:date at:timestamp yes:boolean text:text none:integer list:text');
    expect(rows).toEqual([['9007199254740993', '12345678901.25', '2026-01-05', '2026-01-05 06:00:00.123456', 'true', 'ü', null, '[1, 2]']]);
    expect(profile.notes).toContain('column list is a INTEGER[] and is read as text');
  });

  it('fits it to the columns of a source', async () => {
    const bytes = await engine.exportParquet("select * from (values (1.5, '7'), (2.0, 'x')) as t(a, b)");
    const { rows, profile } = await load('a.parquet', bytes, 'a:bigint b:text');
    expect(rows).toEqual([['2', 'x']]);
    expect(profile.rejects).toEqual([{ line: 1, column: 'a', reason: 'not a bigint', text: '1.5' }]);
  });
});

it('exports CSV: quotes, empty text and NULL apart', async () => {
  const bytes = await engine.exportCsv(`select 1 as a, 'x,"y' as b, null as c, '' as d;`);
  expect(new TextDecoder().decode(bytes)).toBe('a,b,c,d\n1,"x,""y",,""\n');
});
