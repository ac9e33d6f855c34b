import { describe, expect, it } from 'vitest';
import { shopProject } from '../../../../test/support/shop.ts';
import type { Project } from '../../../core/model/types.ts';
import { modelOfSize } from '../../../../bench/model-of-size.ts';
import { diagramBoxes, overlaps } from '../box.ts';
import { diagramEdges } from '../edges.ts';
import { columnsLayout } from './columns.ts';
import type { LayoutInput, LayoutNode, Placing } from './layout-types.ts';
import { settle } from './settle.ts';
import { starLayout } from './star.ts';
import { vaultLayout } from './vault.ts';

function inputOf(project: Project, pick: (kind: string) => boolean = () => true): LayoutInput {
  const ids = Object.values(project.objects).flatMap(({ id, kind }) => (pick(kind) ? [id] : []));
  const placed = Object.fromEntries(ids.map((id) => [id, { x: 0, y: 0 }]));
  const boxes = diagramBoxes(project, { id: 'main', name: 'Main', placed });
  const nodes = [...boxes.values()].map(({ id, object, x, y, width, height }): LayoutNode => ({ id, kind: object.kind, x, y, width, height, pinned: false }));
  return { nodes, edges: diagramEdges(project, ids).map(({ from, to, flow }) => ({ from, to, flow })) };
}
const covered = ({ nodes }: LayoutInput, placing: Placing): readonly string[] => {
  const boxes = nodes.map((node) => ({ ...node, ...placing[node.id] }));
  return boxes.flatMap((a, at) => boxes.slice(at + 1).flatMap((b) => (overlaps(a, b) ? [`${a.id} ${b.id}`] : [])));
};
const middle = (input: LayoutInput, placing: Placing, id: string) => {
  const node = input.nodes.find((candidate) => candidate.id === id);
  const at = placing[id];
  return { x: (at?.x ?? 0) + (node?.width ?? 0) / 2, y: (at?.y ?? 0) + (node?.height ?? 0) / 2 };
};

describe('the star layout', () => {
  const fact = (id: string, dimensions: readonly string[]) => ({
    kind: 'fact' as const,
    id,
    name: id,
    fact_type: 'transaction' as const,
    grain: { columns: [] },
    dimensions: dimensions.map((dimension) => ({ id: dimension, dimension })),
    columns: [],
    feeds: [],
  });
  const dimension = (id: string) => ({ kind: 'dimension' as const, id, name: id, columns: [], feeds: [] });
  const star = (...objects: readonly ReturnType<typeof fact | typeof dimension>[]): Project => ({
    ...shopProject(),
    objects: Object.fromEntries(objects.map((object) => [object.id, object])),
  });
  it('puts the fact in the middle and its dimensions at both sides in the order of its keys', () => {
    const input = inputOf(star(fact('f', ['a', 'b', 'c', 'd']), ...['d', 'c', 'b', 'a'].map(dimension)));
    const placing = starLayout(input);
    const [f, a, b, c, d] = ['f', 'a', 'b', 'c', 'd'].map((id) => middle(input, placing, id));
    expect([(a?.x ?? 0) < (f?.x ?? 0), (b?.x ?? 0) < (f?.x ?? 0), (c?.x ?? 0) > (f?.x ?? 0), (d?.x ?? 0) > (f?.x ?? 0)]).toEqual([true, true, true, true]);
    expect((a?.y ?? 0) < (b?.y ?? 0) && (c?.y ?? 0) < (d?.y ?? 0)).toBe(true);
    expect(f?.y).toBeCloseTo(((a?.y ?? 0) + (b?.y ?? 0)) / 2, 0);
    expect(covered(input, placing)).toEqual([]);
  });
  it('puts what two facts share between them', () => {
    const input = inputOf(star(fact('f', ['a', 'shared']), fact('g', ['shared', 'z']), ...['a', 'shared', 'z'].map(dimension)));
    const placing = starLayout(input);
    const [f, shared, g] = ['f', 'shared', 'g'].map((id) => middle(input, placing, id).x);
    expect([f, shared, g].toSorted((a, b) => (a ?? 0) - (b ?? 0))[1]).toBe(shared);
    expect(covered(input, placing)).toEqual([]);
  });
  it('covers nothing in a whole warehouse, whose staging stands at its left', () => {
    const input = inputOf(shopProject());
    const placing = starLayout(input);
    expect(covered(input, placing)).toEqual([]);
    expect(Object.keys(placing)).toHaveLength(input.nodes.length);
    expect(placing['customers']?.x).toBeLessThan(placing['stg_customers']?.x ?? 0);
    expect(placing['stg_customers']?.x).toBeLessThan(placing['dim_customer']?.x ?? 0);
  });
});

describe('the vault layout', () => {
  it('keeps satellites beside their hub and covers nothing', async () => {
    const input = inputOf(modelOfSize(60), (kind) => kind === 'hub' || kind === 'satellite');
    const placing = await vaultLayout(input, (clusters) => Promise.resolve(columnsLayout(clusters)));
    expect(covered(input, placing)).toEqual([]);
    for (let group = 0; group < 10; group += 1) {
      const [hub, satellite] = [placing[`hub${group}`], placing[`sat${group}`]];
      expect(Math.abs((hub?.x ?? 0) - (satellite?.x ?? 9999))).toBeLessThan(400);
      expect(Math.abs((hub?.y ?? 0) - (satellite?.y ?? 9999))).toBeLessThan(400);
    }
  });
  it('hands hubs and links on with room for what hangs on them', async () => {
    const input = inputOf(shopProject(), (kind) => kind === 'hub' || kind === 'link' || kind === 'satellite');
    const seen: LayoutInput[] = [];
    await vaultLayout(input, (clusters) => {
      seen.push(clusters);
      return Promise.resolve(columnsLayout(clusters));
    });
    const hub = input.nodes.find(({ id }) => id === 'hub_customer');
    expect(seen[0]?.nodes.map(({ id }) => id).toSorted()).toEqual(['hub_customer', 'hub_order', 'link_order_customer']);
    expect(seen[0]?.nodes.find(({ id }) => id === 'hub_customer')?.width).toBeGreaterThan(2 * (hub?.width ?? 0));
  });
});

describe('settling a layout', () => {
  const node = (id: string, x: number, y: number, pinned = false): LayoutNode => ({ id, kind: 'hub', x, y, width: 100, height: 100, pinned });
  it('stays where the objects stood', () => {
    expect(settle([node('a', 1000, 500), node('b', 1200, 900)], { a: { x: 0, y: 0 }, b: { x: 300, y: 40 } }, [])).toEqual({
      a: { x: 1000, y: 500 },
      b: { x: 1300, y: 540 },
    });
  });
  it('leaves pinned objects alone and gives way to them and to what is not placed anew', () => {
    const nodes = [node('pin', 600, 600, true), node('a', 0, 0), node('b', 0, 0)];
    const others = [node('other', 740, 600)];
    const placing = settle(nodes, { pin: { x: 0, y: 0 }, a: { x: 10, y: 10 }, b: { x: 140, y: 0 } }, others);
    expect(Object.keys(placing).toSorted()).toEqual(['a', 'b']);
    const all = [...nodes.map((each) => ({ ...each, ...placing[each.id] })), ...others];
    expect(all.flatMap((a, at) => all.slice(at + 1).filter((b) => overlaps(a, b)))).toEqual([]);
  });
});
