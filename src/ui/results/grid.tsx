import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import type { ResultColumn } from '../../core/engine-port.ts';
import type { Id } from '../../core/model/types.ts';
import type { Page } from '../../store/studio-types.ts';
import { count } from '../panel/numbers.ts';
import { useActions } from '../use-studio.ts';
import { boundsOfRange, holds, moveCell, type CellRange } from './cell-range.ts';
import { isNumberType, widthOf } from './column-look.ts';
import { toTsv } from './tsv.ts';
import { useRows } from './use-rows.ts';
import './grid.css';

const ROW = 24;
const HEAD = 40;
const MOST_COPIED = 200_000;
const SAMPLED = 50;

const namesOf = (columns: readonly ResultColumn[]): string => JSON.stringify(columns.map((column) => column.name));

interface Look { readonly columns: readonly ResultColumn[]; readonly widths: readonly number[] }

const lookOf = (columns: readonly ResultColumn[], row: (index: number) => readonly (string | null)[] | undefined): Look => ({
  columns,
  widths: columns.map((column, index) => widthOf(column.name, column.type, Array.from({ length: SAMPLED }, (_, place) => row(place)?.[index] ?? ''))),
});

interface GridProps {
  readonly relation: Id;
  readonly name: string;
  readonly version: number;
  readonly total: number;
  /** As the plan has them, until the first page says how the engine does. */
  readonly planned: readonly ResultColumn[];
}

