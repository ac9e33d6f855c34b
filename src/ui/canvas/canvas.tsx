import { useCallback, useEffect, useImperativeHandle, useMemo, useRef, useState, type DragEvent, type KeyboardEvent, type PointerEvent } from 'react';
import {
  Background,
  Controls,
  getViewportForBounds,
  ReactFlow,
  ReactFlowProvider,
  SelectionMode,
  useReactFlow,
  type FinalConnectionState,
  type NodeChange,
  type Viewport,
} from '@xyflow/react';
import '@xyflow/react/dist/style.css';
import { isMenuKey } from '../kit/menu-key.ts';
import '../kit/tokens.css';
import './canvas.css';
import type { Id } from '../../core/model/types.ts';
import { hasArrived, type Shown } from './arrival.ts';
import { boundsOf, diagramBoxes, hitTest, overlaps, type Rect } from './box.ts';
import type { CanvasProps } from './canvas-props.ts';
import { readDrop, CANVAS_DRAG_TYPE } from './drop.ts';
import { diagramEdges } from './edges.ts';
import { draggedPositions, pressedSelection, SNAP, type FarDrag } from './far-pointer.ts';
import { createFlowNodes, type NodeWish } from './flow-nodes.ts';
import { MAKEABLE, MakeMenu, type MakeRequest } from './make-menu.tsx';
import { HEADER_HEIGHT } from './node-size.ts';
import { tidyPositions } from './tidy.ts';
import { ObjectNode, type ObjectFlowNode } from './object-node.tsx';
import { createPainter, type Scene } from './paint.ts';

const NODE_TYPES = { object: ObjectNode };
const FAR = 0.34;
const NEAR = 0.7;
const MARGIN = 400;
/** Screen pixels left of an object within which what is dragged still meets it. */
const BESIDE = 16;
/** What a frame may mount; nodes that wait get a new one. */
const QUOTA = { nodes: 8 };
type Level = 'far' | 'middle' | 'near';
type Positions = ReadonlyMap<Id, { readonly x: number; readonly y: number }>;
const NOTHING_MOVED: Positions = new Map();

function levelOf(zoom: number): Level {
  return zoom < FAR ? 'far' : zoom < NEAR ? 'middle' : 'near';
}

/** The diagram: React Flow mounts the nodes in view, one canvas under it draws the edges and, from afar, everything. */
export function Canvas(props: CanvasProps) {
  return (
    <ReactFlowProvider>
      <CanvasInner {...props} />
    </ReactFlowProvider>
  );
}

