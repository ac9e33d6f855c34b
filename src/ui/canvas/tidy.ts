import type { Diagram, Id, ObjectKind, Project } from '../../core/model/types.ts';
import { layoutModel } from './auto-place.ts';
import type { Box } from './box.ts';
import type { ModelEdge } from './edges.ts';

/** Left to right: what rows flow through before what they reach. */
const RANKS: ReadonlyMap<ObjectKind, number> = new Map(
  [
    ['source'],
    ['staging'],
    ['intermediate'],
    ['hub'],
    ['link'],
    ['satellite', 'reference', 'as_of'],
    ['pit', 'bridge'],
    ['dimension', 'date_dimension', 'time_dimension'],
    ['hierarchy', 'group_bridge'],
    ['fact'],
  ].flatMap((kinds, rank) => kinds.map((kind) => [kind as ObjectKind, rank] as const)),
);

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

/** Beyond this many objects the layered method takes longer than anyone waits. */
const MOST = 600;

/**
 * Positions that keep edges short and uncrossed: the layered method of Sugiyama, Tagawa and Toda (1981), by ELK in a
 * worker of its own. Very large diagrams are set in columns by layer.
 */
export async function tidyPositions(
  project: Project,
  diagram: Diagram,
  boxes: ReadonlyMap<Id, Box>,
  edges: readonly ModelEdge[],
): Promise<Record<Id, { x: number; y: number }>> {
  if (boxes.size > MOST) return layoutModel(project, diagram);
  const [{ default: Elk }, { default: workerUrl }] = await Promise.all([import('elkjs/lib/elk-api.js'), import('elkjs/lib/elk-worker.min.js?url')]);
  const elk = new Elk({ workerUrl });
  try {
    const { children = [] } = await elk.layout({
      id: 'diagram',
      layoutOptions: OPTIONS,
      children: [...boxes.values()].map(({ id, width, height, object }) => ({
        id,
        width,
        height,
        layoutOptions: { 'elk.partitioning.partition': String(RANKS.get(object.kind) ?? 0) },
      })),
      edges: edges.map(({ id, from, to }) => ({ id, sources: [from], targets: [to] })),
    });
    return Object.fromEntries(children.map(({ id, x = 0, y = 0 }) => [id, { x: Math.round(x), y: Math.round(y) }]));
  } finally {
    elk.terminateWorker();
  }
}
