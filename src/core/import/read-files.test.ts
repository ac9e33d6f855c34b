import { describe, expect, it } from 'vitest';
import { brief } from '../../../test/support/imported.ts';
import { readFiles } from './read-files.ts';

const read = (...files: readonly (readonly [name: string, text: string])[]) => readFiles(files.map(([name, text]) => ({ name, text })));
const told = (...files: readonly (readonly [name: string, text: string])[]): readonly string[] => {
  const { tables, problems } = read(...files);
  return [...tables.flatMap(brief), ...problems.map(({ file, line, reason }) => `not understood ${file}:${line} ${reason}`)];
};

describe('dbt', () => {
  const manifest = (version: number, more: object = {}): string =>
    JSON.stringify({
      metadata: { dbt_schema_version: `https://schemas.getdbt.com/dbt/manifest/v${version}.json`, project_name: 'shop', adapter_type: 'snowflake' },
      sources: {
        'source.shop.raw.customers': {
          source_name: 'raw',
          name: 'customers',
          database: 'DB',
          schema: 'RAW',
          package_name: 'shop',
          description: 'People',
          columns: { ID: { name: 'ID', data_type: 'NUMBER(38,0)' } },
        },
      },
      nodes: {
        'model.shop.dim_customer': {
          resource_type: 'model',
          name: 'dim_customer',
          alias: 'dim_customer',
          database: 'DB',
          schema: 'MART',
          package_name: 'shop',
          description: 'Customers, one row each',
          config: { materialized: 'table', cluster_by: ['id'] },
          columns: { id: { name: 'id', description: 'The key' } },
          depends_on: { nodes: ['source.shop.raw.customers'] },
          [version < 7 ? 'raw_sql' : 'raw_code']:
            "{{ config(materialized='table') }}\nselect ID as id, nm::varchar(20) as name, upper(nm) as big from {{ source('raw', 'customers') }}",
        },
        'model.shop.fct_order': {
          resource_type: 'model',
          name: 'fct_order',
          database: 'DB',
          schema: 'MART',
          package_name: 'shop',
          config: { materialized: 'incremental' },
          columns: { order_id: { name: 'order_id', data_type: 'text' }, customer_id: { name: 'customer_id' }, status: { name: 'status' } },
          depends_on: { nodes: ['model.shop.dim_customer'] },
        },
        'model.other.their_model': { resource_type: 'model', name: 'their_model', package_name: 'other' },
        'test.shop.a.1': {
          resource_type: 'test',
          test_metadata: { name: 'unique', kwargs: { column_name: 'order_id' } },
          depends_on: { nodes: ['model.shop.fct_order'] },
        },
        'test.shop.b.1': {
          resource_type: 'test',
          test_metadata: { name: 'not_null', kwargs: { column_name: 'order_id' } },
          depends_on: { nodes: ['model.shop.fct_order'] },
        },
        'test.shop.c.1': {
          resource_type: 'test',
          test_metadata: { name: 'relationships', kwargs: { column_name: 'customer_id', to: "ref('dim_customer')", field: 'id' } },
          depends_on: { nodes: ['model.shop.dim_customer', 'model.shop.fct_order'] },
        },
        'test.shop.d.1': {
          resource_type: 'test',
          test_metadata: { name: 'accepted_values', kwargs: { column_name: 'status', values: ['new', 'paid'] } },
          depends_on: { nodes: ['model.shop.fct_order'] },
        },
        ...more,
      },
    });
  const TABLES = [
    'table DB.RAW.customers "People"',
    '  ID NUMBER(38,0)',
    'table DB.MART.dim_customer "Customers, one row each"',
    '  id NUMBER(38,0) "The key"',
    '  name varchar(20)',
    '  big -',
    '  cluster_by id',
    'table DB.MART.fct_order',
    '  order_id text !',
    '  customer_id -',
    '  status -',
    '  pk order_id',
    '  fk customer_id -> DB.MART.dim_customer (id)',
  ];

  it.each([4, 6, 7, 8, 9, 10, 11, 12])('reads manifest version %i: sources, models, tests as keys, the columns of queries', (version) => {
    const found = read(['target/manifest.json', manifest(version)]);
    expect([...found.tables.flatMap(brief), ...found.problems]).toEqual(TABLES);
    expect(found.tables[2]?.columns[2]?.values).toEqual(['new', 'paid']);
    expect(found.tables[1]?.columns[0]?.from).toEqual([{ table: { database: 'DB', schema: 'RAW', name: 'customers' }, column: 'ID' }]);
    expect(found.tables[1]?.reads).toEqual([{ database: 'DB', schema: 'RAW', name: 'customers' }]);
    expect(found.tables.map(({ materialization }) => materialization)).toEqual(['source', 'table', 'incremental']);
    expect(found.skipped).toEqual([{ what: 'nodes of other packages', count: 1, places: [] }]);
  });

  it('takes types from the catalog, and a version it does not know as far as it goes', () => {
    const catalog = JSON.stringify({
      metadata: { dbt_schema_version: 'https://schemas.getdbt.com/dbt/catalog/v1.json' },
      nodes: {
        'model.shop.fct_order': {
          columns: { STATUS: { name: 'STATUS', type: 'TEXT', index: 2 }, ORDER_ID: { name: 'ORDER_ID', type: 'NUMBER(9,0)', index: 1 } },
        },
      },
      sources: {},
    });
    const found = read(['target/catalog.json', catalog], ['target/manifest.json', manifest(13)]);
    expect(found.tables[2]?.columns.map(({ name, type }) => [name, type])).toEqual([
      ['order_id', 'NUMBER(9,0)'],
      ['status', 'TEXT'],
      ['customer_id', undefined],
    ]);
    expect(found.problems).toMatchObject([{ file: 'target/manifest.json', reason: expect.stringContaining('manifest version 13 is not known') as string }]);
  });

  it('reads the files of a project that was not compiled', () => {
    expect(
      told(
        ['dbt_project.yml', 'name: shop\nprofile: shop\n'],
        [
          'models/schema.yml',
          `
version: 2
sources:
  - name: crm
    schema: raw_crm
    tables:
      - name: people
        identifier: PEOPLE_V2
        columns: [{ name: id, data_type: bigint, data_tests: [unique, not_null] }, { name: nm }]
models:
  - name: dim_person
    description: Persons
    columns:
      - name: id
        data_tests:
          - unique
          - not_null
          - relationships: { arguments: { to: "source('crm', 'people')", field: id } }
      - name: kind
        tests: [{ accepted_values: { values: [a, b] } }]
    data_tests:
      - dbt_utils.unique_combination_of_columns: { combination_of_columns: [id, kind] }
`,
        ],
        [
          'models/dim_person.sql',
          "{{ config(materialized='table') }}\n{% set x = 1 %}\nwith p as (select * from {{ ref('stg_person') }})\nselect id, nm as name, 'a' as kind from p\n{% if is_incremental() %} where id > 1 {% endif %}",
        ],
        ['models/stg_person.sql', "select id, nm, {{ cents('amount') }} as amount from {{ source('crm', 'people') }}"],
        ['models/plain.sql', 'select 1 as one'],
      ),
    ).toEqual([
      'table raw_crm.PEOPLE_V2',
      '  id bigint !',
      '  nm -',
      '  pk id',
      'table dim_person "Persons"',
      '  id bigint !',
      '  name -',
      '  kind -',
      '  pk id',
      '  unique id, kind',
      '  fk id -> raw_crm.PEOPLE_V2 (id)',
      'view stg_person',
      '  id bigint',
      '  nm -',
      '  amount -',
      'view plain',
      '  one -',
    ]);
  });
});

