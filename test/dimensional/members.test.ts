import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PLATFORMS } from '../../src/core/model/schema.ts';
import type { ModelObject, Project } from '../../src/core/model/types.ts';
import { createCompiler } from '../../src/core/plan/compile.ts';
import type { Plan } from '../../src/core/plan/types.ts';
import { createStatements, loadStatements } from '../../src/core/targets/sql/relation-statements.ts';
import { openDuckdb, openPostgres, type Open } from '../support/databases.ts';
import { ALWAYS, attribute, day, dimensionOf, memberProject, rowsAt } from '../support/members.ts';
import { build, projectOf, sourceOf, type Delivered } from '../support/warehouse.ts';

let duckdb: Open;
let postgres: Open;
beforeAll(async () => {
  [duckdb, postgres] = [await openDuckdb(), await openPostgres()];
}, 120_000);
afterAll(async () => {
  await duckdb.close();
  await postgres.close();
});

const compileAll = (of: Project): Plan => createCompiler()(of);

/** The same rows whatever the portions. @returns those that are no special members. */
async function lawful(of: Project, deliveries: readonly Delivered[], columns: readonly string[], onPostgres = false) {
  const rowsOf = async (database: Open, portions: 'one by one' | 'each twice' | 'all at once') =>
    (await build(database, of, deliveries, portions)).read('dim_member', columns);
  const one = await rowsOf(duckdb, 'one by one');
  expect(await rowsOf(duckdb, 'each twice'), 'each twice').toEqual(one);
  expect(await rowsOf(duckdb, 'all at once'), 'all at once').toEqual(one);
  if (onPostgres) expect(await rowsOf(postgres, 'one by one'), 'PostgreSQL').toEqual(one);
  return one.filter(([id]) => id !== null);
}

