import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../src/core/engine-port.ts';
import type { ModelObject, Project } from '../src/core/model/types.ts';
import { createCompiler } from '../src/core/plan/compile.ts';
import { openNodeEngine } from '../src/engine/duckdb-node.ts';
import { createRunner } from '../src/engine/run.ts';
import type { ChangeState, Replay, RunDelivery, Runner } from '../src/engine/run-types.ts';
import { attribute, dimensionOf, memberProject } from './support/members.ts';
import { shopProject } from './support/shop.ts';
import { column, projectOf, same, staged } from './support/vault-loads.ts';

let engine: Engine;
let runner: Runner;
beforeAll(async () => {
  engine = await openNodeEngine();
});
afterAll(() => engine.close());

/** The n-th delivery comes at six o'clock of January n: source → CSV text. */
const deliveriesOf = (files: readonly Readonly<Record<string, string>>[]): readonly RunDelivery[] =>
  files.map((sources, index) => ({
    id: `d${index + 1}`,
    loadDate: `2026-01-0${index + 1}T06:00:00`,
    files: Object.entries(sources).map(([source, text]) => ({
      source,
      name: `${source}.csv`,
      fingerprint: text,
      read: async () => new TextEncoder().encode(text),
    })),
  }));

async function ran(project: Project, files: readonly Readonly<Record<string, string>>[]): Promise<Replay> {
  const schemas = (await engine.query(`select distinct schema_name from duckdb_schemas() where database_name = 'memory' and not internal`)).rows;
  for (const [name] of schemas) if (name !== 'main') await engine.execute(`drop schema if exists "${name}" cascade`);
  runner = createRunner(engine);
  expect((await runner.run(createCompiler()(project), deliveriesOf(files))).outcome).toBe('done');
  return runner.replay;
}

/** `+inserted closed changed -removed =left` of each delivery. */
const told = async (replay: Replay, id: string): Promise<readonly string[]> =>
  (await replay.changes(id)).map(({ counts, left }) => `+${counts.inserted} ○${counts.closed} ~${counts.changed} -${counts.removed} =${left}`);

const ALL: readonly ChangeState[] = ['inserted', 'closed', 'changed', 'removed'];
const WHOLE = { offset: 0, limit: 100 };
/** Rows a delivery changed, as `state cells` of some columns; a cell that changed as `before→after`. */
async function rows(replay: Replay, id: string, delivery: string, columns: readonly string[], states = ALL): Promise<readonly string[]> {
  const page = await replay.changed(id, delivery, states, WHOLE);
  const places = columns.map((name) => page.columns.findIndex((one) => one.name === name));
  return page.rows
    .map((row, index) => {
      const { state, before } = page.changes[index] ?? { state: '?' };
      return `${state} ${places.map((place) => (before && before[place] !== row[place] ? `${before[place]}→${row[place]}` : String(row[place]))).join('|')}`;
    })
    .toSorted();
}

