import { useEffect, useMemo, useState } from 'react';
import type { Id } from '../../core/model/types.ts';
import { overlaps, type Box, type Rect } from './box.ts';
import type { CanvasProps } from './canvas-props.ts';
import { createFlowNodes, type NodeWish } from './flow-nodes.ts';
import type { ObjectFlowNode } from './object-node.tsx';
import type { NodeRow } from './node-rows.ts';
import type { Positions } from './paint-scene.ts';
import type { Level } from './use-camera.ts';
import type { RowEditing } from './use-row-editing.ts';

/** What a frame may mount; nodes that wait get a new one. */
const QUOTA = { nodes: 8 };

interface World extends Pick<CanvasProps, 'states' | 'diagnostics' | 'coloring'> {
  readonly boxes: ReadonlyMap<Id, Box>;
  readonly window: Rect;
  readonly level: Level;
  readonly moved: Positions;
  /** Whether what has moved must stay mounted, wherever it is. */
  readonly held: boolean;
  readonly picked: ReadonlySet<Id>;
  readonly connected: ReadonlySet<Id> | undefined;
  readonly columns: { readonly object: Id; readonly ids: ReadonlySet<Id> } | undefined;
  readonly lit: ReadonlyMap<Id, ReadonlySet<string>>;
  readonly found: ReadonlySet<Id> | undefined;
  readonly target: Id | undefined;
  readonly rows: RowEditing;
  readonly onRow: (object: Id, row: NodeRow, more: boolean) => void;
}

/** The nodes that are mounted: those in view, a few more with each frame. */
export function useObjectNodes(world: World): readonly ObjectFlowNode[] {
  const { boxes, window, level, moved, held, picked, connected, states, diagnostics, coloring, columns, lit, found, target, rows, onRow } = world;
  const [keep] = useState(createFlowNodes);
  const [quota, setQuota] = useState(QUOTA);
  const { edited } = rows;
  const editing = edited ? rows : undefined;
  const { nodes, pending } = useMemo(() => {
    const wishes: NodeWish[] = [];
    if (level !== 'far')
      for (const box of boxes.values()) {
        const position = moved.get(box.id) ?? box;
        if (!overlaps(position === box ? box : { ...box, ...position }, window) && !(held && moved.has(box.id))) continue;
        const isEdited = edited?.object === box.id;
        wishes.push({
          box,
          position,
          selected: picked.has(box.id),
          near: level === 'near',
          dimmed: connected !== undefined && !connected.has(box.id),
          state: states.get(box.id),
          problem: diagnostics.get(box.id),
          color: coloring.of(box.object),
          columns: columns?.object === box.id ? columns.ids : undefined,
          lit: lit.get(box.id),
          found: found?.has(box.id) === true,
          target: target === box.id,
          edited: isEdited ? edited : undefined,
          editing: isEdited ? editing : undefined,
          onRow,
        });
      }
    return keep(wishes, { x: window.x + window.width / 2, y: window.y + window.height / 2 }, quota.nodes);
  }, [boxes, window, moved, held, level, picked, connected, states, diagnostics, coloring, columns, lit, found, target, edited, editing, onRow, keep, quota]);
  useEffect(() => {
    if (!pending) return undefined;
    const next = requestAnimationFrame(() => setQuota({ ...QUOTA }));
    return () => cancelAnimationFrame(next);
  }, [pending, nodes]);
  return nodes;
}
