import { describe, expect, it } from 'vitest';
import { createCompiler } from '../../core/plan/compile.ts';
import { shopProject } from '../../../test/support/shop.ts';
import { columnKey, lineageGraph, lineageText, pathOf, type LineageGraph } from './lineage-graph.ts';
import { layoutLineage } from './lineage-layout.ts';

const plan = createCompiler()(shopProject());
const NONE: ReadonlySet<string> = new Set();
const brief = ({ cards }: LineageGraph) => cards.map(({ relation, columns, layer }) => `${layer} ${relation.id}: ${columns.join(', ')}`);
const city = { relation: 'dim_customer', column: 'city' };

describe('the lineage around a column', () => {
  it('shows what its values come from, as many steps as are wished for', () => {
    expect(brief(lineageGraph(plan, city, { before: 2, after: 2, opened: NONE }))).toEqual([
      '0 customers: city',
      '1 stg_customers: city',
      '2 dim_customer: city',
    ]);
    const near = lineageGraph(plan, city, { before: 1, after: 2, opened: NONE });
    expect(brief(near)).toEqual(['0 stg_customers: city', '1 dim_customer: city']);
    expect(near.cards.map(({ hiddenBefore }) => hiddenBefore)).toEqual([1, 0]);
  });
  it('goes one step on where a card is opened', () => {
    expect(brief(lineageGraph(plan, city, { before: 1, after: 1, opened: new Set(['stg_customers']) }))).toHaveLength(3);
  });
  it('shows every reader, to the right of what it reads', () => {
    const graph = lineageGraph(plan, { relation: 'orders', column: 'customer_id' }, { before: 0, after: Infinity, opened: NONE });
    const layers = new Map(graph.cards.map(({ relation, layer }) => [relation.id, layer]));
    expect([...layers.keys()]).toEqual(expect.arrayContaining(['orders', 'stg_orders', 'hub_customer', 'link_order_customer', 'fct_order']));
    for (const { from, to } of graph.lines) expect(layers.get(to.relation)).toBeGreaterThan(layers.get(from.relation) ?? Infinity);
  });
  it('is empty for what the plan does not have', () => {
    expect(lineageGraph(plan, { relation: 'nowhere' }, { before: 2, after: 2, opened: NONE })).toEqual({ cards: [], lines: [] });
    expect(lineageGraph(plan, { relation: 'customers', column: 'nothing' }, { before: 2, after: 2, opened: NONE }).cards).toEqual([]);
  });
  it('lights one path and tells it as text', () => {
    const graph = lineageGraph(plan, { relation: 'stg_customers' }, { before: 1, after: 1, opened: NONE });
    const path = pathOf(graph.lines, city);
    expect(path.has(columnKey({ relation: 'customers', column: 'city' }))).toBe(true);
    expect(path.has(columnKey({ relation: 'customers', column: 'email' }))).toBe(false);
    expect(path.has(columnKey({ relation: 'sat_customer', column: 'city' }))).toBe(false);
    expect(lineageText(plan, graph.lines).split('\n')).toContain('landing.customers.city\tstaging.stg_customers.city\tvalue');
  });
});

describe('the layout of a lineage', () => {
  it('keeps cards apart and gives every line a path', () => {
    const graph = lineageGraph(plan, { relation: 'stg_orders' }, { before: Infinity, after: Infinity, opened: NONE });
    const { cards, paths, width, height } = layoutLineage(graph);
    expect(paths).toHaveLength(graph.lines.length);
    for (const a of cards) {
      expect(a.x + 228).toBeLessThanOrEqual(width);
      expect(a.y + a.height).toBeLessThanOrEqual(height);
      for (const b of cards) if (a !== b && a.x === b.x) expect(a.y + a.height <= b.y || b.y + b.height <= a.y).toBe(true);
    }
  });
});
