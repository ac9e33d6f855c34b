import { emptyProject } from '../../src/core/model/empty-project.ts';
import type { FactColumn, ModelObject, Project } from '../../src/core/model/types.ts';
import { columns, same, sourceAndStaging } from '../../test/support/objects.ts';
import { deliveryFiles, type Delivered } from './delivered.ts';

const one = (text: string) => {
  const [first] = columns(text);
  if (!first) throw new Error(`${text} is no column`);
  return first;
};
const key = (text: string) => ({ ...one(text), use: 'natural_key' as const });
const attribute = (text: string, history?: 0 | 1 | 2 | 3 | 'passive') => ({
  ...one(text),
  use: 'attribute' as const,
  ...(history === undefined ? {} : { history }),
});
const degenerate = (text: string): FactColumn => ({ ...one(text), use: 'degenerate' });
const measure = (text: string, more: Partial<FactColumn> = {}): FactColumn => ({ ...one(text), use: 'measure', additivity: 'additive', ...more });

const SOURCES: readonly ModelObject[] = [
  ...sourceAndStaging('customers', 'full', ['customer_no:text', 'name:text', 'city:text', 'tier:text', 'phone:text', 'joined:date', 'born:text', 'zip:text']),
  ...sourceAndStaging('cities', 'full', ['zip:text', 'region:text'], { landing: 'replace' }),
  ...sourceAndStaging('employees', 'full', ['emp_no:text', 'name:text', 'boss_no:text']),
  ...sourceAndStaging('teams', 'full', ['team_no:text', 'emp_no:text', 'share:decimal(5,4)'], { key: ['team_no', 'emp_no'] }),
  ...sourceAndStaging(
    'sales',
    'delta',
    [
      'sale_no:text',
      'line:integer',
      'customer_no:text',
      'payer_no:text',
      'product_no:text',
      'team_no:text',
      'sold_at:timestamp',
      'sold_time:time',
      'shipped_on:date',
      'channel:text',
      'gift:text',
      'amount:decimal(12,2)',
      'currency:text',
    ],
    { key: ['sale_no', 'line'] },
  ),
  ...sourceAndStaging('payments', 'delta', ['sale_no:text', 'line:integer', 'paid_on:date'], { key: ['sale_no', 'line'] }),
  ...sourceAndStaging('stock', 'delta', ['product_no:text', 'counted_on:date', 'quantity:integer', 'received:integer'], { key: ['product_no', 'counted_on'] }),
  ...sourceAndStaging('visits', 'delta', ['customer_no:text', 'visited_on:date'], { key: ['customer_no', 'visited_on'] }),
  {
    kind: 'source',
    id: 'products',
    name: 'products',
    delivery: 'cdc',
    key: ['product_no'],
    system: 'erp',
    columns: columns('product_no:text', 'title:text', 'brand:text', 'category:text', 'changed_at:timestamp', 'op:text', 'position:bigint'),
    loader: { tool: 'debezium', operation: 'op', sequence: 'position', deletes: ['d'] },
    freshness: { warn_after: { count: 1, period: 'day' }, error_after: { count: 3000, period: 'day' } },
  },
  {
    kind: 'staging',
    id: 'stg_products',
    name: 'stg_products',
    source: 'products',
    columns: columns('product_no:text', 'title:text', 'brand:text', 'category:text', 'changed_at:timestamp').map((column) => ({ ...column, from: column.id })),
  },
];

