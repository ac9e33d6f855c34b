import { describe, expect, it } from 'vitest';
import { emptyProject } from '../src/core/model/empty-project.ts';
import type { Diagnostic } from '../src/core/model/diagnostic.ts';
import type { Fact, ModelObject, Project } from '../src/core/model/types.ts';
import { createCompiler } from '../src/core/plan/compile.ts';
import type { Plan, PlanColumn, Relation } from '../src/core/plan/types.ts';
import { technicalColumn } from '../src/core/patterns/context.ts';
import { factRelations } from '../src/core/patterns/dimensional/fact.ts';
import { PLATFORMS } from '../src/core/model/schema.ts';
import { createStatements, loadStatements, schemaStatements } from '../src/core/targets/sql/relation-statements.ts';
import { fed, play, projectOf } from './support/play.ts';
import { runDuckdb, type Step } from './support/run-duckdb.ts';

const columns = (...texts: readonly string[]) =>
  texts.map((text) => ({ id: text.split(':')[0] ?? '', name: text.split(':')[0] ?? '', type: text.split(':')[1] ?? '' }));
const same = (...ids: readonly string[]): Record<string, string> => Object.fromEntries(ids.map((id) => [id, id]));
const SALE = ['sale_no:text', 'sold_at:timestamp', 'is_gift:boolean', 'channel:text', 'team:text'];

const fact: Fact = {
  kind: 'fact',
  id: 'fct_sale',
  name: 'fct_sale',
  fact_type: 'transaction',
  grain: { columns: ['sale_no'] },
  dimensions: [
    { id: 'time', dimension: 'dim_time' },
    { id: 'flags', dimension: 'dim_flags' },
    { id: 'team', dimension: 'dim_person', through: 'bridge_team' },
  ],
  columns: columns('sale_no:text').map((column) => ({ ...column, use: 'degenerate' })),
  feeds: [
    {
      from: 'stg_sales',
      map: same('sale_no'),
      dimensions: { time: { time: 'sold_at' }, flags: same('is_gift', 'channel'), team: same('team') },
      event_at: 'sold_at',
    },
  ],
};

const dimensions: readonly ModelObject[] = [
  { kind: 'time_dimension', id: 'dim_time', name: 'dim_time', every: 'quarter_hour' },
  {
    kind: 'dimension',
    id: 'dim_flags',
    name: 'dim_flags',
    dimension_type: 'junk',
    columns: columns('is_gift:boolean', 'channel:text').map((column) => ({ ...column, use: 'attribute' })),
    feeds: [],
  },
  { kind: 'dimension', id: 'dim_person', name: 'dim_person', columns: columns('person:text').map((column) => ({ ...column, use: 'natural_key' })), feeds: [] },
  { kind: 'group_bridge', id: 'bridge_team', name: 'bridge_team', dimension: 'dim_person', columns: columns('team:text'), feeds: [] },
];
const project: Project = {
  ...emptyProject('Look-ups'),
  objects: Object.fromEntries(
    (
      [
        { kind: 'source', id: 'sales', name: 'sales', delivery: 'delta', key: ['sale_no'], columns: columns(...SALE) },
        { kind: 'staging', id: 'stg_sales', name: 'stg_sales', source: 'sales', columns: columns(...SALE).map((column) => ({ ...column, from: column.id })) },
        ...dimensions,
      ] satisfies readonly ModelObject[]
    ).map((object) => [object.id, object]),
  ),
};

/** A table of members that is filled by hand. */
function members(id: string, key: string, own: readonly PlanColumn[], type: PlanColumn['type'] = { kind: 'integer' }): Relation {
  const object = project.objects[id];
  if (!object) throw new Error(`${id} is gone`);
  const head = {
    id,
    origin: id,
    kind: object.kind,
    layer: 'mart' as const,
    table: { schema: 'mart', name: id },
    tags: [],
    physical: {},
    uniqueKeys: [],
    foreignKeys: [],
  };
  return { ...head, columns: [technicalColumn(key, type, 'surrogate_key'), ...own], load: { kind: 'rebuild' }, dependsOn: [] };
}
const attribute = (name: string, kind: 'text' | 'boolean' | 'integer') => technicalColumn(name, { kind }, 'attribute', true);
const seeded = [
  members('dim_time', 'time_sk', [attribute('hour', 'integer')]),
  members('dim_flags', 'flags_sk', [attribute('is_gift', 'boolean'), attribute('channel', 'text')]),
  members('bridge_team', 'team_sk', [attribute('team', 'text'), attribute('person_sk', 'integer')], { kind: 'text' }),
];

