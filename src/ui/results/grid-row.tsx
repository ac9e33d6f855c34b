import type { VirtualItem } from '@tanstack/react-virtual';
import type { ResultColumn } from '../../core/engine-port.ts';
import { count } from '../panel/numbers.ts';
import { holds, type Bounds, type Cell } from './cell-range.ts';
import { isNumberType } from './column-look.ts';

export const ROW_HEIGHT = 24;
/** Characters of a value that a cell shows; the whole of it stands below the grid. */
const SHOWN = 200;

/** What became of a row, told by a sign and a word beside it, and by the values its cells had before. */
export interface RowLook {
  readonly state: string;
  readonly mark: string;
  readonly label: string;
  /** Of the cells that changed. */
  readonly before: ReadonlyMap<number, string | null>;
}

interface GridRowProps {
  readonly index: number;
  readonly top: number;
  readonly gutter: number;
  readonly columns: readonly ResultColumn[];
  readonly shown: readonly VirtualItem[];
  /** Absent until they are read. */
  readonly values: readonly (string | null)[] | undefined;
  readonly selected: Bounds;
  readonly focus: Cell;
  readonly look?: RowLook | undefined;
}

/** One row, of which only the visible cells are there. */
export function GridRow({ index, top, gutter, columns, shown, values, selected, focus, look }: GridRowProps) {
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className="or-grid-row"
      data-change={look?.state}
      style={{ transform: `translateY(${top}px)`, height: ROW_HEIGHT }}
    >
      <div className="or-grid-number" style={{ width: gutter }}>
        {look ? (
          <span className="or-grid-mark" role="img" aria-label={look.label} title={look.label}>
            {look.mark}
          </span>
        ) : null}
        {count(index + 1)}
      </div>
      {shown.map(({ index: column, start, size }) => {
        const value = values?.[column];
        const before = look?.before.get(column);
        return (
          <div
            key={column}
            id={`or-cell-${index}-${column}`}
            role="gridcell"
            aria-colindex={column + 1}
            data-cell={`${index},${column}`}
            className="or-grid-cell"
            style={{ left: start, width: size }}
            aria-selected={holds(selected, index, column)}
            data-focus={index === focus.row && column === focus.column ? '' : undefined}
            data-number={isNumberType(columns[column]?.type ?? '') ? '' : undefined}
            data-changed={before === undefined ? undefined : ''}
            data-null={value === null ? '' : undefined}
          >
            {before === undefined ? null : (
              <>
                <del>{before === null ? 'NULL' : before.slice(0, SHOWN)}</del>
                {' → '}
              </>
            )}
            {value === undefined ? '' : value === null ? 'NULL' : value.slice(0, SHOWN)}
          </div>
        );
      })}
    </div>
  );
}