function CanvasInner({
  project,
  diagram: diagramId,
  selection,
  selectedColumn,
  states,
  diagnostics,
  colorScheme,
  onSelect,
  dispatch,
  onMenu,
  onDelete,
  onOpen,
  ref,
  children,
}: CanvasProps) {
  const flow = useReactFlow<ObjectFlowNode>();
  const host = useRef<HTMLDivElement>(null);
  const ink = useRef<HTMLCanvasElement>(null);
  const view = useRef<Viewport>({ x: 0, y: 0, zoom: 1 });
  const frame = useRef(0);
  const farDrag = useRef<FarDrag | undefined>(undefined);
  const hover = useRef<Id | undefined>(undefined);
  const [level, setLevel] = useState<Level>('near');
  const [window_, setWindow] = useState<Rect>({ x: -2000, y: -2000, width: 6000, height: 6000 });
  const [moved, setMoved] = useState<Positions>(NOTHING_MOVED);
  const [request, setRequest] = useState<MakeRequest>();

  const diagram = project.diagrams[diagramId];
  const boxes = useMemo(() => (diagram ? diagramBoxes(project, diagram) : new Map()), [project, diagram]) as ReturnType<typeof diagramBoxes>;
  const edges = useMemo(() => diagramEdges(project, boxes.keys()), [project, boxes]);
  const picked = useMemo(() => new Set(selection), [selection]);
  const connected = useMemo(() => {
    if (picked.size === 0) return undefined;
    const ids = new Set(picked);
    for (const edge of edges) {
      if (picked.has(edge.from)) ids.add(edge.to);
      if (picked.has(edge.to)) ids.add(edge.from);
    }
    return ids;
  }, [edges, picked]);

  const scene = useRef<Omit<Scene, 'view' | 'hover'>>(undefined);
  const [paintScene] = useState(createPainter);
  const paint = useCallback(() => {
    cancelAnimationFrame(frame.current);
    frame.current = requestAnimationFrame(() => {
      if (ink.current && scene.current) paintScene(ink.current, { ...scene.current, hover: hover.current, view: view.current });
    });
  }, [paintScene]);
  useEffect(() => {
    scene.current = { boxes, edges, moved, selection: picked, connected, far: level === 'far', scheme: colorScheme };
    paint();
  }, [boxes, edges, moved, picked, connected, level, colorScheme, paint]);
  useEffect(() => {
    if (!host.current) return undefined;
    const observer = new ResizeObserver(() => onMove(undefined, view.current));
    observer.observe(host.current);
    return () => {
      observer.disconnect();
      cancelAnimationFrame(frame.current);
    };
  });

  const onMove = (_: unknown, next: Viewport) => {
    view.current = next;
    setLevel(levelOf(next.zoom));
    const width = host.current?.clientWidth ?? 0;
    const height = host.current?.clientHeight ?? 0;
    const seen = { x: -next.x / next.zoom, y: -next.y / next.zoom, width: width / next.zoom, height: height / next.zoom };
    setWindow((known) => {
      const inside = seen.x >= known.x && seen.y >= known.y && seen.x + seen.width <= known.x + known.width && seen.y + seen.height <= known.y + known.height;
      const wasteful = known.width > seen.width + 3 * MARGIN;
      return inside && !wasteful ? known : { x: seen.x - MARGIN, y: seen.y - MARGIN, width: seen.width + 2 * MARGIN, height: seen.height + 2 * MARGIN };
    });
    paint();
  };

  const onColumn = useCallback((object: Id, column: Id) => onSelect([object], { object, column }), [onSelect]);
  const [keep] = useState(createFlowNodes);
  const [quota, setQuota] = useState(QUOTA);
  const { nodes, pending } = useMemo(() => {
    const wishes: NodeWish[] = [];
    if (level !== 'far')
      for (const box of boxes.values()) {
        if (!overlaps(box, window_) && !moved.has(box.id)) continue;
        wishes.push({
          box,
          position: moved.get(box.id) ?? box,
          selected: picked.has(box.id),
          near: level === 'near',
          dimmed: connected !== undefined && !connected.has(box.id),
          state: states.get(box.id),
          problem: diagnostics.get(box.id),
          column: selectedColumn?.object === box.id ? selectedColumn.column : undefined,
          onColumn,
        });
      }
    return keep(wishes, { x: window_.x + window_.width / 2, y: window_.y + window_.height / 2 }, quota.nodes);
  }, [boxes, window_, moved, level, picked, connected, states, diagnostics, selectedColumn, onColumn, keep, quota]);
  useEffect(() => {
    if (!pending) return undefined;
    const next = requestAnimationFrame(() => setQuota({ ...QUOTA }));
    return () => cancelAnimationFrame(next);
  }, [pending, nodes]);

  const place = (positions: Record<Id, { x: number; y: number }>, group?: string) => {
    if (Object.keys(positions).length > 0) dispatch('diagram.place', { diagram: diagramId, positions }, group);
  };
  const onNodesChange = (changes: NodeChange<ObjectFlowNode>[]) => {
    const next = new Map(moved);
    const chosen = new Set(picked);
    let selects = false;
    for (const change of changes) {
      if (change.type === 'position' && change.position && change.dragging) next.set(change.id, change.position);
      if (change.type === 'select') {
        selects = true;
        if (change.selected) chosen.add(change.id);
        else chosen.delete(change.id);
      }
    }
    if (next.size !== moved.size || changes.some((change) => change.type === 'position' && change.dragging)) setMoved(next);
    if (selects) onSelect([...chosen]);
  };
  const onDragStop = () => {
    place(Object.fromEntries([...moved].map(([id, at]) => [id, { x: Math.round(at.x), y: Math.round(at.y) }])));
    setMoved(NOTHING_MOVED);
  };

  const frameRect = (rect: Rect | undefined) => {
    const { clientWidth, clientHeight } = host.current ?? { clientWidth: 0, clientHeight: 0 };
    if (rect && clientWidth > 0 && clientHeight > 0) void flow.setViewport(getViewportForBounds(rect, clientWidth, clientHeight, 0.02, 1, 0.06));
  };
  const fit = () => frameRect(boundsOf(boxes.values()));
  const latestFit = useRef(fit);
  useEffect(() => {
    latestFit.current = fit;
  });
  const zoomTo = (ids: readonly Id[]) => {
    const rect = boundsOf(ids.flatMap((id) => boxes.get(id) ?? []));
    if (!rect) return;
    // One object alone is shown at its own size, not as large as the window.
    const [width, height] = [Math.max(rect.width, (host.current?.clientWidth ?? 0) * 0.85), Math.max(rect.height, (host.current?.clientHeight ?? 0) * 0.85)];
    frameRect({ x: rect.x - (width - rect.width) / 2, y: rect.y - (height - rect.height) / 2, width, height });
  };
  const reveal = (id: Id) => {
    const box = boxes.get(id);
    const { x, y, zoom } = view.current;
    const seen = { x: -x / zoom, y: -y / zoom, width: (host.current?.clientWidth ?? 0) / zoom, height: (host.current?.clientHeight ?? 0) / zoom };
    const inside = box && box.x >= seen.x && box.y >= seen.y && box.x + box.width <= seen.x + seen.width && box.y + box.height <= seen.y + seen.height;
    if (box && !inside) void flow.setCenter(box.x + box.width / 2, box.y + box.height / 2, { zoom, duration: 0 });
  };
  const center = () => {
    const rect = host.current?.getBoundingClientRect();
    return rect ? flow.screenToFlowPosition({ x: rect.left + rect.width / 2, y: rect.top + rect.height / 2 }) : { x: 0, y: 0 };
  };
  useImperativeHandle(ref, () => ({
    fit,
    zoomTo,
    reveal,
    center,
    layout: async () => {
      if (diagram) place(await tidyPositions(project, diagram, boxes, edges));
    },
  }));
  const shown = useRef<Shown>(undefined);
  useEffect(() => {
    const now = { diagram: diagramId, ids: new Set(boxes.keys()) };
    if (hasArrived(shown.current, now)) requestAnimationFrame(() => latestFit.current());
    // What is drawn first on an empty diagram is seen at its own size, whatever was shown before.
    else if (now.ids.size === 0) void flow.setViewport({ x: 0, y: 0, zoom: 1 });
    shown.current = now;
  }, [diagramId, boxes, flow]);

  const onConnectEnd = (event: MouseEvent | TouchEvent, state: FinalConnectionState) => {
    const from = state.fromNode?.id;
    const object = from === undefined ? undefined : project.objects[from];
    const point = 'changedTouches' in event ? event.changedTouches[0] : event;
    if (!object || !point || state.isValid) return;
    const at = flow.screenToFlowPosition({ x: point.clientX, y: point.clientY }, { snapToGrid: false });
    const target = hitTest(boxes.values(), at.x, at.y) ?? hitTest(boxes.values(), at.x + BESIDE / view.current.zoom, at.y);
    if (target && target.id !== object.id) {
      dispatch('connect', { from: object.id, to: target.id });
      return;
    }
    const rect = host.current?.getBoundingClientRect();
    if (!target && rect && MAKEABLE[object.kind].length > 0)
      setRequest({ from: object.id, kind: object.kind, left: point.clientX - rect.left, top: point.clientY - rect.top, ...at });
  };
  const onDrop = (event: DragEvent) => {
    const drop = readDrop(event.dataTransfer.getData(CANVAS_DRAG_TYPE));
    if (!drop) return;
    event.preventDefault();
    const { x, y } = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY });
    const under = hitTest(boxes.values(), x, y);
    if (drop.kind === 'new') {
      dispatch('object.create', { kind: drop.objectKind, diagram: diagramId, x, y });
      return;
    }
    if (under && under.id !== drop.id) dispatch('connect', { from: drop.id, to: under.id });
    else if (project.objects[drop.id]?.kind === 'source' && boxes.has(drop.id))
      dispatch('object.create', { kind: 'staging', from: drop.id, diagram: diagramId, x, y });
    else place({ [drop.id]: { x, y } });
  };

  const boxAt = (event: { clientX: number; clientY: number }) => {
    const at = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY }, { snapToGrid: false });
    return { at, box: hitTest(boxes.values(), at.x, at.y) };
  };
  const onFarDown = (event: PointerEvent) => {
    setRequest((open) => (open && !(event.target as Element).closest('.or-make-menu') ? undefined : open));
    if (level !== 'far' || event.button !== 0 || !(event.target as Element).classList.contains('react-flow__pane')) return;
    const { at, box } = boxAt(event);
    if (!box) return;
    event.stopPropagation();
    event.preventDefault();
    host.current?.focus();
    const ids = pressedSelection(selection, box.id, event);
    onSelect(ids);
    farDrag.current = { ids, ...at, pointer: event.pointerId, moved: false };
    host.current?.setPointerCapture(event.pointerId);
  };
  const onFarMove = (event: PointerEvent) => {
    if (level !== 'far') return;
    const { at, box } = boxAt(event);
    const drag = farDrag.current;
    if (drag) {
      if (!drag.moved && Math.hypot(at.x - drag.x, at.y - drag.y) * view.current.zoom < 3) return;
      drag.moved = true;
      setMoved(new Map(Object.entries(draggedPositions(boxes, drag.ids, at.x - drag.x, at.y - drag.y))));
    } else if (hover.current !== box?.id) {
      hover.current = box?.id;
      paint();
    }
  };
  const onFarUp = () => {
    const drag = farDrag.current;
    farDrag.current = undefined;
    if (!drag?.moved) return;
    place(Object.fromEntries(moved));
    setMoved(NOTHING_MOVED);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if ((event.target as Element).closest('input, textarea, [role=menu]')) return;
    const step = event.shiftKey ? 20 : SNAP;
    const by = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[event.key];
    const first = selection.map((id) => boxes.get(id)).find((box) => box !== undefined);
    if (onMenu && first && isMenuKey(event)) {
      const { x, y } = flow.flowToScreenPosition({ x: first.x + 12, y: first.y + HEADER_HEIGHT });
      onMenu({ clientX: x, clientY: y }, first.id);
    } else if (by && selection.length > 0) place(draggedPositions(boxes, selection, by[0] ?? 0, by[1] ?? 0), 'canvas.arrows');
    else if (event.key === 'Delete' && selection.length > 0) {
      if (event.shiftKey) onDelete?.(selection);
      else dispatch('diagram.unplace', { diagram: diagramId, ids: selection });
    } else if (event.key === 'Escape') {
      setRequest(undefined);
      onSelect([]);
    } else if (event.shiftKey && event.code === 'Digit1') fit();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div
      ref={host}
      className="or-canvas"
      data-scheme={colorScheme}
      data-level={level}
      tabIndex={0}
      aria-label="Diagram"
      onKeyDownCapture={onKeyDown}
      onPointerDownCapture={onFarDown}
      onMouseDownCapture={(event) => {
        if (farDrag.current) event.stopPropagation();
      }}
      onPointerMove={onFarMove}
      onPointerUp={onFarUp}
      onPointerCancel={onFarUp}
      onDragOver={(event) => {
        if (event.dataTransfer.types.includes(CANVAS_DRAG_TYPE)) event.preventDefault();
      }}
      onDrop={onDrop}
      onDoubleClick={(event) => {
        const { box } = boxAt(event);
        if (!box) return;
        if (level === 'far') zoomTo([box.id]);
        else onOpen?.(box.id);
      }}
      onContextMenu={(event) => {
        if (!onMenu) return;
        event.preventDefault();
        onMenu(event, boxAt(event).box?.id);
      }}
    >
      <canvas ref={ink} className="or-ink" />
      <ReactFlow<ObjectFlowNode>
        nodes={nodes as ObjectFlowNode[]}
        nodeTypes={NODE_TYPES}
        colorMode={colorScheme}
        onNodesChange={onNodesChange}
        onMove={onMove}
        onNodeDragStop={onDragStop}
        onSelectionDragStop={onDragStop}
        onPaneClick={(event) => {
          if (level !== 'far' || !boxAt(event).box) onSelect([]);
        }}
        onConnect={({ source, target }) => dispatch('connect', { from: source, to: target })}
        onConnectEnd={onConnectEnd}
        minZoom={0.02}
        maxZoom={2}
        snapToGrid
        snapGrid={[SNAP, SNAP]}
        selectionMode={SelectionMode.Partial}
        selectionKeyCode="Shift"
        multiSelectionKeyCode={['Control', 'Meta', 'Shift']}
        deleteKeyCode={null}
        disableKeyboardA11y
        zoomOnDoubleClick={false}
        elevateNodesOnSelect={false}
        nodeDragThreshold={2}
        proOptions={{ hideAttribution: false }}
      >
        <Background gap={24} size={1} />
        <Controls showInteractive={false} onFitView={fit} />
      </ReactFlow>
      {boxes.size === 0 && children ? <div className="or-canvas-empty">{children}</div> : null}
      {request ? (
        <MakeMenu
          request={request}
          onClose={() => setRequest(undefined)}
          onPick={(kind) => {
            dispatch('object.create', { kind, from: request.from, diagram: diagramId, x: request.x, y: request.y });
            setRequest(undefined);
          }}
        />
      ) : null}
    </div>
  );
}
