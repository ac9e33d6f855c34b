import { GAP_X, GAP_Y, RANKS, type LayoutInput, type LayoutNode, type Placing } from './layout-types.ts';

const COLUMN_HEIGHT = 4200;
const SWEEPS = 4;

/** Stacks of nodes beside each other, one or more per kind; in each, nodes stand near the middle of what they are joined to. */
export function columnsLayout({ nodes, edges }: LayoutInput): Placing {
  const joined = new Map<string, string[]>();
  for (const { from, to } of edges) {
    joined.set(from, [...(joined.get(from) ?? []), to]);
    joined.set(to, [...(joined.get(to) ?? []), from]);
  }
  const ranks = new Map<number, LayoutNode[]>();
  for (const node of nodes) {
    const rank = RANKS.get(node.kind) ?? 0;
    const stack = ranks.get(rank);
    if (stack) stack.push(node);
    else ranks.set(rank, [node]);
  }
  const stacks = [...ranks].toSorted(([a], [b]) => a - b).map(([, stack]) => stack);
  const share = new Map<string, number>();
  const number = (stack: readonly LayoutNode[]): void => stack.forEach(({ id }, index) => share.set(id, index / stack.length));
  stacks.forEach(number);
  const wanted = (node: LayoutNode): number => {
    const near = joined.get(node.id)?.flatMap((id) => share.get(id) ?? []) ?? [];
    return near.length === 0 ? (share.get(node.id) ?? 0) : near.reduce((sum, each) => sum + each, 0) / near.length;
  };
  for (let sweep = 0; sweep < SWEEPS; sweep += 1)
    for (const stack of sweep % 2 === 0 ? stacks : stacks.toReversed()) {
      const wish = new Map(stack.map((node) => [node, wanted(node)]));
      stack.sort((a, b) => (wish.get(a) ?? 0) - (wish.get(b) ?? 0));
      number(stack);
    }
  const placing: Record<string, { x: number; y: number }> = {};
  let x = 0;
  for (const stack of stacks) {
    let y = 0;
    let width = 0;
    for (const node of stack) {
      if (y > COLUMN_HEIGHT) {
        y = 0;
        x += width + GAP_X / 2;
      }
      placing[node.id] = { x, y };
      y += node.height + GAP_Y;
      width = Math.max(width, node.width);
    }
    x += width + GAP_X;
  }
  return placing;
}
