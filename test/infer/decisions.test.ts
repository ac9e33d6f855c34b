import { describe, expect, it } from 'vitest';
import { applyCommand } from '../../src/core/commands/dispatch.ts';
import { NO_HISTORY, record, undo } from '../../src/core/commands/history.ts';
import { NO_EVIDENCE } from '../../src/core/infer/evidence.ts';
import { emptyProject } from '../../src/core/model/empty-project.ts';
import { readProject } from '../../src/core/model/read-project.ts';
import type { Project, Source } from '../../src/core/model/types.ts';
import { writeProject } from '../../src/core/model/write-project.ts';
import { createCompiler } from '../../src/core/plan/compile.ts';
import { acceptance, propose, withNeeds } from '../../src/core/propose/propose.ts';
import type { Choices, ProposalKind } from '../../src/core/propose/proposal.ts';

const table = (id: string, key: readonly string[], columns: Readonly<Record<string, string>>): Source => ({
  kind: 'source',
  id,
  name: id,
  delivery: 'full',
  key: [...key],
  columns: Object.entries(columns).map(([name, type]) => ({ id: name, name, type })),
});
const SOURCES: readonly Source[] = [
  table('customers', ['customer_id'], { customer_id: 'bigint', customer_name: 'text', city: 'text' }),
  table('products', ['product_id'], { product_id: 'bigint', title: 'text', list_price: 'decimal(12,2)' }),
  table('orders', ['order_id'], { order_id: 'bigint', customer_id: 'bigint', ordered_at: 'timestamp', freight: 'decimal(12,2)' }),
  table('order_items', ['order_id', 'line_no'], {
    order_id: 'bigint',
    line_no: 'integer',
    product_id: 'bigint',
    quantity: 'integer',
    unit_price: 'decimal(12,2)',
  }),
];
const project: Project = { ...emptyProject('Decided'), objects: Object.fromEntries(SOURCES.map((source) => [source.id, source])) };

const names = (kind: ProposalKind, of: Project = project, choices: Choices = {}): readonly string[] =>
  propose(kind, of, NO_EVIDENCE, choices).objects.map(({ object }) => object.name);
const object = (name: string, kind: ProposalKind, of: Project = project, choices: Choices = {}) =>
  propose(kind, of, NO_EVIDENCE, choices).objects.find((one) => one.object.name === name);
const accept = (of: Project, kind: ProposalKind, wanted: readonly string[] | 'all', choices: Choices = {}): Project => {
  const proposal = propose(kind, of, NO_EVIDENCE, choices);
  const keys = proposal.objects.filter((one) => wanted === 'all' || wanted.includes(one.object.name)).map(({ key }) => key);
  return applyCommand(of, 'proposal.accept', acceptance(proposal, keys)).project;
};
const refused = (of: Project, kind: ProposalKind, name: string): Project =>
  applyCommand(of, 'proposal.refuse', { refused: [{ kind, key: object(name, kind, of)?.key ?? '', name }] }).project;

describe('what is refused', () => {
  const without = refused(project, 'vault', 'hub_product');

  it('is not proposed again, and what needs it does without', () => {
    expect(names('vault')).toContain('link_order_item');
    expect(names('vault', without)).not.toContain('hub_product');
    expect(names('vault', without)).not.toContain('sat_product');
    expect(names('vault', without)).not.toContain('link_order_item');
    expect(names('vault', without)).toContain('link_order_customer');
    expect(propose('vault', without, NO_EVIDENCE).refused).toEqual([{ kind: 'vault', key: 'hub:products', name: 'hub_product' }]);
  });

  it('of a vault is proposed for a star still', () => {
    expect(names('star', without)).toEqual(names('star'));
  });

  it('is kept in the files of the project, and can be brought back', () => {
    const read = readProject(writeProject(without)).project;
    expect(read?.proposals).toEqual({ refused: [{ kind: 'vault', key: 'hub:products', name: 'hub_product' }] });
    const back = applyCommand(without, 'proposal.bring_back', { refused: [{ kind: 'vault', key: 'hub:products' }] }).project;
    expect(back).toEqual(project);
  });
});

