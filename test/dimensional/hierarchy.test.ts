import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PLATFORMS } from '../../src/core/model/schema.ts';
import type { ModelObject, Project } from '../../src/core/model/types.ts';
import { createCompiler } from '../../src/core/plan/compile.ts';
import { createStatements, loadStatements } from '../../src/core/targets/sql/relation-statements.ts';
import { openDuckdb, openPostgres, type Open } from '../support/databases.ts';
import { attribute, dimensionOf, memberProject, rowsAt } from '../support/members.ts';
import { build } from '../support/warehouse.ts';

let duckdb: Open;
let postgres: Open;
beforeAll(async () => {
  [duckdb, postgres] = [await openDuckdb(), await openPostgres()];
}, 120_000);
afterAll(async () => {
  await duckdb.close();
  await postgres.close();
});

const tree = (change: object = {}, history: unknown = 2): Project =>
  memberProject({ boss: 'text' }, dimensionOf([attribute('boss', history)]), {}, [
    { kind: 'hierarchy', id: 'hier_member', name: 'hier_member', dimension: 'dim_member', parent: 'boss', ...change } as ModelObject,
  ]);
const path = ['descendant_id', 'ancestor_id', 'depth', 'is_root', 'is_leaf'];
/** A leads B and D, B leads C; D was led by B before. S leads itself; O's boss is nobody known. */
const deliveries = [
  rowsAt(1, 'members', `'A', null`, `'B', 'A'`, `'C', 'B'`, `'D', 'B'`, `'S', 'S'`, `'O', 'X'`),
  rowsAt(2, 'members', `'A', null`, `'B', 'A'`, `'C', 'B'`, `'D', 'A'`, `'S', 'S'`, `'O', 'X'`),
];
const closure = [
  ['A', 'A', '0', 'true', 'false'],
  ['B', 'A', '1', 'true', 'false'],
  ['B', 'B', '0', 'false', 'false'],
  ['C', 'A', '2', 'true', 'true'],
  ['C', 'B', '1', 'false', 'true'],
  ['C', 'C', '0', 'false', 'true'],
  ['D', 'A', '1', 'true', 'true'],
  ['D', 'D', '0', 'false', 'true'],
  ['O', 'O', '0', 'true', 'true'],
  ['S', 'S', '0', 'true', 'true'],
  [null, null, '0', 'true', 'true'],
];

describe('the closure of a parent-child dimension', () => {
  it.each([1, 2])('has each member with itself and its ancestors, of current versions, with history %s', async (history) => {
    for (const portions of ['one by one', 'each twice', 'all at once'] as const)
      expect(await (await build(duckdb, tree({}, history), deliveries, portions)).read('hier_member', path), portions).toEqual(closure);
    const warehouse = await build(postgres, tree({}, history), deliveries);
    expect(await warehouse.read('hier_member', path)).toEqual(closure);
    for (const check of ['cycle', 'too_deep']) expect(await warehouse.broken('hier_member', check)).toEqual([]);
    expect(await warehouse.broken('hier_member', 'parent_missing')).toEqual([['O', 'X']]);
  });

  it('carries the keys of the members at both ends', async () => {
    await build(duckdb, tree(), deliveries);
    expect(
      await duckdb.rows(
        `select count(*) from mart.hier_member h join mart.dim_member a on a.member_sk = h.ancestor_member_sk and a.id is not distinct from h.ancestor_id and a.is_current join mart.dim_member d on d.member_sk = h.descendant_member_sk and d.id is not distinct from h.descendant_id and d.is_current`,
      ),
    ).toEqual([['11']]);
  });

  it('ends at a cycle, which a check names with its rows', async () => {
    const round = [rowsAt(1, 'members', `'A', 'C'`, `'B', 'A'`, `'C', 'B'`, `'D', 'A'`, `'R', null`)];
    const warehouse = await build(duckdb, tree({ depth: 5 }), round);
    expect((await warehouse.read('hier_member', ['descendant_id', 'ancestor_id', 'depth'])).filter(([id]) => id !== null)).toEqual([
      ['A', 'A', '0'],
      ['A', 'B', '2'],
      ['A', 'C', '1'],
      ['B', 'A', '1'],
      ['B', 'B', '0'],
      ['B', 'C', '2'],
      ['C', 'A', '2'],
      ['C', 'B', '1'],
      ['C', 'C', '0'],
      ['D', 'A', '1'],
      ['D', 'B', '3'],
      ['D', 'C', '2'],
      ['D', 'D', '0'],
      ['R', 'R', '0'],
    ]);
    expect(await warehouse.broken('hier_member', 'cycle')).toEqual([
      ['A', 'A', 'C', '3'],
      ['B', 'B', 'A', '3'],
      ['C', 'C', 'B', '3'],
    ]);
    expect(await warehouse.broken('hier_member', 'too_deep')).toEqual([['D', 'C', 'B', '5']]);
  });

  it('tells who is deeper than it follows', async () => {
    const warehouse = await build(duckdb, tree({ depth: 1 }), deliveries);
    expect(await warehouse.broken('hier_member', 'too_deep')).toEqual([['C', 'B', 'A', '1']]);
    expect(await warehouse.broken('hier_member', 'cycle')).toEqual([]);
  });

  it.each<[string, Project, string]>([
    ['its dimension is gone', tree({ dimension: 'gone' }), 'dangling-reference'],
    ['its parent is gone', tree({ parent: 'gone' }), 'mapping-to-missing-column'],
    [
      'the parent is of another type',
      memberProject({ boss: 'bigint' }, dimensionOf([attribute('boss', 1, 'bigint')]), {}, [
        { kind: 'hierarchy', id: 'hier_member', name: 'hier_member', dimension: 'dim_member', parent: 'boss' },
      ]),
      'hierarchy-key-type',
    ],
  ])('is refused where %s', (_, project, code) => {
    expect(createCompiler()(project).diagnostics.map((diagnostic) => diagnostic.code)).toEqual([code]);
  });

  it('prints on every platform, checks too', () => {
    const plan = createCompiler()(tree({ depth: 32 }));
    for (const platform of PLATFORMS)
      for (const relation of plan.relations) {
        const checks = (relation.checks ?? []).map(({ query }) => createStatements(plan, { ...relation, load: { kind: 'view' }, query }, platform));
        const all = [createStatements(plan, relation, platform), loadStatements(plan, relation, platform), ...checks];
        expect(all.flatMap(({ diagnostics }) => diagnostics)).toEqual([]);
      }
  });
});
