import { describe, expect, it } from 'vitest';
import { DIALECTS } from '../src/core/dialects/registry.ts';
import { PLATFORMS } from '../src/core/model/schema.ts';
import type { Example, ModelObject, Project } from '../src/core/model/types.ts';
import { createCompiler } from '../src/core/plan/compile.ts';
import { checksOf } from '../src/core/plan/checks.ts';
import { printQuery } from '../src/core/sql/print.ts';
import { createAll, type Rows } from './support/play.ts';
import { runDuckdb } from './support/run-duckdb.ts';
import { shopProject } from './support/shop.ts';

const withExamples = (id: string, examples: readonly Example[]): Project => {
  const project = shopProject();
  const object = project.objects[id];
  if (!object) throw new Error('the shop has changed');
  return { ...project, objects: { ...project.objects, [id]: { ...object, examples } as ModelObject } };
};

/** The rows that differ, per example, with nothing loaded. */
function differences(id: string, examples: readonly Example[]): readonly Rows[] {
  const plan = createCompiler()(withExamples(id, examples));
  expect(plan.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  const relation = plan.byId.get(id);
  if (!relation) throw new Error(`no relation ${id}`);
  const questions = checksOf(plan, relation).filter((check) => check.id.startsWith('example.'));
  for (const { query } of questions) {
    for (const platform of PLATFORMS) expect(printQuery(query, DIALECTS[platform]).diagnostics).toEqual([]);
  }
  return runDuckdb([
    ...createAll(plan).map((sql) => ({ sql })),
    ...questions.map(({ query }) => ({ sql: `select columns(*)::varchar from (${printQuery(query, DIALECTS.duckdb).text}) order by all`, rows: true })),
  ]);
}

const taxed = (tax: string, more: Partial<Example> = {}): Example => ({
  id: 'tax',
  name: 'a fifth is tax',
  given: [
    {
      from: 'orders',
      rows: [
        { order_id: 'O1', amount: '10' },
        { order_id: 'O2', amount: null },
      ],
    },
  ],
  expect: [
    { order_id: 'O1', tax },
    { order_id: 'O2', tax: null },
  ],
  ...more,
});

describe('an example', () => {
  it('holds where the query makes the expected rows of the given ones', () => {
    expect(differences('stg_orders', [taxed('2.00')])).toEqual([[]]);
  });

  it('tells what was expected and what came instead', () => {
    expect(differences('stg_orders', [taxed('2.50')])).toEqual([
      [
        ['O1', '2.00', '0', '1'],
        ['O1', '2.50', '1', '0'],
      ],
    ]);
  });

  it('counts equal rows', () => {
    const row = { order_id: 'O1', amount: '10' };
    const twice = { id: 'twice', name: 'twice', given: [{ from: 'orders', rows: [row, row] }], expect: [{ order_id: 'O1' }] };
    expect(differences('stg_orders', [twice])).toEqual([[['O1', '1', '2']]]);
  });

  it('holds of nothing where nothing is given and nothing expected', () => {
    const nothing = { id: 'none', name: 'none', given: [], expect: [] };
    expect(differences('stg_orders', [nothing, { ...nothing, id: 'some', expect: [{ order_id: 'O1' }] }])).toEqual([[], [['O1', '1', '0']]]);
  });

  it('reads nothing that is stored: a hub begins empty', () => {
    const given = [{ from: 'stg_orders', rows: [{ customer_id: 'C1' }, { customer_id: 'C1' }] }];
    // The hash of the key is a column of staging, which the example leaves out; the business key tells.
    expect(differences('hub_order', [{ id: 'h', name: 'h', given, expect: [] }])).toEqual([[]]);
  });

  it.each<[Partial<Example>, string]>([
    [{ given: [{ from: 'orders', rows: [{ nothing: 1 }] }] }, 'orders has no column nothing'],
    [{ given: [{ from: 'customers', rows: [] }] }, 'stg_orders does not read customers'],
    [{ expect: [{ nothing: 1 }] }, 'stg_orders has no column nothing'],
  ])('is reported where it does not fit: %j', (more, problem) => {
    const { diagnostics } = createCompiler()(withExamples('stg_orders', [taxed('2.00', more)]));
    const found = diagnostics.find(({ code }) => code === 'example-does-not-fit');
    expect(found?.message).toContain(problem);
    expect(found?.at.object).toBe('stg_orders');
  });
});
