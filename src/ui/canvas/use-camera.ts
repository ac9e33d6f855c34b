import { getViewportForBounds, useReactFlow, type Viewport } from '@xyflow/react';
import { useEffect, useRef, useState, type RefObject } from 'react';
import type { Id } from '../../core/model/types.ts';
import { boundsOf, holds, type Box, type Rect } from './box.ts';

const FAR = 0.34;
const NEAR = 0.7;
const MARGIN = 400;
/** Milliseconds without a turn of the wheel after which a zoom has come to rest. */
const REST = 150;
/** Above and beside the corner of an area or a note, for what acts on it. */
const CORNER_ROOM = 48;

/** How much of a node can be read: its shape, its keys, or all of it. */
export type Level = 'far' | 'middle' | 'near';
interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Camera {
  readonly level: Level;
  /** What is mounted, in canvas units: what the view shows and some more. */
  readonly window: Rect;
  readonly view: RefObject<Viewport>;
  onMove(event: unknown, next: Viewport): void;
  fit(): void;
  zoomTo(ids: readonly Id[]): void;
  /** Brings an object into view, at the zoom there is. */
  reveal(id: Id): void;
  /** Puts a point of the canvas in the middle of the view. */
  centerOn(at: Point): void;
  /** The canvas point at the middle of the view. */
  center(): Point;
  /** What the view shows, in canvas units. */
  seen(): Rect;
  /** Its own size, and the beginning of the canvas. */
  reset(): void;
  /** Comes near enough to read, with the corner of something in view. */
  readable(corner: Point): void;
  toCanvas(event: { readonly clientX: number; readonly clientY: number }): Point;
  toScreen(at: Point): Point;
}

const levelOf = (zoom: number): Level => (zoom < FAR ? 'far' : zoom < NEAR ? 'middle' : 'near');
/**
 * Where the view stands over a diagram. `paint` is called for each of its moves. What is mounted stays as it is while a person
 * zooms, made larger and smaller as a picture; `live` tells the painter meanwhile what is mounted, so that it draws the rest.
 */
export function useCamera(
  host: RefObject<HTMLDivElement | null>,
  boxes: ReadonlyMap<Id, Box>,
  extent: () => readonly Rect[],
  paint: () => void,
  view: RefObject<Viewport>,
  live: RefObject<{ mounted: Rect | undefined }>,
): Camera {
  const flow = useReactFlow();
  const [level, setLevel] = useState<Level>('near');
  const [window_, setWindow] = useState<Rect>({ x: -2000, y: -2000, width: 6000, height: 6000 });
  const size = () => ({ width: host.current?.clientWidth ?? 0, height: host.current?.clientHeight ?? 0 });
  const seen = (): Rect => {
    const { x, y, zoom } = view.current;
    const { width, height } = size();
    return { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom };
  };
  const rest = useRef(0);
  const mount = () => {
    clearTimeout(rest.current);
    live.current.mounted = undefined;
    host.current?.removeAttribute('data-zooming');
    setLevel(levelOf(view.current.zoom));
    const now = seen();
    setWindow((known) => {
      const wasteful = known.width > now.width + 3 * MARGIN;
      return holds(known, now) && !wasteful ? known : { x: now.x - MARGIN, y: now.y - MARGIN, width: now.width + 2 * MARGIN, height: now.height + 2 * MARGIN };
    });
    paint();
  };
  useEffect(() => () => clearTimeout(rest.current), []);
  const onMove = (event: unknown, next: Viewport) => {
    const zooms = next.zoom !== view.current.zoom;
    view.current = next;
    // What no person does comes without an event, and in one step.
    if (event === null || event === undefined || (!zooms && live.current.mounted === undefined)) {
      mount();
      return;
    }
    if (live.current.mounted === undefined) {
      live.current.mounted = window_;
      host.current?.setAttribute('data-zooming', '');
    }
    clearTimeout(rest.current);
    rest.current = window.setTimeout(mount, REST);
    paint();
  };
  const latest = useRef(mount);
  useEffect(() => {
    latest.current = mount;
  });
  useEffect(() => {
    if (!host.current) return undefined;
    const observer = new ResizeObserver(() => latest.current());
    observer.observe(host.current);
    return () => observer.disconnect();
  }, [host]);
  const frame = (rect: Rect | undefined) => {
    const { width, height } = size();
    if (rect && width > 0 && height > 0) void flow.setViewport(getViewportForBounds(rect, width, height, 0.02, 1, 0.06));
  };
  return {
    level,
    window: window_,
    view,
    onMove,
    seen,
    fit: () => frame(boundsOf(extent())),
    zoomTo(ids) {
      const rect = boundsOf(ids.flatMap((id) => boxes.get(id) ?? []));
      if (!rect) return;
      // One object alone is shown at its own size, not as large as the window.
      const [width, height] = [Math.max(rect.width, size().width * 0.85), Math.max(rect.height, size().height * 0.85)];
      frame({ x: rect.x - (width - rect.width) / 2, y: rect.y - (height - rect.height) / 2, width, height });
    },
    reveal(id) {
      const box = boxes.get(id);
      if (box && !holds(seen(), box)) void flow.setCenter(box.x + box.width / 2, box.y + box.height / 2, { zoom: view.current.zoom, duration: 0 });
    },
    centerOn: ({ x, y }) => void flow.setCenter(x, y, { zoom: view.current.zoom, duration: 0 }),
    reset: () => void flow.setViewport({ x: 0, y: 0, zoom: 1 }),
    readable({ x, y }) {
      const now = seen();
      const near = levelOf(view.current.zoom) === 'near';
      const inView = x >= now.x && y - CORNER_ROOM >= now.y && x < now.x + now.width / 2 && y < now.y + now.height / 2;
      if (near && inView) return;
      const zoom = near ? view.current.zoom : 0.8;
      void flow.setViewport({ x: CORNER_ROOM - x * zoom, y: 1.5 * CORNER_ROOM - y * zoom, zoom });
    },
    center() {
      const rect = host.current?.getBoundingClientRect();
      return rect ? flow.screenToFlowPosition({ x: rect.left + rect.width / 2, y: rect.top + rect.height / 2 }) : { x: 0, y: 0 };
    },
    toCanvas: ({ clientX, clientY }) => flow.screenToFlowPosition({ x: clientX, y: clientY }, { snapToGrid: false }),
    toScreen: (at) => flow.flowToScreenPosition(at),
  };
}
