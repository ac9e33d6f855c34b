import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shopRows } from '../../samples/shop/rows.ts';
import { applyCommand } from '../../src/core/commands/dispatch.ts';
import { EngineCancelled, type Engine } from '../../src/core/engine-port.ts';
import { infer, sourcesOf } from '../../src/core/infer/infer.ts';
import type { Project } from '../../src/core/model/types.ts';
import { samplingNotes } from '../../src/core/infer/sampling.ts';
import { findingsOf } from '../../src/core/propose/findings.ts';
import { acceptance, propose } from '../../src/core/propose/propose.ts';
import type { ProposalKind } from '../../src/core/propose/proposal.ts';
import { openNodeEngine } from '../../src/engine/duckdb-node.ts';
import { measureSources } from '../../src/engine/infer/measure-sources.ts';
import { described } from '../support/described.ts';
import { dropped } from '../support/dropped.ts';

const csv = (header: string, rows: readonly (readonly (string | number)[])[]): string => `${[header, ...rows.map((row) => row.join(','))].join('\n')}\n`;
const list = <T>(length: number, make: (index: number) => T): readonly T[] => Array.from({ length }, (_, index) => make(index));
const number = (value: number, length: number): string => String(value).padStart(length, '0');

let engine: Engine;
beforeAll(async () => {
  engine = await openNodeEngine();
});
afterAll(() => engine.close());

async function measured(files: Readonly<Record<string, string>>, exactRows?: number) {
  const made = await dropped(engine, 'Hard', new Map(Object.entries(files)));
  const { evidence } = await measureSources(engine, sourcesOf(made.project), made.deliveries, { exactRows });
  return { ...made, evidence, inference: infer(made.project, evidence) };
}
function all(kind: ProposalKind, project: Project, evidence: Awaited<ReturnType<typeof measured>>['evidence']): readonly string[] {
  const proposal = propose(kind, project, evidence);
  const accepted = acceptance(
    proposal,
    proposal.objects.map(({ key }) => key),
  );
  return described(applyCommand(project, 'proposal.accept', accepted).project, accepted.objects).toSorted();
}

const FLAT = {
  'sales_export_2026-01-05.csv': csv(
    'transaction_no,sold_on,customer_no,customer_name,product_code,product_group,quantity,net_amount',
    list(600, (n) => {
      const [customer, product] = [(n * 7) % 50, (n * 11) % 30];
      return [
        `T${number(n + 1000, 6)}`,
        `2025-0${(n % 9) + 1}-1${n % 10}`,
        `CU${number(customer, 4)}`,
        `Customer ${customer}`,
        `PR-${number(product, 3)}`,
        ['Food', 'Drink', 'Home'][product % 3] ?? '',
        1 + (n % 9),
        ((n * 37) % 900) + 0.5,
      ];
    }),
  ),
};

describe('one flat export', () => {
  it('names things that have no table of their own, and what describes them', async () => {
    const { project, evidence } = await measured(FLAT);
    expect(all('vault', project, evidence)).toEqual([
      'hub customer',
      'hub product',
      'hub sale',
      'link sale + customer + product',
      'satellite customer @ sales_export private',
      'satellite product @ sales_export',
      'satellite sale @ sales_export',
    ]);
    expect(all('star', project, evidence)).toEqual([
      'date',
      'dimension customer',
      'dimension product',
      'transaction sales_export by customer, date as sold, product',
    ]);
  });

  it('is measured alike where its rows are too many to be counted exactly, and says so', async () => {
    const exact = await measured(FLAT);
    const sampled = await measured(FLAT, 100);
    expect(sampled.evidence.tables.map((table) => table.sampled)).toEqual([600]);
    expect(exact.evidence.tables.map((table) => table.sampled)).toEqual([undefined]);
    expect(samplingNotes(sourcesOf(exact.project), exact.evidence)).toEqual([]);
    expect(samplingNotes(sourcesOf(sampled.project), sampled.evidence)).toEqual([expect.stringContaining('of 600 rows')]);
    expect(all('vault', sampled.project, sampled.evidence)).toEqual(all('vault', exact.project, exact.evidence));
  });
});

const person = (count: number, first: number) =>
  csv(
    'id,first_name,city',
    list(count, (n) => [n + first, `Name ${n}`, ['Ulm', 'Bonn', 'Kiel'][n % 3] ?? '']),
  );
const byUser = (count: number) =>
  csv(
    'id,user_id,order_date,status',
    list(99, (n) => [n + 1, ((n * 37) % count) + 1, `2026-01-${number((n % 28) + 1, 2)}`, ['placed', 'shipped', 'returned'][n % 3] ?? '']),
  );

