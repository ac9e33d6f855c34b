import { afterAll, beforeAll, expect, it } from 'vitest';
import { shopProject } from '../../../test/support/shop.ts';
import { createCompiler } from '../../core/plan/compile.ts';
import { createStatements, schemaStatements } from '../../core/targets/sql/relation-statements.ts';
import type { Engine } from '../../core/engine-port.ts';
import { openNodeEngine } from '../../engine/duckdb-node.ts';
import { builtByQuery, rowsQuery } from './object-query.ts';

const plan = createCompiler()(shopProject());
let engine: Engine;
beforeAll(async () => {
  engine = await openNodeEngine();
  for (const statement of schemaStatements(plan, 'duckdb').statements) await engine.execute(statement);
  for (const relation of plan.relations) for (const statement of createStatements(plan, relation, 'duckdb').statements) await engine.execute(statement);
});
afterAll(() => engine.close());

it('gives queries that the engine takes, with the columns of the object', async () => {
  for (const relation of plan.relations) {
    const names = relation.columns.map(({ name }) => name);
    expect((await engine.query(rowsQuery(relation))).columns.map(({ name }) => name)).toEqual(names);
    const built = builtByQuery(plan, relation);
    if (built !== undefined) expect([relation.id, (await engine.query(built)).columns.map(({ name }) => name)]).toEqual([relation.id, names]);
  }
});
it('has none for what arrives from outside', () => {
  const landing = plan.byId.get('customers');
  expect(landing && builtByQuery(plan, landing)).toBeUndefined();
});
