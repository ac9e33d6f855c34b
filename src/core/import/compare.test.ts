import { describe, expect, it } from 'vitest';
import { applyCommand } from '../commands/dispatch.ts';
import { emptyProject } from '../model/empty-project.ts';
import type { Project, Source } from '../model/types.ts';
import { compareWithProject, importPayload, type ImportChange } from './compare.ts';
import { readDdl } from './read-ddl.ts';

const read = (text: string) => readDdl([{ name: 'shop.sql', text }], { platform: 'postgres' });
const changesOf = (project: Project, text: string) => compareWithProject(project, read(text)).changes;
const apply = (project: Project, changes: readonly ImportChange[], accepted = (change: ImportChange) => change.proposed): Project =>
  applyCommand(project, 'import.apply', { ...importPayload(changes, accepted), diagram: 'main' }).project;
const imported = (text: string): Project => apply(emptyProject('shop'), changesOf(emptyProject('shop'), text));
const source = (project: Project, id: string): Source => {
  const object = project.objects[id];
  if (object?.kind !== 'source') throw new Error(`no source ${id}`);
  return object;
};

const SHOP = `
CREATE TABLE sales.customer (id int PRIMARY KEY, cust_nm varchar(50) NOT NULL, email text, created date DEFAULT now());
COMMENT ON COLUMN sales.customer.email IS 'Where they read';
CREATE TABLE sales.orders (id int PRIMARY KEY, customer_id int NOT NULL REFERENCES sales.customer (id), amount numeric(10,2) CHECK (amount > 0), UNIQUE (customer_id, amount));
CREATE VIEW sales.big AS SELECT o.id, c.email FROM sales.orders o JOIN sales.customer c ON c.id = o.customer_id;
CREATE TEMP TABLE scratch (a int);
`;

describe('into an empty project', () => {
  it('makes a source of each table, with keys, checks and where views take their columns from', () => {
    const project = imported(SHOP);
    expect(Object.keys(project.objects)).toEqual(['customer', 'orders', 'big']);
    expect(source(project, 'customer')).toMatchObject({
      name: 'customer',
      system: 'sales',
      key: ['id'],
      origin: { schema: 'sales', table: 'customer', platform: 'postgres' },
      columns: [
        { id: 'id', type: 'integer', nullable: false, source_type: 'int' },
        { id: 'cust_nm', type: 'text(50)', nullable: false, source_type: 'varchar(50)' },
        { id: 'email', description: 'Where they read' },
        { id: 'created', type: 'date', source_default: 'now()' },
      ],
    });
    expect(source(project, 'orders')).toMatchObject({
      unique_keys: [{ columns: ['customer_id', 'amount'] }],
      foreign_keys: [{ columns: ['customer_id'], source: 'customer', references: ['id'] }],
      checks: [{ expression: 'amount > 0' }],
    });
    expect(source(project, 'big')).toMatchObject({
      view_of: ['orders', 'customer'],
      columns: [{ taken_from: [['orders', 'id']] }, { taken_from: [['customer', 'email']] }],
    });
    expect(Object.keys(project.diagrams['main']?.placed ?? {})).toEqual(['customer', 'orders', 'big']);
  });

  it('leaves temporary tables out and says so', () => {
    expect(compareWithProject(emptyProject('shop'), read(SHOP)).left).toEqual([{ table: 'scratch', reason: 'a temporary table' }]);
  });

  it('tells tables of one name in two schemas apart', () => {
    const project = imported('CREATE TABLE a.t (x int); CREATE TABLE b.t (y int);');
    expect(Object.values(project.objects).map(({ name }) => name)).toEqual(['t', 'b_t']);
  });
});

