import type { Id } from '../../../core/model/types.ts';
import type { Box } from '../box.ts';
import { askThread } from '../canvas-thread.ts';
import type { ModelEdge } from '../edges.ts';
import { layeredByElk } from './elk.ts';
import { RANKS, type LayoutInput, type LayoutNode, type LayoutStyle, type Placing } from './layout-types.ts';
import { vaultLayout } from './vault.ts';

/** Beyond this many objects the layered method takes longer than anyone waits. */
const MOST = 600;

const nodeOf = ({ id, object, x, y, width, height, pinned }: Box): LayoutNode => ({ id, kind: object.kind, x, y, width, height, pinned });

const columns = async (input: LayoutInput): Promise<Placing> => (await askThread({ kind: 'columns', input })).placing;
const layered = (input: LayoutInput, rank: (node: LayoutNode) => number): Promise<Placing> =>
  input.nodes.length > MOST ? columns(input) : layeredByElk(input, rank);

async function placingOf(style: LayoutStyle, input: LayoutInput): Promise<Placing> {
  if (style === 'star') return (await askThread({ kind: 'star', input })).placing;
  if (style === 'vault') return vaultLayout(input, layered);
  return layered(input, ({ kind }) => RANKS.get(kind) ?? 0);
}

/**
 * New places for the objects of a diagram, or for some of them; pinned ones get none and are not covered. Worked out beside
 * the page, which stays fluent.
 */
export async function tidyPositions(style: LayoutStyle, boxes: ReadonlyMap<Id, Box>, edges: readonly ModelEdge[], ids?: readonly Id[]): Promise<Placing> {
  const chosen = new Set(ids ?? boxes.keys());
  const nodes = [...boxes.values()].filter(({ id }) => chosen.has(id)).map(nodeOf);
  const others = [...boxes.values()].filter(({ id }) => !chosen.has(id)).map(nodeOf);
  const input: LayoutInput = {
    nodes,
    edges: edges.filter(({ from, to }) => chosen.has(from) && chosen.has(to)).map(({ from, to, flow }) => ({ from, to, flow })),
  };
  const placing = await placingOf(style, input);
  return (await askThread({ kind: 'settle', nodes, placing, others })).placing;
}