describe('what each delivery does to the test shop', () => {
  let replay: Replay;
  beforeAll(async () => {
    replay = await ran(shopProject(), [
      {
        customers: 'customer_id,city,email\nC1,Ulm,a@x\n C2,Bonn,b@x\n  ,Nowhere,\n',
        orders: 'order_id,customer_id,ordered_at,shipped_on,amount\nO1,C1,2026-01-01 05:00:00,,10.50\n',
      },
      {
        customers: 'customer_id,city,email\nC1,Kiel,a@x\nC2,Bonn,b2@x\n',
        orders: 'order_id,customer_id,ordered_at,shipped_on,amount\nO2,C1,2026-01-02 12:00:00,2026-01-05,20.00\n',
      },
      { customers: 'customer_id,city,email\nC1,Ulm,a@x\nC2,Bonn,b2@x\nC9,Lyon,n@x\n' },
      { orders: 'order_id,customer_id,ordered_at,shipped_on,amount\nO3,C1,2026-01-01 23:00:00,,5.00\nO4,C9,2026-02-01 00:00:00,,7.25\n' },
    ]);
  }, 60_000);

  it('a hub takes keys it has not seen, and leaves the others', async () => {
    expect(await told(replay, 'hub_customer')).toEqual(['+2 ○0 ~0 -0 =0', '+0 ○0 ~0 -0 =2', '+1 ○0 ~0 -0 =2', '+0 ○0 ~0 -0 =3']);
    expect(await rows(replay, 'hub_customer', 'd3', ['customer_id'])).toEqual(['inserted C9']);
  });

  it('a link takes relationships it has not seen', async () => {
    expect(await told(replay, 'link_order_customer')).toEqual(['+1 ○0 ~0 -0 =0', '+1 ○0 ~0 -0 =1', '+0 ○0 ~0 -0 =2', '+2 ○0 ~0 -0 =2']);
  });

  it('a satellite that goes A, B, A gets three rows, and each ends the one before', async () => {
    expect(await told(replay, 'sat_customer')).toEqual(['+2 ○0 ~0 -0 =0', '+2 ○2 ~0 -0 =0', '+2 ○1 ~0 -0 =3', '+0 ○0 ~0 -0 =6']);
    expect(await rows(replay, 'sat_customer', 'd3', ['city', 'email', 'load_date'])).toEqual([
      'closed Kiel|a@x|2026-01-02 06:00:00',
      'inserted Lyon|n@x|2026-01-03 06:00:00',
      'inserted Ulm|a@x|2026-01-03 06:00:00',
    ]);
  });

  it('the view beside a satellite tells the end of a state as a change of its row', async () => {
    expect(await rows(replay, 'sat_customer/timeline', 'd3', ['city', 'load_end_date'], ['closed'])).toEqual([
      'closed Kiel|9999-12-31 00:00:00→2026-01-03 06:00:00',
    ]);
  });

  it('a dimension closes the version a new one follows, and overwrites what has no history', async () => {
    expect(await told(replay, 'dim_customer')).toEqual(['+3 ○0 ~0 -0 =0', '+1 ○1 ~1 -0 =1', '+2 ○1 ~0 -0 =3', '+0 ○0 ~0 -0 =6']);
    expect(await rows(replay, 'dim_customer', 'd2', ['customer_id', 'city', 'email', 'valid_to', 'is_current'])).toEqual([
      'changed C2|Bonn|b@x→b2@x|9999-12-31 00:00:00|true',
      'closed C1|Ulm|a@x|9999-12-31 00:00:00→2026-01-02 06:00:00|true→false',
      'inserted C1|Kiel|a@x|9999-12-31 00:00:00|true',
    ]);
  });

  it('a fact takes new events, and a snapshot of a month changes with each', async () => {
    expect(await told(replay, 'fct_order')).toEqual(['+1 ○0 ~0 -0 =0', '+1 ○0 ~0 -0 =1', '+0 ○0 ~0 -0 =2', '+2 ○0 ~0 -0 =2']);
    expect(await rows(replay, 'fct_order', 'd4', ['order_id', 'amount'])).toEqual(['inserted O3|5.00', 'inserted O4|7.25']);
    expect(await told(replay, 'fct_month')).toEqual(['+1 ○0 ~0 -0 =0', '+0 ○0 ~1 -0 =0', '+0 ○0 ~0 -0 =1', '+1 ○0 ~1 -0 =0']);
    expect(await rows(replay, 'fct_month', 'd4', ['period_start', 'amount'])).toEqual(['changed 2026-01-01|30.50→35.50', 'inserted 2026-02-01|7.25']);
  });

  it('follows one key through the deliveries', async () => {
    const page = await replay.follow('dim_customer', { customer_id: 'C1' });
    const city = page.columns.findIndex(({ name }) => name === 'city');
    expect(page.rows.map((row, index) => `${page.changes[index]?.delivery} ${page.changes[index]?.state} ${row[city]}`)).toEqual([
      'd1 inserted Ulm',
      'd2 inserted Kiel',
      'd2 closed Ulm',
      'd3 inserted Ulm',
      'd3 closed Kiel',
    ]);
  });

  it('shows what is valid at a time', async () => {
    const cities = async (id: string, time: string): Promise<readonly string[]> => {
      const page = await replay.validAt(id, time, WHOLE);
      const [city, email] = ['city', 'email'].map((name) => page.columns.findIndex((one) => one.name === name));
      expect(await replay.countAt(id, time)).toBe(page.rows.length);
      return page.rows.map((row) => `${row[city ?? 0]} ${row[email ?? 0]}`).toSorted();
    };
    expect(await cities('sat_customer', '2026-01-01T05:59:59')).toEqual([]);
    expect(await cities('sat_customer', '2026-01-01T06:00:00')).toEqual(['Bonn b@x', 'Ulm a@x']);
    expect(await cities('sat_customer', '2026-01-02T23:00:00')).toEqual(['Bonn b2@x', 'Kiel a@x']);
    expect(await cities('sat_customer', '2026-03-01T00:00:00')).toEqual(['Bonn b2@x', 'Lyon n@x', 'Ulm a@x']);
    expect(await cities('dim_customer', '2026-01-02T06:00:00')).toEqual(['(unknown) (unknown)', 'Bonn b2@x', 'Kiel a@x']);
    expect(await replay.moments('sat_customer')).toEqual(['2026-01-01T06:00:00', '2026-01-02T06:00:00', '2026-01-03T06:00:00']);
    await expect(replay.validAt('hub_customer', '2026-01-02T06:00:00', WHOLE)).rejects.toThrow('have no time at which they are valid');
  });

  it('looks at checks as they were after an earlier delivery', async () => {
    const broken = async (delivery: string) => (await replay.checksAt('fct_order', delivery)).map(({ id, rows: count }) => `${id} ${count}`);
    expect(await broken('d1')).toContain('key 0');
    // C9 is no customer yet when its order would come: only the last delivery brings it, after the customer.
    expect((await broken('d4')).length).toBe((await broken('d1')).length);
  });

  it('knows nothing of a delivery that is not loaded', async () => {
    await expect(replay.changed('hub_customer', 'd9', ALL, WHOLE)).rejects.toThrow('not loaded');
  });
});

