import type { PointerEvent } from 'react';
import type { Id } from '../../core/model/types.ts';
import type { Box } from './box.ts';

export interface FarDrag {
  readonly ids: readonly Id[];
  readonly x: number;
  readonly y: number;
  readonly pointer: number;
  moved: boolean;
}

export const SNAP = 4;
export function snapped(value: number): number {
  return Math.round(value / SNAP) * SNAP;
}

/** What a press selects: with Shift or Ctrl the object joins or leaves, else it alone, unless it is part of the selection already. */
export function pressedSelection(selection: readonly Id[], id: Id, event: Pick<PointerEvent, 'shiftKey' | 'ctrlKey' | 'metaKey'>): readonly Id[] {
  if (event.shiftKey || event.ctrlKey || event.metaKey) return selection.includes(id) ? selection.filter((other) => other !== id) : [...selection, id];
  return selection.includes(id) ? selection : [id];
}

/** Positions of dragged boxes, snapped, after the pointer has gone `dx`, `dy` canvas units. */
export function draggedPositions(boxes: ReadonlyMap<Id, Box>, ids: readonly Id[], dx: number, dy: number): Record<Id, { x: number; y: number }> {
  const positions: Record<Id, { x: number; y: number }> = {};
  for (const id of ids) {
    const box = boxes.get(id);
    if (box) positions[id] = { x: snapped(box.x + dx), y: snapped(box.y + dy) };
  }
  return positions;
}
