import { describe, expect, it } from 'vitest';
import { briefs, readText } from '../../../test/support/imported.ts';
import { readDdl } from './read-ddl.ts';

const names = (text: string): readonly string[] => readText(text).tables.map(({ name }) => name.name);

describe('broken text', () => {
  it('goes on behind a quote that is never closed, and keeps the columns beside it', () => {
    expect(
      briefs(
        "CREATE TABLE a (id int COMMENT 'the customer's id',\n nm varchar(10) COMMENT 'x',\n z int);\nCREATE TABLE b (id int);\nCREATE TABLE c (id int COMMENT 'fine; really');",
        'mysql',
      ),
    ).toEqual([
      'table a',
      '  id int "the customer"',
      '  nm varchar(10) "x"',
      '  z int',
      'table b',
      '  id int',
      'table c',
      '  id int "fine; really"',
      'not understood 2:26 a quote is never closed',
      'not understood 1:46 id: s was not understood and left out',
    ]);
  });

  it('goes on behind data with a broken quote', () => {
    const read = readText("CREATE TABLE a (id int);\nINSERT INTO a VALUES ('it's');\nINSERT INTO a VALUES (2);\nCREATE TABLE b (id int);");
    expect(read.tables.map(({ name }) => name.name)).toEqual(['a', 'b']);
    expect(read.problems).toMatchObject([{ line: 2, column: 28, reason: 'a quote is never closed: skipped up to the next statement' }]);
  });

  it('goes on behind a parenthesis that is never closed', () => {
    expect(names('CREATE TABLE a (id int, nm varchar(10 ;\nCREATE TABLE b (id int);\nCREATE TABLE c (id int\nCREATE TABLE d (id int);')).toEqual([
      'a',
      'b',
      'c',
      'd',
    ]);
  });

  it('goes on behind a routine whose END is missing', () => {
    const read = readText('CREATE PROCEDURE p() BEGIN IF x THEN SELECT 1;\nEND IF;\n\nCREATE TABLE b (id int);', 'mysql');
    expect(read.tables.map(({ name }) => name.name)).toEqual(['b']);
    expect(read.problems).toHaveLength(1);
  });

  it('takes nothing out of comments, strings, data and routines', () => {
    expect(
      names(`
-- CREATE TABLE c1 (a int);
/* CREATE TABLE c2 (a int); /* nested */ CREATE TABLE c3 (a int); */
INSERT INTO t VALUES ('
CREATE TABLE c4 (a int);
');
COPY t (a) FROM stdin;
CREATE TABLE c5 (a int);
\\.
CREATE FUNCTION f() RETURNS void AS $body$
CREATE TABLE c6 (a int);
$body$ LANGUAGE sql;
CREATE TABLE real_one (a int);
`),
    ).toEqual(['real_one']);
  });

  it.each([
    ['parentheses', `CREATE TABLE a (x int CHECK ${'('.repeat(50_000)}1${')'.repeat(50_000)});`],
    ['queries', `CREATE VIEW a AS SELECT x FROM ${'(SELECT x FROM '.repeat(5_000)}t${') q'.repeat(5_000)};`],
    ['unions', `CREATE VIEW a AS SELECT x FROM t ${'UNION ALL SELECT x FROM t '.repeat(5_000)};`],
    ['types', `CREATE TABLE a (x ${'STRUCT<y '.repeat(20_000)}INT64${'>'.repeat(20_000)});`],
    ['comments', `${'/* x */ /* /* '.repeat(2_000)}*/\nCREATE TABLE a (x int);`],
  ])('is not brought down by %s without end', (_, text) => {
    expect(names(`${text}\nCREATE TABLE b (x int);`)).toEqual(['a', 'b']);
  });
});

