import type { RefObject } from 'react';
import type { Id } from '../../core/model/types.ts';
import { arranged } from './arrange.ts';
import type { Box } from './box.ts';
import { columnBeside, type CanvasDeeds } from './canvas-keys.ts';
import type { CanvasHandle, CanvasProps } from './canvas-props.ts';
import type { ModelEdge } from './edges.ts';
import { draggedPositions } from './far-pointer.ts';
import { neighbourOf } from './neighbour.ts';
import { HEADER_HEIGHT } from './node-size.ts';
import { markKey } from './paint-scene.ts';
import type { Route } from './route.ts';
import type { Camera } from './use-camera.ts';
import type { useDrag } from './use-drag.ts';
import type { useEdgePointer } from './use-edge-pointer.ts';
import type { useFinding } from './use-finding.ts';
import { resized, type useMarks } from './use-marks.ts';
import type { useRowEditing } from './use-row-editing.ts';

interface World {
  readonly props: CanvasProps;
  readonly host: RefObject<HTMLDivElement | null>;
  readonly boxes: ReadonlyMap<Id, Box>;
  readonly edges: readonly ModelEdge[];
  readonly routes: ReadonlyMap<string, Route>;
  readonly camera: Camera;
  readonly marks: ReturnType<typeof useMarks>;
  readonly pointer: ReturnType<typeof useEdgePointer>;
  readonly drag: ReturnType<typeof useDrag>;
  readonly rows: ReturnType<typeof useRowEditing>;
  readonly finding: ReturnType<typeof useFinding>;
}

const isColumnRow = ({ group }: Box['rows'][number]): boolean => group === 'key' || group === 'value';

/** What keys, and the studio's actions, do on a diagram. */
export function useCanvasDeeds({ props, host, boxes, edges, routes, camera, marks, pointer, drag, rows, finding }: World): {
  readonly deeds: CanvasDeeds;
  readonly handle: CanvasHandle;
} {
  const { diagram, selection, selectedColumn, dispatch, onSelect, onMenu, onDelete } = props;
  const [only] = selection.length === 1 ? selection : [];
  const column = selectedColumn !== undefined && selectedColumn.object === only ? selectedColumn : undefined;
  const rowsOf = (id: Id) => (boxes.get(id)?.rows ?? []).filter(isColumnRow);
  const selectEdge = (edge: ModelEdge | undefined) => {
    const route = edge && routes.get(edge.id);
    if (!route) return;
    const middle = Math.floor(route.length / 4) * 2;
    pointer.select({ id: edge.id, x: route[middle] ?? 0, y: route[middle + 1] ?? 0 });
  };
  /** Rows are edited where they can be read. */
  const near = (id: Id) => {
    if (camera.level !== 'near') camera.zoomTo([id]);
    else camera.reveal(id);
  };

  const deeds: CanvasDeeds = {
    menu() {
      const first = selection.map((id) => boxes.get(id)).find((box) => box !== undefined);
      if (!onMenu || !first) return false;
      const { x, y } = camera.toScreen({ x: first.x + 12, y: first.y + HEADER_HEIGHT });
      onMenu({ clientX: x, clientY: y }, first.id);
      return true;
    },
    nudge(dx, dy) {
      const chosen = marks.marks.filter(({ id }) => marks.selected.has(id));
      if (selection.length === 0 && chosen.length === 0) return false;
      const moved = chosen.map((mark) => [markKey(mark.id), { x: mark.x + dx, y: mark.y + dy }] as const);
      drag.place({ ...draggedPositions(boxes, selection, dx, dy), ...Object.fromEntries(moved) }, 'canvas.arrows');
      return true;
    },
    resize(dx, dy) {
      if (!marks.only) return false;
      marks.put(resized(marks.only, dx, dy));
      return true;
    },
    walk(direction) {
      const next = only === undefined ? undefined : neighbourOf(boxes, edges, only, direction);
      if (next === undefined) return false;
      onSelect([next]);
      camera.reveal(next);
      return true;
    },
    walkColumns(by) {
      if (!column) return false;
      const next = columnBeside(rowsOf(column.object), column.column, by);
      if (next !== undefined) onSelect([column.object], { object: column.object, column: next });
      return true;
    },
    enter() {
      if (marks.only || column) return deeds.rename();
      const first = only === undefined ? undefined : rowsOf(only)[0];
      if (only === undefined || !first) return false;
      near(only);
      onSelect([only], { object: only, column: first.id });
      return true;
    },
    rename() {
      if (marks.only) {
        marks.edit(marks.only);
        return true;
      }
      if (!column) return false;
      near(column.object);
      return rows.edit(column.object, column.column);
    },
    addColumn() {
      if (only === undefined) return false;
      near(only);
      return rows.add(only, column?.column);
    },
    remove() {
      const edge = edges.find(({ id }) => id === pointer.selected?.id);
      if (edge) {
        dispatch('disconnect', { object: edge.to, relation: edge.relation });
        pointer.select(undefined);
        host.current?.focus();
        return true;
      }
      if (marks.selected.size > 0) marks.remove([...marks.selected]);
      if (selection.length > 0) dispatch('diagram.unplace', { diagram, ids: selection });
      return marks.selected.size > 0 || selection.length > 0;
    },
    destroy() {
      if (selection.length === 0) return false;
      onDelete?.(selection);
      return true;
    },
    escape() {
      if (pointer.selected) pointer.select(undefined);
      else if (column) onSelect([column.object]);
      else {
        onSelect([]);
        marks.select(new Set());
      }
      return true;
    },
    fit() {
      camera.fit();
      return true;
    },
  };

  const handle: CanvasHandle = {
    fit: camera.fit,
    zoomTo: camera.zoomTo,
    reveal: camera.reveal,
    center: camera.center,
    async layout(style = 'layers', ids) {
      const { tidyPositions } = await import('./layout/tidy.ts');
      await drag.fly(await tidyPositions(style, boxes, edges, ids));
    },
    arrange(how) {
      drag.place(
        arranged(
          selection.flatMap((id) => boxes.get(id) ?? []),
          how,
        ),
      );
    },
    addMark(type) {
      const around = selection.flatMap((id) => boxes.get(id) ?? []);
      camera.readable(marks.add(type, around, [...boxes.values()], camera.center()));
    },
    find: finding.start,
    nextRelation() {
      const around = selection.length === 0 ? edges : edges.filter(({ from, to }) => selection.includes(from) || selection.includes(to));
      const at = around.findIndex(({ id }) => id === pointer.selected?.id);
      selectEdge(around[(at + 1) % Math.max(1, around.length)]);
      host.current?.focus();
    },
  };
  return { deeds, handle };
}
