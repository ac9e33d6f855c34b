import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import type { ResultColumn, ResultPage } from '../../core/engine-port.ts';
import type { Page } from '../../store/studio-types.ts';
import { count } from '../panel/numbers.ts';
import { useActions } from '../use-studio.ts';
import { boundsOfRange, moveCell, type Cell, type CellRange } from './cell-range.ts';
import { fitsIn, widthOf } from './column-look.ts';
import { GridHead, HEAD_HEIGHT } from './grid-head.tsx';
import { GridRow, ROW_HEIGHT, type RowLook } from './grid-row.tsx';
import { toTsv } from './tsv.ts';
import { useRows, type Rows } from './use-rows.ts';
import './grid.css';

const MOST_COPIED = 200_000;
const SAMPLED = 50;

interface Look {
  readonly columns: readonly ResultColumn[];
  readonly widths: readonly number[];
}

const namesOf = (columns: readonly ResultColumn[]): string => JSON.stringify(columns.map((column) => column.name));
const lookOf = (columns: readonly ResultColumn[], row: Rows['row']): Look => ({
  columns,
  widths: columns.map((column, index) =>
    widthOf(
      column.name,
      column.type,
      Array.from({ length: SAMPLED }, (_, place) => row(place)?.[index] ?? ''),
    ),
  ),
});

/** The cell under the pointer. */
function cellAt(event: PointerEvent): Cell | undefined {
  const [row, column] = ((event.target as Element).closest<HTMLElement>('[data-cell]')?.dataset['cell'] ?? '').split(',').map(Number);
  return row !== undefined && column !== undefined ? { row, column } : undefined;
}

interface GridProps {
  /** What is read, by a name of its own. */
  readonly source: string;
  readonly read: (page: Page) => Promise<ResultPage>;
  readonly name: string;
  readonly version: number;
  readonly total: number;
  /** As the plan has them, until the first page says how the engine does. */
  readonly planned: readonly ResultColumn[];
  /** What became of a row, by the very values that were read. */
  readonly lookOf?: (values: readonly (string | null)[]) => RowLook | undefined;
  /** Told the row that has the focus, with its columns, whenever it is another. */
  readonly onRow?: (row: GridFocus | undefined) => void;
}

export interface GridFocus {
  readonly columns: readonly ResultColumn[];
  readonly values: readonly (string | null)[];
}

