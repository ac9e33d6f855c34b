import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Engine } from '../core/engine-port.ts';
import { openNodeEngine } from '../engine/duckdb-node.ts';
import type { Storage } from './ports.ts';
import { NEVER_RUN } from './run-state.ts';
import type { RunState, StudioState } from './studio-types.ts';
import { changedView, DEFAULT_VIEW } from './view.ts';
import { newDocument, withoutDocument } from './workbench-documents.ts';
import { createWorkbench } from './workbench.ts';
import type { PlacedStatement, Workbench } from './workbench-types.ts';

let engine: Engine;
let studio: StoreApi<StudioState>;
let kept: Map<string, unknown>;
let told: string[];
beforeEach(async () => {
  engine = await openNodeEngine();
  kept = new Map();
  told = [];
  studio = createStore(() => ({ projectId: 'shop', run: NEVER_RUN, proof: { phase: 'never' } }) as unknown as StudioState);
});
afterEach(async () => {
  // What one has still to save is not to come into the next one's.
  for (const workbench of opened.splice(0)) await workbench.flush();
  await engine.close();
});

const storage: Storage = {
  get: async (key) => kept.get(key),
  set: async (key, value) => void kept.set(key, structuredClone(value)),
  remove: async (key) => void kept.delete(key),
  keys: async () => [...kept.keys()],
};
const opened: Workbench[] = [];
async function open(): Promise<Workbench> {
  const workbench = await createWorkbench({
    studio: () => studio,
    engine: async () => engine,
    storage,
    clock: () => new Date('2026-01-05T06:00:00Z'),
    notify: (message) => told.push(message),
  });
  opened.push(workbench);
  return workbench;
}
const placed = (...texts: readonly string[]): readonly PlacedStatement[] => texts.map((text) => ({ text, start: 0 }));
const phase = (run: RunState['phase']): void => studio.setState(({ run: before }) => ({ run: { ...before, phase: run } }));
const kinds = (workbench: Workbench): readonly string[] => workbench.getState().results.map(({ body }) => body.kind);
const tablesLeft = async (): Promise<number> =>
  Number((await engine.query(`select count(*) from duckdb_tables() where schema_name = 'workbench_results'`)).rows[0]?.[0]);

describe('running statements', () => {
  it('gives each its result, collects what has no rows, and stops at the first that fails', async () => {
    const workbench = await open();
    const { open: document } = workbench.getState();
    await workbench.run(document, placed('create table mine as select 1 as a', 'insert into mine values (2)', 'from mine', 'select nope', 'select 5'));
    expect(kinds(workbench)).toEqual(['rows', 'done', 'error']);
    const [rows, done, failed] = workbench.getState().results;
    expect(rows?.body).toMatchObject({ rows: 2 });
    expect(done?.body.kind === 'done' && done.body.lines.map(({ changed }) => changed)).toEqual([1, 1]);
    expect(failed?.body).toMatchObject({ error: { position: 7 } });
    expect(workbench.getState()).toMatchObject({ shown: failed?.id, running: undefined, own: [{ name: 'mine' }] });
    expect(workbench.getState().history.map(({ outcome, rows: count }) => [outcome, count])).toEqual([
      ['failed', undefined],
      ['done', 2],
      ['done', 1],
      ['done', 1],
    ]);
  });
  it('makes room for the next run, but for what is pinned, and gives the memory back', async () => {
    const workbench = await open();
    const { open: document } = workbench.getState();
    await workbench.run(document, placed('select 1', 'select 2'));
    const [first] = workbench.getState().results;
    if (first) workbench.pinResult(first.id, true);
    await workbench.run(document, placed('select 3'));
    expect(workbench.getState().results.map(({ statement }) => statement.text)).toEqual(['select 1', 'select 3']);
    expect(await tablesLeft()).toBe(2);
    for (const { id } of workbench.getState().results) workbench.closeResult(id);
    expect(await tablesLeft()).toBe(0);
    expect(workbench.getState().shown).toBeUndefined();
  });
  it('waits while the model is being built, and can be cancelled then', async () => {
    const workbench = await open();
    const { open: document } = workbench.getState();
    phase('running');
    const waiting = workbench.run(document, placed('select 1'));
    expect(workbench.getState().running?.isWaiting).toBe(true);
    workbench.cancel();
    await waiting;
    expect(kinds(workbench)).toEqual(['cancelled']);
    const again = workbench.run(document, placed('select 1'));
    phase('done');
    await again;
    expect(kinds(workbench)).toEqual(['rows']);
  });
  it('tells when the engine does not open', async () => {
    const workbench = await createWorkbench({
      studio: () => studio,
      engine: () => Promise.reject(new Error('no engine')),
      storage,
      clock: () => new Date(0),
      notify: () => undefined,
    });
    opened.push(workbench);
    await workbench.run(workbench.getState().open, placed('select 1'));
    expect(workbench.getState().results[0]?.body).toMatchObject({ kind: 'error', error: { message: 'no engine' } });
  });
});

describe('what is kept', () => {
  it('is there after a reload, whatever the project is called by then', async () => {
    const workbench = await open();
    const id = workbench.addDocument('select 42', 'Mine');
    await workbench.run(id, placed('select 42'));
    await workbench.flush();
    workbench.renameDocument(id, 'Yours');
    await workbench.flush();
    expect([...kept.keys()]).toEqual(['workbench/shop']);
    const again = (await open()).getState();
    expect(again.documents.find((document) => document.id === again.open)).toEqual({ id, name: 'Yours', text: 'select 42' });
    expect(again.history.map(({ statement }) => statement)).toEqual(['select 42']);
  });
  it('belongs to its project', async () => {
    const workbench = await open();
    workbench.setText(workbench.getState().open, 'select 1');
    await workbench.run(workbench.getState().open, placed('create table mine as select 1', 'from mine'));
    studio.setState({ projectId: 'other' });
    await workbench.reset();
    expect(workbench.getState()).toMatchObject({ documents: [{ text: '' }], results: [], history: [], own: [] });
    expect(await tablesLeft()).toBe(0);
    studio.setState({ projectId: 'shop' });
    await workbench.reset();
    expect(workbench.getState().documents[0]?.text).toBe('select 1');
    expect(told).toEqual([]);
  });
});

describe('documents', () => {
  it('have a name each, and are never none', () => {
    const first = newDocument([]);
    const second = newDocument([first], 'x', 'Query 1');
    expect([first.name, second.name, second.id === first.id]).toEqual(['Query 1', 'Query 1 2', false]);
    expect(withoutDocument([first, second], first.id, first.id)).toEqual({ documents: [second], open: second.id });
    expect(withoutDocument([first, second], first.id, second.id).open).toBe(first.id);
    expect(withoutDocument([first], first.id, first.id).documents).toMatchObject([{ text: '' }]);
  });
});

it('gives the workbench the room of the panel, and the panel back after it', () => {
  const inside = changedView(DEFAULT_VIEW, { stage: 'sql' });
  expect(inside.panel.open).toBe(false);
  expect(changedView(inside, { stage: 'diagram' }).panel.open).toBe(true);
  const closed = changedView({ ...DEFAULT_VIEW, panel: { ...DEFAULT_VIEW.panel, open: false } }, { stage: 'sql' });
  expect(changedView(closed, { stage: 'matrix' }).panel.open).toBe(false);
  expect(changedView(DEFAULT_VIEW, { stage: 'matrix' }).panel.open).toBe(true);
});