describe('a reference under another word', () => {
  const references = async (files: Readonly<Record<string, string>>) => {
    const { inference } = await measured(files);
    return inference.references.found.map(
      ({ child, parent, by, score }) => `${child.source}.${child.columns.join()} > ${parent.source} ${by} ${score >= 0.75}`,
    );
  };
  it('is found where its values say so, with some doubt, and joins what is proposed', async () => {
    const files = { 'raw_customers_2026-01-05.csv': person(100, 1), 'raw_orders_2026-01-05.csv': byUser(80) };
    expect(await references(files)).toEqual(['raw_orders.user_id > raw_customers akin false']);
    const { project, evidence } = await measured(files);
    expect(all('vault', project, evidence)).toContain('link order + customer');
  });
  it('is told and not taken where its name is another word for what two tables hold', async () => {
    const { inference } = await measured({
      'customers_2026-01-05.csv': person(100, 1),
      'clients_2026-01-05.csv': person(90, 1),
      'orders_2026-01-05.csv': byUser(80),
    });
    expect(findingsOf(inference)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'refused', sentence: expect.stringMatching(/orders\.user_id .*another word for what several tables hold/) }),
      ]),
    );
  });
  it.each([
    ['a table is called by the word itself', { 'users_2026-01-05.csv': person(100, 1) }, ['orders.user_id > users names_and_values true']],
    ['two tables are meant by it', { 'clients_2026-01-05.csv': person(90, 1) }, []],
    ['a twentieth of its values is elsewhere', { 'orders_2026-01-05.csv': byUser(99).replaceAll(/,(5\d),/g, ',9$1,') }, []],
    ['it has few values', { 'orders_2026-01-05.csv': byUser(7) }, []],
  ])('is none to customers where %s', async (_, others, found) => {
    expect(await references({ 'customers_2026-01-05.csv': person(100, 1), 'orders_2026-01-05.csv': byUser(80), ...others })).toEqual(found);
  });
});

describe('one delivery of a small shop', () => {
  const CUSTOMERS = { 'customers_2026-01-05.csv': person(100, 1) };
  const paid = (of: string) =>
    csv(
      `id,${of},payment_method,amount`,
      list(120, (n) => [n + 1, (n % 99) + 1, ['card', 'coupon'][n % 2] ?? '', ((n * 131) % 3000) + 0.5]),
    );
  it('has facts of orders and of their payments, which are dated by them', async () => {
    const { project, evidence } = await measured({ ...CUSTOMERS, 'orders_2026-01-05.csv': byUser(80), 'payments_2026-01-05.csv': paid('order_id') });
    expect(all('star', project, evidence)).toEqual([
      'date',
      'dimension customer',
      'factless orders by customer, date as order',
      'join payments + orders',
      'transaction payments by customer, date as order',
    ]);
  });
  it('says that its source is said to bring only what is new, where nothing else speaks for an event', async () => {
    const { project, evidence } = await measured({ ...CUSTOMERS, 'orders_2026-01-05.csv': byUser(80) });
    const { orders } = project.objects;
    const delta: Project = { ...project, objects: { ...project.objects, orders: { ...orders, delivery: 'delta' } as Project['objects'][string] } };
    const fact = propose('star', delta, evidence).objects.find(({ object }) => object.kind === 'fact');
    expect(fact?.reasons[0]).toBe('One delivery alone does not show it, but its source is said to bring only what is new.');
  });
  it('has no facts of things that last, whatever is measured of them', async () => {
    const things = csv(
      'id,customer_id,title,made_on',
      list(99, (n) => [n + 1, ((n * 37) % 80) + 1, `A rather long title of thing number ${n}`, `2025-0${(n % 9) + 1}-11`]),
    );
    const { project, evidence } = await measured({ ...CUSTOMERS, 'things_2026-01-05.csv': things, 'prices_2026-01-05.csv': paid('thing_id') });
    expect(all('star', project, evidence).filter((one) => /^(factless|transaction)/.test(one))).toEqual([]);
  });
});

