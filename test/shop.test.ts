import { describe, expect, it } from 'vitest';
import { createCompiler } from '../src/core/plan/compile.ts';
import type { Platform } from '../src/core/model/types.ts';
import { PLATFORMS } from '../src/core/model/schema.ts';
import { createStatements, loadStatements, schemaStatements } from '../src/core/targets/sql/relation-statements.ts';
import { runDuckdb, type Step } from './support/run-duckdb.ts';
import { SHOP_DELIVERIES, shopProject } from './support/shop.ts';

const plan = createCompiler()(shopProject());
const step = (sql: string): Step => ({ sql });
const setUp = [
  ...schemaStatements(plan, 'duckdb').statements,
  ...plan.relations.flatMap((relation) => createStatements(plan, relation, 'duckdb').statements),
].map(step);
const load = plan.relations.flatMap((relation) => loadStatements(plan, relation, 'duckdb').statements).map(step);
const oneByOne = SHOP_DELIVERIES.flatMap((delivery) => [...delivery.map(step), ...load]);
const ask = (sql: string): Step => ({ sql, rows: true });

const QUESTIONS = [
  'select customer_id from raw_vault.hub_customer order by 1',
  'select h.customer_id, s.city, s.email, s.load_date::varchar from raw_vault.sat_customer s join raw_vault.hub_customer h using (customer_hk) order by 1, 4',
  'select customer_sk, customer_id, city, email, valid_from::varchar, valid_to::varchar, is_current from mart.dim_customer order by 2 nulls first, 5',
  'select f.order_id, d.customer_id, d.city, f.order_date_sk, f.ship_date_sk, f.amount::varchar from mart.fct_order f join mart.dim_customer d using (customer_sk) order by 1',
  'select period_start::varchar, d.customer_id, sum(amount)::varchar from mart.fct_month join mart.dim_customer d using (customer_sk) group by 1, 2 order by 1, 2',
  'select count(*)::varchar from raw_vault.link_order_customer',
].map(ask);

const MEMBERS = ask(
  'select customer_id, city, email, valid_from::varchar, valid_to::varchar, is_current, load_date::varchar from mart.dim_customer order by 1 nulls first, 4',
);

