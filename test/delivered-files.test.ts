import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyProject } from '../src/core/model/empty-project.ts';
import type { Engine } from '../src/core/engine-port.ts';
import type { ModelObject, Project, Source } from '../src/core/model/types.ts';
import { createCompiler } from '../src/core/plan/compile.ts';
import { openNodeEngine } from '../src/engine/duckdb-node.ts';
import { createRunner } from '../src/engine/run.ts';
import type { RunEvent } from '../src/engine/run-types.ts';
import { deliveriesOf } from './support/deliveries.ts';

const column = (id: string, type: string) => ({ id, name: id, type });
const staged = (id: string, type: string) => ({ ...column(id, type), from: id });
const source = (change: Partial<Source> = {}): Source => ({
  kind: 'source',
  id: 'rooms',
  name: 'rooms',
  delivery: 'full',
  columns: [column('room', 'text'), column('beds', 'integer')],
  ...change,
});
const staging = (from: string, ids: readonly string[]): ModelObject => ({
  kind: 'staging',
  id: `stg_${from}`,
  name: `stg_${from}`,
  source: from,
  columns: ids.map((id) => staged(id, 'text')),
});
const projectOf = (objects: readonly ModelObject[], files: Readonly<Record<string, string>>): Project => ({
  ...emptyProject('Files'),
  objects: Object.fromEntries(objects.map((object) => [object.id, object])),
  deliveries: [{ id: 'd1', load_date: '2026-01-05T06:00:00', files }],
});

let engine: Engine;
beforeAll(async () => {
  engine = await openNodeEngine();
});
afterAll(() => engine.close());

async function run(project: Project, texts: ReadonlyMap<string, string>): Promise<readonly RunEvent[]> {
  for (const schema of ['landing', 'staging', '_orrery_files', '_orrery_states']) await engine.execute(`drop schema if exists ${schema} cascade`);
  const plan = createCompiler()(project);
  expect(plan.diagnostics).toEqual([]);
  const events: RunEvent[] = [];
  await createRunner(engine).run(plan, deliveriesOf(project, texts), { onEvent: (event) => events.push(event) });
  return events;
}

describe('a file with other columns than its source', () => {
  const texts = new Map([['rooms.csv', 'room,view\n12,sea\n']]);
  const notes = (events: readonly RunEvent[]): readonly string[] => events.flatMap((event) => (event.kind === 'rejected' ? event.notes.slice(1) : []));
  const told = ['column beds is missing in this file and is empty', 'column view is new in this file and is not loaded'];
  const loaded = async () => (await engine.query('select room, beds from landing.rooms')).rows;

  it('is loaded and told of', async () => {
    expect(notes(await run(projectOf([source()], { rooms: 'rooms.csv' }), texts))).toEqual(told);
    expect(await loaded()).toEqual([['12', null]]);
  });

  it('is loaded without a word where the source lets it drift', async () => {
    expect(notes(await run(projectOf([source({ drift: 'ignore' })], { rooms: 'rooms.csv' }), texts))).toEqual([]);
    expect(await loaded()).toEqual([['12', null]]);
  });

  it('is not loaded where the source does not let it', async () => {
    const events = await run(projectOf([source({ drift: 'fail' })], { rooms: 'rooms.csv' }), texts);
    expect(events.flatMap((event) => (event.kind === 'failed' ? [event.error.message] : []))).toEqual([
      'rooms.csv is not loaded: column beds is missing in this file and is empty, and rooms takes no file with other columns than its own.',
    ]);
    expect(await loaded()).toEqual([]);
  });

  it('is told of when it holds no row', async () => {
    const events = await run(projectOf([source()], { rooms: 'rooms.csv' }), new Map([['rooms.csv', 'room,beds\n']]));
    expect(notes(events)).toEqual(['it holds no row, so it says nothing: no key counts as deleted']);
  });
});

it('takes load date and record source from the columns that each loader says', async () => {
  const fivetran = source({
    id: 'guests',
    name: 'guests',
    columns: [column('guest', 'text'), column('synced', 'timestamp')],
    loader: { tool: 'fivetran', load_date: 'synced' },
  });
  const custom = source({
    id: 'bills',
    name: 'bills',
    system: 'desk',
    columns: [column('bill', 'text'), column('loaded_on', 'date'), column('system', 'text')],
    loader: { tool: 'custom', load_date: 'loaded_on', record_source: 'system' },
  });
  await run(
    projectOf([source(), fivetran, custom, staging('rooms', ['room']), staging('guests', ['guest']), staging('bills', ['bill'])], {
      rooms: 'rooms.csv',
      guests: 'guests.csv',
      bills: 'bills.csv',
    }),
    new Map([
      ['rooms.csv', 'room,beds\n12,2\n'],
      ['guests.csv', 'guest,synced\nAnn,2026-01-04 23:10:00\n'],
      ['bills.csv', 'bill,loaded_on,system\nB1,2026-01-03,bar\n'],
    ]),
  );
  const rows = await Promise.all(
    ['rooms', 'guests', 'bills'].map(async (name) => (await engine.query(`select load_date::varchar, record_source from staging.stg_${name}`)).rows[0]),
  );
  expect(rows).toEqual([
    ['2026-01-05 06:00:00', 'rooms'],
    ['2026-01-04 23:10:00', 'guests'],
    ['2026-01-03 00:00:00', 'bar'],
  ]);
});
