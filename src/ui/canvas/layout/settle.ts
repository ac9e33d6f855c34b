import { overlaps } from '../box.ts';
import { GAP_Y, type LayoutNode, type Placing } from './layout-types.ts';

/** Snaps to whole steps, so that what is tidied up lines up with what is dragged. */
const STEP = 4;
const stepped = (value: number): number => Math.round(value / STEP) * STEP;

/**
 * Brings a layout to where the nodes are: pinned ones stay, the others keep their places to each other, moved as a whole
 * to fit the pinned ones, or else to stand where they stood, and give way to what they would cover.
 * @param others nodes that are not placed anew and must not be covered.
 */
export function settle(nodes: readonly LayoutNode[], placing: Placing, others: readonly LayoutNode[]): Placing {
  const pinned = nodes.filter((node) => node.pinned);
  const free = nodes.filter((node) => !node.pinned && placing[node.id] !== undefined);
  const of = pinned.length > 0 ? pinned : free;
  const mean = (value: (node: LayoutNode) => number): number => (of.length === 0 ? 0 : of.reduce((sum, node) => sum + value(node), 0) / of.length);
  const lowest = (value: (node: LayoutNode) => number): number => Math.min(...free.map(value));
  const shift =
    pinned.length > 0
      ? { x: mean((node) => node.x - (placing[node.id]?.x ?? node.x)), y: mean((node) => node.y - (placing[node.id]?.y ?? node.y)) }
      : { x: lowest(({ x }) => x) - lowest(({ id }) => placing[id]?.x ?? 0), y: lowest(({ y }) => y) - lowest(({ id }) => placing[id]?.y ?? 0) };
  const inTheWay = [...pinned, ...others];
  const settled: Record<string, { x: number; y: number }> = {};
  const stood: LayoutNode[] = [];
  const ordered = inTheWay.length === 0 ? free : free.toSorted((a, b) => (placing[a.id]?.y ?? 0) - (placing[b.id]?.y ?? 0));
  for (const node of ordered) {
    const at = placing[node.id] ?? node;
    let place = { ...node, x: stepped(at.x + shift.x), y: stepped(at.y + shift.y) };
    // Only what had to give way to a pinned node can come to lie over another.
    for (let blocker = find(inTheWay, place) ?? find(stood, place); blocker; blocker = find(inTheWay, place) ?? find(stood, place))
      place = { ...place, y: stepped(blocker.y + blocker.height + GAP_Y) };
    if (inTheWay.length > 0) stood.push(place);
    settled[node.id] = { x: place.x, y: place.y };
  }
  return settled;
}

const find = (nodes: readonly LayoutNode[], place: LayoutNode): LayoutNode | undefined => nodes.find((node) => overlaps(node, place));
