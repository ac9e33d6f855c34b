import { PGlite } from '@electric-sql/pglite';
import { beforeAll, describe, expect, it } from 'vitest';
import { DIALECTS } from '../src/core/dialects/registry.ts';
import type { Platform } from '../src/core/model/types.ts';
import { PLATFORMS } from '../src/core/model/schema.ts';
import { createCompiler } from '../src/core/plan/compile.ts';
import type { Check, Relation } from '../src/core/plan/types.ts';
import type { Select } from '../src/core/sql/ast.ts';
import { printQuery } from '../src/core/sql/print.ts';
import { createStatements, loadStatements, schemaStatements } from '../src/core/targets/sql/relation-statements.ts';
import { FACT_DELIVERIES, factsProject, NOT_APPLICABLE_MEMBER } from './support/facts.ts';
import { runDuckdb, type Step } from './support/run-duckdb.ts';

const plan = createCompiler()(factsProject());
const facts = plan.relations.filter((relation) => relation.kind === 'fact');
const step = (sql: string): Step => ({ sql });
const ask = (sql: string): Step => ({ sql, rows: true });
const tableOf = (id: string) => plan.byId.get(id)?.table ?? id;

const setUp = (platform: Platform): readonly string[] => [
  ...schemaStatements(plan, platform).statements,
  ...plan.relations.flatMap((relation) => createStatements(plan, relation, platform).statements),
];
const load = (platform: Platform): readonly string[] =>
  plan.relations.flatMap((relation) => [
    ...loadStatements(plan, relation, platform).statements,
    ...(relation.id === 'dim_customer' ? [NOT_APPLICABLE_MEMBER] : []),
  ]);
const oneByOne = (platform: Platform): readonly string[] => [...setUp(platform), ...FACT_DELIVERIES.flatMap((delivery) => [...delivery, ...load(platform)])];

const ORDERS = (fact: string, more = '') =>
  `select f.order_no, f.customer_sk = -2, d.city, f.order_date_sk, f.ship_date_sk, f.amount::varchar, f.days_to_ship${more} from mart.${fact} f join mart.dim_customer d using (customer_sk) order by 1`;
const BALANCES = (fact: string, by: string) =>
  `select f.period_start::varchar, ${by}, f.date_sk, balance::varchar, deposits::varchar, rate::varchar from mart.${fact} f`;
const QUESTIONS = [
  ORDERS('fct_order'),
  ORDERS('fct_corrected'),
  ORDERS('fct_process', ', f.pay_date_sk, f.days_to_pay'),
  'select d.customer_id, f.date_sk, f.visits from mart.fct_visit f join mart.dim_customer d using (customer_sk) order by 2, 1 nulls last',
  `${BALANCES('fct_carried', 'd.account')} join mart.dim_account d using (account_sk) order by 1, 2`,
  `${BALANCES('fct_none', 'account')} order by 1, 2`,
  `${BALANCES('fct_zero', 'account')} order by 1, 2`,
];
const EVERYTHING = facts.map(
  ({ table, columns }) => `select ${columns.map(({ name }) => `${name}::varchar`).join(', ')} from ${table.schema}.${table.name} order by all`,
);

/** A check's query with every value as text. */
function checkText(relation: Relation, check: Check, platform: Platform) {
  const { text, diagnostics } = printQuery(check.query, DIALECTS[platform], { relation: tableOf });
  const { query } = check;
  const { columns } = (query.t === 'with' ? query.query : query) as Select;
  return { text: `select ${columns.map(({ as }) => `cast(${as} as varchar) as ${as}`).join(', ')}\nfrom (\n${text}\n) as broken`, diagnostics };
}
const checks = facts.flatMap((relation) => (relation.checks ?? []).map((check) => ({ relation, check, name: `${relation.id} ${check.id}` })));
/** What the checks find, as `fact check` → rows; checks that hold are left out. */
const findings = (results: readonly (readonly (readonly (string | null)[])[])[]): Record<string, readonly (readonly (string | null)[])[]> =>
  Object.fromEntries(checks.flatMap(({ name }, index) => ((results[index] ?? []).length > 0 ? [[name, results[index] ?? []]] : [])));

const EARLY = ['O3', 'false', '(unknown)', '20260107', '-1', '30.00', null];
const orders = (customerOfO3: readonly (string | null)[]) => [
  ['O1', 'false', 'Ulm', '20260105', '-1', '10.00', null],
  ['O2', 'true', '(not applicable)', '20260106', '-1', '20.00', null],
  customerOfO3,
  ['O4', 'false', 'Kiel', '-1', '-1', '40.00', null],
  ['O5', 'false', 'Ulm', '20260108', '-1', '5.00', null],
];

