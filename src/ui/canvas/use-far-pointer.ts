import { useRef, type PointerEvent, type RefObject } from 'react';
import type { Id } from '../../core/model/types.ts';
import { overlaps, type Box } from './box.ts';
import { draggedPositions, pressedSelection, type FarDrag } from './far-pointer.ts';
import type { Positions } from './paint-scene.ts';
import type { Camera } from './use-camera.ts';

interface World {
  readonly boxes: ReadonlyMap<Id, Box>;
  readonly selection: readonly Id[];
  readonly camera: Camera;
  readonly host: RefObject<HTMLDivElement | null>;
  readonly boxAt: (event: { readonly clientX: number; readonly clientY: number }) => Box | undefined;
  readonly onSelect: (ids: readonly Id[]) => void;
  readonly setMoved: (positions: Positions) => void;
  readonly drop: () => void;
  readonly onHover: (id: Id | undefined) => void;
}

/** What is drawn from afar is no element: the pointer finds it by where it is. */
export function useFarPointer({ boxes, selection, camera, host, boxAt, onSelect, setMoved, drop, onHover }: World) {
  const drag = useRef<FarDrag | undefined>(undefined);
  const corner = useRef<{ readonly x: number; readonly y: number } | undefined>(undefined);
  const isFar = camera.level === 'far';
  return {
    dragging: () => drag.current !== undefined,
    press(event: PointerEvent): void {
      if (!isFar || event.button !== 0 || !(event.target as Element).classList.contains('react-flow__pane')) return;
      const box = boxAt(event);
      if (!box) return;
      event.stopPropagation();
      event.preventDefault();
      host.current?.focus();
      const ids = pressedSelection(selection, box.id, event);
      onSelect(ids);
      drag.current = { ids, ...camera.toCanvas(event), pointer: event.pointerId, moved: false };
      host.current?.setPointerCapture(event.pointerId);
    },
    move(event: PointerEvent): void {
      if (!isFar) return;
      const now = drag.current;
      if (!now) {
        onHover(boxAt(event)?.id);
        return;
      }
      const at = camera.toCanvas(event);
      if (!now.moved && Math.hypot(at.x - now.x, at.y - now.y) * camera.view.current.zoom < 3) return;
      now.moved = true;
      setMoved(new Map(Object.entries(draggedPositions(boxes, now.ids, at.x - now.x, at.y - now.y))));
    },
    release(): void {
      const moved = drag.current?.moved === true;
      drag.current = undefined;
      if (moved) drop();
    },
    /** A frame drawn with Shift selects from afar too. */
    frameStart(event: { readonly clientX: number; readonly clientY: number }): void {
      corner.current = isFar ? camera.toCanvas(event) : undefined;
    },
    frameEnd(event: { readonly clientX: number; readonly clientY: number }): void {
      const from = corner.current;
      corner.current = undefined;
      if (!from) return;
      const to = camera.toCanvas(event);
      const rect = { x: Math.min(from.x, to.x), y: Math.min(from.y, to.y), width: Math.abs(to.x - from.x), height: Math.abs(to.y - from.y) };
      onSelect([...boxes.values()].filter((box) => overlaps(box, rect)).map(({ id }) => id));
    },
  };
}
