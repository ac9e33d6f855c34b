import { expect, it } from 'vitest';
import { shopProject } from '../../../test/support/shop.ts';
import { buildFingerprints } from '../../core/plan/build-fingerprint.ts';
import { createCompiler } from '../../core/plan/compile.ts';
import type { RunDelivery } from '../run-types.ts';
import { historyMarks } from './history.ts';
import { schedule } from './schedule.ts';
import { createState, snapshotKey, type RunState } from './state.ts';

const plan = createCompiler()(shopProject());
const fingerprints = buildFingerprints(plan);
const delivery = (day: number, ...sources: readonly string[]): RunDelivery => ({
  id: `d${day}`,
  loadDate: `2026-01-0${day}T06:00:00`,
  files: sources.map((source) => ({ source, name: `${source}${day}`, fingerprint: `${source}${day}`, read: () => Promise.reject(new Error('not read')) })),
});
const DELIVERIES = [delivery(1, 'customers', 'orders'), delivery(2, 'customers'), delivery(3, 'orders')];
const marks = historyMarks(plan, DELIVERIES);

/** Everything built as it is drawn, after the third delivery. */
function allBuilt(): RunState {
  const state = createState();
  for (const { id, table, load } of plan.relations)
    state.built.set(id, { fingerprint: fingerprints.get(id) ?? '', table, isView: load.kind === 'view', at: marks.get(id)?.[2], rows: 1 });
  return state;
}
const steps = (state: RunState, of = marks) => new Map([...schedule(plan, fingerprints, of, state).pending].filter(([, list]) => list.length > 0));

it('gives each relation the deliveries that bring it something', () => {
  const found = steps(createState());
  expect(found.get('customers')).toEqual([0, 1]);
  expect(found.get('stg_orders')).toEqual([0, 2]);
  expect(found.get('hub_customer')).toEqual([0, 1, 2]);
  expect(found.get('dim_date')).toEqual([0]);
});

it('has nothing to do when nothing changed, and only the new delivery when one came', () => {
  expect(steps(allBuilt())).toEqual(new Map());
  const found = steps(allBuilt(), historyMarks(plan, [...DELIVERIES, delivery(4, 'orders')]));
  expect(found.get('fct_order')).toEqual([3]);
  expect(found.has('dim_customer')).toBe(false);
});

it('starts a dimension over with its fact unless its earlier states are kept', () => {
  const changed = new Map(fingerprints).set('fct_order', 'other');
  const state = allBuilt();
  const without = schedule(plan, changed, marks, state);
  expect([...without.fresh].toSorted()).toEqual(['dim_customer', 'fct_order']);
  for (const mark of new Set(marks.get('dim_customer'))) state.snapshots.set(snapshotKey('dim_customer', fingerprints.get('dim_customer') ?? '', mark), 'kept');
  const kept = schedule(plan, changed, marks, state);
  expect([...kept.fresh]).toEqual(['fct_order']);
  expect(kept.pending.get('dim_customer')).toEqual([]);
});

it('goes back to the nearest kept state when deliveries are taken away', () => {
  const state = allBuilt();
  const two = historyMarks(plan, DELIVERIES.slice(0, 1));
  state.snapshots.set(snapshotKey('dim_customer', fingerprints.get('dim_customer') ?? '', two.get('dim_customer')?.[0] ?? ''), 'kept');
  const found = schedule(plan, fingerprints, two, state);
  expect(found.restore).toEqual(new Map([['dim_customer', 0]]));
  expect(found.pending.get('dim_customer')).toEqual([]);
  expect(found.fresh.has('sat_customer')).toBe(true);
});