describe('order', () => {
  it('lets a later file create what an earlier one alters', () => {
    const { tables, problems } = readDdl([
      { name: '1.sql', text: "ALTER TABLE s.t ADD CONSTRAINT p PRIMARY KEY (id);\nCOMMENT ON COLUMN s.t.id IS 'Key';\nCREATE UNIQUE INDEX u ON s.t (nm);" },
      { name: '2.sql', text: 'CREATE TABLE s.t (id int, nm text);' },
    ]);
    expect(tables[0]).toMatchObject({ primaryKey: { columns: ['id'] }, uniqueKeys: [{ columns: ['nm'], byIndex: true }] });
    expect(tables[0]?.columns[0]?.comment).toBe('Key');
    expect(problems).toEqual([]);
  });

  it('tells what is altered but created nowhere', () => {
    expect(readText('ALTER TABLE gone ADD PRIMARY KEY (id);').problems).toMatchObject([
      { line: 1, reason: 'gone is altered, but the script does not create it' },
    ]);
  });

  it('honours DROP and RENAME in their order, but no teardown', () => {
    expect(names('CREATE TABLE a (x int); DROP TABLE a; CREATE TABLE b (x int); ALTER TABLE b RENAME TO c;')).toEqual(['c']);
    expect(names('CREATE TABLE a (x int); CREATE TABLE b (x int);\nDROP TABLE a, b;')).toEqual(['a', 'b']);
    const { tables } = readDdl([
      { name: '1.sql', text: 'CREATE TABLE a (x int);' },
      { name: '2_teardown.sql', text: 'DROP TABLE a;' },
    ]);
    expect(tables).toHaveLength(1);
  });

  it('places names by the schema in force', () => {
    const { tables } = readText(
      'SET search_path TO app, public;\nCREATE TABLE a (x int);\nCREATE TABLE other.b (x int REFERENCES app.a);\nRESET search_path;',
      'postgres',
    );
    expect(tables.map(({ name }) => name)).toEqual([
      { schema: 'app', name: 'a' },
      { schema: 'other', name: 'b' },
    ]);
  });
});

describe('the dialect', () => {
  it.each([
    ['CREATE TABLE t (a VARCHAR2(10), b NUMBER(10));', 'oracle'],
    ['CREATE TABLE [t] ([a] NVARCHAR(10) NULL)\nGO', 'sqlserver'],
    ['CREATE TABLE `t` (`a` int) ENGINE=InnoDB;', 'mysql'],
    ['CREATE TABLE t (a INT64, b STRING);', 'bigquery'],
    ['CREATE TABLE t (a STRING) USING DELTA;', 'databricks'],
    ['CREATE TABLE t (a int) DISTKEY(a);', 'redshift'],
    ['create or replace TABLE T (A NUMBER(38,0), B VARIANT);', 'snowflake'],
    ['CREATE TABLE t (a SERIAL, b JSONB);', 'postgres'],
    ['CREATE TABLE t (a HUGEINT);', 'duckdb'],
    ['PRAGMA foreign_keys=ON;\nCREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT);', 'sqlite'],
    ['CREATE TABLE t (a int);', 'postgres'],
  ])('%s is %s', (text, platform) => {
    const [file] = readText(text).files;
    expect(file?.platform).toBe(platform);
    expect(file?.evidence).not.toBe('');
  });

  it('is told by none of what comments and data say', () => {
    expect(
      readText("CREATE TABLE t (a SERIAL);\nINSERT INTO t VALUES ('ENGINE=InnoDB AUTO_INCREMENT VARCHAR2');\n-- NVARCHAR2, DISTKEY").files[0]?.platform,
    ).toBe('postgres');
  });

  it('is each file’s own', () => {
    const { files } = readDdl([
      { name: 'a.sql', text: 'CREATE TABLE `t` (`a` int) ENGINE=InnoDB;' },
      { name: 'b.sql', text: 'CREATE TABLE [dbo].[u] ([a] int)\nGO' },
    ]);
    expect(files.map(({ platform }) => platform)).toEqual(['mysql', 'sqlserver']);
  });
});

it('says where views and queries take their columns from', () => {
  const { tables } = readText(`
CREATE TABLE o (id int, customer_id int, amount numeric(10,2));
CREATE TABLE c (id int, nm text);
CREATE VIEW v AS
WITH big AS (SELECT o.* FROM o WHERE amount > 100)
SELECT b.id AS order_id, c.nm, b.amount * 2 AS twice, CAST(b.amount AS int) AS rounded
FROM big b JOIN c ON c.id = b.customer_id;
CREATE VIEW w AS SELECT * FROM v;
`);
  const [, , v, w] = tables;
  expect(v?.columns.map(({ name, type, from }) => [name, type, from?.map(({ table, column }) => `${table.name}.${column}`)])).toEqual([
    ['order_id', 'int', ['o.id']],
    ['nm', 'text', ['c.nm']],
    ['twice', undefined, ['o.amount']],
    ['rounded', 'int', ['o.amount']],
  ]);
  expect(v?.reads.map(({ name }) => name)).toEqual(['o', 'c']);
  expect(w?.columns.map(({ name, type }) => [name, type])).toEqual([
    ['order_id', 'int'],
    ['nm', 'text'],
    ['twice', undefined],
    ['rounded', 'int'],
  ]);
});
