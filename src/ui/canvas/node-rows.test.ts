import { describe, expect, it } from 'vitest';
import { shopProject } from '../../../test/support/shop.ts';
import { diagramBoxes } from './box.ts';
import { edgeMeaning, joinedRows } from './edge-meaning.ts';
import { diagramEdges } from './edges.ts';
import { nodeRows, type Showing } from './node-rows.ts';

const project = shopProject();
const rows = (id: string, showing?: Showing, unfolded?: boolean) => {
  const object = project.objects[id];
  return object ? nodeRows(project, object, showing, unfolded).map(({ name, sign }) => (sign === undefined ? name : `${name} ${sign}`)) : [];
};
const placed = Object.fromEntries(Object.keys(project.objects).map((id) => [id, { x: 0, y: 0 }]));
const boxes = diagramBoxes(project, { id: 'main', name: 'Main', placed });

describe('rows of a node', () => {
  it('stand in groups, with signs of additivity and history, technical ones folded', () => {
    expect(rows('fct_order')).toEqual(['order_id', 'dim_customer', 'order', 'ship', 'amount +']);
    expect(rows('dim_customer')).toEqual(['customer_id', 'city 2', 'email', '4 technical']);
    expect(rows('dim_customer', {}, true).slice(-5)).toEqual(['4 technical', 'customer_sk', 'valid_from', 'valid_to', 'is_current']);
    expect(rows('sat_customer', {}, true).slice(-4)).toEqual(['customer_hk', 'hash_diff', 'load_date', 'record_source']);
  });
  it('are left out by kind, or all but the keys', () => {
    expect(rows('fct_order', { hide: ['measures', 'keys'] })).toEqual(['dim_customer', 'order', 'ship']);
    expect(rows('dim_customer', { hide: ['attributes', 'technical'] })).toEqual(['customer_id']);
    expect(rows('fct_order', { columns: 'keys', hide: ['references'] })).toEqual(['order_id']);
    expect(rows('hub_order', { columns: 'none' })).toEqual([]);
  });
  it('of satellites are not there in a skeleton', () => {
    const ids = [...diagramBoxes(project, { id: 'main', name: 'Main', placed, skeleton: true }).keys()];
    expect(ids).toContain('hub_customer');
    expect(ids).not.toContain('sat_customer');
  });
  it('come in the same boxes while nothing of them changed', () => {
    const renamed = { ...project, name: 'Other' };
    expect(diagramBoxes(renamed, { id: 'main', name: 'Main', placed }).get('fct_order')).toBe(boxes.get('fct_order'));
    const moved = { ...placed, fct_order: { x: 9, y: 0 } };
    expect(diagramBoxes(renamed, { id: 'main', name: 'Main', placed: moved }).get('fct_order')).not.toBe(boxes.get('fct_order'));
  });
});

describe('what an edge means', () => {
  const edges = diagramEdges(project, boxes.keys());
  const edge = (id: string) => edges.find((candidate) => candidate.id === id);
  const told = (id: string) => {
    const found = edge(id);
    return found && edgeMeaning(project, found, boxes.get(found.from));
  };
  it('is told with the columns it joins', () => {
    expect(told('fct_order.dimension.shipped')).toEqual({ title: 'Foreign key of fct_order to dim_date, in the role ship', pairs: [['date', 'shipped']] });
    expect(told('sat_customer.parent')).toEqual({ title: 'sat_customer describes hub_customer', pairs: [['customer_id', 'parent']] });
    expect(told('stg_customers.source')?.title).toBe('stg_customers stages customers');
    expect(told('fct_order.feed.0')?.pairs).toContainEqual(['shipped_on', 'shipped']);
  });
  it('lights the rows on both sides', () => {
    const lit = joinedRows(
      project,
      [edge('link_order_customer.hub.customer')].flatMap((each) => each ?? []),
      boxes,
    );
    expect([...lit].map(([id, ids]) => [id, [...ids]])).toEqual([
      ['hub_customer', ['customer_id']],
      ['link_order_customer', ['customer']],
    ]);
  });
});
