import { columnsLayout } from './columns.ts';
import { GAP_X, GAP_Y, type LayoutInput, type LayoutNode, type Placing } from './layout-types.ts';

const BETWEEN = 96;
/** Facts in one row. */
const MOST_FACTS = 3;

type Spot = Record<string, { x: number; y: number }>;

interface Star {
  readonly fact: LayoutNode;
  /** In the order of the fact's keys. */
  readonly dimensions: readonly LayoutNode[];
}

const heightOf = (nodes: readonly LayoutNode[]): number => nodes.reduce((sum, node) => sum + node.height + GAP_Y, -GAP_Y);

/** Facts that share most stand beside each other. */
function inOrder(stars: readonly Star[]): readonly Star[] {
  const left = stars.toSorted((a, b) => b.dimensions.length - a.dimensions.length || (a.fact.id < b.fact.id ? -1 : 1));
  const order: Star[] = [];
  while (left.length > 0) {
    const last = new Set(order.at(-1)?.dimensions);
    const shared = left.map(({ dimensions }) => dimensions.filter((dimension) => last.has(dimension)).length);
    const [next] = left.splice(last.size === 0 ? 0 : shared.indexOf(Math.max(...shared)), 1);
    if (next) order.push(next);
  }
  return order;
}

/** One row of facts, with columns of dimensions before, between and behind them. */
function placeRow(stars: readonly Star[], attached: ReadonlyMap<string, readonly LayoutNode[]>, top: number, done: Set<string>, spots: Spot): number {
  const columns: { node: LayoutNode; key: number }[][] = Array.from({ length: stars.length + 1 }, () => []);
  const uses = new Map<LayoutNode, { star: number; key: number; of: number }[]>();
  stars.forEach(({ dimensions }, star) =>
    dimensions.forEach((node, key) => {
      if (!done.has(node.id)) uses.set(node, [...(uses.get(node) ?? []), { star, key, of: dimensions.length }]);
    }),
  );
  for (const [node, at] of uses) {
    const [first] = at;
    if (!first) continue;
    const middle = at.reduce((sum, { star }) => sum + star, 0) / at.length;
    // The first half of a fact's keys stands at its left, the rest at its right; what several facts share stands between them.
    const alone = at.every(({ star }) => star === first.star);
    const column = alone ? first.star + (first.key < first.of / 2 ? 0 : 1) : Math.round(middle + 0.5);
    columns[column]?.push({ node, key: at.reduce((sum, { key, of }) => sum + key / of, 0) / at.length });
    done.add(node.id);
  }
  const stacks = columns.map((column) => column.toSorted((a, b) => a.key - b.key).flatMap(({ node }) => [node, ...(attached.get(node.id) ?? [])]));
  const tall = Math.max(...stacks.map(heightOf), ...stars.map(({ fact }) => fact.height));
  let x = 0;
  stacks.forEach((stack, index) => {
    let y = top + (tall - heightOf(stack)) / 2;
    for (const node of stack) {
      spots[node.id] = { x, y };
      y += node.height + GAP_Y;
    }
    if (stack.length > 0) x += Math.max(...stack.map(({ width }) => width)) + BETWEEN;
    const fact = stars[index]?.fact;
    if (!fact) return;
    spots[fact.id] = { x, y: top + (tall - fact.height) / 2 };
    x += fact.width + BETWEEN;
  });
  return top + tall + GAP_X;
}

/** Facts in the middle, their dimensions at both sides in the order of the keys; what feeds them stands left of it all, in columns. */
export function starLayout({ nodes, edges }: LayoutInput): Placing {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const relations = edges.filter(({ flow }) => !flow);
  const into = (id: string): readonly LayoutNode[] => [...new Set(relations.flatMap(({ from, to }) => (to === id ? (byId.get(from) ?? []) : [])))];
  const stars = nodes.filter(({ kind }) => kind === 'fact').map((fact): Star => ({ fact, dimensions: into(fact.id) }));
  const inStar = new Set(stars.flatMap(({ fact, dimensions }) => [fact.id, ...dimensions.map(({ id }) => id)]));
  // What hangs on a dimension: outriggers, hierarchies, the dimension behind a group bridge.
  const attached = new Map<string, LayoutNode[]>();
  const hang = (node: LayoutNode | undefined, on: string): void => {
    if (!node || inStar.has(node.id)) return;
    inStar.add(node.id);
    attached.set(on, [...(attached.get(on) ?? []), node]);
  };
  for (const { from, to } of relations) {
    if (stars.some(({ dimensions }) => dimensions.some(({ id }) => id === to))) hang(byId.get(from), to);
    else if (stars.some(({ dimensions }) => dimensions.some(({ id }) => id === from))) hang(byId.get(to), from);
  }
  const spots: Spot = {};
  const done = new Set<string>();
  const ordered = inOrder(stars);
  let top = 0;
  for (let at = 0; at < ordered.length; at += MOST_FACTS) top = placeRow(ordered.slice(at, at + MOST_FACTS), attached, top, done, spots);
  const rest = nodes.filter(({ id }) => !inStar.has(id));
  if (rest.length === 0) return spots;
  const beside = columnsLayout({ nodes: rest, edges });
  const right = Math.max(...rest.map((node) => (beside[node.id]?.x ?? 0) + node.width)) + 2 * GAP_X;
  const tall = Math.max(...rest.map((node) => (beside[node.id]?.y ?? 0) + node.height));
  for (const { id } of rest) spots[id] = { x: (beside[id]?.x ?? 0) - right, y: (beside[id]?.y ?? 0) + Math.max(0, (top - GAP_X - tall) / 2) };
  return spots;
}
