import { useEffect, useMemo, useRef, useState } from 'react';
import type { Diagram, Id } from '../../core/model/types.ts';
import { boundsOf, overlaps, type Box, type Rect } from './box.ts';
import { freeSpot } from '../shell/free-spot.ts';
import type { CanvasProps } from './canvas-props.ts';
import type { MarkFlowNode, MarkNodeData } from './mark-node.tsx';
import { AREA_SIZE, areaAround, freeMarkId, markCommand, marksOf, NOTE_SIZE, SMALLEST, type Mark, type Sizes } from './marks.ts';
import { markKey, type Positions } from './paint-scene.ts';

const NOT_SIZED: Sizes = new Map();
const NONE: ReadonlySet<Id> = new Set();

interface Marks {
  readonly marks: readonly Mark[];
  readonly selected: ReadonlySet<Id>;
  readonly sized: Sizes;
  select(ids: ReadonlySet<Id>): void;
  /** The one that is selected alone. */
  readonly only: Mark | undefined;
  edit(mark: Mark | undefined): void;
  put(mark: Mark): void;
  remove(ids: readonly Id[]): void;
  add(type: Mark['type'], around: readonly Box[], boxes: readonly Box[], center: { readonly x: number; readonly y: number }): Rect;
  /** Their nodes; none while they are drawn from afar. */
  nodes(moved: Positions | undefined, window: Rect): readonly MarkFlowNode[];
}

/** The areas and notes of a diagram: which are selected, which one is edited or resized. */
export function useMarks(
  diagram: Diagram | undefined,
  scheme: 'light' | 'dark',
  { dispatch, onSelect }: Pick<CanvasProps, 'dispatch' | 'onSelect'>,
  onEnd: () => void,
): Marks {
  const [selected, setSelected] = useState(NONE);
  const [edited, setEdited] = useState<Id>();
  const [sized, setSized] = useState(NOT_SIZED);
  const marks = useMemo(() => marksOf(diagram, sized), [diagram, sized]);
  const put = (mark: Mark) => {
    if (diagram) dispatch(...markCommand(diagram.id, mark));
  };
  const remove = (ids: readonly Id[]) => {
    if (diagram) dispatch('diagram.removeMarks', { diagram: diagram.id, ids });
    setSelected(NONE);
    onEnd();
  };
  const edit = (mark: Mark | undefined) => {
    setEdited(mark?.id);
    if (!mark) onEnd();
  };
  // The nodes read what is latest through this, so that they are new only when what they show is.
  const latest = useRef({ put, remove, edit, onSelect, selected });
  useEffect(() => {
    latest.current = { put, remove, edit, onSelect, selected };
  });
  const nodes = useMemo((): Marks['nodes'] => {
    const shared: Pick<MarkNodeData, 'scheme' | 'onEdit' | 'onChange' | 'onRemove' | 'onFocus' | 'onSize'> = {
      scheme,
      onEdit: (mark: Mark | undefined) => latest.current.edit(mark),
      onChange: (mark: Mark) => latest.current.put(mark),
      onRemove: (mark: Mark) => latest.current.remove([mark.id]),
      onFocus: (mark: Mark) => {
        if (latest.current.selected.has(mark.id)) return;
        latest.current.onSelect([]);
        setSelected(new Set([mark.id]));
      },
      onSize: (mark: Mark, size: { readonly width: number; readonly height: number } | undefined) => setSized(size ? new Map([[mark.id, size]]) : NOT_SIZED),
    };
    return (moved, window) =>
      (moved ? marks : []).flatMap((mark): readonly MarkFlowNode[] => {
        const key = markKey(mark.id);
        const position = moved?.get(key) ?? mark;
        if (!overlaps({ ...mark, ...position }, window) && moved?.has(key) !== true) return [];
        return [
          {
            id: key,
            type: 'mark',
            position: { x: position.x, y: position.y },
            width: mark.width,
            height: mark.height,
            measured: { width: mark.width, height: mark.height },
            selected: selected.has(mark.id),
            zIndex: mark.type === 'area' ? -1 : 1,
            connectable: false,
            ...(mark.type === 'area' ? { dragHandle: '.or-area-name' } : {}),
            focusable: false,
            data: { ...shared, mark, editing: edited === mark.id },
          },
        ];
      });
  }, [marks, selected, edited, scheme]);
  const [first] = selected;
  return {
    marks,
    selected,
    sized,
    select: setSelected,
    only: selected.size === 1 ? marks.find(({ id }) => id === first) : undefined,
    edit,
    put,
    remove,
    add(type, around, boxes, center) {
      const id = freeMarkId(diagram, type);
      const bounds = type === 'area' ? boundsOf(around) : undefined;
      const size = type === 'area' ? AREA_SIZE : NOTE_SIZE;
      const middle = { x: Math.round(center.x - size.width / 2), y: Math.round(center.y - size.height / 2) };
      const rect = bounds ? areaAround(bounds) : { ...(type === 'note' ? freeSpot(boxes, middle, size) : middle), ...size };
      put(type === 'area' ? { type, id, name: 'Area', ...rect } : { type, id, text: '', ...rect });
      onSelect([]);
      setSelected(new Set([id]));
      setEdited(id);
      return rect;
    },
    nodes,
  };
}

/** Another size of an area or a note, no smaller than it can be read. */
export const resized = (mark: Mark, dx: number, dy: number): Mark => ({
  ...mark,
  width: Math.max(SMALLEST.width, mark.width + dx),
  height: Math.max(SMALLEST.height, mark.height + dy),
});
