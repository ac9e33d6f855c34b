import { Position, type NodeHandle } from '@xyflow/react';
import type { Id } from '../../core/model/types.ts';
import type { Box } from './box.ts';
import { NODE_WIDTH } from './node-size.ts';
import type { MarkFlowNode } from './mark-node.tsx';
import type { ObjectFlowNode, ObjectNodeData } from './object-node.tsx';

/** Whatever React Flow mounts. */
export type FlowNode = ObjectFlowNode | MarkFlowNode;

const HANDLE_TOP = 14;
/** Known beforehand, so that nothing is measured and the handles themselves come only with the pointer. */
const HANDLES: NodeHandle[] = [
  { type: 'target', position: Position.Left, x: 0, y: HANDLE_TOP, width: 9, height: 9 },
  { type: 'source', position: Position.Right, x: NODE_WIDTH, y: HANDLE_TOP, width: 9, height: 9 },
];

/** What a node is to show. */
export interface NodeWish extends ObjectNodeData {
  readonly position: { readonly x: number; readonly y: number };
  readonly selected: boolean;
}
export interface FlowNodes {
  readonly nodes: readonly ObjectFlowNode[];
  /** Some nodes are still to be mounted or to change how much they show. */
  readonly pending: boolean;
}

function flowNode({ position, selected, ...data }: NodeWish): ObjectFlowNode {
  const { id, width, height, object } = data.box;
  return {
    id,
    type: 'object',
    position: { ...position },
    width,
    height,
    measured: { width, height },
    handles: HANDLES,
    selected,
    ariaLabel: object.name,
    data,
  };
}

function isSame(node: ObjectFlowNode, wish: NodeWish): boolean {
  if (node.position.x !== wish.position.x || node.position.y !== wish.position.y || node.selected !== wish.selected) return false;
  return Object.entries(node.data).every(([key, value]) => wish[key] === value);
}

const distance = (box: Box, at: { readonly x: number; readonly y: number }): number => Math.hypot(box.x + box.width / 2 - at.x, box.y + box.height / 2 - at.y);

/**
 * Keeps the nodes of React Flow: a node stays the same object while it shows the same, for React Flow renders every other
 * one again. No more than `most` nodes are mounted, or change how much they show, at once, from `center` outward.
 */
export function createFlowNodes(): (wishes: readonly NodeWish[], center: { readonly x: number; readonly y: number }, most: number) => FlowNodes {
  let kept = new Map<Id, ObjectFlowNode>();
  return (wishes, center, most) => {
    const costly = wishes.filter(({ box, near }) => kept.get(box.id)?.data.near !== near);
    const allowed =
      costly.length <= most
        ? undefined
        : new Set(
            costly
              .toSorted((a, b) => distance(a.box, center) - distance(b.box, center))
              .slice(0, most)
              .map(({ box }) => box.id),
          );
    const nodes = new Map<Id, ObjectFlowNode>();
    for (const wish of wishes) {
      const known = kept.get(wish.box.id);
      const waits = allowed !== undefined && known?.data.near !== wish.near && !allowed.has(wish.box.id);
      if (waits && !known) continue;
      const now = waits && known ? { ...wish, near: known.data.near } : wish;
      nodes.set(wish.box.id, known && isSame(known, now) ? known : flowNode(now));
    }
    kept = nodes;
    return { nodes: [...nodes.values()], pending: allowed !== undefined };
  };
}
