import { expect, it } from 'vitest';
import { parseLogicalType } from '../model/logical-type.ts';
import { logicalOf } from './logical-types.ts';
import { SCRIPT_PLATFORMS, type ScriptPlatform } from './types.ts';

it.each<readonly [ScriptPlatform, string, string]>([
  ['postgres', 'character varying(255)', 'text(255)'],
  ['postgres', 'double precision', 'float'],
  ['postgres', 'timestamp(6) with time zone', 'timestamptz'],
  ['postgres', 'numeric', 'decimal(38,9)'],
  ['postgres', 'text[]', 'json'],
  ['postgres', 'public.geometry(Point,4326)', 'text'],
  ['mysql', 'NATIONAL CHARACTER VARYING(20)', 'text(20)'],
  ['mysql', 'tinyint(1)', 'boolean'],
  ['mysql', 'tinyint(4)', 'integer'],
  ['mysql', 'int(10) unsigned', 'bigint'],
  ['mysql', 'bigint unsigned', 'decimal(20,0)'],
  ['mysql', 'decimal(10, 2) unsigned', 'decimal(10,2)'],
  ['mysql', "enum('a','b')", 'text'],
  ['oracle', 'NUMBER(*,0)', 'decimal(38,0)'],
  ['oracle', 'NUMBER(5,-2)', 'decimal(7,0)'],
  ['oracle', 'VARCHAR2(10 CHAR)', 'text(10)'],
  ['oracle', 'DATE', 'timestamp'],
  ['oracle', 'INTERVAL DAY (2) TO SECOND (6)', 'text'],
  ['sqlserver', '[nvarchar](max)', 'text'],
  ['sqlserver', '[decimal](18, 4)', 'decimal(18,4)'],
  ['sqlserver', 'timestamp', 'binary'],
  ['sqlserver', 'bit', 'boolean'],
  ['sqlserver', 'money', 'decimal(19,4)'],
  ['snowflake', 'NUMBER', 'decimal(38,0)'],
  ['snowflake', 'VARCHAR(16777216)', 'text'],
  ['snowflake', 'TIMESTAMP_NTZ(9)', 'timestamp'],
  ['bigquery', 'STRUCT<a INT64, b ARRAY<STRING>>', 'json'],
  ['bigquery', 'TIMESTAMP', 'timestamptz'],
  ['bigquery', 'DATETIME', 'timestamp'],
  ['bigquery', 'INT64', 'bigint'],
  ['databricks', 'struct<a:int>', 'json'],
  ['databricks', 'timestamp_ntz', 'timestamp'],
  ['redshift', 'timestamp without time zone', 'timestamp'],
  ['redshift', 'SUPER', 'json'],
  ['duckdb', 'INTEGER[3]', 'json'],
  ['duckdb', 'DECIMAL', 'decimal(18,3)'],
  ['sqlite', 'LONG INTEGER', 'bigint'],
  ['sqlite', 'NVARCHAR(160)', 'text(160)'],
])('reads %s %s as %s', (platform, type, logical) => {
  expect(logicalOf(type, platform)).toBe(logical);
  expect(parseLogicalType(logical)).toBeDefined();
});

it('follows names that a script gives to types, and knows no others', () => {
  const aliases = new Map([
    ['email', 'public.citext'],
    ['circle_a', 'circle_b'],
    ['circle_b', 'circle_a'],
  ]);
  expect(logicalOf('public.email', 'postgres', aliases)).toBe('text');
  expect(logicalOf('circle_a', 'postgres', aliases)).toBeUndefined();
  for (const platform of SCRIPT_PLATFORMS) expect(logicalOf('my_tab_type', platform)).toBeUndefined();
});