describe('deletions', () => {
  const deliveries = [
    rowsAt(1, 'members', `'K', 'Ulm'`, `'L', 'Bonn'`),
    rowsAt(2, 'members', `'L', 'Bonn'`),
    rowsAt(3, 'members', `'K', 'Ulm'`, `'L', 'Bonn'`),
    rowsAt(4, 'members'),
    rowsAt(5, 'members', `'K', 'Kiel'`),
    rowsAt(6, 'members', `'K', 'Kiel'`),
  ];
  const cities = (deletes: string, history: unknown = 2): Project => memberProject({ city: 'text' }, dimensionOf([attribute('city', history)], { deletes }));

  it('end versions of members that a full delivery lacks, unless it is empty', async () => {
    expect(await lawful(cities('close'), deliveries, ['id', 'city', 'valid_from', 'valid_to', 'is_current', 'load_date'], true)).toEqual([
      ['K', 'Kiel', day(5), ALWAYS, 'true', day(5)],
      ['K', 'Ulm', day(1), day(2), 'false', day(5)],
      ['K', 'Ulm', day(3), day(5), 'false', day(5)],
      ['L', 'Bonn', day(1), day(5), 'false', day(5)],
    ]);
  });

  it('begin a marked version with the last values', async () => {
    expect(await lawful(cities('mark'), deliveries, ['id', 'city', 'valid_from', 'valid_to', 'is_current', 'is_deleted'])).toEqual([
      ['K', 'Kiel', day(5), ALWAYS, 'true', 'false'],
      ['K', 'Ulm', day(1), day(2), 'false', 'false'],
      ['K', 'Ulm', day(2), day(3), 'false', 'true'],
      ['K', 'Ulm', day(3), day(5), 'false', 'false'],
      ['L', 'Bonn', day(1), day(5), 'false', 'false'],
      ['L', 'Bonn', day(5), ALWAYS, 'true', 'true'],
    ]);
  });

  it('mark the member where there are no versions, and are ignored where nothing else is said', async () => {
    expect(await lawful(cities('mark', 1), deliveries, ['id', 'city', 'is_deleted', 'load_date'])).toEqual([
      ['K', 'Kiel', 'false', day(5)],
      ['L', 'Bonn', 'true', day(5)],
    ]);
    expect(await lawful(cities('ignore'), deliveries, ['id', 'city', 'valid_from', 'valid_to'])).toEqual([
      ['K', 'Kiel', day(5), ALWAYS],
      ['K', 'Ulm', day(1), day(5)],
      ['L', 'Bonn', day(1), ALWAYS],
    ]);
  });

  const changed = '2026-01-01 01:00:00';
  const dated = (deletes: string, change = {}): Project =>
    memberProject({ city: 'text', at: 'timestamp' }, dimensionOf([attribute('city', 2)], { deletes, ...change }, { changed_at: 'at' }));
  const away = [
    rowsAt(2, 'members', `'K', 'Ulm', timestamp '${changed}'`, `'L', 'Bonn', timestamp '${changed}'`),
    rowsAt(3, 'members', `'L', 'Bonn', timestamp '${changed}'`),
    rowsAt(4, 'members', `'L', 'Bonn', timestamp '${changed}'`),
    rowsAt(5, 'members', `'K', 'Ulm', timestamp '${changed}'`, `'L', 'Bonn', timestamp '${changed}'`),
    rowsAt(6, 'members', `'K', 'Ulm', timestamp '${changed}'`, `'L', 'Bonn', timestamp '${changed}'`),
  ];

  it.each(['values', 'changed_at'])('let a member come back as it was, by %s', async (change_detection) => {
    const columns = ['id', 'city', 'valid_from', 'valid_to'];
    const others = ['L', 'Bonn', changed, ALWAYS];
    expect(await lawful(dated('close', { change_detection }), away, columns)).toEqual([['K', 'Ulm', changed, day(3)], ['K', 'Ulm', day(3), ALWAYS], others]);
    expect(await lawful(dated('mark', { change_detection }), away, [...columns, 'is_deleted'])).toEqual([
      ['K', 'Ulm', changed, day(3), 'false'],
      ['K', 'Ulm', day(3), day(5), 'true'],
      ['K', 'Ulm', day(5), ALWAYS, 'false'],
      [...others, 'false'],
    ]);
  });

  it('are told apart by feed: gone is who no feed brings', async () => {
    const two = projectOf([
      ...sourceOf('members', { id: 'text', city: 'text' }),
      ...sourceOf('partners', { id: 'text', city: 'text' }),
      dimensionOf([attribute('city', 2)], {
        deletes: 'close',
        feeds: ['members', 'partners'].map((source) => ({ from: `stg_${source}`, map: { id: 'id', city: 'city' } })),
      }),
    ]);
    const both = [
      { at: day(1), rows: { members: [`'K', 'Ulm'`, `'L', 'Bonn'`], partners: [`'K', 'Kiel'`, `'P', 'Rom'`] } },
      { at: day(2), rows: { members: [`'L', 'Bonn'`], partners: [`'K', 'Kiel'`, `'P', 'Rom'`] } },
      { at: day(3), rows: { members: [`'L', 'Bonn'`] } },
      { at: day(4), rows: { members: [`'L', 'Bonn'`], partners: [`'P', 'Rom'`] } },
    ];
    expect(await lawful(two, both, ['id', 'city', 'valid_from', 'valid_to'])).toEqual([
      ['K', 'Kiel', day(1), day(4)],
      ['L', 'Bonn', day(1), ALWAYS],
      ['P', 'Rom', day(1), ALWAYS],
    ]);
  });

  const events = [
    rowsAt(1, 'members', `'K', 'Ulm', 'c'`, `'L', 'Bonn', 'c'`),
    rowsAt(2, 'members', `'K', null, 'd'`, `'X', null, 'd'`),
    rowsAt(3, 'members', `'K', 'Kiel', 'c'`, `'L', null, 'd'`, `'L', 'Rom', 'c'`),
    rowsAt(4, 'members', `'L', 'Oslo', 'u'`, `'L', null, 'd'`),
  ];
  const feed = (deletes: string, loader: object = { operation: 'op', deletes: ['d'] }): Project =>
    memberProject({ city: 'text', op: 'text' }, dimensionOf([attribute('city', 2)], { deletes }), { delivery: 'cdc', loader: { tool: 'custom', ...loader } });

  it('come from the marks of a change feed', async () => {
    const columns = ['id', 'city', 'valid_from', 'valid_to'];
    expect(await lawful(feed('close'), events, columns)).toEqual([
      ['K', 'Kiel', day(3), ALWAYS],
      ['K', 'Ulm', day(1), day(2)],
      ['L', 'Bonn', day(1), day(3)],
      ['L', 'Rom', day(3), day(4)],
    ]);
    expect(await lawful(feed('mark'), events, [...columns, 'is_deleted'])).toEqual([
      ['K', 'Kiel', day(3), ALWAYS, 'false'],
      ['K', 'Ulm', day(1), day(2), 'false'],
      ['K', 'Ulm', day(2), day(3), 'true'],
      ['L', 'Bonn', day(1), day(3), 'false'],
      ['L', 'Rom', day(3), day(4), 'false'],
      ['L', 'Rom', day(4), ALWAYS, 'true'],
    ]);
    expect(await lawful(feed('ignore'), events, columns)).toEqual([
      ['K', 'Kiel', day(3), ALWAYS],
      ['K', 'Ulm', day(1), day(3)],
      ['L', 'Bonn', day(1), day(3)],
      ['L', 'Oslo', day(4), ALWAYS],
      ['L', 'Rom', day(3), day(4)],
    ]);
  });

  it.each<[string, Project, string]>([
    [
      'a delta cannot tell',
      memberProject({ city: 'text' }, dimensionOf([attribute('city', 2)], { deletes: 'close' }), { delivery: 'delta' }),
      'deletions-not-told',
    ],
    ['a change feed without its operation cannot either', feed('mark', {}), 'deletions-not-told'],
    ['nothing can be closed without versions', cities('close', 1), 'nothing-to-close'],
    [
      'a landing table that keeps the last delivery has forgotten who was there',
      memberProject({ city: 'text' }, dimensionOf([attribute('city', 2)], { deletes: 'close' }), { landing: 'replace' }),
      'history-needs-every-delivery',
    ],
  ])('are refused where %s', (_, of, code) => {
    const plan = compileAll(of);
    expect(plan.diagnostics.map((diagnostic) => diagnostic.code)).toEqual([code]);
    expect(plan.byId.has('dim_member')).toBe(false);
  });
});

