import { LAYERS } from '../../core/model/schema.ts';
import { KINDS } from '../../core/model/kinds.ts';
import type { Diagram, Id, Project } from '../../core/model/types.ts';
import { nodeRows } from './node-rows.ts';
import { NODE_WIDTH, nodeSize } from './node-size.ts';

const GAP_X = 120;
const GAP_Y = 32;
const COLUMN_HEIGHT = 2400;

/** Positions in columns by layer, left to right: the layout that needs nothing loaded. Objects already on the diagram are placed anew. */
export function layoutModel(project: Project, diagram: Diagram, ids: readonly Id[] = Object.keys(diagram.placed)): Record<Id, { x: number; y: number }> {
  const positions: Record<Id, { x: number; y: number }> = {};
  let x = 0;
  for (const layer of LAYERS) {
    let y = 0;
    let used = false;
    for (const id of ids) {
      const object = project.objects[id];
      if (!object || KINDS[object.kind].layer !== layer) continue;
      if (y > COLUMN_HEIGHT) {
        y = 0;
        x += NODE_WIDTH + GAP_X / 2;
      }
      positions[id] = { x, y };
      y += nodeSize(object, nodeRows(project, object, diagram, diagram.placed[id]?.unfolded)).height + GAP_Y;
      used = true;
    }
    if (used) x += NODE_WIDTH + GAP_X;
  }
  return positions;
}