const DIMENSIONS: readonly ModelObject[] = [
  {
    kind: 'date_dimension',
    id: 'dim_date',
    name: 'dim_date',
    first: '2025-12-01',
    last: '2026-06-30',
    fiscal_start: 4,
    holidays: [{ date: '2026-01-01', name: "New Year's Day" }],
    not_applicable: true,
    roles: [{ id: 'sold', role: 'sold' }],
  },
  {
    kind: 'time_dimension',
    id: 'dim_time',
    name: 'dim_time',
    every: 'quarter_hour',
    not_applicable: true,
    parts: [
      { start: '06:00', name: 'day' },
      { start: '22:00', name: 'night' },
    ],
    roles: [{ id: 'till', role: 'till', name: 'dim_till_time' }],
  },
  ...(['hour', 'minute'] as const).map((every): ModelObject => ({ kind: 'time_dimension', id: `dim_${every}`, name: `dim_${every}`, every })),
  {
    kind: 'dimension',
    id: 'dim_city',
    name: 'dim_city',
    group: 'sales',
    access: 'public',
    tags: ['geography'],
    physical: { snowflake: { cluster_by: ['zip'] } },
    columns: [
      { ...key('zip:text'), tests: [{ test: 'unique', severity: 'error' }] },
      {
        ...attribute('region:text', 1),
        classification: 'public',
        tags: ['label'],
        tests: [{ test: 'accepted_values', values: ['South', 'West', 'Rhineland', 'North', '(unknown)'] }],
      },
    ],
    feeds: [{ from: 'stg_cities', map: same('zip', 'region') }],
  },
  {
    kind: 'dimension',
    id: 'dim_customer',
    name: 'dim_customer',
    owner: 'sales@example.com',
    not_applicable: true,
    deletes: 'mark',
    first_version: 'beginning',
    first_version_for: 'every_member',
    open_end: 'end_of_time',
    change_detection: 'values',
    columns: [
      key('customer_no:text'),
      { ...attribute('name:text', 1), tests: [{ test: 'not_null', severity: 'warn' }] },
      attribute('city:text', 2),
      { ...attribute('tier:text', 3), previous: 'tier_before' },
      attribute('phone:text', 'passive'),
      attribute('joined:date', 0),
    ],
    outriggers: [{ id: 'home', dimension: 'dim_city', role: 'home' }],
    roles: [
      { id: 'buyer', role: 'buyer' },
      { id: 'payer', role: 'payer', name: 'dim_payer' },
    ],
    feeds: [{ from: 'stg_customers', map: same('customer_no', 'name', 'city', 'tier', 'phone', 'joined'), outriggers: { home: same('zip') } }],
    examples: [
      {
        id: 'versions',
        name: 'a move opens a version',
        given: [
          {
            from: 'stg_customers',
            rows: [
              { customer_no: 'C1', name: 'Ada', city: 'Ulm', load_date: '2026-01-01 06:00:00', row_sequence: 1 },
              { customer_no: 'C1', name: 'Ada', city: 'Kiel', load_date: '2026-01-02 06:00:00', row_sequence: 1 },
            ],
          },
        ],
        expect: [
          { customer_no: 'C1', city: 'Ulm', is_current: false },
          { customer_no: 'C1', city: 'Kiel', is_current: true },
          { customer_no: null, city: '(unknown)', is_current: true },
          { customer_no: null, city: '(not applicable)', is_current: true },
        ],
      },
    ],
  },
  {
    kind: 'dimension',
    id: 'dim_product',
    name: 'dim_product',
    deletes: 'close',
    change_detection: 'changed_at',
    first_version: '2020-01-01T00:00:00',
    first_version_for: 'first_delivery',
    open_end: 'null',
    levels: ['category', 'brand'],
    columns: [key('product_no:text'), attribute('title:text', 1), attribute('category:text', 2), attribute('brand:text', 2)],
    feeds: [{ from: 'stg_products', map: same('product_no', 'title', 'brand', 'category'), changed_at: 'changed_at' }],
  },
  {
    kind: 'dimension',
    id: 'dim_flags',
    name: 'dim_flags',
    dimension_type: 'junk',
    surrogate: 'hash',
    columns: [key('channel:text'), key('gift:text')],
    feeds: [{ from: 'stg_sales', map: same('channel', 'gift') }],
  },
  {
    kind: 'dimension',
    id: 'dim_profile',
    name: 'dim_profile',
    dimension_type: 'junk',
    surrogate: 'integer',
    columns: [key('born:text'), key('tier:text')],
    feeds: [{ from: 'stg_customers', map: same('born', 'tier') }],
  },
  {
    kind: 'dimension',
    id: 'dim_employee',
    name: 'dim_employee',
    dimension_type: 'standard',
    surrogate: 'hash',
    deletes: 'ignore',
    cron: '@hourly',
    on_schema_change: 'append',
    code: { sqlmesh: 'set threads = 1;' },
    columns: [key('emp_no:text'), attribute('name:text'), attribute('boss_no:text')],
    feeds: [{ from: 'stg_employees', map: same('emp_no', 'name', 'boss_no') }],
  },
  { kind: 'hierarchy', id: 'tree_employee', name: 'tree_employee', dimension: 'dim_employee', parent: 'boss_no', depth: 5 },
  {
    kind: 'group_bridge',
    id: 'bridge_team',
    name: 'bridge_team',
    dimension: 'dim_employee',
    columns: columns('team_no:text'),
    feeds: [{ from: 'stg_teams', map: same('team_no'), member: same('emp_no'), weight: 'share' }],
  },
];