describe('inferred members', () => {
  const fact: ModelObject = {
    kind: 'fact',
    id: 'fct_sale',
    name: 'fct_sale',
    fact_type: 'transaction',
    grain: { columns: ['sale'] },
    dimensions: [{ id: 'member', dimension: 'dim_member', missing: 'inferred' }],
    columns: [{ id: 'sale', name: 'sale', type: 'text', use: 'degenerate' }],
    feeds: [{ from: 'stg_sales', map: { sale: 'sale' }, dimensions: { member: { id: 'member' } } }],
  };
  const sales = sourceOf('sales', { sale: 'text', member: 'text' }, { delivery: 'delta' });
  const of = (dimension: ModelObject, types = {}): Project => memberProject({ city: 'text', ...types }, dimension, {}, [...sales, fact]);
  const deliveries: readonly Delivered[] = [
    { at: day(1), rows: { sales: [`'S1', 'K'`, `'S0', null`] } },
    { at: day(2), rows: { sales: [`'S2', 'M'`, `'S3', 'K'`], members: [`'K', 'Ulm'`] } },
    { at: day(3), rows: { sales: [`'S4', 'N'`], members: [`'K', 'Kiel'`, `'N', 'Rom'`] } },
  ];

  it.each(['integer', 'hash'] as const)('are completed by their first delivery and keep their %s key', async (surrogate) => {
    const project = of(dimensionOf([attribute('city', 2)], { surrogate }));
    expect(await lawful(project, deliveries, ['id', 'city', 'valid_from', 'valid_to', 'is_inferred', 'load_date'], surrogate === 'integer')).toEqual([
      ['K', 'Kiel', day(3), ALWAYS, 'false', day(3)],
      ['K', 'Ulm', day(1), day(3), 'false', day(3)],
      ['M', null, day(2), ALWAYS, 'true', day(2)],
      ['N', 'Rom', day(3), ALWAYS, 'false', day(3)],
    ]);
    const first = await (await build(duckdb, project, deliveries.slice(0, 1))).read('dim_member', ['id', 'member_sk', 'is_inferred']);
    const all = await build(duckdb, project, deliveries);
    const key = first.find(([id]) => id === 'K')?.[1];
    expect(first.find(([id]) => id === 'K')?.[2]).toBe('true');
    expect((await all.read('dim_member', ['id', 'member_sk', 'valid_from'])).find(([id, , from]) => id === 'K' && from === day(1))?.[1]).toBe(key);
    expect((await all.read('fct_sale', ['sale', 'member_sk'])).find(([sale]) => sale === 'S1')?.[1]).toBe(key);
  });

  it('are told in a dimension without versions too', async () => {
    expect(await lawful(of(dimensionOf([attribute('city', 1)])), deliveries, ['id', 'city', 'is_inferred', 'load_date'])).toEqual([
      ['K', 'Kiel', 'false', day(3)],
      ['M', null, 'true', day(2)],
      ['N', 'Rom', 'false', day(3)],
    ]);
  });

  it('keep a hash key when their first delivery says that they are older', async () => {
    const project = of(dimensionOf([attribute('city', 2)], { surrogate: 'hash' }, { changed_at: 'at' }), { at: 'timestamp' });
    const old: readonly Delivered[] = [
      { at: day(1), rows: { sales: [`'S1', 'K'`] } },
      { at: day(2), rows: { members: [`'K', 'Ulm', timestamp '2025-05-05 00:00:00'`] } },
      { at: day(3), rows: { members: [`'K', 'Kiel', timestamp '2026-01-03 00:00:00'`] } },
    ];
    const before = (await (await build(duckdb, project, old.slice(0, 1))).read('dim_member', ['id', 'member_sk'])).filter(([id]) => id !== null);
    expect(await lawful(project, old, ['id', 'city', 'valid_from', 'member_sk'])).toEqual([
      ['K', 'Kiel', '2026-01-03 00:00:00', expect.not.stringMatching(before[0]?.[1] ?? '-')],
      ['K', 'Ulm', '2025-05-05 00:00:00', before[0]?.[1]],
    ]);
  });

  it('make the dimension follow the fact: an edit of its mapping expands it again, another fact does not', () => {
    const compile = createCompiler();
    const project = of(dimensionOf([attribute('city', 2)]));
    compile(project);
    const described = { ...project, objects: { ...project.objects, fct_sale: { ...fact, description: 'sales' } } };
    compile(described);
    expect(compile.expanded()).toBe(1);
    const unknown = { ...fact, dimensions: [{ id: 'member', dimension: 'dim_member' }] };
    const plan = compile({ ...project, objects: { ...project.objects, fct_sale: unknown } });
    expect(compile.expanded()).toBe(2);
    expect(plan.byId.get('dim_member')?.columns.some(({ role }) => role === 'is_inferred')).toBe(false);
  });
});

