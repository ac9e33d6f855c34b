import { memo } from 'react';
import { count } from '../panel/numbers.ts';

export const ROW_HEIGHT = 24;
/** Characters of a value that a cell shows; the whole of it stands below the grid. */
const SHOWN = 200;

/** A column on the screen. */
export interface ShownColumn {
  /** Its place among the shown columns. */
  readonly place: number;
  /** Which column of the result. */
  readonly index: number;
  readonly start: number;
  readonly size: number;
  readonly isNumber: boolean;
}

/** What became of a row, told by a sign and a word beside it, and by the values its cells had before. */
export interface RowLook {
  readonly state: string;
  readonly mark: string;
  readonly label: string;
  /** Of the cells that changed, by the columns of the result. */
  readonly before: ReadonlyMap<number, string | null>;
}

interface GridRowProps {
  readonly grid: string;
  readonly index: number;
  readonly top: number;
  readonly gutter: number;
  /** Those that stay at the left, and how wide they are together. */
  readonly pinned: readonly ShownColumn[];
  readonly pinnedWidth: number;
  readonly scrolled: readonly ShownColumn[];
  /** Absent until they are read. */
  readonly values: readonly (string | null)[] | undefined;
  /** Selected columns by their places; `-1` for none. */
  readonly selectedFrom: number;
  readonly selectedTo: number;
  /** The place of the cell that has the focus; `-1` when it is in another row. */
  readonly focus: number;
  readonly lookOf: ((values: readonly (string | null)[]) => RowLook | undefined) | undefined;
}

/** One row, of which only the visible cells are there. */
export const GridRow = memo(function GridRow({
  grid,
  index,
  top,
  gutter,
  pinned,
  pinnedWidth,
  scrolled,
  values,
  selectedFrom,
  selectedTo,
  focus,
  lookOf,
}: GridRowProps) {
  const look = values && lookOf?.(values);
  const cell = ({ place, index: column, start, size, isNumber }: ShownColumn) => {
    const value = values?.[column];
    const before = look?.before.get(column);
    return (
      <div
        key={place}
        id={`${grid}-${index}-${place}`}
        role="gridcell"
        aria-colindex={place + 1}
        data-cell={`${index},${place}`}
        className="or-grid-cell"
        style={{ left: start, width: size }}
        aria-selected={place >= selectedFrom && place <= selectedTo}
        data-focus={place === focus ? '' : undefined}
        data-number={isNumber ? '' : undefined}
        data-null={value === null ? '' : undefined}
        data-changed={before === undefined ? undefined : ''}
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
  };
  return (
    <div role="row" aria-rowindex={index + 2} className="or-grid-row" data-change={look?.state} style={{ top, height: ROW_HEIGHT }}>
      <div className="or-grid-pinned" style={{ width: gutter + pinnedWidth }}>
        <div className="or-grid-number" role={look ? 'rowheader' : undefined} style={{ width: gutter }}>
          {look ? (
            <span className="or-grid-mark" role="img" aria-label={look.label} title={look.label}>
              {look.mark}
            </span>
          ) : null}
          {count(index + 1)}
        </div>
        {pinned.map(cell)}
      </div>
      {scrolled.map(cell)}
    </div>
  );
});
