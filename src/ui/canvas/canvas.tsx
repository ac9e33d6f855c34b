import { Suspense, useCallback, useEffect, useImperativeHandle, useMemo, useRef, useState, type DragEvent } from 'react';
import { Background, Controls, ReactFlow, ReactFlowProvider, SelectionMode, type Viewport } from '@xyflow/react';
import '@xyflow/react/dist/style.css';
import '../kit/tokens.css';
import './canvas.css';
import type { Id } from '../../core/model/types.ts';
import { hasArrived, type Shown } from './arrival.ts';
import { hitTest } from './box.ts';
import { ConnectMenu, EdgeTells, Legend, MarkNode, Minimap, WireLine } from './canvas-lazy.tsx';
import { onCanvasKey } from './canvas-keys.ts';
import type { CanvasProps } from './canvas-props.ts';
import { readDrop, CANVAS_DRAG_TYPE } from './drop.ts';
import { joinedRows } from './edge-meaning.ts';
import { SNAP } from './far-pointer.ts';
import { FindBar } from './find-bar.tsx';
import type { FlowNode } from './flow-nodes.ts';
import type { MinimapHandle } from './minimap.tsx';
import type { NodeRow } from './node-rows.ts';
import { ObjectNode } from './object-node.tsx';
import { prepareRowEditor } from './row-editor-lazy.tsx';
import { useCamera } from './use-camera.ts';
import { useCanvasDeeds } from './use-canvas-deeds.ts';
import { useConnecting } from './use-connecting.ts';
import { useDrag } from './use-drag.ts';
import { useEdgePointer } from './use-edge-pointer.ts';
import { useFarPointer } from './use-far-pointer.ts';
import { useFinding } from './use-finding.ts';
import { useMarks } from './use-marks.ts';
import { useObjectNodes } from './use-object-nodes.ts';
import { usePicks } from './use-picks.ts';
import { useRowEditing } from './use-row-editing.ts';
import { useConnected, useDiagramParts, usePaint, type Live } from './use-scene.ts';

const NODE_TYPES = { object: ObjectNode, mark: MarkNode };
type Columns = { readonly object: Id; readonly ids: ReadonlySet<Id> };

/** The diagram: React Flow mounts the nodes in view, one canvas under it draws areas and edges and, from afar, everything. */
export function Canvas(props: CanvasProps) {
  return (
    <ReactFlowProvider>
      <CanvasInner {...props} />
    </ReactFlowProvider>
  );
}