describe('keys with dirt in them', () => {
  const files = {
    'clients_2026-01-05.csv': csv(
      'client_no,client_name,since',
      list(600, (n) => [
        n % 300 === 7 ? '' : `${n % 3 === 0 ? ' ' : ''}K${number(n % 250 === 9 ? n - 1 : n, 5)}`,
        `Name of ${n}`,
        `${number((n % 28) + 1, 2)}.${number((n % 12) + 1, 2)}.2024`,
      ]),
    ),
    'tickets_2026-01-05.csv': csv(
      'ticket,client,opened_at,minutes_spent',
      list(900, (n) => [
        `TK${number(n, 6)}`,
        n % 90 === 0 ? 'K99999' : `k${number((n * 7) % 590, 5)}`,
        `2025-0${(n % 9) + 1}-1${n % 10} 10:${number(n % 60, 2)}:00`,
        n % 500,
      ]),
    ),
  };

  it('are keys still, with what is blank, repeated or nobody’s told', async () => {
    const { inference } = await measured(files);
    expect(inference.key.get('clients')).toMatchObject({ columns: ['client_no'], missing: 2 });
    // Ten of a client that never was, eight of the five whose number is blank or another's.
    expect(inference.references.found).toMatchObject([
      {
        child: { source: 'tickets', columns: ['client'] },
        parent: { source: 'clients', columns: ['client_no'] },
        needsCleaning: true,
        figures: { orphanRows: 18 },
      },
    ]);
    const sentences = findingsOf(inference).map(({ sentence }) => sentence);
    expect(sentences.filter((text) => text.startsWith('clients.client_no lacks a value'))).toHaveLength(1);
  });

  it('are cleaned the same way on both sides', async () => {
    const { project, evidence } = await measured(files);
    const clean = propose('star', project, evidence).objects.flatMap(({ object }) =>
      object.kind === 'staging' ? object.columns.filter(({ name }) => name.startsWith('client') && name !== 'client_name').map((column) => column.clean) : [],
    );
    expect(clean).toEqual([
      ['trim', 'upper', 'empty_as_null'],
      ['trim', 'upper', 'empty_as_null'],
    ]);
  });
});

describe('the files of the sample shop', () => {
  const files = Object.fromEntries(
    [...shopRows(1500)].map(([path, text]) => {
      const [, day = '', file = ''] = path.split('/');
      return [file.replace('.csv', `_${day}.csv`), text];
    }),
  );

  it('speak for the vault and the star that were drawn of them by hand', async () => {
    const { project, evidence } = await measured(files);
    expect(all('vault', project, evidence)).toEqual([
      'hub customer',
      'hub order',
      'hub product',
      'hub warehouse',
      'link order + customer',
      'link order + customer + product by line_number',
      'link product + warehouse by counted_on',
      'satellite customer @ crm_contacts',
      'satellite customer @ shop_customers',
      'satellite customer @ shop_customers private',
      'satellite order + customer + product by line_number @ shop_order_lines',
      'satellite order @ shop_orders',
      'satellite product + warehouse by counted_on @ warehouse_stock',
      'satellite product @ shop_products',
      'satellite warehouse @ warehouse_stock',
    ]);
    expect(all('star', project, evidence)).toEqual([
      'date',
      'dimension customer',
      'dimension product',
      'dimension warehouse',
      'factless shop_orders by customer, date as ordered',
      'join shop_customers + crm_contacts',
      'periodic_snapshot warehouse_stock by date, product, warehouse',
      'transaction shop_order_lines by customer, date as ordered, date as shipped, product',
    ]);
  });
});

it('stops when asked to, and leaves nothing behind', async () => {
  const made = await dropped(engine, 'Stopped', new Map(Object.entries(FLAT)));
  const control = new AbortController();
  const steps: string[] = [];
  const work = measureSources(engine, sourcesOf(made.project), made.deliveries, {
    signal: control.signal,
    onStep: ({ doing }) => {
      steps.push(doing);
      if (doing.startsWith('Keys')) control.abort();
    },
  });
  await expect(work).rejects.toBeInstanceOf(EngineCancelled);
  expect(steps).toEqual(['Reading sales_export', 'Columns of sales_export', 'Keys of sales_export']);
  expect((await engine.query("select count(*) from duckdb_tables() where schema_name = '_orrery_infer'")).rows).toEqual([['0']]);
});

it('looks at what can be read where a file cannot', async () => {
  const made = await dropped(engine, 'Unread', new Map(Object.entries(FLAT)));
  const broken = made.deliveries.map((delivery) => ({ ...delivery, files: delivery.files.map((file) => ({ ...file, read: async () => new Uint8Array() })) }));
  const { evidence, unread } = await measureSources(engine, sourcesOf(made.project), broken);
  expect(evidence.tables).toEqual([]);
  expect(unread).toHaveLength(1);
  expect(unread[0]).toContain('is empty');
});
