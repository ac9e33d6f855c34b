import { boundsOfRange, type CellRange } from './cell-range.ts';
import type { GridProps } from './grid-props.ts';
import { GridRow, ROW_HEIGHT } from './grid-row.tsx';
import type { ShownColumns } from './use-shown-columns.ts';
import type { Drawn } from './use-row-pages.ts';

const MARGIN_ROWS = 6;
/** Rows are placed from a row that changes seldom, so that a step of the scroll bar moves one element and renders few. */
const STEP = 64;

interface GridLayerProps {
  readonly grid: string;
  readonly drawn: Drawn;
  readonly view: number;
  readonly head: number;
  readonly gutter: number;
  readonly columns: ShownColumns;
  readonly range: CellRange;
  readonly lookOf: GridProps['lookOf'];
}

/** The rows on the screen. They stay where they are while the box scrolls, until they are drawn anew. */
export function GridLayer({ grid, drawn, view, head, gutter, columns, range, lookOf }: GridLayerProps) {
  const { pages, place } = drawn;
  const first = Math.max(0, Math.floor(place / ROW_HEIGHT) - MARGIN_ROWS);
  const last = Math.min(pages.source.rows - 1, Math.floor((place + view) / ROW_HEIGHT) + MARGIN_ROWS);
  const base = Math.floor(first / STEP) * STEP;
  const { top, bottom, left, right } = boundsOfRange(range);
  return (
    <div className="or-grid-layer" style={{ top: head }}>
      <div className="or-grid-rows" role="rowgroup" style={{ transform: `translateY(${base * ROW_HEIGHT - place}px)` }}>
        {Array.from({ length: Math.max(0, last - first + 1) }, (_, offset) => {
          const index = first + offset;
          const isSelected = index >= top && index <= bottom;
          return (
            <GridRow
              key={index}
              grid={grid}
              index={index}
              top={(index - base) * ROW_HEIGHT}
              gutter={gutter}
              pinned={columns.pinned}
              pinnedWidth={columns.pinnedWidth}
              scrolled={columns.scrolled}
              values={pages.row(index)}
              selectedFrom={isSelected ? left : -1}
              selectedTo={isSelected ? right : -1}
              focus={index === range.focus.row ? range.focus.column : -1}
              lookOf={lookOf}
            />
          );
        })}
      </div>
    </div>
  );
}
