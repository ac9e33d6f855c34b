import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Engine } from '../core/engine-port.ts';
import type { Source } from '../core/model/types.ts';
import { openNodeEngine } from '../engine/duckdb-node.ts';
import { changedPath, deliveredCsv, deliveredRows } from './delivered-rows.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await openNodeEngine();
});
afterAll(() => engine.close());

const source: Source = { kind: 'source', id: 's', name: 's', delivery: 'full', columns: ['id', 'note'].map((name) => ({ id: name, name, type: 'text' })) };
const fileOf = (bytes: Uint8Array) => ({ path: 'data/s.csv', size: bytes.length, fingerprint: '', read: async () => bytes.slice() });

it('reads back what it writes, whatever the values hold', async () => {
  const rows = [
    ['1', 'plain'],
    ['2', 'a, "quoted"\nline'],
    ['3', ''],
    ['007', ' spaced '],
  ];
  const read = await deliveredRows(engine, source, fileOf(deliveredCsv({ columns: ['id', 'note'], rows })));
  expect(read).toEqual({ columns: ['id', 'note'], rows, leftOut: 0 });
  expect(await deliveredRows(engine, source, undefined)).toEqual({ columns: ['id', 'note'], rows: [], leftOut: 0 });
});

it('reads two files at once', async () => {
  const file = (id: string) => deliveredRows(engine, source, fileOf(deliveredCsv({ columns: ['id', 'note'], rows: [[id, 'x']] })));
  expect((await Promise.all([file('1'), file('2')])).map(({ rows }) => rows[0]?.[0])).toEqual(['1', '2']);
});

it('refuses more rows than one changes by hand', async () => {
  const rows = Array.from({ length: 5001 }, (_, index) => [String(index), 'x']);
  await expect(deliveredRows(engine, source, fileOf(deliveredCsv({ columns: ['id', 'note'], rows })))).rejects.toThrow('data/s.csv has 5,001 rows');
});

it('names a changed file beside the one it came from', () => {
  expect(changedPath('data/d2/customers.csv', 'd2', 'customers', new Set())).toBe('data/d2/customers-changed-1.csv');
  expect(changedPath('data/d2/customers-changed-1.csv', 'd2', 'customers', new Set(['data/d2/customers-changed-1.csv']))).toBe(
    'data/d2/customers-changed-2.csv',
  );
  expect(changedPath('data/x.csv.gz', 'd2', 'customers', new Set())).toBe('data/x-changed-1.csv');
  expect(changedPath(undefined, 'd2', 'customers', new Set())).toBe('data/d2/customers-changed-1.csv');
});
