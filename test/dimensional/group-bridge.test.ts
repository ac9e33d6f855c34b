import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PLATFORMS } from '../../src/core/model/schema.ts';
import type { ModelObject, Project } from '../../src/core/model/types.ts';
import { createCompiler } from '../../src/core/plan/compile.ts';
import { createStatements, loadStatements } from '../../src/core/targets/sql/relation-statements.ts';
import { openDuckdb, openPostgres, type Open } from '../support/databases.ts';
import { attribute, day, dimensionOf, memberProject } from '../support/members.ts';
import { build, sourceOf, type Delivered } from '../support/warehouse.ts';

let duckdb: Open;
let postgres: Open;
beforeAll(async () => {
  [duckdb, postgres] = [await openDuckdb(), await openPostgres()];
}, 120_000);
afterAll(async () => {
  await duckdb.close();
  await postgres.close();
});

const accounts = (feed: object = { weight: 'share' }, source: object = {}, history: unknown = 2): Project =>
  memberProject({ city: 'text' }, dimensionOf([attribute('city', history)]), {}, [
    ...sourceOf('holders', { account: 'text', person: 'text', share: 'decimal(9,4)' }, { ...source }),
    {
      kind: 'group_bridge',
      id: 'bridge_holder',
      name: 'bridge_holder',
      dimension: 'dim_member',
      columns: [{ id: 'account', name: 'account', type: 'text' }],
      feeds: [{ from: 'stg_holders', map: { account: 'account' }, member: { id: 'person' }, ...feed }],
    } as ModelObject,
  ]);

/** A1 has two holders, then one less and another; A2 is told once; A3's weights are short; P9 is no member. */
const deliveries: readonly Delivered[] = [
  { at: day(1), rows: { members: [`'P1', 'Ulm'`, `'P2', 'Bonn'`], holders: [`'A1', 'P1', 0.25`, `'A1', 'P2', 0.75`, `'A2', 'P2', 1`, `null, 'P1', 1`] } },
  {
    at: day(2),
    rows: {
      members: [`'P1', 'Kiel'`, `'P2', 'Bonn'`],
      holders: [`'A1', 'P1', 0.5`, `'A1', 'P9', 0.5`, `'A3', 'P1', 0.5`, `'A3', 'P2', null`, `'A3', null, 0.5`],
    },
  },
];
const columns = ['account', 'id', 'weight', 'load_date'];

