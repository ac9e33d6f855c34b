import { useEffect, useImperativeHandle, useMemo, useRef, type PointerEvent, type Ref } from 'react';
import type { DiagramArea, Id } from '../../core/model/types.ts';
import type { Coloring } from './coloring.ts';
import { boundsOf, holds, type Box, type Rect } from './box.ts';
import { MARK_INK } from './mark-colors.ts';

const SIZE = { width: 180, height: 120 };
const PADDING = 6;

export interface MinimapHandle {
  /** Shows where the view is, without a render. */
  look(seen: Rect): void;
}

interface MinimapProps {
  readonly boxes: ReadonlyMap<Id, Box>;
  readonly areas: readonly DiagramArea[];
  readonly selection: ReadonlySet<Id>;
  readonly scheme: 'light' | 'dark';
  readonly coloring: Coloring;
  readonly onReady: () => void;
  readonly onCenter: (at: { readonly x: number; readonly y: number }) => void;
  readonly ref: Ref<MinimapHandle>;
}

/** The whole diagram, small: a press or a drag moves the view there. */
export function Minimap({ boxes, areas, selection, scheme, coloring, onReady, onCenter, ref }: MinimapProps) {
  const ink = useRef<HTMLCanvasElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const bounds = useMemo(() => boundsOf([...boxes.values(), ...areas]), [boxes, areas]);
  const scale = useMemo(() => {
    if (!bounds) return { by: 1, x: 0, y: 0 };
    const by = Math.min((SIZE.width - 2 * PADDING) / bounds.width, (SIZE.height - 2 * PADDING) / bounds.height, 0.2);
    return { by, x: (SIZE.width - bounds.width * by) / 2 - bounds.x * by, y: (SIZE.height - bounds.height * by) / 2 - bounds.y * by };
  }, [bounds]);
  useImperativeHandle(
    ref,
    () => ({
      look(seen) {
        const style = frame.current?.style;
        if (!style) return;
        // What is seen whole needs no map.
        frame.current?.parentElement?.toggleAttribute('hidden', bounds !== undefined && holds(seen, bounds));
        style.transform = `translate(${seen.x * scale.by + scale.x}px, ${seen.y * scale.by + scale.y}px)`;
        style.width = `${seen.width * scale.by}px`;
        style.height = `${seen.height * scale.by}px`;
      },
    }),
    [scale, bounds],
  );
  useEffect(() => {
    const canvas = ink.current;
    const context = canvas?.getContext('2d');
    if (!canvas || !context) return;
    const ratio = window.devicePixelRatio || 1;
    canvas.width = SIZE.width * ratio;
    canvas.height = SIZE.height * ratio;
    context.setTransform(ratio * scale.by, 0, 0, ratio * scale.by, ratio * scale.x, ratio * scale.y);
    for (const area of areas) {
      context.fillStyle = MARK_INK[scheme][area.color ?? 'grey'].line;
      context.globalAlpha = 0.5;
      context.fillRect(area.x, area.y, area.width, area.height);
    }
    for (const box of boxes.values()) {
      context.fillStyle = coloring.of(box.object);
      context.globalAlpha = selection.size === 0 || selection.has(box.id) ? 0.9 : 0.4;
      context.fillRect(box.x, box.y, box.width, box.height);
    }
  }, [boxes, areas, selection, scheme, coloring, scale]);
  useEffect(onReady);
  const go = (event: PointerEvent<HTMLDivElement>) => {
    const rect = event.currentTarget.getBoundingClientRect();
    onCenter({ x: (event.clientX - rect.left - scale.x) / scale.by, y: (event.clientY - rect.top - scale.y) / scale.by });
  };
  return (
    <div
      className="or-minimap"
      role="img"
      aria-label="Map of the diagram"
      style={SIZE}
      onPointerDown={(event) => {
        event.stopPropagation();
        event.currentTarget.setPointerCapture(event.pointerId);
        go(event);
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) go(event);
      }}
    >
      <canvas ref={ink} style={SIZE} />
      <div ref={frame} className="or-minimap-view" />
    </div>
  );
}
