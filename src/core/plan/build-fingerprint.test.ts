import { expect, it } from 'vitest';
import { shopProject } from '../../../test/support/shop.ts';
import type { ModelObject, Project } from '../model/types.ts';
import { buildFingerprints } from './build-fingerprint.ts';
import { createCompiler } from './compile.ts';

/** Views of what was refused change with what they stand beside, and are left out here. */
const changedBy = (edit: (project: Project) => Project, from: Project = shopProject()): readonly string[] => {
  const [before, after] = [from, edit(from)].map((project) => buildFingerprints(createCompiler()(project)));
  return [...(after ?? [])].filter(([id, text]) => before?.get(id) !== text && !id.endsWith('/rejects')).map(([id]) => id);
};
const edited =
  (id: string, change: Record<string, unknown>) =>
  (project: Project): Project => ({ ...project, objects: { ...project.objects, [id]: { ...project.objects[id], ...change } as ModelObject } });

it('changes a satellite with its mapping, and the staging view that hashes for it, but nothing else that reads that view', () => {
  expect(changedBy(edited('sat_customer', { feeds: [{ from: 'stg_customers', map: { city: 'email', email: 'city' } }] }))).toEqual([
    'stg_customers',
    'sat_customer',
    'sat_customer/timeline',
  ]);
});

it('looks through a staging table that is written whole as through a view', () => {
  const stored = edited('stg_customers', { materialization: 'table' })(shopProject());
  expect(changedBy(edited('sat_customer', { feeds: [{ from: 'stg_customers', map: { city: 'email', email: 'city' } }] }), stored)).toEqual([
    'stg_customers',
    'sat_customer',
    'sat_customer/timeline',
  ]);
  expect(changedBy(edited('stg_customers', { filter: 'city is not null' }), stored)).toContain('hub_customer');
});

it('changes what reads a changed column, through tables', () => {
  const columns = shopProject().objects['stg_customers'];
  if (columns?.kind !== 'staging') throw new Error('no staging');
  const upper = columns.columns.map((column) => (column.id === 'city' ? { ...column, clean: ['upper' as const] } : column));
  expect(changedBy(edited('stg_customers', { columns: upper })).toSorted()).toEqual([
    'dim_customer',
    'fct_month',
    'fct_order',
    'sat_customer',
    'sat_customer/timeline',
    'stg_customers',
  ]);
});

it('changes everything below a filter', () => {
  expect(changedBy(edited('stg_orders', { filter: "order_id <> 'O1'" })).toSorted()).toEqual([
    'fct_month',
    'fct_order',
    'hub_customer',
    'hub_order',
    'link_order_customer',
    'stg_orders',
  ]);
});

it('stays when words change', () => {
  expect(changedBy(edited('hub_order', { description: 'Orders' }))).toEqual([]);
});
