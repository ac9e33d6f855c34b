import { emptyProject } from '../src/core/model/empty-project.ts';
import type { ModelObject, Project } from '../src/core/model/types.ts';
import { createCompiler } from '../src/core/plan/compile.ts';
import { createStatements, loadStatements, schemaStatements } from '../src/core/targets/sql/relation-statements.ts';

const column = (id: string, type: string) => ({ id, name: id, type });
const COLUMNS = [
  column('order_no', 'text'),
  column('customer_no', 'text'),
  column('city', 'text'),
  column('amount', 'decimal(12,2)'),
  column('ordered_at', 'timestamp'),
];
const same = (...ids: readonly string[]) => Object.fromEntries(ids.map((id) => [id, id]));
const of = (...ids: readonly string[]) => COLUMNS.filter(({ id }) => ids.includes(id));

const OBJECTS: readonly ModelObject[] = [
  { kind: 'source', id: 'orders', name: 'orders', columns: COLUMNS, key: ['order_no'], delivery: 'delta' },
  {
    kind: 'staging',
    id: 'stg_orders',
    name: 'stg_orders',
    source: 'orders',
    columns: COLUMNS.map((each) => ({ ...each, from: each.id })),
    materialization: 'table',
  },
  { kind: 'hub', id: 'hub_order', name: 'hub_order', columns: of('order_no'), feeds: [{ from: 'stg_orders', map: same('order_no') }] },
  { kind: 'hub', id: 'hub_customer', name: 'hub_customer', columns: of('customer_no'), feeds: [{ from: 'stg_orders', map: same('customer_no') }] },
  {
    kind: 'link',
    id: 'link_order_customer',
    name: 'link_order_customer',
    columns: [],
    hubs: [
      { id: 'order', hub: 'hub_order' },
      { id: 'customer', hub: 'hub_customer' },
    ],
    feeds: [{ from: 'stg_orders', map: {}, hubs: { order: same('order_no'), customer: same('customer_no') } }],
  },
  {
    kind: 'satellite',
    id: 'sat_order',
    name: 'sat_order',
    parent: 'hub_order',
    columns: of('city', 'amount', 'ordered_at'),
    feeds: [{ from: 'stg_orders', map: same('city', 'amount', 'ordered_at') }],
  },
  {
    kind: 'dimension',
    id: 'dim_customer',
    name: 'dim_customer',
    columns: [
      { ...column('customer_no', 'text'), use: 'natural_key' },
      { ...column('city', 'text'), use: 'attribute', history: 2 },
    ],
    feeds: [{ from: 'stg_orders', map: same('customer_no', 'city'), changed_at: 'ordered_at' }],
  },
];

export interface BenchStep {
  readonly name: string;
  readonly statements: readonly string[];
  /** Whether it counts: making tables and rows does not. */
  readonly timed: boolean;
}

/** One delivery of `rows` orders, a tenth as many customers, into a hub, a link, a satellite and a type 2 dimension. */
export function millionSteps(rows: number): readonly BenchStep[] {
  const project: Project = { ...emptyProject('million'), objects: Object.fromEntries(OBJECTS.map((object) => [object.id, object])) };
  const plan = createCompiler()(project);
  const [problem] = plan.diagnostics;
  if (problem) throw new Error(problem.message);
  const landing = `insert into landing.orders select 'O' || lpad(i::varchar, 9, '0'), 'C' || lpad(((i * 7919) % ${Math.ceil(rows / 10)})::varchar, 8, '0'), 'City ' || ((i * 31) % 997), ((i * 17) % 100000) / 100, timestamp '2026-01-01 00:00:00' + to_seconds(i % 2000000), timestamp '2026-02-01 06:00:00', 'orders', i + 1 from range(${rows}) as numbers(i)`;
  return [
    {
      name: 'tables and rows',
      timed: false,
      statements: [
        ...schemaStatements(plan, 'duckdb').statements,
        ...plan.relations.flatMap((relation) => createStatements(plan, relation, 'duckdb').statements),
        landing,
      ],
    },
    ...plan.relations
      .filter(({ load }) => load.kind !== 'landing' && load.kind !== 'view')
      .map((relation) => ({ name: relation.id, timed: true, statements: loadStatements(plan, relation, 'duckdb').statements })),
  ];
}
