import type { MouseEvent, PointerEvent } from 'react';
import { boundsOfRange, holds, type Cell, type CellRange } from './cell-range.ts';

/** The cell under the pointer. */
export function cellAt(event: MouseEvent | PointerEvent): Cell | undefined {
  const [row, column] = ((event.target as Element).closest<HTMLElement>('[data-cell]')?.dataset['cell'] ?? '').split(',').map(Number);
  return row !== undefined && column !== undefined ? { row, column } : undefined;
}

/** Selecting cells with the pointer: a press, Shift for up to here, drawing; the other button keeps a selection it is inside of. */
export const cellPointer = (range: CellRange, select: (range: CellRange) => void) => ({
  onPointerDown(event: PointerEvent) {
    const cell = event.button === 0 || event.button === 2 ? cellAt(event) : undefined;
    if (!cell || (event.button === 2 && holds(boundsOfRange(range), cell.row, cell.column))) return;
    select({ anchor: event.shiftKey ? range.anchor : cell, focus: cell });
  },
  onPointerMove(event: PointerEvent) {
    const cell = event.buttons === 1 ? cellAt(event) : undefined;
    if (cell && (cell.row !== range.focus.row || cell.column !== range.focus.column)) select({ ...range, focus: cell });
  },
});
