import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shopSample } from '../samples/shop/model.ts';
import { shopRows } from '../samples/shop/rows.ts';
import type { Engine } from '../src/core/engine-port.ts';
import type { ModelObject, Project } from '../src/core/model/types.ts';
import { createCompiler } from '../src/core/plan/compile.ts';
import type { Plan } from '../src/core/plan/types.ts';
import { openNodeEngine } from '../src/engine/duckdb-node.ts';
import { createRunner } from '../src/engine/run.ts';
import type { RunDelivery, RunEvent, Runner } from '../src/engine/run-types.ts';
import { deliveriesOf } from './support/deliveries.ts';
import { shopProject } from './support/shop.ts';

const day = (number: number): string => `2026-01-0${number}`;
const FILES = new Map([
  [`${day(1)}/customers`, 'customer_id,city,email\nC1,Ulm,a@x\n C2,Bonn,b@x\n  ,Nowhere,\n'],
  [`${day(1)}/orders`, 'order_id,customer_id,ordered_at,shipped_on,amount\nO1,C1,2026-01-01 05:00:00,,10.50\n'],
  [`${day(2)}/customers`, 'customer_id,city,email\nC1,Kiel,a@x\nC2,Bonn,b2@x\n'],
  [`${day(2)}/orders`, 'order_id,customer_id,ordered_at,shipped_on,amount\nO2,C1,2026-01-02 12:00:00,2026-01-05,20.00\n'],
  [`${day(3)}/customers`, 'customer_id,city,email\nC1,Ulm,a@x\nC2,Bonn,b2@x\nC9,Lyon,n@x\n'],
  [`${day(4)}/orders`, 'order_id,customer_id,ordered_at,shipped_on,amount\nO3,C1,2026-01-01 23:00:00,,5.00\nO4,C9,2026-02-01 00:00:00,,7.25\n'],
]);
const shop = (): Project => ({
  ...shopProject(),
  deliveries: [1, 2, 3, 4].map((number) => ({
    id: `d${number}`,
    load_date: `${day(number)}T06:00:00`,
    files: Object.fromEntries(
      ['customers', 'orders'].flatMap((source) => (FILES.has(`${day(number)}/${source}`) ? [[source, `${day(number)}/${source}`]] : [])),
    ),
  })),
});
const edited = (project: Project, id: string, change: Record<string, unknown>): Project => ({
  ...project,
  objects: { ...project.objects, [id]: { ...project.objects[id], ...change } as ModelObject },
});
const compile = (project: Project): Plan => createCompiler()(project);

/** Without the views of what was refused, which stand beside most objects. */
const withoutRejects = (ids: readonly string[]): readonly string[] => ids.filter((id) => !id.endsWith('/rejects')).toSorted();

let engine: Engine;
let clean: Engine;
let runner: Runner;
beforeAll(async () => {
  [engine, clean] = [await openNodeEngine(), await openNodeEngine()];
  runner = createRunner(engine);
});
afterAll(async () => {
  await engine.close();
  await clean.close();
});

async function empty(database: Engine): Promise<void> {
  for (const schema of ['landing', 'staging', 'raw_vault', 'mart', '_orrery_files', '_orrery_states'])
    await database.execute(`drop schema if exists ${schema} cascade`);
}

async function contents(from: Engine, plan: Plan): Promise<ReadonlyMap<string, readonly string[]>> {
  const all = new Map<string, readonly string[]>();
  for (const { id, table } of plan.relations) {
    const { rows } = await from.query(`select * from "${table.schema}"."${table.name}"`, { limit: 100_000 });
    all.set(id, rows.map((row) => JSON.stringify(row)).toSorted());
  }
  return all;
}

/** What a run from nothing gives. */
async function fromNothing(plan: Plan, deliveries: readonly RunDelivery[]): Promise<ReadonlyMap<string, readonly string[]>> {
  await empty(clean);
  expect((await createRunner(clean).run(plan, deliveries)).outcome).toBe('done');
  return contents(clean, plan);
}

