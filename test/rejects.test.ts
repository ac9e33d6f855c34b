import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyProject } from '../src/core/model/empty-project.ts';
import { PLATFORMS } from '../src/core/model/schema.ts';
import type { ModelObject, Platform, Project, Settings, Source, Staging } from '../src/core/model/types.ts';
import { createCompiler } from '../src/core/plan/compile.ts';
import type { Plan } from '../src/core/plan/types.ts';
import { createStatements, loadStatements, schemaStatements } from '../src/core/targets/sql/relation-statements.ts';
import { runDuckdb } from './support/run-duckdb.ts';

const column = (id: string, type: string) => ({ id, name: id, type });
const staged = (id: string, type: string) => ({ ...column(id, type), from: id });

const sales: Source = {
  kind: 'source',
  id: 'sales',
  name: 'sales',
  delivery: 'delta',
  key: ['sale'],
  columns: [column('sale', 'text'), column('customer', 'text'), column('sold_on', 'text'), column('quantity', 'text'), column('price', 'text')],
};
const staging: Staging = {
  kind: 'staging',
  id: 'stg_sales',
  name: 'stg_sales',
  source: 'sales',
  columns: [
    { ...staged('sale', 'text'), clean: ['trim', 'empty_as_null'] },
    staged('customer', 'text'),
    staged('sold_on', 'date'),
    { ...staged('quantity', 'integer'), default: '1' },
    staged('price', 'decimal(6,2)'),
    { ...column('total', 'decimal(10,2)'), expression: 'cast(price as decimal(6,2)) * cast(quantity as integer)' },
  ],
};

function projectOf(objects: readonly ModelObject[], settings: Partial<Settings> = {}): Project {
  const empty = emptyProject('Rejects');
  return { ...empty, settings: { ...empty.settings, ...settings }, objects: Object.fromEntries(objects.map((object) => [object.id, object])) };
}

const planOf = (project: Project): Plan => {
  const plan = createCompiler()(project);
  expect(plan.diagnostics).toEqual([]);
  return plan;
};
const script = (plan: Plan, platform: Platform, deliveries: readonly (readonly string[])[]): readonly string[] => [
  ...schemaStatements(plan, platform).statements,
  ...plan.relations.flatMap((relation) => createStatements(plan, relation, platform).statements),
  ...deliveries.flatMap((rows) => [...rows, ...plan.relations.flatMap((relation) => loadStatements(plan, relation, platform).statements)]),
];

type Rows = readonly (readonly (string | null)[])[];
let postgres: PGlite;
beforeAll(async () => {
  postgres = await PGlite.create();
});
afterAll(() => postgres.close());

/** The answers of DuckDB, which those of PostgreSQL must equal. */
async function answers(plan: Plan, deliveries: readonly (readonly string[])[], questions: readonly string[]): Promise<readonly Rows[]> {
  const duckdb = runDuckdb([...script(plan, 'duckdb', deliveries).map((sql) => ({ sql })), ...questions.map((sql) => ({ sql, rows: true }))]);
  for (const schema of new Set(Object.values(plan.schemas))) await postgres.exec(`drop schema if exists ${schema} cascade`);
  for (const sql of script(plan, 'postgres', deliveries)) await postgres.exec(sql);
  const found: Rows[] = [];
  for (const sql of questions) found.push((await postgres.query<(string | null)[]>(sql, [], { rowMode: 'array' })).rows);
  expect(found).toEqual(duckdb);
  return duckdb;
}

const at = (day: number): string => `timestamp '2026-01-0${day} 06:00:00'`;
const sale = (cells: readonly (string | null)[], day: number, place: number): string =>
  `(${cells.map((cell) => (cell === null ? 'null' : `'${cell}'`)).join(', ')}, ${at(day)}, 'till', ${place})`;
const landing = (...rows: readonly string[]): string => `insert into landing.sales values ${rows.join(', ')}`;

const DELIVERY = landing(
  sale(['S1', 'C1', '2026-01-01', '2', '1.50'], 1, 1),
  sale(['S2', 'C1', '2026-02-30', '2', '1.50'], 1, 2),
  sale(['S3', 'C1', ' 2026-01-02 ', ' ', ''], 1, 3),
  sale(['S4', 'C1', null, 'two', '12345'], 1, 4),
  sale(['S5', 'C2', '2026-01-03', null, '9.999'], 1, 5),
);
const STAGED =
  'select sale, cast(sold_on as varchar), cast(quantity as varchar), cast(price as varchar), cast(total as varchar) from staging.stg_sales order by sale';
const REJECTED =
  'select reason, detail, cast(load_date as varchar), record_source, cast(row_sequence as varchar) from staging.stg_sales_rejects order by row_sequence';