describe('what hangs on a dimension', () => {
  const region: ModelObject = {
    kind: 'dimension',
    id: 'dim_region',
    name: 'dim_region',
    columns: [
      { id: 'code', name: 'code', type: 'text', use: 'natural_key' },
      { id: 'title', name: 'title', type: 'text', use: 'attribute', history: 2 },
    ],
    feeds: [{ from: 'stg_regions', map: { code: 'code', title: 'title' } }],
  };
  const calendar: ModelObject = { kind: 'date_dimension', id: 'dim_date', name: 'dim_date', first: '2026-01-01', last: '2026-01-31' };

  it('refers to the latest version of an outrigger, and says what that costs', async () => {
    const hung = dimensionOf(
      [attribute('city', 2)],
      {
        outriggers: [
          { id: 'region', dimension: 'dim_region' },
          { id: 'joined', dimension: 'dim_date', role: 'joined' },
        ],
      },
      { outriggers: { region: { code: 'region' }, joined: { date: 'joined' } } },
    );
    const project = memberProject({ city: 'text', region: 'text', joined: 'date' }, hung, { delivery: 'delta' }, [
      ...sourceOf('regions', { code: 'text', title: 'text' }),
      region,
      calendar,
    ]);
    const deliveries: readonly Delivered[] = [
      {
        at: day(1),
        rows: { members: [`'K', 'Ulm', 'R1', date '2026-01-01'`, `'L', 'Bonn', 'R9', null`, `'M', 'Rom', 'R1', null`], regions: [`'R1', 'North'`] },
      },
      { at: day(2), rows: { regions: [`'R1', 'Nord'`, `'R9', 'South'`] } },
      { at: day(3), rows: { members: [`'K', 'Kiel', 'R9', date '2026-01-02'`] } },
    ];
    const joined = `select m.id, m.city, r.title, m.joined_date_sk from mart.dim_member m join mart.dim_region r on r.region_sk = m.region_sk where m.id is not null order by 1, 2`;
    for (const portions of ['one by one', 'each twice', 'all at once'] as const) {
      await build(duckdb, project, deliveries, portions);
      expect(await duckdb.rows(joined), portions).toEqual([
        ['K', 'Kiel', 'South', '20260102'],
        ['K', 'Ulm', 'South', '20260102'],
        ['L', 'Bonn', 'South', '-1'],
        ['M', 'Rom', 'Nord', '-1'],
      ]);
    }
    expect(compileAll(project).diagnostics.map(({ code, severity }) => `${severity} ${code}`)).toEqual(['warning outrigger', 'warning outrigger']);
    expect(
      compileAll(project)
        .byId.get('dim_member')
        ?.foreignKeys.map(({ relation, columns }) => [relation, ...columns]),
    ).toEqual([
      ['dim_region', 'region_sk'],
      ['dim_date', 'joined_date_sk'],
    ]);
  });

  it('plays parts in views', async () => {
    const roles = [
      { id: 'buyer', role: 'buyer' },
      { id: 'payer', role: 'payer', name: 'dim_who_pays' },
    ];
    const project = memberProject({ city: 'text' }, dimensionOf([attribute('city', 2)], { roles }), {}, [
      { ...calendar, roles: [{ id: 'ship', role: 'ship' }] } as ModelObject,
    ]);
    const warehouse = await build(duckdb, project, [rowsAt(1, 'members', `'K', 'Ulm'`)]);
    expect(warehouse.plan.relations.filter(({ part }) => part === 'role').map(({ id, table }) => [id, table.name])).toEqual([
      ['dim_date/role_ship', 'dim_ship_date'],
      ['dim_member/role_buyer', 'dim_buyer_member'],
      ['dim_member/role_payer', 'dim_who_pays'],
    ]);
    expect(await warehouse.read('dim_member/role_buyer', ['buyer_member_sk', 'buyer_id', 'buyer_city', 'buyer_valid_from', 'buyer_is_current'])).toEqual([
      ['-1', null, '(unknown)', '1900-01-01 00:00:00', 'true'],
      ['1', 'K', 'Ulm', day(1), 'true'],
    ]);
    expect(await warehouse.read('dim_date/role_ship', ['ship_date_sk', 'ship_date'])).toContainEqual(['20260131', '2026-01-31']);
  });

  it.each(['integer', 'hash'] as const)('holds the combinations of flags that occur, by %s key', async (surrogate) => {
    const junk: ModelObject = {
      kind: 'dimension',
      id: 'dim_member',
      name: 'dim_member',
      dimension_type: 'junk',
      surrogate,
      columns: [
        { id: 'paid', name: 'paid', type: 'text', use: 'attribute' },
        { id: 'gift', name: 'gift', type: 'boolean', use: 'attribute' },
      ],
      feeds: [{ from: 'stg_members', map: { paid: 'paid', gift: 'gift' } }],
    };
    const project = memberProject({ paid: 'text', gift: 'boolean' }, junk);
    const deliveries = [
      rowsAt(1, 'members', `'A', null, true`, `'B', 'y', true`, `'C', 'y', true`, `'D', null, null`),
      rowsAt(2, 'members', `'A', 'y', null`, `'B', 'Y', true`, `'C', '', true`, `'D', 'y', true`),
    ];
    for (const portions of ['one by one', 'each twice', 'all at once'] as const) {
      const warehouse = await build(duckdb, project, deliveries, portions);
      expect(await warehouse.read('dim_member', ['paid', 'gift', 'load_date'])).toEqual([
        ['', 'true', day(2)],
        ['(none)', 'true', day(1)],
        ['(none)', null, day(1)],
        ['(unknown)', null, '1900-01-01 00:00:00'],
        ['Y', 'true', day(2)],
        ['y', 'true', day(1)],
        ['y', null, day(2)],
      ]);
      expect(new Set((await warehouse.read('dim_member', ['member_sk'])).flat()).size).toBe(7);
    }
    const [both] = await postgresRows(project, deliveries);
    expect(both).toBe('7');
  });

  async function postgresRows(project: Project, deliveries: readonly Delivered[]): Promise<readonly (string | null)[]> {
    await build(postgres, project, deliveries, 'each twice');
    return (await postgres.rows('select count(distinct member_sk) from mart.dim_member')).flat();
  }
});

