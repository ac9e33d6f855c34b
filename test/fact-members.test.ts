import { describe, expect, it } from 'vitest';
import { emptyProject } from '../src/core/model/empty-project.ts';
import type { ModelObject, Project } from '../src/core/model/types.ts';
import { createCompiler } from '../src/core/plan/compile.ts';
import { createStatements, loadStatements, schemaStatements } from '../src/core/targets/sql/relation-statements.ts';
import { runDuckdb, type Step } from './support/run-duckdb.ts';

const columns = (...texts: readonly string[]) =>
  texts.map((text) => ({ id: text.split(':')[0] ?? '', name: text.split(':')[0] ?? '', type: text.split(':')[1] ?? '' }));
const same = (...ids: readonly string[]): Record<string, string> => Object.fromEntries(ids.map((id) => [id, id]));
const sourced = (name: string, key: readonly string[], ...texts: readonly string[]): readonly ModelObject[] => [
  { kind: 'source', id: name, name, delivery: 'delta', key: [...key], columns: columns(...texts) },
  { kind: 'staging', id: `stg_${name}`, name: `stg_${name}`, source: name, columns: columns(...texts).map((column) => ({ ...column, from: column.id })) },
];
const objects: readonly ModelObject[] = [
  ...sourced('customers', ['customer_id'], 'customer_id:text', 'city:text'),
  ...sourced('teams', [], 'team:text', 'person:text'),
  ...sourced('sales', ['sale_no'], 'sale_no:text', 'sold_at:timestamp', 'customer_id:text', 'is_gift:boolean', 'channel:text', 'team:text'),
  { kind: 'time_dimension', id: 'dim_time', name: 'dim_time', every: 'quarter_hour', not_applicable: true },
  {
    kind: 'dimension',
    id: 'dim_flags',
    name: 'dim_flags',
    dimension_type: 'junk',
    columns: columns('is_gift:boolean', 'channel:text').map((column) => ({ ...column, use: 'attribute' })),
    feeds: [{ from: 'stg_sales', map: same('is_gift', 'channel') }],
  },
  {
    kind: 'dimension',
    id: 'dim_customer',
    name: 'dim_customer',
    not_applicable: true,
    open_end: 'null',
    columns: [
      ...columns('customer_id:text').map((column) => ({ ...column, use: 'natural_key' as const })),
      ...columns('city:text').map((column) => ({ ...column, use: 'attribute' as const, history: 2 as const })),
    ],
    feeds: [{ from: 'stg_customers', map: same('customer_id', 'city') }],
  },
  {
    kind: 'dimension',
    id: 'dim_person',
    name: 'dim_person',
    columns: columns('person:text').map((column) => ({ ...column, use: 'natural_key' })),
    feeds: [{ from: 'stg_teams', map: same('person') }],
  },
  {
    kind: 'group_bridge',
    id: 'bridge_team',
    name: 'bridge_team',
    dimension: 'dim_person',
    columns: columns('team:text'),
    feeds: [{ from: 'stg_teams', map: same('team'), member: same('person') }],
  },
  {
    kind: 'fact',
    id: 'fct_sale',
    name: 'fct_sale',
    fact_type: 'transaction',
    grain: { columns: ['sale_no'] },
    dimensions: [
      { id: 'customer', dimension: 'dim_customer', missing: 'inferred', when_null: 'not_applicable' },
      { id: 'time', dimension: 'dim_time', when_null: 'not_applicable' },
      { id: 'flags', dimension: 'dim_flags' },
      { id: 'team', dimension: 'dim_person', through: 'bridge_team' },
    ],
    columns: columns('sale_no:text').map((column) => ({ ...column, use: 'degenerate' })),
    feeds: [
      {
        from: 'stg_sales',
        map: same('sale_no'),
        dimensions: { customer: same('customer_id'), time: { time: 'sold_at' }, flags: same('is_gift', 'channel'), team: same('team') },
        event_at: 'sold_at',
      },
    ],
  },
];
const project: Project = { ...emptyProject('Members'), objects: Object.fromEntries(objects.map((object) => [object.id, object])) };
const plan = createCompiler()(project);
const delivery = (day: number): string => `timestamp '2026-01-${String(day).padStart(2, '0')} 06:00:00', 'shop'`;
const DELIVERIES: readonly (readonly string[])[] = [
  [
    `insert into landing.teams values ('red', 'Ada', ${delivery(6)}, 1), ('red', 'Bo', ${delivery(6)}, 2), ('blue', 'Ada', ${delivery(6)}, 3)`,
    `insert into landing.customers values ('C1', 'Ulm', ${delivery(6)}, 1)`,
    `insert into landing.sales values
      ('S1', timestamp '2026-01-05 13:47:12', 'C1', true, 'web', 'red', ${delivery(6)}, 1),
      ('S2', timestamp '2026-01-05 00:14:59', 'C2', null, null, 'green', ${delivery(6)}, 2),
      ('S3', null, null, null, 'web', null, ${delivery(6)}, 3)`,
  ],
  // The customer who was only named so far is described, and the other one moves, between two sales.
  [
    `insert into landing.customers values ('C2', 'Bonn', ${delivery(7)}, 1), ('C1', 'Kiel', ${delivery(7)}, 2)`,
    `insert into landing.sales values
      ('S4', timestamp '2026-01-07 05:59:59', 'C1', true, 'web', 'red', ${delivery(7)}, 1),
      ('S5', timestamp '2026-01-07 06:00:00', 'C1', true, 'web', 'red', ${delivery(7)}, 2)`,
  ],
];
const load = plan.relations.flatMap((relation) => loadStatements(plan, relation, 'duckdb').statements);
const step = (sql: string): Step => ({ sql });
const setUp = [...schemaStatements(plan, 'duckdb').statements, ...plan.relations.flatMap((relation) => createStatements(plan, relation, 'duckdb').statements)];
const ask: Step = {
  sql: `select f.sale_no, c.customer_id, c.city, f.customer_sk = -2, f.time_sk, j.is_gift, j.channel, string_agg(coalesce(p.person, '?'), ',' order by p.person)
    from mart.fct_sale f join mart.dim_customer c using (customer_sk) join mart.dim_flags j using (flags_sk)
      join mart.bridge_team b using (team_sk) join mart.dim_person p using (person_sk) group by all order by 1`,
  rows: true,
};

describe('a fact and the members its dimensions make for it', () => {
  it('finds inferred members, those for what does not apply, combinations, times and groups', () => {
    expect(plan.diagnostics).toEqual([]);
    const [first, second, again] = runDuckdb([
      ...setUp.map(step),
      ...DELIVERIES.flatMap((one) => [...[...one, ...load].map(step), ask]),
      ...load.map(step),
      ask,
    ]);
    const rows = (city: string | null) => [
      ['S1', 'C1', 'Ulm', 'false', '134500', 'true', 'web', 'Ada,Bo'],
      ['S2', 'C2', city, 'false', '0', null, '(none)', '?'],
      ['S3', null, '(not applicable)', 'true', '-2', null, 'web', '?'],
    ];
    expect(first).toEqual(rows(null));
    expect(second).toEqual([
      ...rows('Bonn'),
      ['S4', 'C1', 'Ulm', 'false', '54500', 'true', 'web', 'Ada,Bo'],
      ['S5', 'C1', 'Kiel', 'false', '60000', 'true', 'web', 'Ada,Bo'],
    ]);
    expect(again).toEqual(second);
  }, 130_000);
});
