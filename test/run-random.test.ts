import { afterAll, beforeAll, expect, it } from 'vitest';
import { createRandom } from '../samples/shop/random.ts';
import type { Engine } from '../src/core/engine-port.ts';
import type { ModelObject, Project } from '../src/core/model/types.ts';
import { createCompiler } from '../src/core/plan/compile.ts';
import type { Plan } from '../src/core/plan/types.ts';
import { openNodeEngine } from '../src/engine/duckdb-node.ts';
import { createRunner } from '../src/engine/run.ts';
import type { RunDelivery } from '../src/engine/run-types.ts';
import { shopProject } from './support/shop.ts';

let engine: Engine;
let clean: Engine;
beforeAll(async () => {
  [engine, clean] = [await openNodeEngine(), await openNodeEngine()];
});
afterAll(async () => {
  await engine.close();
  await clean.close();
});

const random = createRandom(Number(process.env['ORRERY_SEED'] ?? 7));
const pick = <T>(list: readonly T[]): T => list[random.below(list.length)] as T;

const customers = (): string =>
  `customer_id,city,email\n${[1, 2, 3, 4]
    .filter(() => random.below(3) > 0)
    .map((id) => `C${id},${pick(['Ulm', 'Bonn', 'Kiel'])},${pick(['a@x', 'b@x'])}`)
    .join('\n')}\n`;
const orders = (): string =>
  `order_id,customer_id,ordered_at,shipped_on,amount\n${[1, 2, 3].map(() => `O${random.below(9)},C${1 + random.below(5)},2026-01-0${1 + random.below(9)} 12:00:00,,${random.below(100)}.50`).join('\n')}\n`;
const file = (source: string, text: string) => ({ source, name: `${source}.csv`, fingerprint: text, read: async () => new TextEncoder().encode(text) });
const delivery = (day: number): RunDelivery => ({
  id: `d${day}`,
  loadDate: `2026-02-${String(day).padStart(2, '0')}T06:00:00`,
  files: [...(random.below(4) > 0 ? [file('customers', customers())] : []), ...(random.below(4) > 0 ? [file('orders', orders())] : [])],
});

/** One change a user may make; each can be taken back by being made again. */
const EDITS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'a satellite mapped the other way round': { id: 'sat_customer', feeds: [{ from: 'stg_customers', map: { city: 'email', email: 'city' } }] },
  'staging of customers as a table': { id: 'stg_customers', materialization: 'table' },
  'staging as a table': { id: 'stg_orders', materialization: 'table' },
  'a filter': { id: 'stg_customers', filter: "city <> 'Kiel'" },
  corrections: { id: 'fct_order', corrections: 'replace' },
  'a landing that keeps the last delivery': { id: 'customers', landing: 'replace' },
  'a hash surrogate': { id: 'dim_customer', surrogate: 'hash' },
  'a new name': { id: 'hub_order', name: 'hub_sale' },
};

async function contents(from: Engine, plan: Plan): Promise<Readonly<Record<string, readonly string[]>>> {
  const all: [string, readonly string[]][] = [];
  for (const { id, table } of plan.relations)
    all.push([id, (await from.query(`select * from "${table.schema}"."${table.name}"`)).rows.map((row) => JSON.stringify(row)).toSorted()]);
  return Object.fromEntries(all);
}

it('stands where a run from nothing would, whatever was changed, exchanged, taken back or cancelled before', async () => {
  const runner = createRunner(engine);
  const on = new Set<string>();
  let deliveries: readonly RunDelivery[] = [delivery(1), delivery(2)];
  for (let round = 0; round < Number(process.env['ORRERY_ROUNDS'] ?? 12); round += 1) {
    const action = random.below(5);
    const edit = pick(Object.keys(EDITS));
    if (action <= 1) {
      if (!on.delete(edit)) on.add(edit);
    } else if (action === 2) deliveries = [...deliveries, delivery(deliveries.length + 1)];
    else if (action === 3 && deliveries.length > 1) deliveries = deliveries.slice(0, -1);
    else
      deliveries = deliveries
        .with(random.below(deliveries.length), delivery(1 + random.below(deliveries.length)))
        .map((one, index) => ({ ...one, id: `d${index + 1}`, loadDate: `2026-02-${String(index + 1).padStart(2, '0')}T06:00:00` }));
    const project: Project = shopProject();
    const objects: Record<string, ModelObject> = { ...project.objects };
    for (const name of on) {
      const { id, ...change } = EDITS[name] ?? {};
      objects[String(id)] = { ...objects[String(id)], ...change } as ModelObject;
    }
    const plan = createCompiler()({ ...project, objects });
    const control = new AbortController();
    const stop = random.below(3) === 0 ? random.below(20) : -1;
    let steps = 0;
    await runner.run(plan, deliveries, {
      signal: control.signal,
      onEvent: (event) => {
        if (event.kind === 'step' && (steps += 1) === stop) control.abort();
      },
    });
    if (random.below(3) === 0) continue;
    const rows = new Map<string, number>();
    const told = await runner.run(plan, deliveries, {
      onEvent: (event) => {
        if (event.kind === 'done' && event.rows !== undefined) rows.set(event.relation, event.rows);
      },
    });
    expect(told.outcome).toBe('done');
    for (const schema of ['landing', 'staging', 'raw_vault', 'mart', '_orrery_files', '_orrery_states'])
      await clean.execute(`drop schema if exists ${schema} cascade`);
    const straight = createRunner(clean);
    await straight.run(plan, deliveries);
    const found = await contents(engine, plan);
    expect(found, `round ${round}: ${[...on].join(', ')}`).toEqual(await contents(clean, plan));
    expect(rows.size).toBeGreaterThan(0);
    if (round % 3 === 0)
      for (const { id } of plan.relations.filter(({ part }) => part !== 'rejects'))
        expect(await runner.replay.changes(id), `what deliveries did to ${id}, round ${round}`).toEqual(await straight.replay.changes(id));
    for (const [id, count] of rows) expect(count, `rows told of ${id}, round ${round}`).toBe(found[id]?.length);
  }
}, 240_000);