async function told(plan: Plan, deliveries: readonly RunDelivery[], signal?: AbortSignal) {
  const events: RunEvent[] = [];
  const outcome = await runner.run(plan, deliveries, { onEvent: (event) => events.push(event), ...(signal ? { signal } : {}) });
  return { events, ...outcome };
}

describe('the test shop', () => {
  const project = shop();
  const deliveries = deliveriesOf(project, FILES);

  it('builds everything once and nothing the second time', async () => {
    const first = await told(compile(project), deliveries);
    expect(first.events.filter((event) => event.kind === 'failed')).toEqual([]);
    expect(first.outcome).toBe('done');
    expect(new Set(first.built)).toEqual(new Set(compile(project).relations.map(({ id }) => id)));
    expect(first.built).toEqual(expect.arrayContaining(Object.keys(project.objects)));
    expect(first.events.find((event) => event.kind === 'started')).toEqual({
      kind: 'started',
      total: first.events.filter((event) => event.kind === 'done').length,
    });
    const second = await told(compile(project), deliveries);
    expect(second.built).toEqual([]);
    expect(second.events.filter((event) => event.kind === 'done').every((event) => event.action === 'kept')).toBe(true);
    expect(second.events.find((event) => event.kind === 'done' && event.relation === 'hub_customer')).toMatchObject({ rows: 3 });
  });

  it('counts what each delivery added and removed, not what a load wrote twice', async () => {
    await empty(clean);
    const lines: string[] = [];
    await createRunner(clean).run(compile(project), deliveries, {
      onEvent: (event) =>
        event.kind === 'done' && event.relation === 'dim_customer' && lines.push(`${event.delivery} ${event.rows} +${event.added} -${event.removed}`),
    });
    // A change dates every version of its member, so each counts as removed and added; C2 stays as it is in the third.
    expect(lines).toEqual(['d1 3 +3 -0', 'd2 4 +3 -2', 'd3 6 +4 -2']);
  });

  it('counts and replays staging that is a table like staging that is a view', async () => {
    const tables = edited(edited(project, 'stg_customers', { materialization: 'table' }), 'stg_orders', { materialization: 'table' });
    await empty(clean);
    const fresh = createRunner(clean);
    const lines: string[] = [];
    await fresh.run(compile(tables), deliveries, {
      onEvent: (event) =>
        event.kind === 'done' &&
        (event.relation === 'stg_customers' || event.relation === 'dim_date') &&
        lines.push(`${event.relation} ${event.delivery} ${event.rows} +${event.added} -${event.removed}`),
    });
    expect(lines).toEqual(['stg_customers d1 3 +3 -0', 'dim_date d1 366 +366 -0', 'stg_customers d2 5 +2 -0', 'stg_customers d3 8 +3 -0']);
    const remapped = edited(tables, 'fct_order', { corrections: 'replace' });
    expect(withoutRejects((await fresh.run(compile(remapped), deliveries)).built)).toEqual(['fct_order']);
    const all = await contents(clean, compile(remapped));
    expect(all).toEqual(await fromNothing(compile(edited(project, 'fct_order', { corrections: 'replace' })), deliveries));

    await empty(clean);
    const before = createRunner(clean);
    await before.run(compile(tables), deliveries);
    const mapped = compile(edited(tables, 'sat_customer', { feeds: [{ from: 'stg_customers', map: { city: 'email', email: 'city' } }] }));
    expect((await before.run(mapped, deliveries)).built.toSorted()).toEqual(['sat_customer', 'sat_customer/rejects', 'sat_customer/timeline', 'stg_customers']);
    const one = await contents(clean, mapped);
    expect(one).toEqual(await fromNothing(mapped, deliveries));
  });

  it('gives the same rows delivery by delivery as all at once', async () => {
    for (let count = 1; count <= deliveries.length; count += 1) await runner.run(compile(project), deliveries.slice(0, count));
    expect(await contents(engine, compile(project))).toEqual(await fromNothing(compile(project), deliveries));
  });

  it('adds and removes nothing when the last delivery is loaded again', async () => {
    const last = deliveries.at(-1);
    if (!last) throw new Error('no delivery');
    const before = await contents(engine, compile(project));
    const done: RunEvent[] = [];
    expect(await runner.runAgain(compile(project), last, { onEvent: (event) => event.kind === 'done' && done.push(event) })).toMatchObject({ outcome: 'done' });
    expect(done).toHaveLength(compile(project).relations.length);
    const counted = done.flatMap((event) => (event.kind === 'done' && event.rows !== undefined ? [event] : []));
    expect(counted.map(({ relation }) => relation).toSorted()).toEqual(
      compile(project)
        .relations.flatMap(({ id, part }) => (part === undefined ? [id] : []))
        .toSorted(),
    );
    for (const { relation, rows } of counted) expect(rows, relation).toBe(before.get(relation)?.length);
    expect(done.filter((event) => event.kind === 'done' && (event.added !== 0 || event.removed !== 0))).toEqual([]);
    expect(await contents(engine, compile(project))).toEqual(before);
  });

  it.each<[string, Project, readonly string[]]>([
    [
      'a satellite mapping',
      edited(project, 'sat_customer', { feeds: [{ from: 'stg_customers', map: { city: 'email', email: 'city' } }] }),
      ['stg_customers', 'sat_customer', 'sat_customer/timeline'],
    ],
    [
      'a fact measure',
      edited(project, 'fct_order', {
        feeds: [{ ...(project.objects['fct_order'] as { feeds: object[] }).feeds[0], map: { order_id: 'order_id', amount: 'tax' } }],
      }),
      ['fct_order'],
    ],
    [
      'a hub key',
      edited(project, 'hub_order', { feeds: [{ from: 'stg_orders', map: { order_id: 'customer_id' } }] }),
      ['stg_orders', 'hub_order', 'link_order_customer'],
    ],
    [
      'a dimension',
      edited(project, 'dim_customer', {
        columns: (project.objects['dim_customer'] as { columns: object[] }).columns.map((column) => ({
          ...column,
          ...('history' in column ? { history: 1 } : {}),
        })),
      }),
      ['dim_customer', 'fct_order', 'fct_month'],
    ],
  ])('builds exactly what %s changes, as a run from nothing would', async (_, changed, expected) => {
    await runner.run(compile(project), deliveries);
    const { built, outcome } = await told(compile(changed), deliveries);
    expect(outcome).toBe('done');
    expect(withoutRejects(built)).toEqual([...expected].toSorted());
    expect(await contents(engine, compile(changed))).toEqual(await fromNothing(compile(changed), deliveries));
  });

  it('steps back and forward in time', async () => {
    await runner.run(compile(project), deliveries);
    const { events } = await told(compile(project), deliveries.slice(0, 2));
    const last = new Map(events.flatMap((event) => (event.kind === 'done' && event.rows !== undefined ? [[event.relation, event.rows]] : [])));
    const found = await contents(engine, compile(project));
    expect(last.size).toBeGreaterThan(10);
    for (const [id, rows] of last) expect(rows, id).toBe(found.get(id)?.length);
    expect(await contents(engine, compile(project))).toEqual(await fromNothing(compile(project), deliveries.slice(0, 2)));
    await runner.run(compile(project), deliveries);
    expect(await contents(engine, compile(project))).toEqual(await fromNothing(compile(project), deliveries));
  });

  it('loads a file that changed, and what comes of it, and nothing of the other source', async () => {
    await runner.run(compile(project), deliveries);
    const other = deliveriesOf(
      project,
      new Map([...FILES, [`${day(2)}/orders`, 'order_id,customer_id,ordered_at,shipped_on,amount\nO2,C2,2026-01-02 12:00:00,,21.00\n']]),
    );
    const { built } = await told(compile(project), other);
    expect(built).not.toContain('sat_customer');
    expect(built).not.toContain('dim_customer');
    expect(built).toContain('fct_order');
    expect(await contents(engine, compile(project))).toEqual(await fromNothing(compile(project), other));
  });

  it('drops what the plan no longer has, and builds without deliveries', async () => {
    await runner.run(compile(project), deliveries);
    const { sat_customer: _, ...objects } = project.objects;
    expect((await told(compile({ ...project, objects }), deliveries)).outcome).toBe('done');
    await expect(engine.query('select * from raw_vault.sat_customer')).rejects.toThrow(/does not exist/);
    expect((await told(compile(project), [])).outcome).toBe('done');
    expect((await engine.query('select customer_id from mart.dim_customer')).rows).toEqual([[null]]);
  });

  it('tells a failing expression with its statement and position, skips what reads it and runs the rest', async () => {
    const staging = project.objects['stg_orders'];
    if (staging?.kind !== 'staging') throw new Error('no staging');
    const broken = edited(project, 'stg_orders', {
      columns: staging.columns.map((column) => (column.id === 'tax' ? { ...column, expression: 'round(order_id, 2)' } : column)),
    });
    const plan = compile(broken);
    const { events, outcome } = await told(plan, deliveries);
    const failed = events.filter((event) => event.kind === 'failed');
    expect(failed).toMatchObject([{ relation: 'stg_orders' }]);
    const error = failed[0]?.error;
    expect(error?.statement?.slice(error.position)).toMatch(/^round\(order_id/);
    expect(withoutRejects(events.flatMap((event) => (event.kind === 'skipped' ? [event.relation] : [])))).toEqual([
      'fct_month',
      'fct_order',
      'hub_customer',
      'hub_order',
      'link_order_customer',
    ]);
    expect(outcome).toBe('failed');
    expect((await told(compile(project), deliveries)).outcome).toBe('done');
    expect(await contents(engine, compile(project))).toEqual(await fromNothing(compile(project), deliveries));
  });

  it('tells a value that fails during a load, leaves that table as it was and goes on later', async () => {
    const bad = deliveriesOf(
      project,
      new Map([...FILES, [`${day(4)}/orders`, 'order_id,customer_id,ordered_at,shipped_on,amount\nO3,C1,2026-01-01 23:00:00,,five\n']]),
    );
    const strict = edited(project, 'stg_orders', { bad_values: 'fail' });
    const { events, outcome } = await told(compile(strict), bad);
    expect(outcome).toBe('failed');
    expect(events.filter((event) => event.kind === 'failed').map((event) => `${event.relation} ${event.delivery} ${event.error.message}`)[0]).toMatch(
      /d4 .*five/,
    );
    expect((await engine.query('select count(*) from mart.fct_order')).rows).toEqual([['2']]);
    expect((await told(compile(project), deliveries)).outcome).toBe('done');
    expect(await contents(engine, compile(project))).toEqual(await fromNothing(compile(project), deliveries));
  });

  it('lists the lines of a delivery that do not fit, in every run', async () => {
    const bad = deliveriesOf(project, new Map([...FILES, [`${day(4)}/orders`, 'order_id,customer_id,ordered_at,shipped_on,amount\nO3,C1,yesterday,,5\n']]));
    for (const run of [1, 2]) {
      const { events } = await told(compile(project), bad);
      expect(
        events.filter((event) => event.kind === 'rejected'),
        `run ${run}`,
      ).toMatchObject([{ source: 'orders', delivery: 'd4', rejects: [{ line: 2, column: 'ordered_at', reason: 'not a timestamp', text: 'yesterday' }] }]);
    }
  });

  it('takes any name for data', async () => {
    const names: Readonly<Record<string, string>> = {
      city: 'a"b;--',
      email: '__proto__',
      sat_customer: '<img onerror=x>',
      customers: "it's; drop",
      stg_customers: 'ünïcode ☃',
      dim_customer: 'select',
    };
    const renamed = (name: string): string => names[name] ?? name;
    const objects = Object.fromEntries(
      Object.values(project.objects).map((object) => [
        object.id,
        {
          ...object,
          name: renamed(object.name),
          ...('columns' in object ? { columns: (object.columns as { name: string }[]).map((column) => ({ ...column, name: renamed(column.name) })) } : {}),
        } as ModelObject,
      ]),
    );
    const hostile = new Map([...FILES].map(([path, text]) => [path, text.replace('customer_id,city,email', 'customer_id,"a""b;--",__proto__')]));
    const plan = compile({ ...project, objects });
    const { outcome, events } = await told(plan, deliveriesOf(project, hostile));
    expect(events.filter((event) => event.kind === 'failed' || event.kind === 'rejected')).toEqual([]);
    expect(outcome).toBe('done');
    expect((await engine.query('select "a""b;--", "__proto__" from raw_vault."<img onerror=x>" order by all')).rows).toEqual([
      ['Bonn', 'b2@x'],
      ['Bonn', 'b@x'],
      ['Kiel', 'a@x'],
      ['Lyon', 'n@x'],
      ['Ulm', 'a@x'],
      ['Ulm', 'a@x'],
    ]);
    expect((await told(plan, deliveriesOf(project, hostile))).built).toEqual([]);
  });

  it('stops where it is cancelled and goes on from there', async () => {
    const plan = compile(edited(project, 'stg_customers', { filter: "city <> 'x'" }));
    for (let stop = 1; stop < 60; stop += 4) {
      const control = new AbortController();
      let steps = 0;
      const outcome = await runner.run(plan, deliveries, {
        signal: control.signal,
        onEvent: (event) => {
          if (event.kind === 'step' && (steps += 1) === stop) control.abort();
        },
      });
      if (outcome.outcome === 'done') break;
      expect(outcome.outcome).toBe('cancelled');
    }
    expect((await told(plan, deliveries)).outcome).toBe('done');
    expect(await contents(engine, plan)).toEqual(await fromNothing(plan, deliveries));
  });

  it('cancels inside a statement, long before its end', async () => {
    const control = new AbortController();
    setTimeout(() => control.abort(), 150);
    // To its end it would take hours.
    await expect(engine.execute('create or replace table main.slow as select sha256(range::varchar) from range(30000000000)', control.signal)).rejects.toThrow(
      'cancelled',
    );
    expect((await engine.query('select 1')).rows).toEqual([['1']]);
  });
});

describe('the sample', () => {
  it('runs without a failure, and again without a change', async () => {
    const project = shopSample();
    const deliveries = deliveriesOf(project, shopRows());
    const { outcome, events } = await told(compile(project), deliveries);
    expect(events.filter((event) => event.kind === 'failed')).toEqual([]);
    expect(outcome).toBe('done');
    expect((await told(compile(project), deliveries)).built).toEqual([]);
    const last = deliveries.at(-1);
    const changes: RunEvent[] = [];
    if (last)
      await runner.runAgain(compile(project), last, {
        onEvent: (event) => event.kind === 'done' && (event.added > 0 || event.removed > 0) && changes.push(event),
      });
    expect(changes).toEqual([]);
  });

  it('gives every vault and mart the same rows one by one as from nothing', async () => {
    const project = shopSample();
    const deliveries = deliveriesOf(project, shopRows(600));
    for (let count = 1; count <= deliveries.length; count += 1) await runner.run(compile(project), deliveries.slice(0, count));
    expect(await contents(engine, compile(project))).toEqual(await fromNothing(compile(project), deliveries));
  });
});