it('reads DBML: aliases, partials, enums, all ways to refer, indexes as keys', () => {
  expect(
    told([
      'shop.dbml',
      `
Project shop { database_type: 'PostgreSQL' }
Enum status { open [note: 'x']
  "on hold" }
TablePartial stamps { created timestamp [not null] }
Table sales.customer as C [note: 'Who buys'] {
  id int [pk, increment] // the key
  email "character varying(80)" [unique, not null, note: 'it\\'s theirs', default: \`lower('X')\`]
  "full name" text[]
  ~stamps
}
Table orders {
  id int
  line int [default: -1, check: \`line > 0\`]
  customer_id int [ref: > C.id]
  state status [default: 'open']
  indexes {
    (id, line) [pk]
    state [unique, name: 'u_state']
    (\`lower(x)\`)
  }
  checks { \`id > 0\` [name: 'positive'] }
  Note: '''
    Orders,
      all of them
  '''
}
Table notes { order_id int
  line int }
Ref n: notes.(order_id, line) > orders.(id, line) [delete: cascade, update: no action]
Ref: sales.customer.id < notes.order_id
TableGroup g { orders }
nonsense here
Table last { a int }
`,
    ]),
  ).toEqual([
    'table sales.customer "Who buys"',
    '  id int ! #',
    `  email character varying(80) ! = lower('X') "it's theirs"`,
    '  full name text[]',
    '  created timestamp !',
    '  pk id',
    '  unique email',
    'table orders "Orders,\n  all of them"',
    '  id int !',
    '  line int ! = -1',
    '  customer_id int',
    "  state status = 'open'",
    '  pk id, line',
    '  unique index state',
    '  fk customer_id -> sales.customer (id)',
    '  check line > 0',
    '  check id > 0',
    'table notes',
    '  order_id int',
    '  line int',
    '  fk order_id, line -> orders (id, line) delete cascade update no action',
    '  fk order_id -> sales.customer (id)',
    'table last',
    '  a int',
    'not understood shop.dbml:33 this was not understood',
  ]);
});

