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
  readonly pinned: boolean;
}

const made = new WeakMap<ModelObject, { readonly of: string; readonly box: Box }>();

/** What besides the object itself makes its box: where it stands, what is shown, what its references are called. */
function keyOf(diagram: Diagram, at: Diagram['placed'][string], rows: readonly NodeRow[]): string {
  const references = rows.map(({ group, name, type }) => (group === 'value' || group === 'key' ? '' : `${name} ${type}`));
  return `${at.x} ${at.y} ${at.pinned ?? false} ${diagram.columns ?? 'all'} ${diagram.hide?.join(' ') ?? ''} ${references.join('|')}`;
}

/** Every object that a diagram shows, with its rows and rectangle: the same box as long as it shows the same. */
export function diagramBoxes(project: Project, diagram: Diagram): ReadonlyMap<Id, Box> {
  const boxes = new Map<Id, Box>();
  for (const [id, at] of Object.entries(diagram.placed)) {
    const object = project.objects[id];
    if (!object || (diagram.skeleton === true && object.kind === 'satellite')) continue;
    const rows = nodeRows(project, object, diagram, at.unfolded);
    const of = keyOf(diagram, at, rows);
    const known = made.get(object);
    if (known?.of === of) {
      boxes.set(id, known.box);
      continue;
    }
    const box: Box = { id, object, rows, pinned: at.pinned === true, x: at.x, y: at.y, ...nodeSize(object, rows) };
    made.set(object, { of, box });
    boxes.set(id, box);
  }
  return boxes;
}

export function overlaps(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** Whether one rectangle lies in another as a whole. */
export const holds = (outer: Rect, inner: Rect): boolean =>
  inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.width <= outer.x + outer.width && inner.y + inner.height <= outer.y + outer.height;

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
