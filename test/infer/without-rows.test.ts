import { describe, expect, it } from 'vitest';
import { applyCommand } from '../../src/core/commands/dispatch.ts';
import { NO_EVIDENCE } from '../../src/core/infer/evidence.ts';
import { checkProject } from '../../src/core/model/check-project.ts';
import { emptyProject } from '../../src/core/model/empty-project.ts';
import type { Project, Source } from '../../src/core/model/types.ts';
import { createCompiler } from '../../src/core/plan/compile.ts';
import { acceptance, propose } from '../../src/core/propose/propose.ts';
import { PROPOSAL_KINDS } from '../../src/core/propose/proposal.ts';
import { compared, described } from '../support/described.ts';

const table = (id: string, columns: Readonly<Record<string, string>>, rest: object = {}): Source => ({
  kind: 'source',
  id,
  name: id,
  delivery: 'full',
  columns: Object.entries(columns).map(([name, type]) => ({ id: name, name, type })),
  ...rest,
});

/** As an import of CREATE TABLE statements leaves them: promised keys, a stated foreign key, and names. */
const SOURCES: readonly Source[] = [
  table('customers', { customer_id: 'bigint', customer_name: 'text', email: 'text', country: 'text' }, { key: ['customer_id'] }),
  table('products', { id: 'bigint', sku: 'text', title: 'text', list_price: 'decimal(12,2)' }, { key: ['id'], unique_keys: [{ columns: ['sku'] }] }),
  table(
    'orders',
    { order_id: 'bigint', customer_id: 'bigint', sold_by: 'bigint', ordered_at: 'timestamp', freight: 'decimal(12,2)' },
    { key: ['order_id'], foreign_keys: [{ columns: ['sold_by'], source: 'employees' }] },
  ),
  table('order_items', { order_id: 'bigint', line_no: 'integer', product_id: 'bigint', quantity: 'integer' }, { key: ['order_id', 'line_no'] }),
  table('employees', { employee_id: 'bigint', first_name: 'text', manager_id: 'bigint' }, { key: ['employee_id'] }),
  table('open_orders', { order_id: 'bigint', customer_id: 'bigint' }, { origin: { table: 'open_orders', kind: 'view' } }),
  table('notes', { text: 'text' }),
];
const project: Project = { ...emptyProject('From definitions'), objects: Object.fromEntries(SOURCES.map((source) => [source.id, source])) };

const TRUTH = {
  vault: [
    'hub customer',
    'hub product',
    'hub order',
    'hub employee',
    'link order + customer + employee',
    'link order + product by line_no',
    'link employee + manager employee hierarchical',
    'satellite customer @ customers',
    'satellite customer @ customers private',
    'satellite product @ products',
    'satellite order @ orders',
    'satellite order + product by line_no @ order_items',
    'satellite employee @ employees private',
  ],
  star: [
    'join order_items + orders',
    'dimension customer',
    'dimension product',
    'dimension employee',
    'hierarchy employee by manager_id',
    'date',
    'transaction orders by customer, employee, date as ordered',
    'transaction order_items by product, customer, employee, date as ordered',
  ],
};