/** Rows of a table: as many as there are, of which only the visible are there. */
export function Grid({ relation, name, version, total, planned }: GridProps) {
  const { page, notify } = useActions();
  const [order, setOrder] = useState<Page['order']>();
  const [range, setRange] = useState<CellRange>({ anchor: { row: 0, column: 0 }, focus: { row: 0, column: 0 } });
  const box = useRef<HTMLDivElement>(null);
  const { columns: read, row: rowAt, want, error } = useRows(relation, version, order);
  // Measured once on the first rows: columns that move while one scrolls or sorts cannot be read.
  const [measured, setMeasured] = useState<Look>();
  if (read && namesOf(read) !== namesOf(measured?.columns ?? [])) setMeasured(lookOf(read, rowAt));
  const unmeasured = useMemo(() => lookOf(planned, () => undefined), [planned]);
  const { columns, widths } = measured ?? unmeasured;
  const gutter = Math.max(40, count(total).length * 8 + 16);
  const rows = useVirtualizer({ count: total, getScrollElement: () => box.current, estimateSize: () => ROW, overscan: 12, paddingStart: HEAD, scrollPaddingStart: HEAD });
  const across = useVirtualizer({ horizontal: true, count: columns.length, getScrollElement: () => box.current, estimateSize: (index) => widths[index] ?? 100, overscan: 3, paddingStart: gutter, scrollPaddingStart: gutter });
  useEffect(() => across.measure(), [across, widths, gutter]);

  const shownRows = rows.getVirtualItems();
  const shownColumns = across.getVirtualItems();
  const [first, last] = [shownRows[0]?.index ?? 0, shownRows.at(-1)?.index ?? 0];
  useEffect(() => { if (total > 0) want(first, last); }, [want, first, last, total]);

  const bounds = boundsOfRange(range);
  const { focus } = range;
  const focused = rowAt(focus.row)?.[focus.column];
  const go = (to: CellRange): void => {
    setRange(to);
    rows.scrollToIndex(to.focus.row);
    across.scrollToIndex(to.focus.column);
  };
  const copy = async (): Promise<void> => {
    const { top, bottom, left, right } = bounds;
    const cells = (bottom - top + 1) * (right - left + 1);
    if (cells > MOST_COPIED) { notify('error', `${count(cells)} cells are too many to copy at once (${count(MOST_COPIED)} at most): download the rows instead.`); return; }
    const known = Array.from({ length: bottom - top + 1 }, (_, index) => rowAt(top + index));
    const full = known.every((one) => one !== undefined) ? known : (await page(relation, { offset: top, limit: bottom - top + 1, ...(order ? { order } : {}) })).rows;
    await navigator.clipboard.writeText(toTsv(full.map((one) => (one ?? []).slice(left, right + 1))));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const mod = event.ctrlKey || event.metaKey;
    if (mod && event.key.toLowerCase() === 'c') {
      event.preventDefault();
      copy().catch((reason: unknown) => notify('error', `The cells could not be copied: ${reason instanceof Error ? reason.message : String(reason)}`));
      return;
    }
    const page = Math.max(1, Math.floor(((box.current?.clientHeight ?? 0) - HEAD) / ROW) - 1);
    const to = total === 0 ? undefined : moveCell(range, { key: event.key, shift: event.shiftKey, mod }, { rows: total, columns: columns.length, page });
    if (!to) return;
    event.preventDefault();
    event.stopPropagation();
    if (mod && event.key.toLowerCase() === 'a') setRange(to);
    else go(to);
  };
  const cellUnder = (event: PointerEvent): { readonly row: number; readonly column: number } | undefined => {
    const cell = (event.target as Element).closest<HTMLElement>('[data-cell]');
    const [row, column] = (cell?.dataset['cell'] ?? '').split(',').map(Number);
    return cell && row !== undefined && column !== undefined ? { row, column } : undefined;
  };
  const onPointerDown = (event: PointerEvent) => {
    const cell = event.button === 0 ? cellUnder(event) : undefined;
    if (cell) setRange({ anchor: event.shiftKey ? range.anchor : cell, focus: cell });
  };
  const onPointerMove = (event: PointerEvent) => {
    const cell = event.buttons === 1 ? cellUnder(event) : undefined;
    if (cell && (cell.row !== focus.row || cell.column !== focus.column)) setRange((before) => ({ ...before, focus: cell }));
  };
  const sort = (column: string) => {
    setOrder(order?.column !== column ? { column, descending: false } : order.descending ? undefined : { column, descending: true });
    rows.scrollToOffset(0);
  };

  return (
    <>
      <div className="or-grid" ref={box} role="grid" tabIndex={0} aria-label={`Rows of ${name}`} aria-rowcount={total + 1} aria-colcount={columns.length} aria-activedescendant={`or-cell-${focus.row}-${focus.column}`}
        onKeyDown={onKeyDown} onPointerDown={onPointerDown} onPointerMove={onPointerMove}>
        <div style={{ width: across.getTotalSize(), height: rows.getTotalSize(), position: 'relative' }}>
          <div className="or-grid-head" role="row" aria-rowindex={1} style={{ height: HEAD }}>
            <div className="or-grid-corner" style={{ width: gutter }} />
            {shownColumns.map(({ index, start, size }) => {
              const column = columns[index];
              if (!column) return null;
              const sorted = order?.column === column.name ? (order.descending ? 'descending' : 'ascending') : 'none';
              return (
                <div key={index} role="columnheader" aria-colindex={index + 1} aria-sort={sorted} className="or-grid-column" style={{ left: start, width: size }} data-number={isNumberType(column.type) ? '' : undefined}>
                  <button type="button" tabIndex={-1} title={`${column.name} (${column.type.toLowerCase()}): sort`} onClick={() => sort(column.name)}>
                    <span className="or-grid-name">{column.name}{sorted === 'none' ? '' : sorted === 'ascending' ? ' ▲' : ' ▼'}</span>
                    <span className="or-grid-type">{column.type.toLowerCase()}</span>
                  </button>
                </div>
              );
            })}
          </div>
          {shownRows.map(({ index, start }) => {
            const values = rowAt(index);
            return (
              <div key={index} role="row" aria-rowindex={index + 2} className="or-grid-row" style={{ transform: `translateY(${start}px)`, height: ROW }}>
                <div className="or-grid-number" style={{ width: gutter }}>{count(index + 1)}</div>
                {shownColumns.map((across) => {
                  const value = values?.[across.index];
                  const type = columns[across.index]?.type ?? '';
                  const own = index === focus.row && across.index === focus.column;
                  return (
                    <div key={across.index} id={`or-cell-${index}-${across.index}`} role="gridcell" aria-colindex={across.index + 1} data-cell={`${index},${across.index}`} className="or-grid-cell" style={{ left: across.start, width: across.size }}
                      aria-selected={holds(bounds, index, across.index)} data-focus={own ? '' : undefined} data-number={isNumberType(type) ? '' : undefined} data-null={value === null ? '' : undefined}>
                      {value === undefined ? '' : value === null ? 'NULL' : value.slice(0, 200)}
                    </div>
                  );
                })}
              </div>
            );
          })}
        </div>
      </div>
      {error === undefined ? null : <div className="or-grid-value or-p-error" role="alert">{error}</div>}
      {typeof focused === 'string' && (focused.length > 30 || focused.includes('\n')) ? <div className="or-grid-value" tabIndex={0} aria-label={`Value of ${columns[focus.column]?.name ?? ''}`}>{focused}</div> : null}
    </>
  );
}