describe('again', () => {
  const CHANGED = SHOP.replace('cust_nm varchar(50)', 'customer_name varchar(50)')
    .replace('amount numeric(10,2)', 'amount numeric(12,2)')
    .replace('email text', 'email text NOT NULL, phone text')
    .replace(', created date DEFAULT now()', '')
    .replaceAll('sales.orders', 'sales.order_head');

  it('changes nothing when nothing changed', () => {
    expect(compareWithProject(imported(SHOP), read(SHOP))).toMatchObject({ changes: [], unchanged: 3 });
  });

  it('tells what is different, renames with a reason', () => {
    const changes = changesOf(imported(SHOP), CHANGED);
    expect(changes.map(({ id, before, after, reason }) => [id, before, after, reason])).toEqual([
      ['customer.cust_nm:column-renamed', 'cust_nm', 'customer_name', 'the names are alike, it stands in the same place, the type is the same'],
      ['customer.email:nullability', 'null', 'not null', undefined],
      ['customer.phone:column-added', undefined, 'text', undefined],
      ['customer.created:column-removed', 'date', undefined, undefined],
      ['orders.amount:type', 'numeric(10,2)', 'numeric(12,2)', undefined],
      ['orders:table-renamed', 'orders', 'order_head', '3 of 3 columns are the same, the names are alike'],
    ]);
  });

  it('keeps mappings, layout, notes and relations that somebody drew', () => {
    let project = imported(SHOP);
    const send = (type: string, payload: unknown): void => void ({ project } = applyCommand(project, type, payload));
    send('object.create', { kind: 'staging', id: 'stg', name: 'stg_customer', from: 'customer', diagram: 'main', x: 500, y: 20 });
    send('diagram.place', { diagram: 'main', positions: { customer: { x: 77, y: 88 } } });
    send('object.update', { id: 'big', patch: { foreign_keys: [{ columns: ['id'], source: 'orders' }], description: 'Mine' } });
    send('column.update', { object: 'customer', column: 'cust_nm', patch: { description: 'Own words', type: 'text' } });
    send('column.add', { object: 'stg', column: { id: 'hello', name: 'hello', type: 'text', expression: "'Dear ' || cust_nm" } });
    const staged = project.objects['stg'];
    const renamed = (object: unknown): unknown => JSON.parse(JSON.stringify(object).replace('|| cust_nm', '|| customer_name'));
    const next = apply(project, changesOf(project, CHANGED));
    expect(source(next, 'customer').columns.map(({ id, name, type }) => [id, name, type])).toEqual([
      ['id', 'id', 'integer'],
      ['cust_nm', 'customer_name', 'text'],
      ['email', 'email', 'text'],
      ['phone', 'phone', 'text'],
    ]);
    expect(source(next, 'customer').columns[1]?.description).toBe('Own words');
    expect(source(next, 'orders')).toMatchObject({ name: 'order_head', origin: { table: 'order_head' } });
    expect(source(next, 'big')).toMatchObject({ description: 'Mine', foreign_keys: [{ columns: ['id'], source: 'orders' }] });
    expect(next.objects['stg']).toEqual(renamed(staged));
    expect(next.diagrams).toEqual(project.diagrams);
  });

  it('does what was accepted and nothing else, in one step', () => {
    const project = imported(SHOP);
    const changes = changesOf(project, CHANGED);
    const applied = applyCommand(
      project,
      'import.apply',
      importPayload(changes, ({ id }) => id === 'orders.amount:type'),
    );
    expect(source(applied.project, 'orders').columns[2]).toMatchObject({ source_type: 'numeric(12,2)', type: 'decimal(12,2)' });
    expect(applied.project.objects['customer']).toBe(project.objects['customer']);
  });

  it('takes a refused rename for something gone and something new', () => {
    const { changes } = compareWithProject(imported(SHOP), read(CHANGED), { notRenamed: new Set(['customer.cust_nm:column-renamed', 'orders:table-renamed']) });
    const ids = changes.map(({ id, proposed }) => `${id}${proposed ? '' : ' not proposed'}`);
    expect(ids).toContain('customer.customer_name:column-added');
    expect(ids).toContain('customer.cust_nm:column-removed');
    expect(ids).toContain('order_head:table-added');
    expect(ids).toContain('orders:table-removed not proposed');
  });

  it('does not write over a description that was changed by hand, unless asked to', () => {
    const said = SHOP.replace('Where they read', 'Address');
    const project = imported(SHOP);
    expect(changesOf(project, said)).toMatchObject([{ kind: 'comment', proposed: true, after: 'Address' }]);
    const own = applyCommand(project, 'column.update', { object: 'customer', column: 'email', patch: { description: 'Ours' } }).project;
    expect(changesOf(own, said)).toMatchObject([{ kind: 'comment', proposed: false, reason: 'the description was changed by hand' }]);
  });

  it('takes over a source of files that has the name, and keeps what it alone has', () => {
    const files: Source = {
      kind: 'source',
      id: 'cust',
      name: 'Customer',
      delivery: 'delta',
      columns: [
        { id: 'c1', name: 'ID', type: 'bigint' },
        { id: 'c2', name: '_loaded', type: 'timestamp' },
      ],
    };
    const { project } = applyCommand(emptyProject('shop'), 'object.add', { object: files });
    const next = apply(project, changesOf(project, 'CREATE TABLE customer (id bigint PRIMARY KEY, name text);'));
    expect(source(next, 'cust')).toMatchObject({ delivery: 'delta', key: ['c1'], origin: { table: 'customer' } });
    expect(source(next, 'cust').columns.map(({ name }) => name)).toEqual(['ID', 'name', '_loaded']);
  });
});