/** Names that begin with letters of their table, and keys written in one word; nothing states a foreign key. */
const LETTERED: readonly Source[] = [
  table('client', { c_clientkey: 'bigint', c_name: 'text', c_segment: 'text' }, { key: ['c_clientkey'] }),
  table('article', { a_artkey: 'bigint', a_brand: 'text', a_size: 'integer' }, { key: ['a_artkey'] }),
  table('orders', { o_orderkey: 'bigint', o_clientkey: 'bigint', o_placedon: 'date', o_total: 'decimal(12,2)' }, { key: ['o_orderkey'] }),
  table(
    'orderpart',
    { op_orderkey: 'bigint', op_number: 'integer', op_artkey: 'bigint', op_amount: 'decimal(12,2)', op_sent: 'date' },
    { key: ['op_orderkey', 'op_number'] },
  ),
];
/** Lines with a number of their own and no date, and people who are dated and live somewhere. */
const NUMBERED: readonly Source[] = [
  table('person', { person_id: 'bigint', first_name: 'text', created_on: 'date', branch_id: 'bigint', town_id: 'bigint' }, { key: ['person_id'] }),
  table('branch', { branch_id: 'bigint', opened: 'text', size: 'text', kind: 'text' }, { key: ['branch_id'] }),
  table('town', { town_id: 'bigint', label: 'text', area: 'text', zone: 'text' }, { key: ['town_id'] }),
  table('invoice', { invoice_id: 'bigint', person_id: 'bigint', invoice_date: 'timestamp', total: 'decimal(10,2)' }, { key: ['invoice_id'] }),
  table('invoice_line', { invoice_line_id: 'bigint', invoice_id: 'bigint', quantity: 'integer' }, { key: ['invoice_line_id'] }),
];
const starOf = (sources: readonly Source[]): readonly string[] => {
  const given: Project = { ...emptyProject('Star'), objects: Object.fromEntries(sources.map((source) => [source.id, source])) };
  const proposal = propose('star', given, NO_EVIDENCE);
  const accepted = acceptance(
    proposal,
    proposal.objects.map(({ key }) => key),
  );
  const next = applyCommand(given, 'proposal.accept', accepted).project;
  expect([...checkProject(next), ...createCompiler()(next).diagnostics]).toEqual([]);
  return described(next, accepted.objects)
    .filter((one) => /^(dimension|transaction|factless)/.test(one))
    .toSorted();
};

describe('sources without rows', () => {
  it.each([
    [
      'refer to each other whatever letters their columns begin with',
      LETTERED,
      ['dimension article', 'dimension client', 'transaction orderpart by article, client, date as sent', 'transaction orders by client, date as placed'],
    ],
    [
      'have facts of what stands below dated rows, and none of people',
      NUMBERED,
      [
        'dimension branch',
        'dimension person',
        'dimension town',
        'transaction invoice by branch, date as invoice, person, town',
        'transaction invoice_line by date as invoice, person',
      ],
    ],
  ])('%s', (_, sources, star) => expect(starOf(sources)).toEqual(star));

  it.each(PROPOSAL_KINDS)('speak for a %s by keys, foreign keys, names and types, which compiles', (kind) => {
    const proposal = propose(kind, project, NO_EVIDENCE);
    const accepted = acceptance(
      proposal,
      proposal.objects.map(({ key }) => key),
    );
    const next = applyCommand(project, 'proposal.accept', accepted).project;
    expect(compared(described(next, accepted.objects), TRUTH[kind])).toEqual({ precision: 1, recall: 1, wrong: [], lacking: [] });
    expect([...checkProject(next), ...createCompiler()(next).diagnostics]).toEqual([]);
    expect(propose(kind, next, NO_EVIDENCE).objects).toEqual([]);
  });

  it('offer the other keys that their definitions state', () => {
    const hub = propose('vault', project, NO_EVIDENCE).objects.find(({ object }) => object.name === 'hub_product');
    expect(hub?.keyOf).toEqual({ source: 'products', columns: ['id'], others: [['sku']] });
  });

  it('say what was not looked at, and what is left out', () => {
    const { objects, notes } = propose('vault', project, NO_EVIDENCE);
    expect(objects.filter(({ object, missing }) => object.kind !== 'satellite' && missing.length === 0).map(({ key }) => key)).toEqual([]);
    expect(objects.find(({ object }) => object.name === 'hub_customer')?.missing).toEqual([
      'Rows of customers: whether its key is unique, and whose values meet it.',
    ]);
    expect(notes).toEqual(['notes is left out: nothing in it names a row, and it has no rows to look for a key in.']);
    expect(objects.find(({ object }) => object.name === 'hub_employee')?.reasons).toContain(
      'orders.sold_by refers to employees.employee_id, as its definition says.',
    );
  });
});