describe('what is accepted', () => {
  it('brings what it cannot be without, and nothing else', () => {
    const proposal = propose('vault', project, NO_EVIDENCE);
    const key = proposal.objects.find((one) => one.object.name === 'sat_customer')?.key ?? '';
    expect(
      withNeeds(proposal, [key])
        .map((one) => one.object.name)
        .toSorted(),
    ).toEqual(['hub_customer', 'sat_customer', 'stg_customers', 'stg_orders']);
    const next = accept(project, 'vault', ['sat_customer']);
    expect(createCompiler()(next).diagnostics).toEqual([]);
    expect(names('vault', next).filter((name) => name.startsWith('hub'))).toEqual(['hub_product', 'hub_order']);
  });

  it('one by one comes to the same model as all at once', () => {
    const byOne = names('vault').reduce((of, name) => accept(of, 'vault', [name]), project);
    const atOnce = accept(project, 'vault', 'all');
    const shape = (of: Project) => Object.fromEntries(Object.entries(of.objects).toSorted(([a], [b]) => (a < b ? -1 : 1)));
    expect(shape(byOne)).toEqual(shape(atOnce));
    expect(names('vault', byOne)).toEqual([]);
  });

  it('is one step to undo', () => {
    const proposal = propose('star', project, NO_EVIDENCE);
    const applied = applyCommand(
      project,
      'proposal.accept',
      acceptance(
        proposal,
        proposal.objects.map(({ key }) => key),
      ),
    );
    const history = record(NO_HISTORY, applied);
    expect(history.past).toHaveLength(1);
    expect(undo(applied.project, history)?.project).toEqual(project);
  });

  it('for a vault is what a star builds upon', () => {
    const vault = accept(project, 'vault', 'all');
    expect(names('star', vault).filter((name) => name.startsWith('stg_'))).toEqual([]);
    expect(createCompiler()(accept(vault, 'star', 'all')).diagnostics).toEqual([]);
  });
});

describe('what is decided otherwise', () => {
  it('is proposed so: another name, other columns', () => {
    const key = object('sat_order_item', 'vault')?.key ?? '';
    const choices: Choices = { names: { [key]: 'sat_position' }, without: { [key]: ['unit_price'] } };
    const changed = object('sat_position', 'vault', project, choices)?.object;
    expect(changed?.kind === 'satellite' ? changed.columns.map(({ name }) => name) : []).toEqual(['quantity']);
  });

  it('is proposed so: another kind, with what follows from it', () => {
    expect(names('vault', project, { vault: { products: 'reference' } })).toEqual(expect.arrayContaining(['ref_product']));
    expect(names('vault', project, { vault: { products: 'reference' } })).not.toContain('hub_product');
    const fact = object('fct_order', 'star', project, { star: { orders: 'factless' } })?.object;
    expect(fact?.kind === 'fact' ? [fact.fact_type, fact.columns.filter(({ use }) => use === 'measure')] : []).toEqual(['factless', []]);
    expect(names('star', project, { star: { orders: 'none' } })).not.toContain('fct_order');
    expect(object('hub_product', 'vault')?.variant).toMatchObject({ source: 'products', of: 'vault', value: 'hub' });
  });

  it('is proposed so: another key', () => {
    const [hub] = propose('vault', project, NO_EVIDENCE, { keys: { products: ['title'] } }).objects.filter(({ object: { name } }) => name === 'hub_product');
    expect(hub?.object.kind === 'hub' ? hub.object.columns.map(({ name }) => name) : []).toEqual(['title']);
  });
});

describe('what is in the model already', () => {
  it('gets another feed where another source names the same things', () => {
    const first = { ...project, objects: { customers: SOURCES[0], products: SOURCES[1] } } as Project;
    const vault = accept(first, 'vault', 'all');
    const grown = { ...vault, objects: { ...vault.objects, orders: SOURCES[2] } } as Project;
    const hub = propose('vault', grown, NO_EVIDENCE).objects.find(({ updates }) => updates);
    expect(hub?.object.name).toBe('hub_customer');
    expect(hub?.object.kind === 'hub' ? hub.object.feeds.map(({ from }) => from) : []).toEqual(['stg_customers', 'stg_orders']);
    const next = accept(grown, 'vault', 'all');
    expect(createCompiler()(next).diagnostics).toEqual([]);
    expect(names('vault', next)).toEqual([]);
  });
});