const LOOK_UPS = {
  customer: same('customer_no'),
  payer: { customer_no: 'payer_no' },
  product: same('product_no'),
  flags: same('channel', 'gift'),
  seller: { team_no: 'team_no' },
  sold: { date: 'sold_at' },
  time: { time: 'sold_time' },
  shipped: { date: 'shipped_on' },
};
const SALE_DIMENSIONS = [
  { id: 'customer', dimension: 'dim_customer', missing: 'inferred' as const },
  { id: 'payer', dimension: 'dim_customer', role: 'payer', when_null: 'not_applicable' as const, missing: 'unknown' as const },
  { id: 'product', dimension: 'dim_product', when_null: 'unknown' as const },
  { id: 'flags', dimension: 'dim_flags' },
  { id: 'seller', dimension: 'dim_employee', through: 'bridge_team' },
  { id: 'sold', dimension: 'dim_date', role: 'sold' },
  { id: 'time', dimension: 'dim_time' },
  { id: 'shipped', dimension: 'dim_date', role: 'ship', when_null: 'not_applicable' as const },
];
const LINE = [degenerate('sale_no:text'), degenerate('line:integer')];
const AMOUNT = [
  degenerate('currency:text'),
  measure('amount:decimal(12,2)', { unit_from: 'currency', aggregation: 'sum', tests: [{ test: 'accepted_range', min: 0, max: 1000 }] }),
];
const saleFeed = { from: 'stg_sales', map: same('sale_no', 'line', 'amount', 'currency'), dimensions: LOOK_UPS, event_at: 'sold_at' };
const STOCK: readonly FactColumn[] = [
  measure('quantity:integer', { additivity: 'semi_additive', aggregation: 'last', unit: 'pieces' }),
  measure('received:integer', { additivity: 'non_additive', aggregation: 'sum' }),
];

/** Balances of products by a period; quiet ones in each of the ways. */
const stockOf = (id: string, period: 'day' | 'week' | 'month' | 'quarter' | 'year', quiet: 'none' | 'carry' | 'zero'): ModelObject => ({
  kind: 'fact',
  id,
  name: id,
  fact_type: 'periodic_snapshot',
  period,
  quiet_periods: quiet,
  grain: { sentence: `the stock of a product in a ${period}`, columns: ['product'] },
  dimensions: [
    { id: 'product', dimension: 'dim_product' },
    { id: 'period', dimension: 'dim_date' },
  ],
  columns: [...STOCK],
  feeds: [
    {
      from: 'stg_stock',
      map: same('quantity', 'received'),
      dimensions: { product: same('product_no'), period: { date: 'counted_on' } },
      event_at: 'counted_on',
    },
  ],
});

