import { strToU8 } from 'fflate';
import { beforeAll, expect, it, vi } from 'vitest';
import { shopProject } from '../../test/support/shop.ts';
import type { Engine } from '../core/engine-port.ts';
import { zipProject } from '../core/model/project-zip.ts';
import { writeProject } from '../core/model/write-project.ts';
import { openNodeEngine } from '../engine/duckdb-node.ts';
import { createStudio } from './create-studio.ts';
import type { Studio } from './studio-types.ts';

const CUSTOMERS = ['C1,Ulm,a@x\nC2,Bonn,b@x\n', 'C1,Kiel,a@x\nC2,Bonn,b@x\n', 'C1,Kiel,a@x\nC2,Bonn,b@x\nC3,Lyon,c@x\n'];
const path = (day: number): string => `data/d${day}/customers.csv`;
const sample = (): Uint8Array =>
  zipProject({
    texts: writeProject({
      ...shopProject(),
      deliveries: CUSTOMERS.map((_, index) => ({ id: `d${index + 1}`, load_date: `2026-01-0${index + 1}T06:00:00`, files: { customers: path(index + 1) } })),
    }),
    data: new Map(CUSTOMERS.map((rows, index) => [path(index + 1), strToU8(`customer_id,city,email\n${rows}`)])),
  });

let engine: Engine;
beforeAll(async () => {
  engine = await openNodeEngine();
});

async function open(openEngine: () => Promise<Engine>): Promise<Studio> {
  const values = new Map<string, unknown>();
  const studio = await createStudio({
    openEngine,
    openExportThread: () => {
      throw new Error('nothing is exported here');
    },
    storage: {
      get: async (key) => values.get(key),
      set: async (key, value) => void values.set(key, value),
      remove: async (key) => void values.delete(key),
      keys: async () => [...values.keys()],
    },
    clock: () => new Date('2026-03-01T10:00:00Z'),
    loadSample: async () => sample(),
  });
  await studio.ready;
  return studio;
}

it('steps back without loading anything again, knows the checks of every delivery, and rebuilds one object alone', async () => {
  const studio = await open(async () => engine);
  const { actions, getState } = studio;
  await actions.run();
  await vi.waitFor(() => expect([...getState().checks.byDelivery.keys()].toSorted()).toEqual(['d1', 'd2', 'd3']), 30_000);
  const key = getState()
    .checks.byDelivery.get('d1')
    ?.get('hub_customer')
    ?.find(({ id }) => id === 'key');
  expect(key).toMatchObject({ state: 'holds', rows: 0 });
  expect(getState().memory?.limit).toBeGreaterThan(0);

  await actions.run('d2');
  expect(getState().run.upTo).toBe('d2');
  expect(getState().run.relations.get('hub_customer')).toMatchObject({ rows: 2 });
  expect(getState().run.log.filter(({ relation, status }) => relation === 'sat_customer' && status === 'built')).toEqual([]);
  const changes = await actions.replay.changes('sat_customer');
  expect(changes.map(({ delivery, counts }) => `${delivery} +${counts.inserted} ○${counts.closed}`)).toEqual(['d1 +2 ○0', 'd2 +1 ○1']);

  await actions.rebuild(['hub_customer']);
  const built = new Set(
    getState()
      .run.log.filter(({ status }) => status === 'built')
      .map(({ relation }) => relation.split('/')[0]),
  );
  expect([...built]).toEqual(['hub_customer']);
  expect(getState().run.upTo).toBe('d2');

  await actions.runAgain('d1');
  expect(getState().run.again).toEqual({ delivery: 'd1', changed: [] });
}, 120_000);

it('opens another engine when the one it has dies, says so, and keeps the project', async () => {
  let die: (reason: string) => void = () => undefined;
  const stopped = new Promise<string>((resolve) => {
    die = resolve;
  });
  const engines: Engine[] = [{ ...engine, stopped, close: async () => undefined }, engine];
  const studio = await open(async () => engines.shift() ?? engine);
  await studio.actions.run();
  expect(studio.getState().run.phase).toBe('done');
  const { project } = studio.getState();

  die('it was killed');
  await vi.waitFor(() => expect(studio.getState().run.phase).toBe('failed'));
  expect(studio.getState().notices.map(({ message }) => message)).toContain(
    'The engine stopped (it was killed). The project is as it was, and a new engine is open: run again to build the tables.',
  );
  expect(studio.getState().project).toBe(project);
  expect(studio.getState().run.relations.size).toBe(0);
  for (const schema of ['landing', 'staging', 'raw_vault', 'mart']) await engine.execute(`drop schema if exists ${schema} cascade`);
  await studio.actions.run();
  expect(studio.getState().run.phase).toBe('done');
  expect(studio.getState().run.relations.get('hub_customer')).toMatchObject({ rows: 3 });
}, 120_000);