it('reads ODCS contracts', () => {
  expect(
    told([
      'orders.odcs.yaml',
      `
apiVersion: v3.1.0
kind: DataContract
servers: [{ server: prod, type: bigquery, project: proj, dataset: mart }]
schema:
  - name: customer
    id: c
    properties: [{ name: id, id: cid, logicalType: integer, physicalType: INT64, primaryKey: true }]
  - name: orders
    physicalName: ORDERS
    description: Orders
    quality: [{ metric: duplicateValues, arguments: { properties: [a, b] }, mustBe: 0 }]
    properties:
      - { name: b, logicalType: string, logicalTypeOptions: { maxLength: 5 }, primaryKey: true, primaryKeyPosition: 2 }
      - { name: a, logicalType: timestamp, logicalTypeOptions: { timezone: true }, primaryKey: true, primaryKeyPosition: 1 }
      - { name: customer, logicalType: integer, required: true, unique: true, relationships: [{ to: schema/c/properties/cid }] }
      - { name: day, logicalType: date, partitioned: true }
`,
    ]),
  ).toEqual([
    'table proj.mart.customer',
    '  id INT64 !',
    '  pk id',
    'table proj.mart.ORDERS "Orders"',
    '  b string !',
    '  a timestamp !',
    '  customer integer !',
    '  day date',
    '  pk a, b',
    '  unique customer',
    '  fk customer -> proj.mart.customer (id)',
    '  partition_by day',
  ]);
});

it('reads the datacontract-specification', () => {
  expect(
    told([
      'c.yaml',
      `
dataContractSpecification: 1.2.1
servers: { prod: { type: postgres, database: db, schema: s } }
models:
  orders:
    primaryKey: [id, line]
    fields:
      id: { $ref: '#/definitions/oid', required: true }
      line: { type: integer }
      customer: { type: long, references: customer.id }
      amount: { type: decimal, precision: 10, scale: 2, config: { postgresType: 'numeric(12,2)' } }
  customer: { type: view, fields: { id: { type: long, primaryKey: true } } }
definitions: { oid: { type: string, title: Order number, maxLength: 9 } }
`,
    ]),
  ).toEqual([
    'table db.s.orders',
    '  id string ! "Order number"',
    '  line integer !',
    '  customer long',
    '  amount numeric(12,2)',
    '  pk id, line',
    '  fk customer -> db.s.customer (id)',
    'view db.s.customer',
    '  id long !',
    '  pk id',
  ]);
});

