import { Filter, MoreVertical } from 'lucide-react';
import { useRef, useState, type MouseEvent, type PointerEvent } from 'react';
import type { ResultColumn } from '../../core/engine-port.ts';
import type { RowShape } from '../../core/rows/row-shape.ts';
import type { ColumnStatistics } from '../../store/studio-types.ts';
import { NARROWEST } from './column-look.ts';
import type { ShownColumn } from './grid-row.tsx';
import { HeadStatistics } from './head-statistics.tsx';

export const HEAD_HEIGHT = 40;
export const FACTS_HEIGHT = 40;
const DRAGGED = 'application/x-orrery-result-column';

interface GridHeadProps {
  readonly columns: readonly ResultColumn[];
  readonly pinned: readonly ShownColumn[];
  readonly pinnedWidth: number;
  readonly scrolled: readonly ShownColumn[];
  readonly gutter: number;
  readonly shape: RowShape;
  /** Shows statistics where there are any. */
  readonly statistics: ReadonlyMap<string, ColumnStatistics | string> | undefined;
  readonly onSort: (column: number, adds: boolean) => void;
  readonly onMenu: (column: number, at: { readonly x: number; readonly y: number }) => void;
  readonly onFilter: ((column: number, beside: DOMRect) => void) | undefined;
  readonly onResize: (column: number, width: number) => void;
  readonly onFit: (column: number) => void;
  readonly onMove: (column: number, to: number) => void;
}

function Edge({ width, onResize, onFit }: { readonly width: number; readonly onResize: (width: number) => void; readonly onFit: () => void }) {
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
      draggable
      onDragStart={(event) => event.preventDefault()}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => {
        drag.current = undefined;
      }}
      onDoubleClick={onFit}
    />
  );
}

/** Names and types of the columns: a click sorts, Shift adds to the order, the right edge resizes, dragging moves. */
export function GridHead(props: GridHeadProps) {
  const { columns, pinned, pinnedWidth, scrolled, gutter, shape, statistics, onSort, onMenu, onFilter, onResize, onFit, onMove } = props;
  const [over, setOver] = useState<number>();
  const cell = ({ place, index, start, size, isNumber }: ShownColumn) => {
    const column = columns[index];
    if (!column) return null;
    const { name, type } = column;
    const at = shape.sorts.findIndex((sort) => sort.column === name);
    const sorted = at < 0 ? 'none' : shape.sorts[at]?.descending === true ? 'descending' : 'ascending';
    const filter = shape.filters.some((each) => each.column === name);
    const mark = `${{ none: '', ascending: '▲', descending: '▼' }[sorted]}${at >= 0 && shape.sorts.length > 1 ? at + 1 : ''}`;
    return (
      <div
        key={place}
        role="columnheader"
        aria-colindex={place + 1}
        aria-sort={sorted}
        className="or-grid-column"
        style={{ left: start, width: size }}
        data-number={isNumber ? '' : undefined}
        data-over={over === index ? '' : undefined}
        draggable
        onDragStart={(event) => {
          event.dataTransfer.setData(DRAGGED, String(index));
          event.dataTransfer.effectAllowed = 'move';
        }}
        onDragOver={(event) => {
          if (!event.dataTransfer.types.includes(DRAGGED)) return;
          event.preventDefault();
          setOver(index);
        }}
        onDragLeave={() => setOver(undefined)}
        onDrop={(event) => {
          const from = event.dataTransfer.getData(DRAGGED);
          setOver(undefined);
          if (from === '') return;
          event.preventDefault();
          onMove(Number(from), index);
        }}
        onContextMenu={(event) => {
          event.preventDefault();
          onMenu(index, { x: event.clientX, y: event.clientY });
        }}
      >
        <button
          type="button"
          className="or-grid-sort"
          tabIndex={-1}
          title={`${name}, ${type.toLowerCase()}. Sort (Enter), add to the order (Shift+Enter)`}
          onClick={(event) => onSort(index, event.shiftKey)}
        >
          <span className="or-grid-name">
            <span>{name}</span>
            {mark === '' ? null : <span>{mark}</span>}
          </span>
          <span className="or-grid-type">{type.toLowerCase()}</span>
        </button>
        {statistics ? <HeadStatistics name={name} found={statistics.get(name)} /> : null}
        <div className="or-grid-tools" data-on={filter ? '' : undefined}>
          {onFilter ? (
            <button
              type="button"
              tabIndex={-1}
              aria-label={`Filter ${name}`}
              aria-pressed={filter}
              title={`Filter ${name} (F)`}
              onClick={(event: MouseEvent) => onFilter(index, event.currentTarget.getBoundingClientRect())}
            >
              <Filter size={12} />
            </button>
          ) : null}
          <button
            type="button"
            tabIndex={-1}
            aria-label={`More for ${name}`}
            title="More (Shift+F10)"
            onClick={(event: MouseEvent) => {
              const { left, bottom } = event.currentTarget.getBoundingClientRect();
              onMenu(index, { x: left, y: bottom });
            }}
          >
            <MoreVertical size={12} />
          </button>
        </div>
        <Edge width={size} onResize={(width) => onResize(index, width)} onFit={() => onFit(index)} />
      </div>
    );
  };
  return (
    <div className="or-grid-head" role="row" aria-rowindex={1} style={{ height: HEAD_HEIGHT + (statistics ? FACTS_HEIGHT : 0) }}>
      <div className="or-grid-pinned" style={{ width: gutter + pinnedWidth }}>
        <div className="or-grid-corner" style={{ width: gutter }} />
        {pinned.map(cell)}
      </div>
      {scrolled.map(cell)}
    </div>
  );
}
