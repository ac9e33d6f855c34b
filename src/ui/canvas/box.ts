import type { Diagram, Id, ModelObject, Project } from '../../core/model/types.ts';
import { nodeRows, type NodeRow } from './node-rows.ts';
import { nodeSize } from './node-size.ts';

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
export interface Box extends Rect {
  readonly id: Id;
  readonly object: ModelObject;
  readonly rows: readonly NodeRow[];
}

/** Every placed object of a diagram with its rows and rectangle; `moved` overrides positions while a drag lasts. */
export function diagramBoxes(project: Project, diagram: Diagram): ReadonlyMap<Id, Box> {
  const boxes = new Map<Id, Box>();
  for (const [id, at] of Object.entries(diagram.placed)) {
    const object = project.objects[id];
    if (!object) continue;
    const rows = nodeRows(project, object, diagram.columns);
    boxes.set(id, { id, object, rows, x: at.x, y: at.y, ...nodeSize(object, rows) });
  }
  return boxes;
}

export function overlaps(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** The topmost (last drawn) box under a point in canvas units. */
export function hitTest(boxes: Iterable<Box>, x: number, y: number): Box | undefined {
  let hit: Box | undefined;
  for (const box of boxes) if (overlaps(box, { x, y, width: 0.001, height: 0.001 })) hit = box;
  return hit;
}

/** The rectangle around boxes, or nothing when there are none. */
export function boundsOf(boxes: Iterable<Rect>): Rect | undefined {
  let left = Infinity,
    top = Infinity,
    right = -Infinity,
    bottom = -Infinity;
  for (const box of boxes) {
    left = Math.min(left, box.x);
    top = Math.min(top, box.y);
    right = Math.max(right, box.x + box.width);
    bottom = Math.max(bottom, box.y + box.height);
  }
  return left === Infinity ? undefined : { x: left, y: top, width: right - left, height: bottom - top };
}
