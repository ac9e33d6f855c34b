import { describe, expect, it } from 'vitest';
import { shopProject } from '../../../test/support/shop.ts';
import type { Project } from '../model/types.ts';
import { applyCommand } from './dispatch.ts';

const run = (project: Project, ...steps: readonly (readonly [string, unknown])[]): Project =>
  steps.reduce((current, [type, payload]) => applyCommand(current, type, payload).project, project);

describe('drawing what looks things up', () => {
  it('fills in a point-in-time table with its satellites, and draws the dates it needs', () => {
    const project = run(shopProject(), ['object.create', { kind: 'pit', from: 'hub_customer' }], ['object.create', { kind: 'bridge', from: 'hub_order' }]);
    expect(project.objects['pit_customer']).toMatchObject({ parent: 'hub_customer', as_of: 'as_of_dates', satellites: [{ satellite: 'sat_customer' }] });
    expect(project.objects['as_of_dates']).toMatchObject({ points: { by: 'load_dates', from: ['stg_customers', 'stg_orders'] } });
    expect(project.objects['bridge_order']).toMatchObject({
      hub: 'hub_order',
      as_of: 'as_of_dates',
      walk: [{ link: 'link_order_customer', from: 'order', to: 'customer' }],
    });
  });

  it('makes a reference table of the key and what it means, and refuses a second feed', () => {
    const project = run(shopProject(), ['object.create', { kind: 'reference', from: 'stg_customers' }]);
    const made = project.objects['ref_customers'];
    expect(made?.kind === 'reference' && made.columns.map(({ id, use }) => [id, use])).toEqual([
      ['customer_id', 'key'],
      ['city', 'attribute'],
      ['email', 'attribute'],
    ]);
    expect(() => run(project, ['connect', { from: 'stg_customers', to: 'ref_customers' }])).toThrow('feeds ref_customers already');
  });

  it('joins a second staging object by a column of the same name, and makes marts of the result', () => {
    const project = run(
      shopProject(),
      ['object.create', { kind: 'intermediate', from: 'stg_orders' }],
      ['connect', { from: 'stg_customers', to: 'int_orders' }],
      ['object.create', { kind: 'dimension', name: 'dim_order', from: 'int_orders' }],
    );
    expect(project.objects['int_orders']).toMatchObject({
      combine: 'join',
      inputs: [{ from: 'stg_orders' }, { from: 'stg_customers', join: { kind: 'left', on: [['stg_orders', 'customer_id', 'customer_id']] } }],
    });
    const made = project.objects['dim_order'];
    expect(made?.kind === 'dimension' && made.columns.filter(({ use }) => use === 'natural_key').map(({ id }) => id)).toEqual(['order_id']);
    expect(made?.kind === 'dimension' && made.feeds[0]?.from).toBe('int_orders');
  });

  it('tells the history of a hub with its satellites', () => {
    const project = run(shopProject(), ['object.create', { kind: 'intermediate', from: 'hub_customer' }]);
    expect(project.objects['int_customer']).toMatchObject({
      combine: 'history',
      inputs: [{ from: 'hub_customer' }, { from: 'sat_customer' }],
      columns: [{ id: 'customer_id', from: { hub_customer: 'customer_id' } }, { id: 'city', from: { sat_customer: 'city' } }, { id: 'email' }],
    });
  });

  it('takes a fact through a group bridge, by the columns of the group', () => {
    const project = run(
      shopProject(),
      ['object.create', { kind: 'group_bridge', from: 'dim_customer' }],
      ['column.add', { object: 'bridge_customer', column: { id: 'order_id', name: 'order_id', type: 'text' } }],
      ['connect', { from: 'stg_orders', to: 'bridge_customer' }],
      ['connect', { from: 'bridge_customer', to: 'fct_order' }],
    );
    expect(project.objects['bridge_customer']).toMatchObject({
      dimension: 'dim_customer',
      feeds: [{ from: 'stg_orders', map: { order_id: 'order_id' }, member: { customer_id: 'customer_id' } }],
    });
    const fact = project.objects['fct_order'];
    const reference = fact?.kind === 'fact' ? fact.dimensions.find(({ dimension }) => dimension === 'dim_customer') : undefined;
    expect(reference?.through).toBe('bridge_customer');
    expect(fact?.kind === 'fact' && fact.feeds[0]?.dimensions[reference?.id ?? '']).toEqual({ order_id: 'order_id' });
  });

  it('leaves no reference to what is deleted in a list, and keeps the rest', () => {
    const project = run(
      shopProject(),
      ['object.create', { kind: 'pit', from: 'hub_customer' }],
      ['object.create', { kind: 'intermediate', from: 'stg_orders' }],
      ['connect', { from: 'stg_customers', to: 'int_orders' }],
      ['object.remove', { ids: ['sat_customer', 'stg_customers'] }],
    );
    expect(project.objects['pit_customer']).toMatchObject({ satellites: [] });
    const combined = project.objects['int_orders'];
    expect(combined?.kind === 'intermediate' && combined.inputs.map(({ from }) => from)).toEqual(['stg_orders']);
    expect(JSON.stringify(combined)).not.toContain('stg_customers');
    expect(project.objects['as_of_dates']).toMatchObject({ points: { from: ['stg_orders'] } });
  });
});
