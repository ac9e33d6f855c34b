import type { KeyboardEvent } from 'react';
import type { Id } from '../../core/model/types.ts';
import { isMenuKey } from '../kit/menu-key.ts';
import { SNAP } from './far-pointer.ts';
import type { Direction } from './neighbour.ts';

/** What keys do on a diagram. Each says whether there was anything to do. */
export interface CanvasDeeds {
  /** The menu of what is selected. */
  menu(): boolean;
  /** Moves what is selected by canvas units. */
  nudge(dx: number, dy: number): boolean;
  /** Grows or shrinks the selected area or note. */
  resize(dx: number, dy: number): boolean;
  /** Selects the object beside the selected one. */
  walk(direction: Direction): boolean;
  /** Selects the next or the previous column of the object, once one is selected. */
  walkColumns(by: 1 | -1): boolean;
  /** Edits the selected column, area or note; of an object that is selected, goes to its first column. */
  enter(): boolean;
  /** Edits the selected column, area or note in place. */
  rename(): boolean;
  addColumn(): boolean;
  /** Takes the selected relation, area or note away, or objects off the diagram. */
  remove(): boolean;
  /** Deletes objects from the model. */
  destroy(): boolean;
  escape(): boolean;
  fit(): boolean;
}

const ARROWS: Readonly<Record<string, readonly [direction: Direction, dx: number, dy: number]>> = {
  ArrowLeft: ['left', -1, 0],
  ArrowRight: ['right', 1, 0],
  ArrowUp: ['up', 0, -1],
  ArrowDown: ['down', 0, 1],
};

function onArrow(event: KeyboardEvent, deeds: CanvasDeeds): boolean {
  const arrow = ARROWS[event.key];
  if (!arrow) return false;
  const [direction, dx, dy] = arrow;
  const step = event.shiftKey ? 20 : SNAP;
  if (event.ctrlKey || event.metaKey) return !event.altKey && deeds.walk(direction);
  if (event.altKey) return !event.shiftKey && deeds.resize(dx * 20, dy * 20);
  return (dx === 0 && !event.shiftKey && deeds.walkColumns(dy > 0 ? 1 : -1)) || deeds.nudge(dx * step, dy * step);
}

function onOther(event: KeyboardEvent, deeds: CanvasDeeds): boolean {
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
  if (isMenuKey(event)) return deeds.menu();
  if (event.key === 'Enter' && event.altKey && !event.shiftKey) return deeds.addColumn();
  if (!plain) return false;
  switch (event.key) {
    case 'Enter':
      return deeds.enter();
    case 'F2':
      return deeds.rename();
    case 'Delete':
      return event.shiftKey ? deeds.destroy() : deeds.remove();
    case 'Escape':
      return deeds.escape();
    default:
      return event.shiftKey && event.code === 'Digit1' && deeds.fit();
  }
}

/** Hands a press of keys to what it means on a diagram; what means nothing here goes on to the studio. */
export function onCanvasKey(event: KeyboardEvent, deeds: CanvasDeeds): void {
  if ((event.target as Element).closest('input, textarea, select, [role=menu], .or-mark-tools, .or-edge-card, .or-find, .or-canvas-empty')) return;
  if (!onArrow(event, deeds) && !onOther(event, deeds)) return;
  event.preventDefault();
  event.stopPropagation();
}

/** The column before or after another among those shown. */
export function columnBeside(rows: readonly { readonly id: Id }[], id: Id, by: 1 | -1): Id | undefined {
  const at = rows.findIndex((row) => row.id === id);
  return at < 0 ? undefined : rows[at + by]?.id;
}