const FACTS: readonly ModelObject[] = [
  {
    kind: 'fact',
    id: 'fct_sale',
    name: 'fct_sale',
    fact_type: 'transaction',
    corrections: 'keep_first',
    grain: { sentence: 'one line of a sale', columns: ['sale_no', 'line'] },
    dimensions: [...SALE_DIMENSIONS],
    columns: [...LINE, ...AMOUNT],
    feeds: [{ ...saleFeed }],
  },
  {
    kind: 'fact',
    id: 'fct_corrected',
    name: 'fct_corrected',
    fact_type: 'transaction',
    corrections: 'replace',
    on_schema_change: 'fail',
    grain: { columns: ['sale_no', 'line'] },
    dimensions: [...SALE_DIMENSIONS],
    columns: [...LINE, ...AMOUNT],
    feeds: [{ ...saleFeed }],
  },
  {
    kind: 'fact',
    id: 'fct_process',
    name: 'fct_process',
    fact_type: 'accumulating_snapshot',
    grain: { columns: ['sale_no', 'line'] },
    dimensions: [
      { id: 'customer', dimension: 'dim_customer' },
      { id: 'sold', dimension: 'dim_date', role: 'sold' },
      { id: 'shipped', dimension: 'dim_date', role: 'ship' },
      { id: 'paid', dimension: 'dim_date', role: 'pay' },
    ],
    columns: [
      ...LINE,
      measure('days_to_ship:integer', { lag: { from: 'sold', to: 'shipped', unit: 'day' }, aggregation: 'avg' }),
      measure('months_to_pay:integer', { lag: { from: 'sold', to: 'paid', unit: 'month' }, aggregation: 'max' }),
      measure('years_to_pay:integer', { lag: { from: 'sold', to: 'paid', unit: 'year' }, aggregation: 'min' }),
    ],
    feeds: [
      {
        from: 'stg_sales',
        map: same('sale_no', 'line'),
        dimensions: { customer: same('customer_no'), sold: { date: 'sold_at' }, shipped: { date: 'shipped_on' } },
        event_at: 'sold_at',
      },
      { from: 'stg_payments', map: same('sale_no', 'line'), dimensions: { paid: { date: 'paid_on' } } },
    ],
  },
  {
    kind: 'fact',
    id: 'fct_visit',
    name: 'fct_visit',
    fact_type: 'factless',
    grain: { columns: ['customer', 'day'] },
    dimensions: [
      { id: 'customer', dimension: 'dim_customer' },
      { id: 'day', dimension: 'dim_date' },
    ],
    columns: [measure('visits:integer', { aggregation: 'count' })],
    feeds: [{ from: 'stg_visits', map: {}, dimensions: { customer: same('customer_no'), day: { date: 'visited_on' } }, event_at: 'visited_on' }],
  },
  stockOf('fct_stock_day', 'day', 'none'),
  stockOf('fct_stock_week', 'week', 'carry'),
  stockOf('fct_stock_month', 'month', 'zero'),
  stockOf('fct_stock_quarter', 'quarter', 'carry'),
  stockOf('fct_stock_year', 'year', 'none'),
];