describe('checks', () => {
  it('find versions that overlap or leave a gap, two current ones, rows without a key, and a level with two parents', async () => {
    const levels = memberProject(
      { city: 'text', country: 'text', at: 'timestamp', until: 'timestamp' },
      dimensionOf([attribute('city', 2), attribute('country', 1)], { levels: ['country', 'city'] }, { changed_at: 'at', ends_at: 'until' }),
    );
    const at = (hour: number): string => `timestamp '2026-01-01 0${hour}:00:00'`;
    const warehouse = await build(duckdb, levels, [
      rowsAt(
        1,
        'members',
        `'K', 'Ulm', 'DE', ${at(1)}, ${at(3)}`,
        `'K', 'Bonn', 'DE', ${at(2)}, null`,
        `'L', 'Ulm', 'US', ${at(1)}, null`,
        `'M', 'Rom', 'IT', ${at(1)}, ${at(1)}`,
        `null, 'Oslo', 'NO', ${at(1)}, null`,
        `'N', 'Oslo', 'NO', null, null`,
      ),
    ]);
    const instant = (hour: number): string => `2026-01-01 0${hour}:00:00`;
    expect(await warehouse.broken('dim_member', 'unnamed')).toEqual([
      ['N', 'Oslo', 'NO', null, day(1), '6'],
      [null, 'Oslo', 'NO', instant(1), day(1), '5'],
    ]);
    expect(await warehouse.broken('dim_member', 'source_overlap')).toEqual([
      ['K', instant(1), instant(3), instant(2)],
      ['M', instant(1), instant(1), null],
    ]);
    expect(await warehouse.broken('dim_member', 'level.city')).toEqual([]);
    expect(await warehouse.broken('dim_member', 'one_current')).toEqual([]);
    expect(await warehouse.broken('dim_member', 'validity')).toEqual([]);
    await duckdb.execute(`update mart.dim_member set city = 'Ulm' where id = 'K'`);
    expect(await warehouse.broken('dim_member', 'level.city')).toEqual([['Ulm', '2', 'DE', 'US']]);
    await duckdb.execute(
      `update mart.dim_member set is_current = true, valid_to = timestamp '${instant(5)}' where id = 'K' and valid_from = timestamp '${instant(1)}'`,
    );
    expect(await warehouse.broken('dim_member', 'one_current')).toEqual([['K', '2']]);
    expect(await warehouse.broken('dim_member', 'validity')).toEqual([['K', instant(1), instant(5), instant(2)]]);
    await duckdb.execute(
      `update mart.dim_member set is_current = false, valid_to = timestamp '2026-01-01 01:30:00' where id = 'K' and valid_from = timestamp '${instant(1)}'`,
    );
    expect(await warehouse.broken('dim_member', 'validity')).toEqual([['K', instant(1), '2026-01-01 01:30:00', instant(2)]]);
  });
});

