import { afterAll, beforeAll, expect, it } from 'vitest';
import { shopSample } from '../../samples/shop/model.ts';
import type { Engine } from '../core/engine-port.ts';
import { createCompiler } from '../core/plan/compile.ts';
import { openNodeEngine } from './duckdb-node.ts';
import { rehearsalOf } from './rehearsal.ts';

const plan = createCompiler()(shopSample());
const NEVER = new AbortController().signal;
const tables = async (engine: Engine) => (await engine.query('select table_schema, table_name from information_schema.tables')).rows;

let engine: Engine;
beforeAll(async () => {
  engine = await openNodeEngine();
});
afterAll(() => engine.close());

it('creates and loads a relation of every sort, twice, and leaves nothing behind', async () => {
  const statements = rehearsalOf(plan);
  const sorts = (relations: typeof plan.relations) => new Set(relations.map(({ kind, load, part }) => `${kind} ${load.kind} ${part ?? ''}`));
  const loaded = plan.relations.filter(
    ({ table, load }) => load.kind !== 'view' && statements.some((sql) => sql.includes(`into ${table.schema}.${table.name} `)),
  );
  const wanted = plan.relations.filter(({ load }) => load.kind !== 'view' && load.kind !== 'landing');
  expect([...sorts(wanted)].filter((sort) => !sorts(loaded).has(sort))).toEqual([]);
  expect(statements.length).toBeLessThan(400);
  expect(await engine.rehearse(statements, NEVER)).toBe(statements.length);
  expect(await tables(engine)).toEqual([]);
});

it('stops where it is told to, inside a transaction too, and can be held again', async () => {
  const control = new AbortController();
  const open = ['create table one (n integer)', 'begin transaction', 'insert into one values (1)'];
  expect(await engine.rehearse(open, control.signal)).toBe(3);
  const stopped = engine.rehearse(rehearsalOf(plan), control.signal);
  control.abort();
  expect(await stopped).toBeLessThan(20);
  expect(await engine.rehearse(['create table one (n integer)', 'select nothing', 'select 1'], NEVER)).toBe(1);
  expect(await tables(engine)).toEqual([]);
});
