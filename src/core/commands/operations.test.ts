import { describe, expect, it } from 'vitest';
import { shopProject } from '../../../test/support/shop.ts';
import type { Project } from '../model/types.ts';
import { applyCommand } from './dispatch.ts';

const run = (project: Project, ...steps: readonly (readonly [string, unknown])[]): Project =>
  steps.reduce((current, [type, payload]) => applyCommand(current, type, payload).project, project);

const example = {
  id: 'one',
  name: 'One order',
  given: [
    { from: 'stg_orders', rows: [{ order_id: 'O1' }] },
    { from: 'stg_customers', rows: [{ customer_id: 'C1' }] },
  ],
  expect: [{ customer_id: 'C1' }],
};
const operated = run(
  shopProject(),
  ['object.update', { id: 'hub_customer', patch: { examples: [example], group: 'sales' } }],
  ['object.update', { id: 'hub_order', patch: { group: 'typed' } }],
  ['object.update', { id: 'stg_orders', patch: { group: 'sales' } }],
  [
    'project.settings',
    {
      patch: {
        groups: [{ name: 'sales' }, { name: 'finance' }],
        exposures: [{ id: 'board', name: 'Board', type: 'dashboard', reads: ['hub_customer', 'stg_orders'] }],
      },
    },
  ],
);
const groupsOf = ({ objects }: Project) => ['hub_customer', 'hub_order', 'stg_orders'].map((id) => objects[id]?.group);

describe('what a deleted object leaves', () => {
  it('is read by no exposure and given to no example any more', () => {
    const project = run(operated, ['object.remove', { ids: ['stg_orders'] }]);
    expect(project.settings.exposures?.[0]?.reads).toEqual(['hub_customer']);
    expect(project.objects['hub_customer']?.examples?.[0]?.given).toEqual([{ from: 'stg_customers', rows: [{ customer_id: 'C1' }] }]);
  });
});

describe('a duplicate', () => {
  it('has its own examples: those of the first stay when they change', () => {
    const copied = run(operated, ['object.duplicate', { ids: ['hub_customer'] }]);
    expect(copied.objects['hub_customer_copy']?.examples).toEqual([example]);
    const changed = run(copied, ['object.update', { id: 'hub_customer_copy', patch: { examples: null } }]);
    expect(changed.objects['hub_customer']?.examples).toEqual([example]);
  });
});

describe('groups of the settings', () => {
  it('take their objects along when they are called otherwise, even two that swap names', () => {
    const renamed = run(operated, ['project.settings', { patch: { groups: [{ name: 'trade' }, { name: 'finance' }] }, groups: { sales: 'trade' } }]);
    expect(groupsOf(renamed)).toEqual(['trade', 'typed', 'trade']);
    const swapped = run(operated, [
      'project.settings',
      { patch: { groups: [{ name: 'finance' }, { name: 'sales' }] }, groups: { sales: 'finance', finance: 'sales' } },
    ]);
    expect(groupsOf(swapped)).toEqual(['finance', 'typed', 'finance']);
  });

  it('let their objects go when they are deleted, and not when something else changes', () => {
    expect(groupsOf(run(operated, ['project.settings', { patch: { groups: null } }]))).toEqual([undefined, 'typed', undefined]);
    expect(groupsOf(run(operated, ['project.settings', { patch: { cron: '@daily' } }]))).toEqual(['sales', 'typed', 'sales']);
  });
});

describe('a column', () => {
  it('that dated the rows is named no more once it is gone; the limits stay', () => {
    const freshness = { column: 'ordered_at', warn_after: { count: 1, period: 'day' } };
    const project = run(
      operated,
      ['object.update', { id: 'stg_orders', patch: { freshness } }],
      ['column.remove', { object: 'stg_orders', columns: ['ordered_at'] }],
    );
    expect(project.objects['stg_orders']?.freshness).toEqual({ warn_after: { count: 1, period: 'day' } });
  });

  it('that is gone is expected by no example of its object', () => {
    const examples = [{ id: 'e', name: 'E', given: [], expect: [{ city: 'Ulm', email: null }, { city: 'Bonn' }] }];
    const project = run(
      operated,
      ['object.update', { id: 'stg_customers', patch: { examples } }],
      ['column.remove', { object: 'stg_customers', columns: ['city'] }],
    );
    expect(project.objects['stg_customers']?.examples?.[0]?.expect).toEqual([{ email: null }, {}]);
  });

  it('that examples call by its name is found by them under the next one', () => {
    const named = run(operated, ['column.update', { object: 'stg_customers', column: 'city', patch: { name: 'town' } }]);
    const examples = [{ id: 'e', name: 'E', given: [{ from: 'stg_customers', rows: [{ town: 'Ulm' }] }], expect: [] }];
    const own = [{ id: 'f', name: 'F', given: [], expect: [{ town: 'Ulm' }] }];
    const project = run(
      named,
      ['object.update', { id: 'hub_customer', patch: { examples } }],
      ['object.update', { id: 'stg_customers', patch: { examples: own } }],
      ['column.update', { object: 'stg_customers', column: 'city', patch: { name: 'place' } }],
    );
    expect(project.objects['hub_customer']?.examples?.[0]?.given).toEqual([{ from: 'stg_customers', rows: [{ city: 'Ulm' }] }]);
    expect(project.objects['stg_customers']?.examples?.[0]?.expect).toEqual([{ city: 'Ulm' }]);
  });
});