describe('a text that does not fit its type', () => {
  it('refuses its row, which is listed; blank text is NULL or the default', async () => {
    const [rows, rejects] = await answers(planOf(projectOf([sales, staging])), [[DELIVERY]], [STAGED, REJECTED]);
    expect(rows).toEqual([
      ['S1', '2026-01-01', '2', '1.50', '3.00'],
      ['S3', '2026-01-02', '1', null, null],
      ['S5', '2026-01-03', '1', '10.00', null],
    ]);
    expect(rejects).toEqual([
      ['failed cast', 'sold_on: 2026-02-30', '2026-01-01 06:00:00', 'till', '2'],
      ['failed cast', 'quantity: two; price: 12345; total: two', '2026-01-01 06:00:00', 'till', '4'],
    ]);
  });

  it('is NULL and listed where the project says so', async () => {
    const [rows, rejects] = await answers(planOf(projectOf([sales, staging], { bad_values: 'null' })), [[DELIVERY]], [STAGED, REJECTED]);
    expect(rows).toEqual([
      ['S1', '2026-01-01', '2', '1.50', '3.00'],
      ['S2', null, '2', '1.50', '3.00'],
      ['S3', '2026-01-02', '1', null, null],
      ['S4', null, null, null, null],
      ['S5', '2026-01-03', '1', '10.00', null],
    ]);
    expect(rejects).toHaveLength(2);
  });

  it('fails the load where the object says so, and lists nothing', () => {
    const plan = planOf(projectOf([sales, { ...staging, bad_values: 'fail' }]));
    expect(plan.byId.has('stg_sales/rejects')).toBe(false);
    expect(() => runDuckdb([...script(plan, 'duckdb', [[DELIVERY]]).map((sql) => ({ sql })), { sql: 'select * from staging.stg_sales', rows: true }])).toThrow(
      /2026-02-30|two/,
    );
  });

  it('refuses the last row of a key even where an earlier one would fit', async () => {
    const twice = landing(sale(['S1', 'C1', '2026-01-01', '2', '1.50'], 1, 1), sale(['S1', 'C1', 'soon', '2', '1.50'], 1, 2));
    const [rows, rejects] = await answers(planOf(projectOf([sales, { ...staging, deduplicate: true }])), [[twice]], [STAGED, REJECTED]);
    expect(rows).toEqual([]);
    expect(rejects).toEqual([['failed cast', 'sold_on: soon', '2026-01-01 06:00:00', 'till', '2']]);
  });

  it('refuses a row that would not be dated, whatever bad values do', async () => {
    const dated = { ...staging, bad_values: 'null' as const, load_date: 'sold_on' };
    const [rows, rejects] = await answers(
      planOf(projectOf([sales, dated])),
      [[DELIVERY]],
      ['select sale, cast(load_date as varchar) from staging.stg_sales order by sale', REJECTED],
    );
    // S4 has no date at all: blank is not bad.
    expect(rows).toEqual([
      ['S1', '2026-01-01 00:00:00'],
      ['S3', '2026-01-02 00:00:00'],
      ['S4', null],
      ['S5', '2026-01-03 00:00:00'],
    ]);
    expect(rejects?.map(([, , date]) => date)).toEqual(['2026-01-01 06:00:00', '2026-01-01 06:00:00']);
  });

  it('prints on every platform, and leaves a staging object without such casts as it was', () => {
    const plan = planOf(projectOf([sales, staging]));
    for (const platform of PLATFORMS)
      for (const relation of plan.relations) expect(createStatements(plan, relation, platform).diagnostics, `${relation.id} ${platform}`).toEqual([]);
    const plain = planOf(projectOf([sales, { ...staging, columns: staging.columns.slice(0, 2) }]));
    expect(plain.byId.get('stg_sales')).toMatchObject({ query: { t: 'select' } });
    expect(plain.byId.get('stg_sales')?.checks).toBeUndefined();
    expect(plain.byId.has('stg_sales/rejects')).toBe(false);
  });
});

const hub = (id: string, key: string): ModelObject => ({
  kind: 'hub',
  id: `hub_${id}`,
  name: `hub_${id}`,
  columns: [column(key, 'text')],
  feeds: [{ from: 'stg_sales', map: { [key]: key } }],
});
const VAULT: readonly ModelObject[] = [
  sales,
  staging,
  hub('sale', 'sale'),
  hub('customer', 'customer'),
  {
    kind: 'link',
    id: 'link_sale_customer',
    name: 'link_sale_customer',
    columns: [],
    hubs: [
      { id: 'sale', hub: 'hub_sale' },
      { id: 'customer', hub: 'hub_customer' },
    ],
    feeds: [{ from: 'stg_sales', map: {}, hubs: { sale: { sale: 'sale' }, customer: { customer: 'customer' } } }],
  },
  {
    kind: 'dimension',
    id: 'dim_customer',
    name: 'dim_customer',
    columns: [{ ...column('customer', 'text'), use: 'natural_key' }],
    feeds: [{ from: 'stg_sales', map: { customer: 'customer' } }],
  },
  { kind: 'date_dimension', id: 'dim_date', name: 'dim_date', first: '2026-01-01', last: '2026-01-31' },
  {
    kind: 'fact',
    id: 'fct_sale',
    name: 'fct_sale',
    fact_type: 'transaction',
    grain: { columns: ['sale'] },
    dimensions: [
      { id: 'customer', dimension: 'dim_customer' },
      { id: 'date', dimension: 'dim_date' },
    ],
    columns: [
      { ...column('sale', 'text'), use: 'degenerate' },
      { ...column('price', 'decimal(6,2)'), use: 'measure' },
    ],
    feeds: [
      {
        from: 'stg_sales',
        map: { sale: 'sale', price: 'price' },
        dimensions: { customer: { customer: 'customer' }, date: { date: 'sold_on' } },
        event_at: 'sold_on',
      },
    ],
  },
];
const KEYS = [
  landing(
    sale(['S1', 'C1', '2026-01-01', '1', '1.00'], 1, 1),
    sale(['  ', 'C1', '2026-01-01', '1', '1.00'], 1, 2),
    sale(['S2', '', '2026-01-01', '1', '1.00'], 1, 3),
    sale([null, null, '2026-01-01', '1', '1.00'], 1, 4),
  ),
  landing(sale(['S1', 'C1', '2026-01-01', '1', '1.00'], 2, 1), sale(['S1', 'C1', '2026-01-01', '1', '2.00'], 2, 2)),
];
const list = (table: string): string =>
  `select reason, detail, cast(load_date as varchar), cast(row_sequence as varchar) from ${table}_rejects order by load_date, row_sequence, reason`;

