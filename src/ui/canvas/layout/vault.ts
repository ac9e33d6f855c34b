import { GAP_Y, RANKS, type LayoutEdge, type LayoutInput, type LayoutNode, type Placing } from './layout-types.ts';

const BETWEEN = 72;

/** A hub or link with what hangs on it: one node for whoever places it. */
interface Cluster {
  readonly node: LayoutNode;
  /** Where the members stand in it. */
  readonly spots: ReadonlyMap<string, { readonly x: number; readonly y: number }>;
}

const HANGS: ReadonlySet<LayoutNode['kind']> = new Set(['satellite', 'pit']);

/** Satellites above and below the row of their hub, at its right and, when there are many, at its left: links keep the way straight out. */
function clusterOf(center: LayoutNode, around: readonly LayoutNode[]): Cluster {
  const quarters: LayoutNode[][] = [[], [], [], []];
  const used = around.length > 3 ? 4 : 2;
  around.forEach((node, index) => quarters[index % used]?.push(node));
  const [rightDown = [], rightUp = [], leftDown = [], leftUp = []] = quarters;
  const height = (nodes: readonly LayoutNode[]): number => nodes.reduce((sum, node) => sum + node.height + GAP_Y, 0);
  const left = used === 4 && leftDown.length > 0 ? center.width + BETWEEN : 0;
  const above = Math.max(height(rightUp), height(leftUp));
  const spots = new Map([[center.id, { x: left, y: above }]]);
  const stack = (nodes: readonly LayoutNode[], x: number, down: boolean): void => {
    let y = down ? above + center.height + GAP_Y : above - GAP_Y;
    for (const node of nodes) {
      if (!down) y -= node.height;
      spots.set(node.id, { x, y });
      y += down ? node.height + GAP_Y : -GAP_Y;
    }
  };
  const right = left + center.width + BETWEEN;
  stack(rightDown, right, true);
  stack(rightUp, right, false);
  stack(leftDown, 0, true);
  stack(leftUp, 0, false);
  const below = Math.max(height(rightDown), height(leftDown));
  const width = around.length === 0 ? center.width : right + Math.max(...around.map((node) => node.width));
  return { node: { ...center, width, height: above + center.height + below }, spots };
}

/** Hubs and links with their satellites around them, and the places of these clusters as `place` finds them. */
export async function vaultLayout(
  { nodes, edges }: LayoutInput,
  place: (input: LayoutInput, rank: (node: LayoutNode) => number) => Promise<Placing>,
): Promise<Placing> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parentOf = new Map<string, string>();
  for (const { from, to, flow } of edges) if (!flow && HANGS.has(byId.get(to)?.kind ?? 'source') && byId.has(from)) parentOf.set(to, from);
  const clusters = nodes
    .filter(({ id }) => !parentOf.has(id))
    .map((node) =>
      clusterOf(
        node,
        nodes.filter(({ id }) => parentOf.get(id) === node.id),
      ),
    );
  const top = (id: string): string => parentOf.get(id) ?? id;
  // Hub, link, hub: the first hub of a link stands before it, the others behind.
  const seen = new Set<string>();
  const between = edges.flatMap(({ from, to, flow }): readonly LayoutEdge[] => {
    const [a, b] = [top(from), top(to)];
    if (a === b) return [];
    const isSecond = !flow && byId.get(to)?.kind === 'link' && seen.has(to);
    if (!flow) seen.add(to);
    return [isSecond ? { from: b, to: a, flow } : { from: a, to: b, flow }];
  });
  const rank = ({ kind }: LayoutNode): number => Math.max(RANKS.get(kind) ?? 0, 0);
  const vault = RANKS.get('hub') ?? 0;
  const beyond = RANKS.get('pit') ?? 0;
  const places = await place({ nodes: clusters.map(({ node }) => node), edges: between }, (node) =>
    rank(node) >= vault && rank(node) < beyond ? vault : rank(node),
  );
  return Object.fromEntries(
    clusters.flatMap(({ node, spots }) => {
      const at = places[node.id] ?? { x: 0, y: 0 };
      return [...spots].map(([id, spot]) => [id, { x: at.x + spot.x, y: at.y + spot.y }] as const);
    }),
  );
}
