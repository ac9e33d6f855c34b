import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Engine } from '../src/core/engine-port.ts';
import { createCompiler } from '../src/core/plan/compile.ts';
import { openNodeEngine } from '../src/engine/duckdb-node.ts';
import { bytesOf, limitMemory, memoryOf } from '../src/engine/memory.ts';
import { createRunner } from '../src/engine/run.ts';
import type { RunDelivery, RunEvent } from '../src/engine/run-types.ts';
import { shopProject } from './support/shop.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await openNodeEngine();
});
afterAll(() => engine.close());

const CUSTOMERS = `customer_id,city,email\n${Array.from({ length: 60_000 }, (_, index) => `C${index},${'Ulm'.repeat(1 + (index % 9))}${index},${'a'.repeat(60)}${index}@x`).join('\n')}\n`;
const delivery: RunDelivery = {
  id: 'd1',
  loadDate: '2026-01-01T06:00:00',
  files: [{ source: 'customers', name: 'customers.csv', fingerprint: 'customers', read: async () => new TextEncoder().encode(CUSTOMERS) }],
};

it('reads sizes as the engine spells them', () => {
  expect(['3.1 GiB', '953.6 MiB', '12 bytes', '0 bytes'].map(bytesOf)).toEqual([3_328_599_654, 999_922_074, 12, 0]);
});

it('tells what does not fit and what to do, keeps the rest, and goes on once there is room', async () => {
  const plan = createCompiler()(shopProject());
  const runner = createRunner(engine);
  await limitMemory(engine, 24);
  expect((await memoryOf(engine)).limit).toBe(24 * 1024 ** 2);
  const failed: string[] = [];
  const onEvent = (event: RunEvent): void => {
    if (event.kind === 'failed') failed.push(event.error.message);
  };
  expect((await runner.run(plan, [delivery], { onEvent })).outcome).toBe('failed');
  expect(failed[0]).toMatch(/^\w+ does not fit in the memory of the engine\. Give the engine more memory, load fewer deliveries/);
  // The engine answers, and holds no half-made rows.
  expect((await engine.query('select 1')).rows).toEqual([['1']]);

  await limitMemory(engine, undefined);
  failed.length = 0;
  const second = await runner.run(plan, [delivery], { onEvent });
  expect(failed).toEqual([]);
  expect(second.outcome).toBe('done');
  expect(failed).toEqual([]);
  expect((await engine.query('select count(*) from raw_vault.hub_customer')).rows).toEqual([['60000']]);
  const { used, limit } = await memoryOf(engine);
  expect(used).toBeGreaterThan(1024 ** 2);
  expect(limit).toBeGreaterThan(24 * 1024 ** 2);
}, 120_000);