describe('keys that are missing', () => {
  it('are told by hub, link, dimension and fact, with the row they should have come with', async () => {
    const found = await answers(
      planOf(projectOf(VAULT)),
      KEYS.map((delivery) => [delivery]),
      ['raw_vault.hub_sale', 'raw_vault.hub_customer', 'raw_vault.link_sale_customer', 'mart.dim_customer', 'mart.fct_sale'].map(list),
    );
    const first = '2026-01-01 06:00:00';
    expect(found).toEqual([
      [
        ['missing key', 'sale', first, '2'],
        ['missing key', 'sale', first, '4'],
      ],
      [
        ['missing key', 'customer', first, '3'],
        ['missing key', 'customer', first, '4'],
      ],
      [
        ['missing key', 'sale', first, '2'],
        ['missing key', 'customer', first, '3'],
        ['missing key', 'sale, customer', first, '4'],
      ],
      [['missing key', 'customer', first, '4']],
      [
        ['missing grain', 'sale', first, '2'],
        ['missing grain', 'sale', first, '4'],
        // It came again as it was on the second day, which refuses nothing; then with another price.
        ['second row', 'sale S1', '2026-01-02 06:00:00', '2'],
      ],
    ]);
  });

  it('are no rejects where they stand under the zero key, and no view where the project wants none', () => {
    const zero = planOf(projectOf(VAULT, { vault: { missing_keys: 'zero_key' } }));
    expect(zero.relations.filter(({ part }) => part === 'rejects').map(({ id }) => id)).toEqual([
      'stg_sales/rejects',
      'dim_customer/rejects',
      'fct_sale/rejects',
    ]);
    const none = planOf(projectOf(VAULT, { rejects: 'none' }));
    expect(none.relations.some(({ part }) => part === 'rejects')).toBe(false);
    expect(none.byId.get('hub_sale')?.checks?.map(({ id }) => id)).toEqual(['missing_key']);
  });

  it('print on every platform', () => {
    const plan = planOf(projectOf(VAULT));
    for (const platform of PLATFORMS)
      for (const relation of plan.relations) expect(createStatements(plan, relation, platform).diagnostics, `${relation.id} ${platform}`).toEqual([]);
  });
});

describe('states that give way', () => {
  const satellite: ModelObject = {
    kind: 'satellite',
    id: 'sat_sale',
    name: 'sat_sale',
    parent: 'hub_sale',
    columns: [column('price', 'decimal(6,2)')],
    feeds: [{ from: 'stg_sales', map: { price: 'price' } }],
  };
  const model = [sales, staging, hub('sale', 'sale'), satellite];
  const listed = 'select reason, detail, cast(load_date as varchar) from raw_vault.sat_sale_rejects order by load_date, reason';

  it('are listed: the first of two at one load date, and what came after a newer one was stored', async () => {
    const [rejects, stored] = await answers(
      planOf(projectOf(model)),
      [
        [landing(sale(['S1', 'C1', '2026-01-01', '1', '1.00'], 2, 1), sale(['S1', 'C1', '2026-01-01', '1', '2.00'], 2, 2))],
        // Delivered afterwards, dated before: it would rewrite what is history.
        [landing(sale(['S1', 'C1', '2026-01-01', '1', '9.00'], 1, 1), sale(['S2', 'C1', '2026-01-01', '1', '9.00'], 1, 2))],
      ],
      [listed, 'select cast(price as varchar), cast(load_date as varchar) from raw_vault.sat_sale order by load_date, price'],
    );
    expect(rejects?.map(([reason, , date]) => [reason, date])).toEqual([
      ['late', '2026-01-01 06:00:00'],
      ['conflict', '2026-01-02 06:00:00'],
    ]);
    expect(rejects?.map(([, detail]) => /^sale_hk [0-9A-F]{32}$/.test(detail ?? ''))).toEqual([true, true]);
    expect(stored).toEqual([
      ['9.00', '2026-01-01 06:00:00'],
      ['2.00', '2026-01-02 06:00:00'],
    ]);
  });
});