/** Rows of a table or a query: as many as there are, of which only the visible are there. */
export function Grid({ source, read: readPage, name, version, total, planned, lookOf: changeOf, onRow }: GridProps) {
  const { notify } = useActions();
  const [order, setOrder] = useState<Page['order']>();
  const [range, setRange] = useState<CellRange>({ anchor: { row: 0, column: 0 }, focus: { row: 0, column: 0 } });
  const box = useRef<HTMLDivElement>(null);
  const { columns: read, row: rowAt, want, error } = useRows(readPage, source, version, order);

  // Measured once on the first rows: columns that move while one scrolls or sorts cannot be read.
  const [measured, setMeasured] = useState<Look>();
  if (read && namesOf(read) !== namesOf(measured?.columns ?? [])) setMeasured(lookOf(read, rowAt));
  const unmeasured = useMemo(() => lookOf(planned, () => undefined), [planned]);
  const { columns, widths } = measured ?? unmeasured;
  const gutter = Math.max(40, count(total).length * 8 + 16) + (changeOf ? 16 : 0);

  const rows = useVirtualizer({
    count: total,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    paddingStart: HEAD_HEIGHT,
    scrollPaddingStart: HEAD_HEIGHT,
  });
  const across = useVirtualizer({
    horizontal: true,
    count: columns.length,
    getScrollElement: () => box.current,
    estimateSize: (index) => widths[index] ?? 100,
    overscan: 3,
    paddingStart: gutter,
    scrollPaddingStart: gutter,
  });
  useEffect(() => across.measure(), [across, widths, gutter]);
  const shownRows = rows.getVirtualItems();
  const shownColumns = across.getVirtualItems();
  const [first, last] = [shownRows[0]?.index ?? 0, shownRows.at(-1)?.index ?? 0];
  useEffect(() => {
    if (total > 0) want(first, last);
  }, [want, first, last, total]);

  const selected = boundsOfRange(range);
  const { focus } = range;
  const focused = rowAt(focus.row);
  const value = focused?.[focus.column];
  const whole = typeof value === 'string' && !fitsIn(widths[focus.column] ?? 0, value) ? value : undefined;

  useEffect(() => {
    onRow?.(focused && read ? { columns: read, values: focused } : undefined);
  }, [onRow, focused, read]);

  const sort = (column: string) => {
    setOrder(order?.column !== column ? { column, descending: false } : order.descending ? undefined : { column, descending: true });
    rows.scrollToOffset(0);
  };
  const resize = (column: number, width: number) => setMeasured({ columns, widths: widths.with(column, width) });
  const copy = async (): Promise<void> => {
    const { top, bottom, left, right } = selected;
    const cells = (bottom - top + 1) * (right - left + 1);
    if (cells > MOST_COPIED) {
      notify('error', `${count(cells)} cells are too many to copy at once (${count(MOST_COPIED)} at most): download the rows instead.`);
      return;
    }
    const known = Array.from({ length: bottom - top + 1 }, (_, index) => rowAt(top + index));
    const full = known.every((one) => one !== undefined) ? known : (await readPage({ offset: top, limit: bottom - top + 1, ...(order ? { order } : {}) })).rows;
    await navigator.clipboard.writeText(toTsv(full.map((one) => (one ?? []).slice(left, right + 1))));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const mod = event.ctrlKey || event.metaKey;
    const fits = Math.max(1, Math.floor(((box.current?.clientHeight ?? 0) - HEAD_HEIGHT) / ROW_HEIGHT) - 1);
    const to = moveCell(range, { key: event.key, shift: event.shiftKey, mod }, { rows: total, columns: columns.length, page: fits });
    const sorted = columns[focus.column];
    if (mod && event.key.toLowerCase() === 'c')
      copy().catch((reason: unknown) => notify('error', `The cells could not be copied: ${reason instanceof Error ? reason.message : String(reason)}`));
    else if (event.key === 'Enter' && sorted) sort(sorted.name);
    else if (to) {
      setRange(to);
      // Selecting everything leaves the view where it is.
      if (!mod || event.key.toLowerCase() !== 'a') {
        rows.scrollToIndex(to.focus.row);
        across.scrollToIndex(to.focus.column);
      }
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onPointerDown = (event: PointerEvent) => {
    const cell = event.button === 0 ? cellAt(event) : undefined;
    if (cell) setRange({ anchor: event.shiftKey ? range.anchor : cell, focus: cell });
  };
  const onPointerMove = (event: PointerEvent) => {
    const cell = event.buttons === 1 ? cellAt(event) : undefined;
    if (cell && (cell.row !== focus.row || cell.column !== focus.column)) setRange({ ...range, focus: cell });
  };

  return (
    <>
      <div
        className="or-grid"
        ref={box}
        role="grid"
        tabIndex={0}
        aria-label={`Rows of ${name}`}
        aria-rowcount={total + 1}
        aria-colcount={columns.length}
        aria-multiselectable="true"
        aria-activedescendant={`or-cell-${focus.row}-${focus.column}`}
        onKeyDown={onKeyDown}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
      >
        <div style={{ width: across.getTotalSize(), height: rows.getTotalSize(), position: 'relative' }}>
          <GridHead columns={columns} shown={shownColumns} gutter={gutter} order={order} onSort={sort} onResize={resize} />
          {shownRows.map(({ index, start }) => {
            const values = rowAt(index);
            return (
              <GridRow
                key={index}
                index={index}
                top={start}
                gutter={gutter}
                columns={columns}
                shown={shownColumns}
                values={values}
                selected={selected}
                focus={focus}
                look={values && changeOf?.(values)}
              />
            );
          })}
        </div>
      </div>
      {error === undefined ? null : (
        <div className="or-grid-value or-p-error" role="alert">
          {error}
        </div>
      )}
      {whole === undefined ? null : (
        <div className="or-grid-value" tabIndex={0} role="note" aria-label={`Value of ${columns[focus.column]?.name ?? ''}`}>
          {whole}
        </div>
      )}
    </>
  );
}