describe('all platforms', () => {
  const columns = [attribute('city', 2), attribute('zero', 0), attribute('three', 3), attribute('quiet', 'passive')];
  const types = { city: 'text', zero: 'text', three: 'text', quiet: 'text', at: 'timestamp' };
  const shapes: readonly (readonly [string, Record<string, unknown>, Record<string, unknown>])[] = [
    ['plain', {}, {}],
    ['dated', { not_applicable: true, open_end: 'null' }, { changed_at: 'at', ends_at: 'at' }],
    ['closing', { deletes: 'close', surrogate: 'hash', levels: ['city', 'zero'] }, { changed_at: 'at' }],
    ['marking', { deletes: 'mark', change_detection: 'changed_at' }, { changed_at: 'at' }],
    ['stretched', { first_version: 'beginning', first_version_for: 'first_delivery', roles: [{ id: 'a', role: 'a' }] }, {}],
  ];

  it.each(shapes)('print a %s dimension and its checks without a diagnostic', (_, change, feed) => {
    const plan = compileAll(memberProject(types, dimensionOf(columns, change, feed)));
    expect(plan.diagnostics).toEqual([]);
    for (const platform of PLATFORMS) {
      for (const relation of plan.relations) {
        const found = [createStatements(plan, relation, platform), loadStatements(plan, relation, platform)];
        const checks = (relation.checks ?? []).map(({ query }) => createStatements(plan, { ...relation, load: { kind: 'view' }, query }, platform));
        expect(
          [...found, ...checks].flatMap(({ diagnostics }) => diagnostics),
          `${relation.id} on ${platform}`,
        ).toEqual([]);
      }
    }
  });
});
