import { describe, expect, it } from 'vitest';
import type { Box } from './box.ts';
import { createFlowNodes, type NodeWish } from './flow-nodes.ts';

const box = (id: string, x: number): Box => ({
  id,
  x,
  y: 0,
  width: 10,
  height: 10,
  rows: [],
  pinned: false,
  object: { kind: 'hub', id, name: id, columns: [], feeds: [] },
});
const onRow = () => undefined;
const wish = (of: Box, patch: Partial<NodeWish> = {}): NodeWish => ({
  box: of,
  position: of,
  selected: false,
  near: true,
  dimmed: false,
  state: undefined,
  problem: undefined,
  color: '#1f5fbf',
  columns: undefined,
  lit: undefined,
  found: false,
  target: false,
  edited: undefined,
  editing: undefined,
  onRow,
  ...patch,
});
const [left, middle, right] = [box('left', 0), box('middle', 100), box('right', 200)] as const;
const all = [left, middle, right];
const at = { x: 105, y: 5 };

describe('nodes of the flow', () => {
  it('stay the same objects while they show the same, and only they', () => {
    const keep = createFlowNodes();
    const first = keep(
      all.map((each) => wish(each)),
      at,
      9,
    );
    const then = keep(
      all.map((each) => wish(each, each === middle ? { selected: true } : each === right ? { state: { status: 'running' } } : {})),
      at,
      9,
    );
    expect(then.nodes.map((node, index) => node === first.nodes[index])).toEqual([true, false, false]);
    const moved = keep(
      all.map((each) => wish(each, each === left ? { position: { x: 5, y: 0 } } : {})),
      at,
      9,
    );
    expect(moved.nodes[0]?.position).toEqual({ x: 5, y: 0 });
  });
  it('are mounted a few at a time from the center outward, in the order of the diagram', () => {
    const keep = createFlowNodes();
    const wishes = all.map((each) => wish(each));
    const turns = [keep(wishes, at, 2), keep(wishes, at, 2), keep(wishes, at, 2)];
    expect(turns.map(({ nodes, pending }) => [nodes.map(({ id }) => id).join(' '), pending])).toEqual([
      ['left middle', true],
      ['left middle right', false],
      ['left middle right', false],
    ]);
  });
  it('change how much they show a few at a time, and show all else at once', () => {
    const keep = createFlowNodes();
    keep(
      all.map((each) => wish(each)),
      at,
      9,
    );
    const { nodes, pending } = keep(
      all.map((each) => wish(each, { near: false, dimmed: true })),
      at,
      1,
    );
    expect(nodes.map(({ data }) => [data.near, data.dimmed])).toEqual([
      [true, true],
      [false, true],
      [true, true],
    ]);
    expect(pending).toBe(true);
  });
});
