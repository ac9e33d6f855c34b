import { describe, expect, it } from 'vitest';
import { sqlTokens } from './sql-tokens.ts';
import { statementKind } from './statement-kind.ts';
import { statementAt, statementsOf } from './statements.ts';

const texts = (sql: string): readonly string[] => statementsOf(sql).map(({ text }) => text);

describe('the statements of a text', () => {
  it('are told apart by semicolons, and by nothing else', () => {
    expect(texts('select 1; select 2')).toEqual(['select 1', 'select 2']);
    expect(texts(';; ;select 1;;')).toEqual(['select 1']);
    expect(texts('')).toEqual([]);
    expect(texts('-- only a comment; here')).toEqual([]);
  });
  it.each([
    ["select 'a;b', 'it''s; so'"],
    ["select e'a\\';b'"],
    ['select "a;""b;"'],
    ['select $$a;b$$, $tag$ $$;$$ $tag$'],
    ['select 1 /* a; /* b; */ c; */ + 2'],
    ['select 1 -- a; b\n + 2'],
    ['select a$b$ from c$b$'],
  ])('keeps %s whole', (sql) => {
    expect(texts(`${sql};\nselect 2`)).toEqual([sql, 'select 2']);
  });
  it('leaves comments around a statement out of it, and tells where it stands', () => {
    const sql = '-- first\nselect 1 -- one\n;\n/* second */ select 2 ;';
    expect(statementsOf(sql).map(({ start, end }) => sql.slice(start, end))).toEqual(['select 1', 'select 2']);
  });
  it('takes what is never closed to the end', () => {
    expect(texts("select 'a; select 2")).toEqual(["select 'a; select 2"]);
    expect(texts('select 1; /* open; select 2')).toEqual(['select 1']);
    expect(texts('select $$a; select 2')).toEqual(['select $$a; select 2']);
  });
  it('begins tokens where the last one ended, white space apart', () => {
    const sql = 'select e1.x::int, 1.5e-3, 0xff_00, .5 from "A ""b""" e1 where x <> $1 and y->>\'k\' != \'é😀\'';
    expect(
      sqlTokens(sql)
        .map(({ text }) => text)
        .join('')
        .replaceAll(/\s/g, ''),
    ).toBe(sql.replaceAll(/\s/g, ''));
    expect(sqlTokens('1.5e-3 0xff_00 .5').map(({ kind }) => kind)).toEqual(['number', 'number', 'number']);
  });
});

describe('the statement under the cursor', () => {
  const sql = 'select 1;\n\nselect 2; -- two\n\nselect\n  3';
  const at = (offset: number): string | undefined => statementAt(sql, offset)?.text;
  it('is the one it stands in, its semicolon included', () => {
    expect([at(0), at(4), at(9)]).toEqual(['select 1', 'select 1', 'select 1']);
    expect(at(sql.length)).toBe('select\n  3');
  });
  it('is the next one on an empty line, and the one before on its own line', () => {
    expect(at(10)).toBe('select 2');
    expect(at(sql.indexOf('two'))).toBe('select 2');
    expect(at(sql.indexOf('two') + 4)).toBe('select\n  3');
  });
  it('is the last one at the end, and none where there is none', () => {
    expect(statementAt('select 1;\n\n', 11)?.text).toBe('select 1');
    expect(statementAt(' -- nothing', 3)).toBeUndefined();
  });
});

describe('what a statement comes to', () => {
  const kind = (sql: string): string => statementKind(sql).kind;
  it.each([
    'select 1',
    'FROM t',
    'values (1)',
    '(select 1) union all select 2',
    'pivot t on a using sum(b)',
    "with x as (select 'insert') select * from x",
    '/* c */ select 1',
  ])('%s gives rows', (sql) => expect(kind(sql)).toBe('rows'));
  it.each([
    'insert into t values (1)',
    'create table t as select 1',
    'with x as (select 1) insert into t from x',
    'with x as materialized (select 1) delete from t',
    'set variable a = 1',
    "pragma table_info('t')",
    'drop view v',
  ])('%s runs as it is', (sql) => expect(kind(sql)).toBe('direct'));
  it.each([
    'begin',
    'commit',
    "attach ':memory:' as x",
    'detach memory',
    'use x',
    "set memory_limit = '1GB'",
    'pragma memory_limit=1',
    "copy t to 'x'",
    'install json',
    'load json',
    "export database 'x'",
    'checkpoint',
    'selct 1',
  ])('%s is refused', (sql) => expect(kind(sql)).toBe('refused'));
  it('finds what is explained', () => {
    for (const head of ['explain ', 'EXPLAIN ANALYZE ', 'explain (format json) ', 'explain (analyze, format json) ', 'explain analyze (format json) ']) {
      const found = statementKind(`${head}select (1)`);
      expect(found).toEqual({ kind: 'explain', analyze: /analyze/i.test(head), start: head.length });
    }
    expect(statementKind('explain (select 1)')).toEqual({ kind: 'explain', analyze: false, start: 8 });
    expect(kind('explain')).toBe('refused');
  });
});