const compiled = createCompiler()({ ...project, objects: { sales: project.objects['sales'], stg_sales: project.objects['stg_sales'] } as Project['objects'] });
const found: Diagnostic[] = [];
const byId = new Map([...compiled.relations, ...seeded].map((relation) => [relation.id, relation]));
const made = factRelations(fact, { project, relation: (id) => byId.get(id), report: (diagnostic) => found.push(diagnostic) });
const relations = [...byId.values(), ...made];
const plan: Plan = { ...compiled, relations, byId: new Map(relations.map((relation) => [relation.id, relation])) };

describe('look-ups of a fact', () => {
  it('find times of day, combinations of flags and groups, each never NULL and once', () => {
    expect(found).toEqual([]);
    const load = made.flatMap((relation) => loadStatements(plan, relation, 'duckdb').statements);
    const steps = [
      ...schemaStatements(plan, 'duckdb').statements,
      ...relations.flatMap((relation) => createStatements(plan, relation, 'duckdb').statements),
      'insert into mart.dim_time values (-1, null), (134500, 13), (0, 0)',
      // The unknown member, a combination of which nothing is given, and three others.
      `insert into mart.dim_flags values (-1, null, '(unknown)'), (1, null, '(none)'), (2, true, 'web'), (3, null, 'web'), (4, true, '(none)')`,
      // Two members of one team.
      `insert into mart.bridge_team values ('red_key', 'red', 1), ('red_key', 'red', 2), ('blue_key', 'blue', 1)`,
      `insert into landing.sales values
        ('S1', timestamp '2026-01-05 13:47:12', true, 'web', 'red', timestamp '2026-01-06 06:00:00', 'shop', 1),
        ('S2', timestamp '2026-01-05 00:14:59', null, null, 'green', timestamp '2026-01-06 06:00:00', 'shop', 2),
        ('S3', timestamp '2026-01-05 01:00:00', null, 'web', null, timestamp '2026-01-06 06:00:00', 'shop', 3),
        ('S4', null, true, null, 'blue', timestamp '2026-01-06 06:00:00', 'shop', 4),
        ('S5', null, false, 'shop', 'blue', timestamp '2026-01-06 06:00:00', 'shop', 5)`,
      ...load,
      ...load,
    ].map((sql): Step => ({ sql }));
    const zero = '0'.repeat(32);
    expect(runDuckdb([...steps, { sql: 'select sale_no, time_sk, flags_sk, team_sk from mart.fct_sale order by 1', rows: true }])).toEqual([
      [
        ['S1', '134500', '2', 'red_key'],
        ['S2', '0', '1', zero],
        ['S3', '-1', '3', zero],
        ['S4', '-1', '4', 'blue_key'],
        ['S5', '-1', '-1', 'blue_key'],
      ],
    ]);
  });

  it('leave out what a change feed deleted, but keep a row that is stored', () => {
    const sold: Fact = { ...fact, dimensions: [], feeds: [{ from: 'stg_sales', map: same('sale_no'), dimensions: {} }] };
    const loader = { tool: 'custom', operation: 'op', deletes: ['d'] };
    const deliveries = [
      {
        sales: [
          ['S1', 'c'],
          ['S2', 'd'],
        ],
      },
      { sales: [['S1', 'd']] },
    ];
    const source = fed('sales', { sale_no: 'text', op: 'text' }, { delivery: 'cdc', loader });
    expect(play(projectOf([...source, sold]), deliveries, ['select sale_no from mart.fct_sale'])).toEqual([[['S1']]]);
  });

  it('tell rows apart by their natural keys as they are, though nobody knows them', () => {
    const visit: Fact = {
      ...fact,
      fact_type: 'factless',
      grain: { columns: ['person'] },
      dimensions: [{ id: 'person', dimension: 'dim_person' }],
      columns: [],
      feeds: [{ from: 'stg_visits', map: {}, dimensions: { person: same('person') } }],
    };
    const known: ModelObject = {
      kind: 'dimension',
      id: 'dim_person',
      name: 'dim_person',
      columns: columns('person:text').map((column) => ({ ...column, use: 'natural_key' })),
      feeds: [{ from: 'stg_people', map: same('person') }],
    };
    const objects = [...fed('visits', { person: 'text' }), ...fed('people', { person: 'text' }), known, visit];
    const deliveries = [{ people: [['A1']], visits: [['A1'], ['A1'], ['C9'], ['c9'], [' C9'], [''], [null]] }];
    expect(play(projectOf(objects), deliveries, ['select person_sk, count(distinct sale_hk) from mart.fct_sale group by 1 order by 1'])).toEqual([
      [
        ['-1', '5'],
        ['1', '1'],
      ],
    ]);
  });

  it('declare no reference to a bridge, which has a row per member of a group', () => {
    expect(made[0]?.foreignKeys.map(({ relation }) => relation)).toEqual(['dim_time', 'dim_flags']);
    expect(made[0]?.dependsOn).toEqual(['bridge_team', 'dim_flags', 'dim_time', 'stg_sales']);
  });

  it.each(PLATFORMS)('print for %s without a diagnostic', (platform) => {
    expect(made.flatMap((relation) => loadStatements(plan, relation, platform).diagnostics)).toEqual([]);
  });

  it.each<[string, Partial<Fact>, string]>([
    [
      'what does not apply to a dimension without such a member',
      { dimensions: [{ id: 'flags', dimension: 'dim_flags', when_null: 'not_applicable' }] },
      'no-member-for-not-applicable',
    ],
    ['a group through what is no bridge', { dimensions: [{ id: 'team', dimension: 'dim_person', through: 'dim_flags' }] }, 'dangling-reference'],
    [
      'one dimension twice under one name',
      {
        dimensions: [
          { id: 'a', dimension: 'dim_flags' },
          { id: 'b', dimension: 'dim_flags' },
        ],
      },
      'fact-roles-missing',
    ],
    ['a grain that is gone', { grain: { columns: ['gone'] } }, 'fact-without-grain'],
    ['a process that is named by a dimension', { fact_type: 'accumulating_snapshot', grain: { columns: ['flags'] } }, 'accumulating-grain'],
    ['a snapshot without a period', { fact_type: 'periodic_snapshot' }, 'snapshot-without-period'],
    ['quiet periods without a calendar', { fact_type: 'periodic_snapshot', period: 'month', quiet_periods: 'carry' }, 'quiet-periods-need-calendar'],
    [
      'a lag to what is no milestone',
      { columns: [...fact.columns, { id: 'lag', name: 'lag', type: 'integer', use: 'measure', lag: { from: 'time', to: 'flags', unit: 'day' } }] },
      'lag-without-milestone',
    ],
    [
      'a lag in a period',
      {
        fact_type: 'periodic_snapshot',
        period: 'month',
        columns: [...fact.columns, { id: 'lag', name: 'lag', type: 'integer', use: 'measure', lag: { from: 'time', to: 'flags', unit: 'day' } }],
      },
      'lag-in-snapshot',
    ],
    [
      'a column of its own that is called like a key',
      { columns: [...fact.columns, { id: 'k', name: 'TIME_SK', type: 'integer', use: 'measure', aggregation: 'count' }] },
      'duplicate-column',
    ],
  ])('refuse %s', (_, change, code) => {
    const reported: Diagnostic[] = [];
    const result = factRelations({ ...fact, ...change }, { project, relation: (id) => byId.get(id), report: (diagnostic) => reported.push(diagnostic) });
    expect(result).toEqual([]);
    expect(reported.map((diagnostic) => diagnostic.code)).toEqual([code]);
  });

  it('say which milestone of a lag is gone, and which is no date', () => {
    const reported: Diagnostic[] = [];
    const lag = { id: 'lag', name: 'days', type: 'integer', use: 'measure', lag: { from: 'shipped', to: 'flags', unit: 'day' } } as const;
    factRelations({ ...fact, columns: [...fact.columns, lag] }, { project, relation: (id) => byId.get(id), report: (diagnostic) => reported.push(diagnostic) });
    expect(reported).toEqual([
      {
        code: 'lag-without-milestone',
        severity: 'error',
        at: { object: fact.id, column: 'lag' },
        message: `${fact.name}.days is the time between two milestones, and counts from or to shipped, which is not among the dimensions of ${fact.name} and flags_sk, which is no date: choose two date dimensions of the fact, or remove days.`,
      },
    ]);
  });

  it('refuse a snapshot over a landing table that forgets', () => {
    for (const change of [{ fact_type: 'periodic_snapshot', period: 'month' }, { fact_type: 'accumulating_snapshot' }] as const) {
      const reported: Diagnostic[] = [];
      const sales = project.objects['sales'];
      const forgetful: Project = { ...project, objects: { ...project.objects, sales: { ...sales, landing: 'replace' } as ModelObject } };
      expect(
        factRelations({ ...fact, ...change }, { project: forgetful, relation: (id) => byId.get(id), report: (diagnostic) => reported.push(diagnostic) }),
      ).toEqual([]);
      expect(reported.map((diagnostic) => diagnostic.code)).toEqual(['snapshot-needs-history']);
    }
  });
});