function CanvasInner(props: CanvasProps) {
  const {
    project,
    diagram: diagramId,
    selection,
    selectedColumn,
    states,
    diagnostics,
    colorScheme,
    coloring,
    onSelect,
    dispatch,
    onMenu,
    onOpen,
    ref,
    children,
  } = props;
  const host = useRef<HTMLDivElement>(null);
  const ink = useRef<HTMLCanvasElement>(null);
  const view = useRef<Viewport>({ x: 0, y: 0, zoom: 1 });
  const live = useRef<Live>({ hover: undefined, mounted: undefined });
  const map = useRef<MinimapHandle>(null);
  const focus = useCallback(() => host.current?.focus({ preventScroll: true }), []);

  const diagram = project.diagrams[diagramId];
  const { boxes, edges, routes, areas } = useDiagramParts(project, diagram);
  const { paint, show } = usePaint(ink, view, live);
  const marks = useMarks(diagram, colorScheme, props, focus);
  const camera = useCamera(host, boxes, () => [...boxes.values(), ...marks.marks], paint, view, live);
  const pointer = useEdgePointer(edges, routes);
  const selectedEdge = edges.find(({ id }) => id === pointer.selected?.id);
  const { picked, keys, pick } = usePicks(selection, marks, onSelect, () => pointer.select(undefined));
  const connected = useConnected(edges, picked, selectedEdge);
  const rows = useRowEditing(project, boxes, props, focus);
  const finding = useFinding(boxes, camera.reveal);
  const connecting = useConnecting({ project, diagram: diagramId, boxes, camera, host, dispatch });
  const drag = useDrag({
    diagram: diagramId,
    boxes,
    marks: marks.marks,
    picked: keys,
    dispatch,
    seen: camera.seen,
    zoom: () => view.current.zoom,
    onPick: pick,
  });

  // Columns: the one the studio knows of, and others that were added to it here.
  const [more, setMore] = useState<Columns>();
  const columns = useMemo((): Columns | undefined => {
    if (!selectedColumn) return undefined;
    const { object, column } = selectedColumn;
    return more?.object === object && more.ids.has(column) ? more : { object, ids: new Set([column]) };
  }, [selectedColumn, more]);
  const latest = useRef({ columns, diagram: diagramId, boxes });
  useEffect(() => {
    latest.current = { columns, diagram: diagramId, boxes };
  });
  const onRow = useCallback(
    (object: Id, row: NodeRow, added: boolean) => {
      const { columns: known, diagram: on } = latest.current;
      if (row.group === 'fold') {
        dispatch('diagram.unfold', { diagram: on, ids: [object], unfolded: row.id === 'closed' });
        return;
      }
      if (added && known?.object === object) setMore({ object, ids: new Set([...known.ids, row.id]) });
      else setMore(undefined);
      onSelect([object], { object, column: row.id });
    },
    [dispatch, onSelect],
  );
  const lit = useMemo(() => {
    const joining = edges.filter(
      (edge) => pointer.lit.has(edge.id) || (pointer.lit.size === 0 && picked.size === 1 && (picked.has(edge.from) || picked.has(edge.to))),
    );
    return joinedRows(project, joining, boxes);
  }, [project, edges, boxes, pointer.lit, picked]);

  const { level } = camera;
  const look = () => map.current?.look(camera.seen());
  const nodes = useObjectNodes({
    boxes,
    window: camera.window,
    level,
    moved: drag.moved,
    held: !drag.flying,
    picked,
    connected,
    states,
    diagnostics,
    coloring,
    columns,
    lit,
    found: finding.marked,
    target: connecting.wire?.over,
    rows,
    onRow,
  });
  const { nodes: markNodes } = marks;
  const all = useMemo((): readonly FlowNode[] => {
    const marked = markNodes(level === 'far' ? undefined : drag.moved, camera.window);
    return marked.length === 0 ? nodes : [...marked, ...nodes];
  }, [markNodes, level, drag.moved, camera.window, nodes]);
  const shownAreas = useMemo(() => areas.map((area) => ({ ...area, ...marks.sized.get(area.id) })), [areas, marks.sized]);
  const { moved, guides } = drag;
  useEffect(() => {
    const notes = marks.marks.filter(({ type }) => type === 'note');
    const far = level === 'far';
    show({
      boxes,
      edges,
      routes,
      areas: shownAreas,
      notes,
      moved,
      guides,
      selection: picked,
      lit: pointer.lit,
      connected,
      found: finding.marked,
      far,
      scheme: colorScheme,
      coloring,
    });
  }, [boxes, edges, routes, shownAreas, marks.marks, moved, guides, picked, pointer.lit, connected, finding.marked, level, colorScheme, coloring, show]);

  const shown = useRef<Shown>(undefined);
  const latestCamera = useRef(camera);
  useEffect(() => {
    latestCamera.current = camera;
  });
  useEffect(() => {
    const now = { diagram: diagramId, ids: new Set(boxes.keys()) };
    if (hasArrived(shown.current, now)) requestAnimationFrame(() => latestCamera.current.fit());
    // What is drawn first on an empty diagram is seen at its own size, whatever was shown before.
    else if (now.ids.size === 0) latestCamera.current.reset();
    shown.current = now;
  }, [diagramId, boxes]);

  const boxAt = (event: { clientX: number; clientY: number }) => {
    const at = camera.toCanvas(event);
    return hitTest(boxes.values(), at.x, at.y);
  };
  const edgeAt = (event: { clientX: number; clientY: number; target: EventTarget }) => {
    if (level === 'far' || !(event.target as Element).classList.contains('react-flow__pane')) return undefined;
    const at = camera.toCanvas(event);
    return pointer.at(at.x, at.y, view.current.zoom);
  };
  const far = useFarPointer({
    boxes,
    selection,
    camera,
    host,
    boxAt,
    onSelect: (ids) => pick(ids),
    setMoved: drag.setMoved,
    drop: drag.drop,
    onHover: (id) => {
      if (live.current.hover === id) return;
      live.current.hover = id;
      paint();
    },
  });
  const { deeds, handle } = useCanvasDeeds({ props, host, boxes, edges, routes, camera, marks, pointer, drag, rows, finding });
  useImperativeHandle(ref, () => handle);

  const onDrop = (event: DragEvent) => {
    const drop = readDrop(event.dataTransfer.getData(CANVAS_DRAG_TYPE));
    if (!drop) return;
    event.preventDefault();
    const { x, y } = camera.toCanvas(event);
    const at = { x: Math.round(x / SNAP) * SNAP, y: Math.round(y / SNAP) * SNAP };
    const under = hitTest(boxes.values(), x, y);
    if (drop.kind === 'new') dispatch('object.create', { kind: drop.objectKind, diagram: diagramId, ...at });
    else if (under && under.id !== drop.id) connecting.offer(drop.id, under.id, [], event);
    else if (project.objects[drop.id]?.kind === 'source' && boxes.has(drop.id))
      dispatch('object.create', { kind: 'staging', from: drop.id, diagram: diagramId, ...at });
    else drag.place({ [drop.id]: at });
  };

  return (
    <div
      ref={host}
      className="or-canvas"
      data-scheme={colorScheme}
      data-level={level}
      data-pointed={pointer.hovered ? true : undefined}
      tabIndex={0}
      aria-label="Diagram"
      onFocus={prepareRowEditor}
      onKeyDownCapture={(event) => {
        if (event.key === 'Escape' && connecting.wire) connecting.cancel();
        else onCanvasKey(event, deeds);
      }}
      onPointerDownCapture={(event) => {
        far.press(event);
        if (level === 'near') connecting.press(event, columns);
      }}
      onMouseDownCapture={(event) => {
        if (far.dragging()) event.stopPropagation();
      }}
      onPointerMove={(event) => {
        far.move(event);
        connecting.move(event);
        // While the view zooms, edges pass under a pointer that stands still.
        if (event.buttons === 0 && live.current.mounted === undefined) pointer.hover(edgeAt(event));
      }}
      onPointerLeave={() => pointer.hover(undefined)}
      onPointerUp={(event) => {
        far.release();
        connecting.release(event);
      }}
      onPointerCancel={() => {
        far.release();
        connecting.cancel();
      }}
      onDragOver={(event) => {
        if (event.dataTransfer.types.includes(CANVAS_DRAG_TYPE)) event.preventDefault();
      }}
      onDrop={onDrop}
      onDoubleClick={(event) => {
        const box = boxAt(event);
        const row = (event.target as Element).closest<HTMLElement>('.or-row')?.dataset['row'];
        if (!box || (event.target as Element).closest('.or-mark')) return;
        if (level === 'far') camera.zoomTo([box.id]);
        else if (row === undefined || !rows.edit(box.id, row)) onOpen?.(box.id);
      }}
      onContextMenu={(event) => {
        if (!onMenu) return;
        event.preventDefault();
        onMenu(event, boxAt(event)?.id);
      }}
    >
      <canvas ref={ink} className="or-ink" />
      <ReactFlow<FlowNode>
        nodes={all as FlowNode[]}
        nodeTypes={NODE_TYPES}
        colorMode={colorScheme}
        onNodesChange={drag.onNodesChange}
        onMove={(event, next) => {
          camera.onMove(event, next);
          look();
        }}
        onNodeDragStop={drag.drop}
        onSelectionDragStop={drag.drop}
        onSelectionStart={(event) => far.frameStart(event)}
        onSelectionEnd={(event) => far.frameEnd(event)}
        onPaneClick={(event) => {
          if (level === 'far' && boxAt(event)) return;
          const edge = edgeAt(event);
          pick([]);
          pointer.select(edge);
        }}
        onConnect={({ source, target }) => {
          const at = camera.toScreen(boxes.get(target) ?? { x: 0, y: 0 });
          connecting.offer(source, target, [], { clientX: at.x, clientY: at.y });
        }}
        onConnectEnd={(event, state) => {
          if (state.isValid !== true) connecting.onConnectEnd(event, state);
        }}
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
        <Controls showInteractive={false} onFitView={camera.fit} />
      </ReactFlow>
      <Suspense fallback={null}>
        {connecting.wire ? <WireLine wire={connecting.wire} host={host} /> : null}
        {(pointer.hovered ?? pointer.selected) ? (
          <EdgeTells {...{ project, edges, boxes, camera, host }} hovered={pointer.hovered} selected={pointer.selected} onRemove={() => deeds.remove()} />
        ) : null}
        {finding.open ? (
          <FindBar
            {...finding}
            onQuery={finding.ask}
            onGo={finding.go}
            onClose={() => {
              const id = finding.found[finding.at];
              finding.close();
              if (id !== undefined) onSelect([id]);
              focus();
            }}
          />
        ) : null}
        {props.minimap === true && boxes.size > 0 ? (
          <Minimap ref={map} {...{ boxes, areas, selection: picked, scheme: colorScheme, coloring, onReady: look, onCenter: camera.centerOn }} />
        ) : null}
        {props.legend && boxes.size > 0 ? <Legend {...{ boxes, edges, states, scheme: colorScheme, coloring, onClose: props.legend.onClose }} /> : null}
        {connecting.asked ? (
          <ConnectMenu
            project={project}
            asked={connecting.asked}
            onMeaning={connecting.choose}
            onClose={connecting.close}
            onMake={(kind) => {
              if (connecting.asked?.what === 'make')
                dispatch('object.create', { kind, from: connecting.asked.from, diagram: diagramId, ...connecting.asked.spot });
              connecting.close();
            }}
          />
        ) : null}
      </Suspense>
      {boxes.size === 0 && marks.marks.length === 0 && children ? <div className="or-canvas-empty">{children}</div> : null}
    </div>
  );
}
