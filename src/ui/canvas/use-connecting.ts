import { useState, type PointerEvent, type RefObject } from 'react';
import type { FinalConnectionState } from '@xyflow/react';
import { meaningsOf, type Meaning } from '../../core/commands/meanings.ts';
import type { Id, Project } from '../../core/model/types.ts';
import { hitTest, type Box } from './box.ts';
import type { CanvasProps } from './canvas-props.ts';
import { freeSpot } from '../shell/free-spot.ts';
import { MAKEABLE } from './makeable.ts';
import { NODE_WIDTH } from './node-size.ts';
import type { Camera } from './use-camera.ts';

/** Screen pixels left of an object within which what is dragged still meets it. */
const BESIDE = 16;
/** Screen pixels before a press becomes a drag. */
const SLACK = 4;

interface Point {
  readonly x: number;
  readonly y: number;
}
/** What is asked for at the place where a drag ended, in pixels of the window. */
export type Asked =
  | { readonly what: 'meaning'; readonly at: Point; readonly from: Id; readonly to: Id; readonly columns: readonly Id[]; readonly meanings: readonly Meaning[] }
  | { readonly what: 'make'; readonly at: Point; readonly from: Id; readonly spot: Point };
/** A line from a column to the pointer, in pixels of the window, and the object under it. */
export interface Wire {
  readonly from: Id;
  readonly columns: readonly Id[];
  readonly start: Point;
  readonly end: Point;
  readonly over: Id | undefined;
}

interface Connecting {
  readonly asked: Asked | undefined;
  readonly wire: Wire | undefined;
  close(): void;
  /** Joins two objects, once it is clear in which of the ways there are. */
  offer(from: Id, to: Id, columns: readonly Id[], at: { readonly clientX: number; readonly clientY: number }): void;
  choose(meaning: Meaning): void;
  onConnectEnd(event: MouseEvent | TouchEvent, state: FinalConnectionState): void;
  /** A press on a column. @returns whether it begins a drag. */
  press(event: PointerEvent, chosen: { readonly object: Id; readonly ids: ReadonlySet<Id> } | undefined): void;
  move(event: PointerEvent): void;
  release(event: PointerEvent): void;
  cancel(): void;
}

interface World {
  readonly project: Project;
  readonly diagram: Id;
  readonly boxes: ReadonlyMap<Id, Box>;
  readonly camera: Camera;
  readonly host: RefObject<HTMLDivElement | null>;
  readonly dispatch: CanvasProps['dispatch'];
}

/** The columns that are dragged by one of them: those chosen with it, the whole of a key, or it alone. */
function draggedColumns(box: Box, row: string, chosen: { readonly object: Id; readonly ids: ReadonlySet<Id> } | undefined): readonly Id[] {
  if (chosen?.object === box.id && chosen.ids.has(row)) return [...chosen.ids];
  const found = box.rows.find(({ id, group }) => id === row && group !== 'reference');
  return found?.group === 'key' ? box.rows.filter(({ group }) => group === 'key').map(({ id }) => id) : [row];
}

/** Joining objects by dragging: an object by its handle, or columns by a row. */
export function useConnecting({ project, diagram, boxes, camera, host, dispatch }: World): Connecting {
  const [asked, setAsked] = useState<Asked>();
  const [wire, setWire] = useState<Wire & { readonly moved: boolean }>();

  const under = (event: { readonly clientX: number; readonly clientY: number }): Box | undefined => {
    const { x, y } = camera.toCanvas(event);
    return hitTest(boxes.values(), x, y) ?? hitTest(boxes.values(), x + BESIDE / camera.view.current.zoom, y);
  };
  const between = (from: Id, to: Id): Point => {
    const [a, b] = [boxes.get(from), boxes.get(to)];
    const below = { x: ((a?.x ?? 0) + (b?.x ?? 0)) / 2, y: Math.max((a?.y ?? 0) + (a?.height ?? 0), (b?.y ?? 0) + (b?.height ?? 0)) + 48 };
    return freeSpot([...boxes.values()], below, { width: NODE_WIDTH, height: 120 });
  };
  const relate = (from: Id, to: Id, columns: readonly Id[], meaning: Meaning) =>
    dispatch('relate', { from, to, columns, meaning: meaning.id, ...(meaning.makes === undefined ? {} : { diagram, ...between(from, to) }) });
  const offer: Connecting['offer'] = (from, to, columns, { clientX, clientY }) => {
    const forward = meaningsOf(project, from, to, columns);
    const meanings = forward.length > 0 ? forward : meaningsOf(project, to, from);
    const [only] = meanings;
    // Without a meaning the command says which there are.
    if (!only) dispatch('connect', { from, to });
    else if (meanings.length === 1 && meanings === forward) relate(from, to, columns, only);
    else
      setAsked({
        what: 'meaning',
        at: { x: clientX, y: clientY },
        meanings,
        ...(meanings === forward ? { from, to, columns } : { from: to, to: from, columns: [] }),
      });
  };
  const askMake = (from: Id, event: { readonly clientX: number; readonly clientY: number }) => {
    const object = project.objects[from];
    if (object && MAKEABLE[object.kind].length > 0) setAsked({ what: 'make', at: { x: event.clientX, y: event.clientY }, from, spot: camera.toCanvas(event) });
  };

  return {
    asked,
    wire: wire?.moved === true ? wire : undefined,
    close: () => setAsked(undefined),
    offer,
    choose(meaning) {
      if (asked?.what === 'meaning') relate(asked.from, asked.to, asked.columns, meaning);
      setAsked(undefined);
    },
    onConnectEnd(event, state) {
      const from = state.fromNode?.id;
      const point = 'changedTouches' in event ? event.changedTouches[0] : event;
      if (from === undefined || !point) return;
      const target = under(point);
      if (target && target.id !== from) offer(from, target.id, [], point);
      else if (!target) askMake(from, point);
    },
    press(event, chosen) {
      const row = (event.target as Element).closest<HTMLElement>('.or-row');
      const id = row?.closest<HTMLElement>('.or-node')?.dataset['object'];
      const box = id === undefined ? undefined : boxes.get(id);
      const column = row?.dataset['row'];
      if (event.button !== 0 || !box || column === undefined) return;
      const at = { x: event.clientX, y: event.clientY };
      setWire({ from: box.id, columns: draggedColumns(box, column, chosen), start: at, end: at, over: undefined, moved: false });
    },
    move(event) {
      if (!wire) return;
      const end = { x: event.clientX, y: event.clientY };
      if (!wire.moved && Math.hypot(end.x - wire.start.x, end.y - wire.start.y) < SLACK) return;
      if (!wire.moved) host.current?.setPointerCapture(event.pointerId);
      const over = under(event)?.id;
      setWire({ ...wire, end, over: over === wire.from ? undefined : over, moved: true });
    },
    release(event) {
      setWire(undefined);
      if (wire?.moved !== true) return;
      if (wire.over !== undefined) offer(wire.from, wire.over, wire.columns, event);
      else if (!under(event)) askMake(wire.from, event);
    },
    cancel: () => setWire(undefined),
  };
}
