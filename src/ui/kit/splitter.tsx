import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { clampSize, sizeAfterKey } from './splitter-size.ts';

interface SplitterProps {
  /** What it resizes, e.g. `Width of the navigator`. */
  readonly label: string;
  /** `x` moves left and right. */
  readonly axis: 'x' | 'y';
  /** Whether the region it sizes lies before (left of, above) or after it. */
  readonly region: 'before' | 'after';
  readonly size: number;
  readonly min: number;
  readonly max: number;
  /** The size that a double click gives it back. */
  readonly usual: number;
  readonly onResize: (size: number) => void;
  readonly onCollapse: () => void;
}

/** The edge between two regions: drag it, or focus it and use arrows, Home and End; Enter collapses, a double click gives it its usual size. */
export function Splitter({ label, axis, region, size, min, max, usual, onResize, onCollapse }: SplitterProps) {
  const drag = useRef<{ readonly at: number; readonly size: number }>(undefined);
  const [dragging, setDragging] = useState(false);
  const sign = region === 'before' ? 1 : -1;
  const point = (event: PointerEvent) => (axis === 'x' ? event.clientX : event.clientY);
  const stop = () => {
    drag.current = undefined;
    setDragging(false);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const [less, more] = axis === 'x' ? (['ArrowLeft', 'ArrowRight'] as const) : (['ArrowUp', 'ArrowDown'] as const);
    const next = sizeAfterKey(event.key, size, sign === 1 ? more : less, sign === 1 ? less : more, { min, max });
    if (next !== undefined) onResize(next);
    else if (event.key === 'Enter') onCollapse();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      className="or-splitter"
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation={axis === 'x' ? 'vertical' : 'horizontal'}
      aria-valuenow={size}
      aria-valuemin={min}
      aria-valuemax={max}
      data-axis={axis}
      data-dragging={dragging || undefined}
      onKeyDown={onKeyDown}
      onDoubleClick={() => onResize(clampSize(usual, { min, max }))}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        drag.current = { at: point(event), size };
        setDragging(true);
      }}
      onPointerMove={(event) => {
        if (drag.current) onResize(clampSize(drag.current.size + sign * (point(event) - drag.current.at), { min, max }));
      }}
      onPointerUp={stop}
      onPointerCancel={stop}
    />
  );
}