describe('a bridge of groups', () => {
  it('holds each group as the last full delivery that told of it has it', async () => {
    for (const portions of ['one by one', 'each twice', 'all at once'] as const)
      expect(await (await build(duckdb, accounts(), deliveries, portions)).read('bridge_holder', columns), portions).toEqual([
        ['A1', 'P1', '0.500000000', day(2)],
        ['A1', 'P9', '0.500000000', day(2)],
        ['A2', 'P2', '1.000000000', day(1)],
        ['A3', 'P1', '0.500000000', day(2)],
        ['A3', 'P2', '0.000000000', day(2)],
        [null, null, '1.000000000', '1900-01-01 00:00:00'],
      ]);
  });

  it('carries a key per group, and the latest version of each member', async () => {
    await build(duckdb, accounts(), deliveries);
    expect(
      await duckdb.rows(
        `select b.account, b.id, m.city, m.is_current from mart.bridge_holder b join mart.dim_member m on m.member_sk = b.member_sk order by 1 nulls last, 2`,
      ),
    ).toEqual([
      ['A1', 'P1', 'Kiel', 'true'],
      ['A1', 'P9', '(unknown)', 'true'],
      ['A2', 'P2', 'Bonn', 'true'],
      ['A3', 'P1', 'Kiel', 'true'],
      ['A3', 'P2', 'Bonn', 'true'],
      [null, null, '(unknown)', 'true'],
    ]);
    expect(await duckdb.rows('select count(distinct holder_sk) from mart.bridge_holder')).toEqual([['4']]);
  });

  it('tells groups whose weights do not add up, members that are unknown and rows that name none', async () => {
    const warehouse = await build(postgres, accounts(), deliveries);
    const weights = await warehouse.broken('bridge_holder', 'weights');
    expect(weights.map((row) => row.slice(1))).toEqual([['A3', '2', '0.500000000']]);
    expect((await warehouse.broken('bridge_holder', 'members')).map((row) => row.slice(1))).toEqual([['A1', 'P9']]);
    expect((await warehouse.broken('bridge_holder', 'unnamed')).map((row) => row.slice(0, 2))).toEqual([
      ['A3', null],
      [null, 'P1'],
    ]);
  });

  it('lets members without a weight share evenly, within the tolerance', async () => {
    const three: readonly Delivered[] = [
      { at: day(1), rows: { members: [`'P1', 'Ulm'`], holders: [`'A1', 'P1', null`, `'A1', 'P2', null`, `'A1', 'P3', null`, `'A1', 'P3', null`] } },
    ];
    for (const database of [duckdb, postgres]) {
      const warehouse = await build(database, accounts({}, {}, 1), three);
      expect((await warehouse.read('bridge_holder', ['id', 'weight'])).slice(0, 3)).toEqual([
        ['P1', '0.333333333'],
        ['P2', '0.333333333'],
        ['P3', '0.333333333'],
      ]);
      expect(await warehouse.broken('bridge_holder', 'weights')).toEqual([]);
    }
  });

  it('takes single memberships from a delta', async () => {
    expect(await (await build(duckdb, accounts(undefined, { delivery: 'delta' }), deliveries)).read('bridge_holder', columns)).toEqual([
      ['A1', 'P1', '0.500000000', day(2)],
      ['A1', 'P2', '0.750000000', day(1)],
      ['A1', 'P9', '0.500000000', day(2)],
      ['A2', 'P2', '1.000000000', day(1)],
      ['A3', 'P1', '0.500000000', day(2)],
      ['A3', 'P2', '0.000000000', day(2)],
      [null, null, '1.000000000', '1900-01-01 00:00:00'],
    ]);
  });

  it('ends a membership that a change feed deletes', async () => {
    const feed = accounts(undefined, { delivery: 'cdc', loader: { tool: 'custom', operation: 'share', deletes: ['0.0000'] } });
    const events: readonly Delivered[] = [
      { at: day(1), rows: { members: [`'P1', 'Ulm'`, `'P2', 'Bonn'`], holders: [`'A1', 'P1', 0.25`, `'A1', 'P2', 0.75`, `'A2', 'P2', 1`] } },
      { at: day(2), rows: { holders: [`'A1', 'P1', 1`, `'A1', 'P2', 0`] } },
    ];
    expect(await (await build(duckdb, feed, events, 'each twice')).read('bridge_holder', columns)).toEqual([
      ['A1', 'P1', '1.000000000', day(2)],
      ['A2', 'P2', '1.000000000', day(1)],
      [null, null, '1.000000000', '1900-01-01 00:00:00'],
    ]);
  });

  it('is refused where it cannot be, and prints everywhere', () => {
    const codes = (project: Project) => createCompiler()(project).diagnostics.map(({ code }) => code);
    expect(codes(accounts(undefined, { delivery: 'delta', landing: 'replace' }))).toEqual(['history-needs-every-delivery']);
    expect(codes(accounts({ weight: 'gone' }))).toEqual(['mapping-to-missing-column', 'not-fed']);
    const plan = createCompiler()(accounts());
    expect(plan.diagnostics).toEqual([]);
    for (const platform of PLATFORMS)
      for (const relation of plan.relations) {
        const checks = (relation.checks ?? []).map(({ query }) => createStatements(plan, { ...relation, load: { kind: 'view' }, query }, platform));
        expect(
          [createStatements(plan, relation, platform), loadStatements(plan, relation, platform), ...checks].flatMap(({ diagnostics }) => diagnostics),
        ).toEqual([]);
      }
  });
});
