import type { NodeChange } from '@xyflow/react';
import { useRef, useState } from 'react';
import type { Id } from '../../core/model/types.ts';
import { boundsOf, overlaps, type Box, type Rect } from './box.ts';
import type { CanvasProps } from './canvas-props.ts';
import type { FlowNode } from './flow-nodes.ts';
import { heldBy, type Mark } from './marks.ts';
import { markKey, type Guide, type Positions } from './paint-scene.ts';
import { snapTo } from './snap.ts';

const NOTHING_MOVED: Positions = new Map();
const NO_GUIDES: readonly Guide[] = [];
/** Screen pixels within which what is dragged is drawn to its neighbours. */
const REACH = 6;
/** Milliseconds. */
const FLIGHT = 140;
/** More objects than this change places at once. */
const MOST_FLYING = 400;

interface Drag {
  readonly moved: Positions;
  readonly guides: readonly Guide[];
  /** Whether objects are on their way to new places by themselves. */
  readonly flying: boolean;
  setMoved(positions: Positions): void;
  onNodesChange(changes: readonly NodeChange<FlowNode>[]): void;
  /** Writes down where what was dragged stands. */
  drop(): void;
  place(positions: Readonly<Record<Id, { x: number; y: number }>>, group?: string): void;
  /** Places objects, and shows them on their way there. */
  fly(positions: Readonly<Record<Id, { readonly x: number; readonly y: number }>>): Promise<void>;
}

interface DragWorld {
  readonly diagram: Id;
  readonly boxes: ReadonlyMap<Id, Box>;
  readonly marks: readonly Mark[];
  readonly picked: ReadonlySet<string>;
  readonly dispatch: CanvasProps['dispatch'];
  readonly seen: () => Rect;
  readonly zoom: () => number;
  /** Objects, and marks by their keys. */
  readonly onPick: (keys: readonly string[]) => void;
}

/** Objects, areas and notes on the move: where they are until the document says so. */
export function useDrag({ diagram, boxes, marks, picked, dispatch, seen, zoom, onPick }: DragWorld): Drag {
  const [moved, setMoved] = useState(NOTHING_MOVED);
  const [guides, setGuides] = useState(NO_GUIDES);
  const [flying, setFlying] = useState(false);
  const held = useRef(new Map<string, readonly string[]>());

  const rectOf = (key: string): (Rect & { readonly id: Id }) | undefined => boxes.get(key) ?? marks.find(({ id }) => markKey(id) === key);
  const place = (positions: Readonly<Record<string, { x: number; y: number }>>, group?: string) => {
    const entries = Object.entries(positions);
    if (entries.length === 0) return;
    const onMarks = entries.filter(([key]) => key.startsWith('/')).map(([key, at]) => [key.slice(1), at] as const);
    const objects = Object.fromEntries(entries.filter(([key]) => !key.startsWith('/')));
    dispatch('diagram.place', { diagram, positions: objects, ...(onMarks.length > 0 ? { marks: Object.fromEntries(onMarks) } : {}) }, group);
  };
  /** What areas that are dragged take along. */
  const carry = (next: Map<string, { x: number; y: number }>, dragged: ReadonlySet<string>) => {
    for (const mark of marks) {
      const key = markKey(mark.id);
      const at = next.get(key);
      if (mark.type !== 'area' || !at || !dragged.has(key)) continue;
      const known = held.current.get(key) ?? heldBy(mark, boxes.values(), marks);
      held.current.set(key, known);
      for (const other of known) {
        const rect = dragged.has(other) ? undefined : rectOf(other);
        if (rect) next.set(other, { x: rect.x + at.x - mark.x, y: rect.y + at.y - mark.y });
      }
    }
  };
  /** Draws objects that are dragged to their neighbours. */
  const align = (next: Map<string, { x: number; y: number }>, dragged: readonly string[]) => {
    const rects = dragged.flatMap((key) => {
      const [rect, at] = [rectOf(key), next.get(key)];
      return rect && at ? [{ ...rect, ...at }] : [];
    });
    const bounds = boundsOf(rects);
    if (!bounds) return;
    const [view, mine] = [seen(), new Set(dragged)];
    const others = [...boxes.values()].filter((box) => !mine.has(box.id) && overlaps(box, view));
    const { dx, dy, guides: lines } = snapTo(bounds, others, REACH / zoom());
    for (const key of dragged) {
      const at = next.get(key);
      if (at) next.set(key, { x: at.x + dx, y: at.y + dy });
    }
    setGuides(lines);
  };

  return {
    moved,
    guides,
    flying,
    setMoved,
    place,
    onNodesChange(changes) {
      const dragged = changes.flatMap((change) => (change.type === 'position' && change.position && change.dragging === true ? [change] : []));
      if (dragged.length > 0) {
        const next = new Map(moved);
        for (const { id, position } of dragged) if (position) next.set(id, position);
        const keys = dragged.map(({ id }) => id);
        align(next, keys);
        carry(next, new Set(keys));
        setMoved(next);
      }
      const chosen = new Set(picked);
      let selects = false;
      for (const change of changes)
        if (change.type === 'select') {
          selects = true;
          if (change.selected) chosen.add(change.id);
          else chosen.delete(change.id);
        }
      if (selects) onPick([...chosen]);
    },
    drop() {
      held.current.clear();
      place(Object.fromEntries([...moved].map(([id, at]) => [id, { x: Math.round(at.x), y: Math.round(at.y) }])));
      setMoved(NOTHING_MOVED);
      setGuides(NO_GUIDES);
    },
    async fly(positions) {
      const changed = Object.entries(positions).filter(([id, at]) => boxes.get(id)?.x !== at.x || boxes.get(id)?.y !== at.y);
      if (changed.length > 0 && changed.length <= MOST_FLYING && !matchMedia('(prefers-reduced-motion: reduce)').matches) {
        setFlying(true);
        const start = performance.now();
        for (let share = 0; share < 1; share = (performance.now() - start) / FLIGHT) {
          const eased = 1 - (1 - share) ** 2;
          setMoved(
            new Map(
              changed.flatMap(([id, at]) => {
                const box = boxes.get(id);
                return box ? [[id, { x: box.x + (at.x - box.x) * eased, y: box.y + (at.y - box.y) * eased }] as const] : [];
              }),
            ),
          );
          await new Promise((done) => requestAnimationFrame(done));
        }
        setFlying(false);
      }
      place(Object.fromEntries(changed.map(([id, { x, y }]) => [id, { x, y }])));
      setMoved(NOTHING_MOVED);
    },
  };
}
