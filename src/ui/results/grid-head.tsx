import type { VirtualItem } from '@tanstack/react-virtual';
import { useRef, type PointerEvent } from 'react';
import type { ResultColumn } from '../../core/engine-port.ts';
import type { Page } from '../../store/studio-types.ts';
import { isNumberType, NARROWEST } from './column-look.ts';

export const HEAD_HEIGHT = 40;

interface GridHeadProps {
  readonly columns: readonly ResultColumn[];
  readonly shown: readonly VirtualItem[];
  readonly gutter: number;
  readonly order: Page['order'];
  readonly onSort: (column: string) => void;
  readonly onResize: (column: number, width: number) => void;
}

function Edge({ width, onResize }: { readonly width: number; readonly onResize: (width: number) => void }) {
  const drag = useRef<{ readonly from: number; readonly width: number }>(undefined);
  const onPointerDown = (event: PointerEvent<HTMLSpanElement>) => {
    drag.current = { from: event.clientX, width };
    event.currentTarget.setPointerCapture(event.pointerId);
    event.stopPropagation();
  };
  const onPointerMove = (event: PointerEvent) => {
    if (drag.current) onResize(Math.max(NARROWEST, drag.current.width + event.clientX - drag.current.from));
  };
  return (
    <span
      className="or-grid-edge"
      aria-hidden="true"
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => {
        drag.current = undefined;
      }}
    />
  );
}

/** Names and types of the columns; a click sorts, the right edge resizes. */
export function GridHead({ columns, shown, gutter, order, onSort, onResize }: GridHeadProps) {
  return (
    <div className="or-grid-head" role="row" aria-rowindex={1} style={{ height: HEAD_HEIGHT }}>
      <div className="or-grid-corner" style={{ width: gutter }} />
      {shown.map(({ index, start, size }) => {
        const column = columns[index];
        if (!column) return null;
        const sorted = order?.column !== column.name ? 'none' : order.descending ? 'descending' : 'ascending';
        return (
          <div
            key={index}
            role="columnheader"
            aria-colindex={index + 1}
            aria-sort={sorted}
            className="or-grid-column"
            style={{ left: start, width: size }}
            data-number={isNumberType(column.type) ? '' : undefined}
          >
            <button type="button" tabIndex={-1} title={`${column.name}, ${column.type.toLowerCase()}. Sort (Enter)`} onClick={() => onSort(column.name)}>
              <span className="or-grid-name">
                {column.name}
                {{ none: '', ascending: ' ▲', descending: ' ▼' }[sorted]}
              </span>
              <span className="or-grid-type">{column.type.toLowerCase()}</span>
            </button>
            <Edge width={size} onResize={(width) => onResize(index, width)} />
          </div>
        );
      })}
    </div>
  );
}
