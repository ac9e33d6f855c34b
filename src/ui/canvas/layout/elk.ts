import type { ELK } from 'elkjs/lib/elk-api.js';
import type { LayoutInput, LayoutNode, Placing } from './layout-types.ts';

const OPTIONS = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.partitioning.activate': 'true',
  'elk.layered.spacing.nodeNodeBetweenLayers': '110',
  'elk.spacing.nodeNode': '32',
  'elk.spacing.componentComponent': '64',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.layered.thoroughness': '5',
};

async function open(): Promise<ELK> {
  const [{ default: Elk }, { default: workerUrl }] = await Promise.all([import('elkjs/lib/elk-api.js'), import('elkjs/lib/elk-worker.min.js?url')]);
  return new Elk({ workerUrl });
}

/** It takes a second to begin with, so it stays for the next time. */
let elk: Promise<ELK> | undefined;

/**
 * Positions that keep edges short and uncrossed: the layered method of Sugiyama, Tagawa and Toda (1981), by ELK in a
 * worker of its own. Nodes of a lower rank stand left of those of a higher one.
 */
export async function layeredByElk({ nodes, edges }: LayoutInput, rank: (node: LayoutNode) => number): Promise<Placing> {
  const opened = (elk ??= open());
  try {
    const { children = [] } = await (
      await opened
    ).layout({
      id: 'diagram',
      layoutOptions: OPTIONS,
      children: nodes.map((node) => ({
        id: node.id,
        width: node.width,
        height: node.height,
        layoutOptions: { 'elk.partitioning.partition': String(rank(node)) },
      })),
      edges: edges.map(({ from, to }, index) => ({ id: `${index}`, sources: [from], targets: [to] })),
    });
    return Object.fromEntries(children.map(({ id, x = 0, y = 0 }) => [id, { x, y }]));
  } catch (error) {
    if (elk === opened) elk = undefined;
    void opened.then((failed) => failed.terminateWorker());
    throw error;
  }
}