it('reads models of SQLMesh: what is declared, and the columns of queries over one another', () => {
  expect(
    told(
      [
        'models/fct.sql',
        `MODEL (
  name mart.fct_order,
  kind INCREMENTAL_BY_TIME_RANGE (time_column order_date),
  dialect snowflake,
  description 'Order lines',
  columns ( order_sk BIGINT, order_date DATE, amount DECIMAL(18, 2) ),
  column_descriptions ( amount = 'Gross; in EUR' ),
  grains ( order_sk, (order_date, amount) ),
  partitioned_by ( order_date ),
  audits ( not_null(columns := (order_sk, order_date)), unique_values(columns := (order_sk)) )
);
SELECT order_sk, order_date, amount FROM stg.orders WHERE order_date BETWEEN @start_date AND @end_date;`,
      ],
      ['models/stg.sql', '-- staged\nMODEL (name stg.orders, kind VIEW);\nSELECT id::BIGINT AS order_sk, d AS order_date FROM raw.orders'],
      ['models/all.sql', 'MODEL (name mart.all_orders, grain order_sk);\nSELECT * FROM stg.orders'],
    ),
  ).toEqual([
    'table mart.fct_order "Order lines"',
    '  order_sk BIGINT !',
    '  order_date DATE !',
    '  amount DECIMAL(18, 2) "Gross; in EUR"',
    '  pk order_sk',
    '  unique order_date, amount',
    '  unique order_sk',
    '  partition_by order_date',
    'view stg.orders',
    '  order_sk BIGINT',
    '  order_date -',
    'table mart.all_orders',
    '  order_sk BIGINT',
    '  order_date -',
  ]);
});

describe('files that are broken or made to break something', () => {
  const bomb = [
    'a: &a [x, x]',
    ...'bcdefghij'.split('').map((name, index) => `${name}: &${name} [${`*${'abcdefghij'[index]}, `.repeat(9)}*${'abcdefghij'[index]}]`),
  ].join('\n');

  it.each([
    ['target/manifest.json', '{"metadata": {"dbt_schema_version": ', 1, /no valid JSON/],
    ['a.json', '{"a": 1,\n  "b" 2}', 2, /no valid JSON/],
    ['a.yml', 'models:\n  - name: x\n   columns: [', 3, /no valid YAML/],
    ['bomb.yml', bomb, 1, /anchors hold each other/],
    ['aliases.yml', `a: &a 1\nb: [${'*a, '.repeat(200)}]`, 1, /anchors more than 100 times/],
  ])('%s is told with its place', (name, text, line, reason) => {
    expect(read([name, text]).problems).toMatchObject([{ file: name, line, reason: expect.stringMatching(reason) as string }]);
  });

  it.each([
    ['null.yml', ''],
    ['list.yml', '- a\n- b'],
    ['odd.yml', 'models: 5\nsources: [1, null, {name: null, tables: 7}]'],
    [
      'odd.json',
      '{"metadata": {"dbt_schema_version": "https://schemas.getdbt.com/dbt/manifest/v12.json"}, "nodes": {"a": null, "b": {"resource_type": "model", "columns": 5, "depends_on": 7}}, "sources": []}',
    ],
    ['contract.yml', 'kind: DataContract\napiVersion: 3\nschema: {a: 1}'],
    ['contract.yml', 'dataContractSpecification: 1\nmodels: [1, 2]'],
    ['x.dbml', 'Table { }\nTable a {\nRef: > \n[[[ '],
    ['m.sql', 'MODEL ('],
    ['m.sql', 'MODEL (name, kind, columns);'],
  ])('%s breaks nothing', (name, text) => {
    expect(() => read([name, text])).not.toThrow();
  });
});
