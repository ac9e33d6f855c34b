import { describe, expect, it } from 'vitest';
import { shopProject } from '../../../test/support/shop.ts';
import { hasColumns } from '../model/lookup.ts';
import { departures } from '../model/meanings.ts';
import type { Column, Project } from '../model/types.ts';
import { createCompiler } from '../plan/compile.ts';
import { applyCommand } from './dispatch.ts';

const DOMAIN = { id: 'city', name: 'City', type: 'text', default: '?', classification: 'personal', tests: [{ test: 'not_null' }] };
const PLACES = [
  { object: 'stg_customers', column: 'city' },
  { object: 'sat_customer', column: 'city' },
];
const column = (project: Project, object: string, id: string): Column => {
  const found = project.objects[object];
  const one = found && hasColumns(found) ? found.columns.find((candidate) => candidate.id === id) : undefined;
  if (!one) throw new Error(`no ${object}.${id}`);
  return one;
};
const told = (project: Project, object: string, name: string) =>
  createCompiler()(project)
    .byId.get(object)
    ?.columns.find((one) => one.name === name)?.description;

describe('domains', () => {
  const shop = applyCommand(applyCommand(shopProject(), 'domain.put', { domain: DOMAIN }).project, 'domain.assign', {
    columns: PLACES,
    domain: 'city',
  }).project;

  it('give their columns all they say, a default where values are staged', () => {
    expect(column(shop, 'stg_customers', 'city')).toMatchObject({ domain: 'city', classification: 'personal', default: '?', tests: [{ test: 'not_null' }] });
    expect(column(shop, 'sat_customer', 'city')).not.toHaveProperty('default');
  });
  it('are followed in what was as they had it, and not in what departs', () => {
    const own = applyCommand(shop, 'column.update', { object: 'sat_customer', column: 'city', patch: { classification: 'public' } }).project;
    const next = applyCommand(own, 'domain.put', { domain: { ...DOMAIN, type: 'bigint', classification: 'secret', tests: undefined } }).project;
    expect(column(next, 'stg_customers', 'city')).toMatchObject({ type: 'bigint', classification: 'secret' });
    expect(column(next, 'stg_customers', 'city')).not.toHaveProperty('tests');
    const satellite = column(next, 'sat_customer', 'city');
    expect(satellite).toMatchObject({ type: 'bigint', classification: 'public' });
    const [domain] = next.settings.domains ?? [];
    expect(domain && departures(satellite, domain, 'satellite')).toEqual(['classification']);
    expect(domain && departures(column(next, 'stg_customers', 'city'), domain, 'staging')).toEqual([]);
  });
  it('leave their columns as they are when they go', () => {
    const next = applyCommand(shop, 'domain.remove', { id: 'city' }).project;
    expect(next.settings).not.toHaveProperty('domains');
    expect(column(next, 'stg_customers', 'city')).toMatchObject({ classification: 'personal' });
    expect(column(next, 'stg_customers', 'city')).not.toHaveProperty('domain');
  });
  it('refuse a name that is taken, and a domain that is gone', () => {
    expect(() => applyCommand(shop, 'domain.put', { domain: { ...DOMAIN, id: 'town', name: 'CITY' } })).toThrow('There is a domain CITY already.');
    expect(() => applyCommand(shop, 'domain.assign', { columns: PLACES, domain: 'nothing' })).toThrow('There is no domain nothing');
  });
});

describe('the glossary', () => {
  it('describes columns that have no words of their own, in the plan that every export reads', () => {
    const term = applyCommand(shopProject(), 'term.put', { term: { id: 'city', name: 'City', definition: 'Where a customer lives.' } }).project;
    const tied = applyCommand(term, 'term.assign', { columns: PLACES, term: 'city' }).project;
    expect(told(tied, 'sat_customer', 'city')).toBe('Where a customer lives.');
    const own = applyCommand(tied, 'column.update', { object: 'sat_customer', column: 'city', patch: { description: 'Own words.' } }).project;
    expect(told(own, 'sat_customer', 'city')).toBe('Own words.');
    expect(told(own, 'stg_customers', 'city')).toBe('Where a customer lives.');
    const gone = applyCommand(own, 'term.remove', { id: 'city' }).project;
    expect([told(gone, 'stg_customers', 'city'), told(gone, 'sat_customer', 'city')]).toEqual([undefined, 'Own words.']);
  });
  it('is followed by the same compiler when a definition changes', () => {
    const compile = createCompiler();
    const term = (definition: string, project: Project) => applyCommand(project, 'term.put', { term: { id: 'city', name: 'City', definition } }).project;
    const tied = applyCommand(term('One.', shopProject()), 'term.assign', { columns: PLACES, term: 'city' }).project;
    const described = (project: Project) =>
      compile(project)
        .byId.get('sat_customer')
        ?.columns.find(({ name }) => name === 'city')?.description;
    expect([described(tied), described(term('Two.', tied))]).toEqual(['One.', 'Two.']);
  });
});
