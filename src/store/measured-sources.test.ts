import { afterAll, beforeAll, expect, it } from 'vitest';
import type { StoreApi } from 'zustand/vanilla';
import { emptyProject } from '../core/model/empty-project.ts';
import type { Engine } from '../core/engine-port.ts';
import type { Project, Source } from '../core/model/types.ts';
import { openNodeEngine } from '../engine/duckdb-node.ts';
import { createMeasuring } from './measured-sources.ts';
import type { StudioState } from './studio-types.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await openNodeEngine();
});
afterAll(() => engine.close());

const source: Source = { kind: 'source', id: 'people', name: 'people', delivery: 'full', columns: [{ id: 'person_no', name: 'person_no', type: 'text' }] };

function made() {
  let project: Project = { ...emptyProject('Measured'), objects: { people: source } };
  let text = 'person_no\nP1\nP2\n';
  let reads = 0;
  const file = () => ({
    source: 'people',
    name: 'people.csv',
    fingerprint: text,
    read: async () => {
      reads += 1;
      return new TextEncoder().encode(text);
    },
  });
  const store = () => ({ getState: () => ({ project }) }) as unknown as StoreApi<StudioState>;
  const measure = createMeasuring(store, { engine: async () => engine, deliveries: () => [{ id: 'd1', loadDate: '2026-01-01T00:00:00', files: [file()] }] });
  return {
    measure,
    reads: () => reads,
    change: (next: Partial<Source>) => (project = { ...project, objects: { people: { ...source, ...next } } }),
    deliver: (next: string) => (text = next),
  };
}

it('measures once while sources and files are the same, though two ask at once', async () => {
  const { measure, reads, change } = made();
  const [first, second] = await Promise.all([measure({}), measure({})]);
  expect(first.evidence.tables.map(({ rows }) => rows)).toEqual([2]);
  expect(second).toBe(first);
  // What is accepted tells of the key and the deliveries, and changes no figure.
  change({ key: ['person_no'], delivery: 'delta' });
  expect(await measure({})).toBe(first);
  expect(reads()).toBe(1);
});

it('measures anew when a file or a column is another, and after it was stopped', async () => {
  const { measure, reads, change, deliver } = made();
  const control = new AbortController();
  control.abort();
  await expect(measure({ signal: control.signal })).rejects.toThrow('cancelled');
  await measure({});
  deliver('person_no\nP1\nP2\nP3\n');
  expect((await measure({})).evidence.tables.map(({ rows }) => rows)).toEqual([3]);
  const before = reads();
  change({ columns: [{ id: 'person_no', name: 'person_no', type: 'text(20)' }] });
  await measure({});
  expect(reads()).toBe(before + 1);
});