const CUSTOMERS = 'customer_no,name,city,tier,phone,joined,born,zip';
const SALES = 'sale_no,line,customer_no,payer_no,product_no,team_no,sold_at,sold_time,shipped_on,channel,gift,amount,currency';
const PRODUCTS = 'product_no,title,brand,category,changed_at,op,position';
const DAYS: readonly Delivered[] = [
  {
    customers: [CUSTOMERS, 'C1,Ada,Ulm,gold,1,2025-05-01,1970s,89', 'C2,Bo,Bonn,basic,2,2025-06-01,1980s,53', 'C3,Cy,Köln,basic,,2025-07-01,1980s,50'],
    cities: ['zip,region', '89,South', '53,West'],
    employees: ['emp_no,name,boss_no', 'E1,Uma,', 'E2,Vic,E1', 'E3,Wes,E2'],
    teams: ['team_no,emp_no,share', 'T1,E2,0.5', 'T1,E3,0.5', 'T2,E1,1'],
    products: [
      PRODUCTS,
      'P1,Pen,Acme,Office,2025-12-10 08:00:00,c,1',
      'P2,Ink,Acme,Office,2025-12-11 08:00:00,c,2',
      'P3,Tea,Leaf,Food,2025-12-12 08:00:00,c,3',
    ],
    sales: [
      SALES,
      'S1,1,C1,C2,P1,T1,2026-01-01 10:07:00,10:07:00,,web,no,10.00,EUR',
      'S1,2,C1,,P2,T1,2026-01-01 10:07:00,10:07:00,,web,yes,5.50,EUR',
      'S2,1,C7,C1,P9,T2,2026-01-01 23:30:00,23:30:00,,till,no,7.00,EUR',
    ],
    stock: ['product_no,counted_on,quantity,received', 'P1,2026-01-01,100,100', 'P2,2026-01-01,50,50'],
    visits: ['customer_no,visited_on', 'C1,2026-01-01', 'C9,2026-01-01'],
  },
  {
    customers: [CUSTOMERS, 'C1,Ada,Kiel,silver,1,2025-05-02,1970s,24', 'C2,Bea,Bonn,basic,22,2025-06-01,1980s,53'],
    cities: ['zip,region', '89,South', '53,Rhineland', '24,North', ',Nowhere'],
    employees: ['emp_no,name,boss_no', 'E1,Uma,', 'E2,Vic,E1', 'E3,Wes,E1', 'E4,Xi,E3', ',Nobody,'],
    products: [PRODUCTS, 'P1,Pen,Bolt,Office,2026-01-02 04:00:00,u,4', 'P3,,,,2026-01-02 05:00:00,d,5'],
    sales: [SALES, 'S1,1,C1,C2,P1,T1,2026-01-01 10:07:00,10:07:00,2026-01-04,web,no,11.00,EUR', 'S3,1,C2,,P3,,2026-01-02 12:00:00,,,till,no,3.00,USD'],
    payments: ['sale_no,line,paid_on', 'S1,1,2026-02-03', 'S9,1,2026-01-02', ',1,2026-01-02'],
    stock: ['product_no,counted_on,quantity,received', 'P1,2026-01-02,90,0', 'P1,2026-02-20,70,20', 'P1,,1,1'],
  },
  {
    customers: [
      CUSTOMERS,
      'C1,Ada,Ulm,silver,11,2025-05-02,1970s,89',
      'C2,Bea,Bonn,gold,22,2025-06-01,1980s,53',
      'C7,Zoe,Trier,basic,7,2026-01-01,1990s,54',
      ',Nameless,Ulm,gold,,,1990s,',
    ],
    teams: ['team_no,emp_no,share', 'T1,E2,0.75', 'T1,E4,0.25', 'T2,E1,1'],
    products: [PRODUCTS, 'P2,Ink,Acme,Art,2026-01-03 01:00:00,u,6', 'P2,Black ink,Acme,Art,2026-01-03 02:00:00,u,7', ',None,Acme,Art,2026-01-03 02:00:00,u,8'],
    sales: [
      SALES,
      'S4,1,C1,C1,P2,T1,2026-01-01 23:00:00,23:00:00,2026-01-03,web,yes,8.00,EUR',
      'S2,1,C7,C1,P9,T2,2026-01-01 23:30:00,23:30:00,2026-01-05,till,no,7.50,EUR',
    ],
    visits: ['customer_no,visited_on', 'C9,2026-01-01', 'C2,2026-01-03'],
  },
  {
    sales: [SALES, 'S5,1,C2,C7,P1,T2,2026-03-01 06:15:00,06:15:00,,web,no,1.00,EUR'],
    stock: ['product_no,counted_on,quantity,received', 'P2,2026-01-01,49,49', 'P2,2026-04-01,10,0'],
  },
];

/** A star with every kind of dimension and fact, in the ways their rows come early, late, twice and no more. */
export function star(): { readonly project: Project; readonly files: ReadonlyMap<string, string> } {
  const { deliveries, files } = deliveryFiles(DAYS);
  const base = emptyProject('Star');
  const objects = [...SOURCES, ...DIMENSIONS, ...FACTS];
  return {
    project: {
      ...base,
      settings: { ...base.settings, cron: '@daily', groups: [{ name: 'sales' }] },
      objects: Object.fromEntries(objects.map((object) => [object.id, object])),
      deliveries: [...deliveries],
    },
    files,
  };
}