it('a change that comes late splits the version it falls in', async () => {
  const dimension = dimensionOf([attribute('city', 2)], {}, { changed_at: 'at', map: { id: 'id', city: 'city' } });
  const project = memberProject({ city: 'text', at: 'timestamp' }, dimension, { delivery: 'delta' });
  const replay = await ran(project, [
    { members: 'id,city,at\nK,Ulm,2026-01-01 00:00:00\n' },
    { members: 'id,city,at\nK,Kiel,2026-01-10 00:00:00\n' },
    { members: 'id,city,at\nK,Bonn,2026-01-05 00:00:00\n' },
  ]);
  expect(await rows(replay, 'dim_member', 'd3', ['city', 'valid_from', 'valid_to'])).toEqual([
    'closed Ulm|2026-01-01 00:00:00|2026-01-10 00:00:00→2026-01-05 00:00:00',
    'inserted Bonn|2026-01-05 00:00:00|2026-01-10 00:00:00',
  ]);
}, 60_000);

it('an effectivity satellite closes a relationship by a row that ends it', async () => {
  const objects: readonly ModelObject[] = [
    ...staged('orders', { order_no: 'text', customer_no: 'text' }),
    { kind: 'hub', id: 'hub_order', name: 'hub_order', columns: [column('order_no')], feeds: [{ from: 'stg_orders', map: same('order_no') }] },
    { kind: 'hub', id: 'hub_customer', name: 'hub_customer', columns: [column('customer_no')], feeds: [{ from: 'stg_orders', map: same('customer_no') }] },
    {
      kind: 'link',
      id: 'link_placed',
      name: 'link_placed',
      columns: [],
      hubs: [
        { id: 'order', hub: 'hub_order' },
        { id: 'customer', hub: 'hub_customer' },
      ],
      feeds: [{ from: 'stg_orders', map: {}, hubs: { order: same('order_no'), customer: same('customer_no') } }],
    },
    {
      kind: 'satellite',
      id: 'eff',
      name: 'eff_placed',
      satellite_type: 'effectivity',
      parent: 'link_placed',
      driving: ['order'],
      columns: [
        { ...column('order_no'), use: 'carried' },
        { ...column('customer_no'), use: 'carried' },
        { ...column('held_from', 'timestamp'), use: 'start' },
        { ...column('held_to', 'timestamp'), use: 'end' },
      ],
      feeds: [{ from: 'stg_orders', map: same('order_no', 'customer_no') }],
    },
  ];
  const replay = await ran(projectOf(objects), [
    { orders: 'order_no,customer_no\nO1,C1\nO2,C1\n' },
    { orders: 'order_no,customer_no\nO1,C2\nO2,C1\n' },
    { orders: 'order_no,customer_no\nO1,C1\nO2,C1\n' },
  ]);
  expect(await told(replay, 'eff')).toEqual(['+2 ○0 ~0 -0 =0', '+1 ○1 ~0 -0 =2', '+1 ○1 ~0 -0 =4']);
  expect(await rows(replay, 'eff', 'd2', ['order_no', 'customer_no', 'held_from', 'held_to'])).toEqual([
    'closed O1|C1|2026-01-01 06:00:00|2026-01-02 06:00:00',
    'inserted O1|C2|2026-01-02 06:00:00|9999-12-31 00:00:00',
  ]);
  const open = async (time: string) => (await replay.validAt('eff', time, WHOLE)).rows.length;
  expect([await open('2026-01-01T06:00:00'), await open('2026-01-02T05:59:59'), await open('2026-01-02T06:00:00')]).toEqual([2, 2, 2]);
}, 60_000);
