import { afterAll, beforeAll, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { shopProject } from '../../test/support/shop.ts';
import { EngineCancelled, type Engine } from '../core/engine-port.ts';
import { createCompiler } from '../core/plan/compile.ts';
import { openNodeEngine } from '../engine/duckdb-node.ts';
import { NEVER_RUN } from './run-state.ts';
import { createProfiles } from './profiles.ts';
import type { StudioState } from './studio-types.ts';

const DELIVERIES = ['d1', 'd2'].map((id, index) => ({ id, load_date: `2026-01-0${index + 1}T06:00:00`, files: { customers: `${id}.csv` } }));
const project = { ...shopProject(), deliveries: DELIVERIES };
const plan = createCompiler()(project);
const built = (status: 'built' | 'waiting') => ({ ...NEVER_RUN, relations: new Map(plan.relations.map(({ id }) => [id, { status }])) });
const store = createStore(() => ({ project, plan, run: built('built') }) as unknown as StudioState);
let engine: Engine;
let opened = 0;
beforeAll(async () => {
  engine = await openNodeEngine();
  await engine.execute('create schema landing');
  await engine.execute(`create table landing.customers as select * from (values
    ('C1', 'Ulm', timestamp '2026-01-01 06:00:00', 'shop', 1), ('C2', 'Bonn', timestamp '2026-01-01 06:00:00', 'shop', 2),
    ('C1', 'Kiel', timestamp '2026-01-02 06:00:00', 'shop', 1)) as v(customer_id, city, load_date, record_source, row_sequence)`);
});
afterAll(() => engine.close());
const profiles = createProfiles(
  () => store,
  async () => ({
    ...engine,
    openReader: () => {
      opened += 1;
      return engine.openReader();
    },
  }),
);
const LATER = { onStep: () => undefined };

it('measures once until the rows change', async () => {
  const first = await profiles.profile('customers', undefined, LATER);
  expect([first.rows, opened]).toEqual([3, 1]);
  expect(await profiles.profile('customers', undefined, LATER)).toBe(first);
  expect(opened).toBe(1);
  profiles.forget(['orders']);
  expect(await profiles.profile('customers', undefined, LATER)).toBe(first);
  profiles.forget(['customers']);
  expect(await profiles.profile('customers', undefined, LATER)).toEqual(first);
  expect(opened).toBe(2);
});

it('does not keep what was measured of rows that changed meanwhile, nor what was stopped', async () => {
  profiles.forget();
  let asks = 0;
  const measured = profiles.profile('customers', undefined, {
    onStep: () => {
      if (asks === 0) profiles.forget(['customers']);
      asks += 1;
    },
  });
  await measured;
  const before = opened;
  const control = new AbortController();
  control.abort();
  await expect(profiles.profile('customers', undefined, { signal: control.signal })).rejects.toThrow(EngineCancelled);
  expect(opened).toBe(before + 1);
});

it('tells what one delivery brought, and what the next changed', async () => {
  const one = await profiles.profile('customers', 'd1', LATER);
  expect([one.rows, one.columns.map(({ name }) => name)]).toEqual([2, expect.not.arrayContaining(['load_date', 'record_source'])]);
  const before = opened;
  const { rows, columns } = await profiles.compare('customers', 'd1', 'd2', LATER);
  expect([rows, opened]).toEqual([{ before: 2, after: 1 }, before + 1]);
  expect(columns.find(({ name }) => name === 'city')).toMatchObject({ fresh: { count: 1, examples: ['Kiel'] }, lost: { count: 2, examples: ['Bonn', 'Ulm'] } });
});

it('says what is not there to be measured', async () => {
  await expect(profiles.profile('nothing', undefined, LATER)).rejects.toThrow('This object is not built yet: press Run.');
  await expect(profiles.profile('customers', 'd9', LATER)).rejects.toThrow('This delivery is gone.');
  store.setState({ run: built('waiting') });
  await expect(profiles.profile('customers', undefined, LATER)).rejects.toThrow('customers is not built yet: press Run.');
});