/** An engine of its own takes long to open on a busy machine. */
const PATIENCE = 240_000;
const answers = [...QUESTIONS, ...EVERYTHING].map(ask);
const asked = checks.map(({ relation, check }) => ask(checkText(relation, check, 'duckdb').text));
/** What makes a table wrong: a row too few, one too many, another value, a member that stands there twice. */
const SPOILT = [
  `delete from mart.fct_order where order_no = 'O5'`,
  `insert into mart.fct_visit select 'x', -1, 20260109, 1, load_date, record_source from mart.fct_visit limit 1`,
  `update mart.fct_none set deposits = deposits + 1 where account = 'A3'`,
  `insert into mart.dim_customer select 900, customer_id, city, valid_from + interval 1 hour, valid_to, is_current, load_date from mart.dim_customer where customer_id = 'C2'`,
];

describe('facts, delivery by delivery', () => {
  type Results = ReturnType<typeof runDuckdb>;
  let [once, found, twice, spoilt, whole, batches]: Results[] = [];
  beforeAll(() => {
    const results = runDuckdb([...oneByOne('duckdb').map(step), ...answers, ...asked, ...load('duckdb').map(step), ...answers, ...SPOILT.map(step), ...asked]);
    const marks = [0, answers.length, answers.length + asked.length, 2 * answers.length + asked.length];
    [once, found, twice, spoilt] = marks.map((mark, index) => results.slice(mark, marks[index + 1]));
    const questions = QUESTIONS.map(ask);
    const batch = (...deliveries: readonly number[]): readonly string[] => [...deliveries.flatMap((place) => FACT_DELIVERIES[place] ?? []), ...load('duckdb')];
    const clear = [...new Set(plan.relations.map((relation) => relation.table.schema))].map((schema) => `drop schema ${schema} cascade`);
    const others = runDuckdb([
      ...[...setUp('duckdb'), ...batch(0, 1, 2, 3)].map(step),
      ...questions,
      ...[...clear, ...setUp('duckdb'), ...batch(0), ...batch(1, 2), ...batch(3)].map(step),
      ...questions,
    ]);
    [whole, batches] = [others.slice(0, questions.length), others.slice(questions.length)];
  }, PATIENCE);

  it('compile without a diagnostic', () => expect(plan.diagnostics).toEqual([]));

  it('have the rows worked out by hand, the same after every load is run twice', () => {
    const [order, corrected, process, visits, carried, none, zero] = once ?? [];
    expect(order).toEqual(orders(EARLY));
    expect(corrected).toEqual([['O1', 'false', 'Ulm', '20260105', '-1', '12.00', null], ...orders(EARLY).slice(1)]);
    expect(process).toEqual([
      ['O1', 'false', 'Ulm', '20260105', '20260120', '12.00', '15', '20260125', '20'],
      ['O2', 'true', '(not applicable)', '20260106', '-1', '20.00', null, '-1', null],
      ['O3', 'false', 'Bonn', '20260107', '-1', '30.00', null, '20260103', '-4'],
      ['O4', 'false', 'Kiel', '-1', '-1', '40.00', null, '-1', null],
      ['O5', 'false', 'Ulm', '20260108', '-1', '5.00', null, '-1', null],
    ]);
    expect(visits).toEqual([
      ['C1', '20260108', '1'],
      [null, '20260108', '1'],
      [null, '20260108', '1'],
      ['C1', '20260203', '1'],
    ]);
    expect(carried).toEqual([
      ['2026-01-01', 'A1', '20260101', '100.00', '100.00', '1.50'],
      ['2026-01-01', 'A2', '20260101', '60.00', '60.00', '2.50'],
      ['2026-02-01', 'A1', '20260201', '90.00', '25.00', '1.25'],
      ['2026-02-01', 'A2', '20260201', '60.00', '0.00', null],
      ['2026-03-01', 'A1', '20260301', '90.00', '0.00', null],
      ['2026-03-01', 'A2', '20260301', '60.00', '0.00', null],
      ['2026-04-01', 'A1', '20260401', '90.00', '0.00', null],
      ['2026-04-01', 'A2', '20260401', '60.00', '0.00', null],
      ['2026-04-01', 'A3', '20260401', '7.00', '7.00', '3.00'],
    ]);
    expect(none).toEqual(carried?.filter((row) => row[5] !== null));
    expect(zero).toEqual(carried?.map((row) => (row[5] === null ? [...row.slice(0, 3), '0.00', '0.00', null] : row)));
    expect(twice).toEqual(once);
  });

  it('have checks that list what was left out', () => {
    const listed = findings(found ?? []);
    expect(Object.keys(listed).toSorted()).toEqual([
      'fct_carried unidentified',
      'fct_corrected unidentified',
      'fct_corrected unknown.customer_sk',
      'fct_corrected unknown.order_date_sk',
      'fct_none unidentified',
      'fct_order kept_first',
      'fct_order unidentified',
      'fct_order unknown.customer_sk',
      'fct_order unknown.order_date_sk',
      'fct_process backwards',
      'fct_process unidentified',
      'fct_process unknown.order_date_sk',
      'fct_visit unknown.customer_sk',
      'fct_zero unidentified',
    ]);
    expect(listed['fct_order kept_first']).toEqual([
      ['O1', '11.00', '10.00', '2026-02-10 06:00:00'],
      ['O1', '12.00', '10.00', '2026-04-10 06:00:00'],
    ]);
    expect(listed['fct_order unidentified']).toEqual([[null, '99.00', '2026-02-10 06:00:00', 'test']]);
    expect(listed['fct_order unknown.customer_sk']).toEqual([['O3', 'C2', '2026-01-10 06:00:00']]);
    expect(listed['fct_order unknown.order_date_sk']).toEqual([['O4', '2027-01-03', '2026-02-10 06:00:00']]);
    expect(listed['fct_process backwards']).toEqual([['O3', null, '-4']]);
    expect(listed['fct_none unidentified']).toEqual([['A1', '1.00', '1.00', '1.00', null, '2026-04-10 06:00:00', 'test']]);
    expect(listed['fct_visit unknown.customer_sk']?.map((row) => row.slice(1)).toSorted()).toEqual([
      ['C2', '2026-01-10 06:00:00'],
      ['C9', '2026-01-10 06:00:00'],
    ]);
  });

  it('have the same rows when all deliveries are loaded at once, but for who was not known yet', () => {
    const [order, corrected, process, visits, ...balances] = whole ?? [];
    const known = ['O3', 'false', 'Bonn', '20260107', '-1', '30.00', null];
    expect(order).toEqual(orders(known));
    expect(corrected).toEqual([['O1', 'false', 'Ulm', '20260105', '-1', '12.00', null], ...orders(known).slice(1)]);
    expect(process).toEqual(once?.[2]);
    expect(visits).toEqual([
      ['C1', '20260108', '1'],
      ['C2', '20260108', '1'],
      [null, '20260108', '1'],
      ['C1', '20260203', '1'],
    ]);
    expect(balances).toEqual(once?.slice(4, QUESTIONS.length));
  });

  it('have the same rows when two of the deliveries are loaded together', () => expect(batches).toEqual(once?.slice(0, QUESTIONS.length)));

  it('are found out when they lack a row, have one too many, or look a key up in a dimension that names two', () => {
    const names = ['fct_order totals', 'fct_visit totals', 'fct_none totals', 'fct_order fan_out.dim_customer'];
    const of = (results: Results | undefined) => Object.fromEntries(names.map((name) => [name, results?.[checks.findIndex((one) => one.name === name)]]));
    expect(of(found)).toEqual(Object.fromEntries(names.map((name) => [name, []])));
    expect(of(spoilt)).toEqual({
      'fct_order totals': [['5', '4', '105.00', '100.00']],
      'fct_order fan_out.dim_customer': [['C2', '2026-02-10 07:00:00', '9999-12-31 00:00:00']],
      'fct_visit totals': [['4', '5']],
      'fct_none totals': [['192.00', '193.00']],
    });
  });

  it(
    'have the same rows and findings on PostgreSQL',
    async () => {
      const postgres = await PGlite.create();
      for (const sql of oneByOne('postgres')) await postgres.exec(sql);
      const text = (row: readonly unknown[]) => JSON.stringify(row.map((cell) => (cell === null ? null : String(cell))));
      for (const [index, sql] of [...QUESTIONS, ...checks.map(({ relation, check }) => checkText(relation, check, 'postgres').text)].entries()) {
        const { rows } = await postgres.query<unknown[]>(sql, [], { rowMode: 'array' });
        expect(rows.map(text).toSorted(), sql).toEqual(([...(once ?? []).slice(0, QUESTIONS.length), ...(found ?? [])][index] ?? []).map(text).toSorted());
      }
      await postgres.close();
    },
    PATIENCE,
  );

  it.each(PLATFORMS)('print for %s without a diagnostic', (platform) => {
    const printed = facts.flatMap((relation) => [
      createStatements(plan, relation, platform),
      loadStatements(plan, relation, platform),
      ...(relation.checks ?? []).map((check) => ({ diagnostics: checkText(relation, check, platform).diagnostics })),
    ]);
    expect(printed.flatMap((one) => one.diagnostics)).toEqual([]);
  });
});