describe('the shop, delivery by delivery', () => {
  it('compiles without a diagnostic, each relation after what it reads', () => {
    expect(plan.diagnostics).toEqual([]);
    const seen = new Set<string>();
    for (const relation of plan.relations) {
      for (const read of relation.dependsOn) expect(seen).toContain(read);
      seen.add(relation.id);
    }
    expect([...seen].filter((id) => !id.endsWith('/rejects'))).toHaveLength(13);
  });

  it('gives the rows worked out by hand, the same after every load is run twice', () => {
    const results = runDuckdb([...setUp, ...oneByOne, ...QUESTIONS, ...load, ...QUESTIONS]);
    const [hubs, satellite, dimension, orders, months, links] = results;
    expect(hubs).toEqual([['C1'], ['C2'], ['C9']]);
    expect(satellite).toEqual([
      ['C1', 'Ulm', 'a@x', '2026-01-01 06:00:00'],
      ['C1', 'Kiel', 'a@x', '2026-01-02 06:00:00'],
      ['C1', 'Ulm', 'a@x', '2026-01-03 06:00:00'],
      ['C2', 'Bonn', 'b@x', '2026-01-01 06:00:00'],
      ['C2', 'Bonn', 'b2@x', '2026-01-02 06:00:00'],
    ]);
    expect(dimension).toEqual([
      ['-1', null, '(unknown)', '(unknown)', '1900-01-01 00:00:00', '9999-12-31 00:00:00', 'true'],
      ['1', 'C1', 'Ulm', 'a@x', '2026-01-01 06:00:00', '2026-01-02 06:00:00', 'false'],
      ['3', 'C1', 'Kiel', 'a@x', '2026-01-02 06:00:00', '2026-01-03 06:00:00', 'false'],
      ['4', 'C1', 'Ulm', 'a@x', '2026-01-03 06:00:00', '9999-12-31 00:00:00', 'true'],
      ['2', 'C2', 'Bonn', 'b2@x', '2026-01-01 06:00:00', '9999-12-31 00:00:00', 'true'],
    ]);
    expect(orders).toEqual([
      ['O1', 'C1', 'Ulm', '20260101', '-1', '10.50'],
      ['O2', 'C1', 'Kiel', '20260102', '20260105', '20.00'],
      ['O3', 'C1', 'Ulm', '20260101', '-1', '5.00'],
      ['O4', null, '(unknown)', '20260201', '-1', '7.25'],
    ]);
    expect(months).toEqual([
      ['2026-01-01', 'C1', '35.50'],
      ['2026-02-01', null, '7.25'],
    ]);
    expect(links).toEqual([['4']]);
    expect(results.slice(QUESTIONS.length)).toEqual(results.slice(0, QUESTIONS.length));
  });

  it('gives the same vault, members and facts when all deliveries are loaded at once', () => {
    const questions = [...QUESTIONS.filter((_, index) => index !== 2), MEMBERS];
    const [split, whole] = [oneByOne, [...SHOP_DELIVERIES.flat().map(step), ...load]].map((steps) => runDuckdb([...setUp, ...steps, ...questions]));
    expect(whole).toEqual(split);
    expect(split?.length).toBe(questions.length);
  });

  it('rewrites no member when a full delivery brings nothing new', () => {
    const again = [
      `insert into landing.customers values ('C1', 'Ulm', 'a@x', timestamp '2026-01-09 06:00:00', 'shop', 1), ('C2', 'Bonn', 'b2@x', timestamp '2026-01-09 06:00:00', 'shop', 2)`,
      `insert into landing.customers values ('C2', 'Bonn', 'b3@x', timestamp '2026-01-10 06:00:00', 'shop', 1)`,
    ].map(step);
    const [before, after, last] = runDuckdb([...setUp, ...oneByOne, MEMBERS, ...again.slice(0, 1), ...load, MEMBERS, ...again.slice(1), ...load, MEMBERS]);
    expect(before?.map((row) => row[6])).toContain('2026-01-03 06:00:00');
    expect(after).toEqual(before);
    expect(last?.filter((row) => row[0] === 'C2')).toEqual([
      ['C2', 'Bonn', 'b3@x', '2026-01-01 06:00:00', '9999-12-31 00:00:00', 'true', '2026-01-10 06:00:00'],
    ]);
  });

  it('leaves out an event that does not say which one it is, or when, however often it is loaded', () => {
    const event = (row: string) => step(`insert into landing.orders values (${row}, timestamp '2026-01-09 06:00:00', 'shop', 1)`);
    const events = [event(`null, 'C1', timestamp '2026-01-08 05:00:00', null, '1.00'`), event(`'O9', 'C1', null, null, '2.00'`)];
    const counts = [
      ask('select count(*)::varchar, count(order_id)::varchar from mart.fct_order'),
      ask('select count(*)::varchar, count(period_start)::varchar from mart.fct_month'),
    ];
    const [orders, months, ordersAgain, monthsAgain] = runDuckdb([...setUp, ...oneByOne, ...events, ...load, ...counts, ...load, ...counts]);
    expect([orders, months]).toEqual([[['5', '5']], [['2', '2']]]);
    expect([ordersAgain, monthsAgain]).toEqual([orders, months]);
  });

  it.each(PLATFORMS)('prints for %s without a diagnostic', (platform: Platform) => {
    const printed = plan.relations.flatMap((relation) => [createStatements(plan, relation, platform), loadStatements(plan, relation, platform)]);
    expect(printed.flatMap((one) => one.diagnostics)).toEqual([]);
    expect(printed.every((one) => one.statements.every((statement) => !statement.includes('<unsupported')))).toBe(true);
  });
});
