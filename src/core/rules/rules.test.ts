import { describe, expect, it } from 'vitest';
import { shopSample } from '../../../samples/shop/model.ts';
import { shopProject } from '../../../test/support/shop.ts';
import type { Fact, FactColumn, ModelObject, Project } from '../model/types.ts';
import { createCompiler } from '../plan/compile.ts';
import { createLinter } from './linter.ts';
import { RULES } from './registry.ts';

const lint = (project: Project) => createLinter()(project, createCompiler()(project));
const shop = shopProject();
const withObjects = (...objects: readonly ModelObject[]): Project => ({
  ...shop,
  objects: { ...shop.objects, ...Object.fromEntries(objects.map((object) => [object.id, object])) },
});
const fact = (id: string): Fact => {
  const object = shop.objects[id];
  if (object?.kind !== 'fact') throw new Error(`${id} is no fact`);
  return object;
};
const order = fact('fct_order');
const month = fact('fct_month');
const [orderFeed] = order.feeds;
if (!orderFeed) throw new Error('fct_order is not fed');
const changed = (of: Fact, change: Partial<Fact>): Project => withObjects({ ...of, ...change });
/** The fact with its measure changed. */
const measured = (of: Fact, change: Partial<FactColumn>, more: Partial<Fact> = {}): Project =>
  changed(of, { ...more, columns: of.columns.map((column) => (column.use === 'measure' ? { ...column, ...change } : column)) });
const staged = (name: string): Project => {
  const object = shop.objects['stg_orders'];
  if (object?.kind !== 'staging') throw new Error('stg_orders is gone');
  return withObjects({ ...object, columns: [...object.columns, { id: 'extra', name, type: 'text', from: 'customer_id' }] });
};

const CASES: readonly (readonly [string, string, Project, { readonly object: string; readonly column?: string }])[] = [
  [
    'fact-reference-missing',
    'a dimension that it does not add over and has not',
    measured(order, { not_over: ['gone'] }),
    { object: 'fct_order', column: 'amount' },
  ],
  ['fact-reference-missing', 'a unit from a column it has not', measured(order, { unit_from: 'gone' }), { object: 'fct_order', column: 'amount' }],
  ['fact-from-fact', 'a fact behind a fact', changed(order, { feeds: [orderFeed, { ...orderFeed, from: 'fct_month' }] }), { object: 'fct_order' }],
  [
    'fact-from-fact',
    'a fact behind an intermediate object',
    withObjects(
      { kind: 'intermediate', id: 'int_months', name: 'int_months', combine: 'join', inputs: [{ id: 'a', from: 'fct_month' }], columns: [] },
      { ...order, feeds: [orderFeed, { ...orderFeed, from: 'int_months' }] },
    ),
    { object: 'fct_order' },
  ],
  ['grain-not-stated', 'no sentence', changed(order, { grain: { sentence: ' ', columns: ['order_id'] } }), { object: 'fct_order' }],
  ['fact-without-date', 'no date', changed(order, { dimensions: order.dimensions.slice(0, 1) }), { object: 'fct_order' }],
  ['version-without-event-time', 'versions at the load date', changed(order, { feeds: [{ ...orderFeed, event_at: undefined }] }), { object: 'fct_order' }],
  ['sum-not-additive', 'a sum of ratios', measured(order, { additivity: 'non_additive', aggregation: 'sum' }), { object: 'fct_order', column: 'amount' }],
  [
    'nothing-to-infer',
    'days to be inferred',
    changed(order, { dimensions: order.dimensions.map((one) => (one.id === 'ordered' ? { ...one, missing: 'inferred' as const } : one)) }),
    { object: 'fct_order' },
  ],
  [
    'sum-not-additive',
    'a balance summed over time',
    measured(month, { additivity: 'semi_additive', not_over: ['month'], aggregation: 'sum' }),
    { object: 'fct_month', column: 'amount' },
  ],
  [
    'not-over-what',
    'a balance that does not say over what',
    measured(month, { additivity: 'semi_additive', aggregation: 'last' }),
    { object: 'fct_month', column: 'amount' },
  ],
  [
    'several-units',
    'feeds in two currencies',
    measured(order, { unit: 'EUR' }, { feeds: [orderFeed, { ...orderFeed, units: { amount: 'USD' } }] }),
    { object: 'fct_order', column: 'amount' },
  ],
  ['money-as-float', 'money in a float', measured(order, { unit: 'CHF', type: 'float' }), { object: 'fct_order', column: 'amount' }],
  ['measure-not-a-number', 'a text to be added', measured(order, { type: 'text' }), { object: 'fct_order', column: 'amount' }],
  [
    'measure-may-be-null',
    'a measure of which nobody said whether it may be NULL',
    measured(order, { nullable: undefined }),
    { object: 'fct_order', column: 'amount' },
  ],
];

describe('the rules', () => {
  it('find nothing in the shop and in the sample', () => {
    expect(lint(shop)).toEqual([]);
    expect(lint(shopSample())).toEqual([]);
  });

  it.each(CASES)('%s finds %s', (code, _, project, at) => {
    expect(lint(project).map((found) => [found.code, found.at])).toEqual([[code, at]]);
  });

  it('find a currency beside amounts that do not say theirs', () => {
    expect(lint(staged('currency_code')).map((found) => [found.code, found.at.object])).toEqual([
      ['several-units', 'fct_order'],
      ['several-units', 'fct_month'],
    ]);
    expect(lint(staged('currently'))).toEqual([]);
  });

  it('let be what is decided: a dated process, a unit per row, balances and lags that are open', () => {
    const process = changed(order, { fact_type: 'accumulating_snapshot', feeds: [orderFeed, { ...orderFeed, event_at: undefined }] });
    expect(lint(process)).toEqual([]);
    expect(lint(measured(order, { unit_from: 'order_id', unit: 'EUR' }, { feeds: [orderFeed, { ...orderFeed, units: { amount: 'USD' } }] }))).toEqual([]);
    expect(lint(measured(month, { nullable: undefined }, { quiet_periods: 'zero' }))).toEqual([]);
  });

  it('each have a case, a code of their own, and messages that name the object', () => {
    expect(new Set(RULES.map(({ code }) => code)).size).toBe(RULES.length);
    expect(RULES.map(({ code }) => code).filter((code) => !CASES.some(([of]) => of === code))).toEqual([]);
    for (const [, , project, at] of CASES) for (const { message } of lint(project)) expect(message).toContain(at.object);
  });
});

describe('the linter', () => {
  it('looks again only at what changed, or reads what changed', () => {
    const compile = createCompiler();
    const linter = createLinter();
    const look = (project: Project) => {
      const found = linter(project, compile(project)).length;
      return [linter.looked(), found];
    };
    expect(look(shop)).toEqual([2, 0]);
    expect(look(shop)).toEqual([0, 0]);
    const hub = shop.objects['hub_customer'];
    if (!hub) throw new Error('the shop has no hub_customer');
    expect(look({ ...shop, objects: { ...shop.objects, hub_order: { ...hub, id: 'hub_order', name: 'hub_other' } } })).toEqual([2, 0]);
    expect(look(shop)).toEqual([2, 0]);
    expect(look(changed(order, { grain: { columns: ['order_id'] } }))).toEqual([1, 1]);
    expect(look(staged('currency'))).toEqual([2, 2]);
  });
});
