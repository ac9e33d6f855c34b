import { describe, expect, it } from 'vitest';
import { freeSpot } from './free-spot.ts';
import { shopProject } from '../../../test/support/shop.ts';
import type { CheckResult } from '../../core/engine-port.ts';
import { createCompiler } from '../../core/plan/compile.ts';
import { checkedColumns, createStateKeeper, objectProblems, objectStates } from './object-states.ts';
import { runSummary } from './run-summary.ts';
import { walkFrom } from './walk.ts';

describe('walking the diagram', () => {
  it('goes left to right, then down, and ends', () => {
    const placed = { low: { x: 0, y: 90 }, right: { x: 300, y: 0 }, first: { x: 0, y: 0 } };
    expect([walkFrom(placed, 'first', false), walkFrom(placed, 'low', false), walkFrom(placed, 'right', false)]).toEqual(['low', 'right', undefined]);
    expect([walkFrom(placed, 'low', true), walkFrom(placed, 'nowhere', true)]).toEqual(['first', undefined]);
  });
});

describe('a place for a new object', () => {
  const size = { width: 100, height: 50 };
  it('is where it was asked for when that is free, else beside what stands there', () => {
    expect(freeSpot([], { x: 10.6, y: 0 }, size)).toEqual({ x: 11, y: 0 });
    const there = { x: 0, y: 0, width: 100, height: 50 };
    const { x, y } = freeSpot([there], { x: 0, y: 0 }, size);
    expect(Math.abs(x) >= 100 || Math.abs(y) >= 50).toBe(true);
    expect(Math.hypot(x, y)).toBeLessThan(250);
  });
  it('gives up where everything is taken', () => {
    expect(freeSpot([{ x: -1e6, y: -1e6, width: 2e6, height: 2e6 }], { x: 3, y: 4 }, size)).toEqual({ x: 3, y: 4 });
  });
});

describe('states of objects', () => {
  it('takes the rows of the object itself and the gravest state of its relations', () => {
    const states = objectStates(
      new Map([
        ['dim', { status: 'built' as const, rows: 7 }],
        ['dim/unknown', { status: 'failed' as const, rows: 1 }],
        ['hub', { status: 'waiting' as const }],
      ]),
    );
    expect(states.get('dim')).toEqual({ status: 'failed', rows: 7 });
    expect(states.get('hub')).toEqual({ status: 'none' });
  });
  it('keeps the object of a state that is as it was', () => {
    const keep = createStateKeeper();
    const before = keep(
      new Map([
        ['a', { status: 'done' as const, rows: 7 }],
        ['b', { status: 'running' as const }],
      ]),
    );
    const after = keep(
      new Map([
        ['a', { status: 'done' as const, rows: 7 }],
        ['b', { status: 'done' as const, rows: 2 }],
      ]),
    );
    expect(after.get('a')).toBe(before.get('a'));
    expect(after.get('b')).toEqual({ status: 'done', rows: 2 });
  });
  it('tells by the ids of the document what checks have found of columns, and is another state when that changes', () => {
    const plan = createCompiler()(shopProject());
    const result = (id: string, columns: readonly string[] | undefined, patch: Partial<CheckResult> = {}): CheckResult => ({
      relation: 'dim_customer',
      id,
      title: id,
      severity: 'error',
      state: 'holds',
      rows: 0,
      ...(columns ? { columns } : {}),
      ...patch,
    });
    const results = [
      result('key', ['customer_sk']),
      result('unique.customer_id', ['customer_id']),
      result('not_null.city', ['city'], { state: 'broken', severity: 'warning', rows: 2 }),
      result('accepted_values.city', ['city']),
      result('validity', undefined, { state: 'broken', rows: 1 }),
    ];
    const found = checkedColumns(new Map([['dim_customer', results]]), plan);
    expect([...(found.get('dim_customer') ?? [])]).toEqual([
      ['customer_id', 'holds'],
      ['city', 'warning'],
    ]);
    const keep = createStateKeeper();
    const runs = new Map([['dim_customer', { status: 'built' as const, rows: 3 }]]);
    const before = keep(objectStates(runs, new Map(), found)).get('dim_customer');
    expect(keep(objectStates(runs, new Map(), new Map([['dim_customer', new Map(found.get('dim_customer'))]]))).get('dim_customer')).toBe(before);
    expect(keep(objectStates(runs, new Map(), new Map())).get('dim_customer')).not.toBe(before);
  });
  it('marks an error over a warning and leaves remarks out', () => {
    const diagnostic = (object: string, severity: 'error' | 'warning' | 'info') => ({ code: 'x', severity, message: '', at: { object } });
    expect([...objectProblems([diagnostic('a', 'error'), diagnostic('a', 'warning'), diagnostic('b', 'info'), diagnostic('c', 'warning')])]).toEqual([
      ['a', 'error'],
      ['c', 'warning'],
    ]);
  });
});

describe('what the bar says of a run', () => {
  const idle = { phase: 'never', steps: 0, total: 0, relations: new Map(), log: [], rejects: [], fileNotes: [] } as const;
  it('says nothing before the first run and counts afterwards', () => {
    expect(runSummary(idle)).toBeUndefined();
    const relations = new Map([
      ['a', { status: 'built' as const }],
      ['b', { status: 'kept' as const }],
      ['c', { status: 'failed' as const }],
    ]);
    expect(runSummary({ ...idle, phase: 'done', seconds: 1.234, relations })).toEqual({ tone: 'ok', text: '1 built, 1 kept in 1.23 s' });
    expect(runSummary({ ...idle, phase: 'failed', seconds: 12.34, relations })).toEqual({ tone: 'error', text: '1 failed after 12.3 s' });
  });
  it('asks for a run when something built is no longer what the model says', () => {
    expect(
      runSummary({
        ...idle,
        phase: 'done',
        seconds: 1,
        relations: new Map([
          ['a', { status: 'stale' as const }],
          ['b', { status: 'built' as const }],
        ]),
      }),
    ).toEqual({ tone: 'stale', text: '1 to build' });
    expect(runSummary({ ...idle, phase: 'done', relations: new Map([['b', { status: 'built' as const }]]) }, [{ id: 'b' }, { id: 'new' }])).toEqual({
      tone: 'stale',
      text: '1 to build',
    });
  });
});
