import { useId, useMemo, useRef, useState, type KeyboardEvent, type MouseEvent, type PointerEvent, type ReactNode } from 'react';
import type { ResultColumn, ResultPage } from '../../core/engine-port.ts';
import { UNSHAPED, type RowFilter, type RowShape } from '../../core/rows/row-shape.ts';
import type { Page, RowFormat, TableRows } from '../../store/studio-types.ts';
import { Button } from '../kit/button.tsx';
import { ContextMenu } from '../kit/menu.tsx';
import { count } from '../panel/numbers.ts';
import { useActions, useStudio } from '../use-studio.ts';
import { boundsOfRange, moveCell, type Cell, type CellRange } from './cell-range.ts';
import { CellDetail } from './cell-detail.tsx';
import { fitsIn } from './column-look.ts';
import { moveColumn } from './column-layout.ts';
import type { CopyFormat } from './copy-formats.ts';
import { copySelection } from './copy-selection.ts';
import { GridBar } from './grid-bar.tsx';
import { gridDeeds } from './grid-deeds.ts';
import { FACTS_HEIGHT, GridHead, HEAD_HEIGHT } from './grid-head.tsx';
import { gridKeyDeed } from './grid-keys.ts';
import { GridLayer } from './grid-layer.tsx';
import { gridMenu, type GridDeeds } from './grid-menu.ts';
import { GridPanels, type OpenPanel } from './grid-panels.tsx';
import { ROW_HEIGHT } from './grid-row.tsx';
import { saveBytes } from './save-bytes.ts';
import { useColumnLayout } from './use-column-layout.ts';
import { useRowPages } from './use-row-pages.ts';
import { useRowScroll } from './use-row-scroll.ts';
import { useShapedRows } from './use-shaped-rows.ts';
import { useShownColumns } from './use-shown-columns.ts';
import { useStatistics } from './use-statistics.ts';
import './grid.css';

const NONE: readonly string[] = [];
const WIDER = 24;
const START: CellRange = { anchor: { row: 0, column: 0 }, focus: { row: 0, column: 0 } };
const words = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The cell under the pointer. */
function cellAt(event: MouseEvent | PointerEvent): Cell | undefined {
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
  /** Opens the rows in the engine, which then sorts by several columns, filters, measures and exports. Keeps its identity. */
  readonly open?: (() => Promise<TableRows>) | undefined;
  /** Stands in the bar above the rows, which is there with `open`. */
  readonly lead?: ReactNode;
}

/** Rows of a table or a query: as many as there are, of which only the visible are there. */
export function Grid({ source, read, name, version, total, planned, open, lead }: GridProps) {
  const { notify, setView } = useActions();
  const facts = useStudio((state) => state.view.statistics) && open !== undefined;
  const grid = useId();
  const box = useRef<HTMLDivElement>(null);
  const [shape, setShape] = useState<RowShape>(UNSHAPED);
  const [range, setRange] = useState<CellRange>(START);
  const [panel, setPanel] = useState<OpenPanel>();
  const [menu, setMenu] = useState<{ readonly place: number; readonly at: { readonly x: number; readonly y: number }; readonly inCells: boolean }>();
  const [detail, setDetail] = useState(false);

  const shaping = useShapedRows({ read, open, of: source, version, total, shape, onCancel: setShape });
  const rows = shaping.source?.rows ?? total;
  const head = HEAD_HEIGHT + (facts ? FACTS_HEIGHT : 0);
  const gutter = Math.max(40, count(Math.max(rows, total)).length * 8 + 16);
  const scroll = useRowScroll(box, rows, head);
  const { drawn, pages } = useRowPages(shaping.source, scroll.place, scroll.view);
  const { columns, layout, change: changeLayout } = useColumnLayout(source, planned, drawn?.pages.columns(), (index) => drawn?.pages.row(index));
  const shown = useShownColumns(box, columns, layout, gutter);
  const onScreen = useMemo(
    () => (facts ? [...shown.pinned, ...shown.scrolled].map(({ index }) => columns[index]?.name ?? '') : NONE),
    [facts, shown.pinned, shown.scrolled, columns],
  );
  const statistics = useStatistics(shaping.table, `${source}/${version}/${JSON.stringify(shape.filters)}`, shape.filters, onScreen);

  const reshape = (next: RowShape) => {
    setShape(next);
    setRange({ anchor: { row: 0, column: range.focus.column }, focus: { row: 0, column: range.focus.column } });
    scroll.goTo(0);
  };
  const selected = boundsOfRange(range);
  const { focus } = range;
  const focused = shown.places[focus.column];
  const column = focused ? columns[focused.index] : undefined;
  const value = focused ? drawn?.pages.row(focus.row)?.[focused.index] : undefined;
  const hasDetail = column !== undefined && value !== undefined && (detail || (value !== null && !fitsIn(focused?.width ?? 0, value)));

  const beside = (cell: Cell): DOMRect =>
    (document.getElementById(`${grid}-${cell.row}-${cell.column}`) ?? box.current)?.getBoundingClientRect() ?? new DOMRect(0, 0, 0, 0);
  const copy = (format: CopyFormat) => {
    if (!pages) return;
    const chosen = shown.places.flatMap(({ index }) => (columns[index] ? [{ index, column: columns[index] }] : []));
    copySelection(format, selected, chosen, pages, name).catch((reason: unknown) => notify('error', `Nothing was copied: ${words(reason)}`));
  };
  const deeds: GridDeeds = {
    ...gridDeeds({
      columns,
      layout,
      changeLayout,
      shape,
      reshape,
      isEngine: open !== undefined,
      pages: drawn?.pages,
      firstRow: Math.floor(scroll.place / ROW_HEIGHT),
    }),
    copy,
    copyName: (index) => void navigator.clipboard.writeText(columns[index]?.name ?? ''),
    askFilter: open ? (index, anchor?: DOMRect) => setPanel({ kind: 'filter', index, anchor: anchor ?? beside(focus) }) : undefined,
    goTo: () => setPanel({ kind: 'go', anchor: beside(focus) }),
    showValue: () => setDetail(!detail),
  };
  const openMenu = (place: number, at: { readonly x: number; readonly y: number }, inCells: boolean) => setMenu({ place, at, inCells });

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== box.current) return;
    const index = focused?.index ?? -1;
    const deed = gridKeyDeed(event);
    const page = Math.max(1, Math.floor(scroll.view / ROW_HEIGHT) - 1);
    const size = { rows, columns: shown.places.length, page };
    const to = deed ? undefined : moveCell(range, { key: event.key, shift: event.shiftKey, mod: event.ctrlKey || event.metaKey }, size);
    if (deed === 'copy') copy('tsv');
    else if (deed === 'sort' || deed === 'add') deeds.sort(index, deed === 'add');
    else if (deed === 'filter' && deeds.askFilter) deeds.askFilter(index);
    else if (deed === 'go') deeds.goTo();
    else if (deed === 'value') deeds.showValue();
    else if (deed === 'menu') {
      const { left, bottom } = beside(focus);
      openMenu(focus.column, { x: left + 8, y: bottom }, true);
    } else if (deed === 'left' || deed === 'right') {
      deeds.step(index, deed === 'left' ? -1 : 1);
    } else if (deed === 'wider' || deed === 'narrower') deeds.change(index, { width: (focused?.width ?? 0) + (deed === 'wider' ? WIDER : -WIDER) });
    else if (deed === 'fit') deeds.fit(index);
    else if (deed === 'hide' && shown.places.length > 1) deeds.change(index, { isHidden: true });
    else if (deed === 'pin') deeds.change(index, { isPinned: focused?.isPinned !== true });
    else if (to) {
      setRange(to);
      // Selecting everything leaves the view where it is.
      if (event.key.toLowerCase() !== 'a') {
        scroll.reveal(to.focus.row);
        shown.reveal(to.focus.column);
      }
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onPointerDown = (event: PointerEvent) => {
    const cell = cellAt(event);
    if (!cell || event.button > 2 || event.button === 1) return;
    const isInside =
      event.button === 2 && cell.row >= selected.top && cell.row <= selected.bottom && cell.column >= selected.left && cell.column <= selected.right;
    if (!isInside) setRange({ anchor: event.shiftKey ? range.anchor : cell, focus: cell });
  };
  const onPointerMove = (event: PointerEvent) => {
    const cell = event.buttons === 1 ? cellAt(event) : undefined;
    if (cell && (cell.row !== focus.row || cell.column !== focus.column)) setRange({ ...range, focus: cell });
  };
  const onExport = async (format: RowFormat): Promise<void> => {
    const names = shown.places.map(({ index }) => columns[index]?.name ?? '');
    try {
      if (shaping.table) saveBytes({ name: `${name}.${format}`, bytes: await shaping.table.exported(shape, names, format) });
    } catch (error) {
      notify('error', `${name} was not downloaded: ${words(error)}`);
    }
  };
  const setFilter = (before: RowFilter | undefined, after: RowFilter | undefined) => {
    const others = shape.filters.filter((filter) => filter !== before);
    reshape({ ...shape, filters: after ? [...others, after] : others });
  };
  const at = menu ? shown.places[menu.place] : undefined;
  const error = shaping.error ?? pages?.error();

  return (
    <>
      {open ? (
        <GridBar
          lead={lead}
          shape={shape}
          total={total}
          left={shaping.source?.rows}
          doing={shaping.doing}
          hidden={layout.length - shown.places.length}
          showsFacts={facts}
          onCancel={shaping.cancel}
          onShape={reshape}
          onFilter={(filter, anchor) => setPanel({ kind: 'filter', index: columns.findIndex((each) => each.name === filter.column), anchor, filter })}
          onFacts={() => setView({ statistics: !facts })}
          onColumns={(anchor) => setPanel({ kind: 'columns', anchor })}
          onCopy={copy}
          onExport={onExport}
        />
      ) : null}
      <div
        className="or-grid"
        ref={box}
        role="grid"
        tabIndex={0}
        aria-label={`Rows of ${name}`}
        aria-rowcount={rows + 1}
        aria-colcount={shown.places.length}
        aria-multiselectable="true"
        aria-busy={shaping.doing !== undefined || (drawn !== undefined && (drawn.pages !== pages || drawn.place !== scroll.place))}
        aria-activedescendant={`${grid}-${focus.row}-${focus.column}`}
        onKeyDown={onKeyDown}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onScroll={scroll.onScroll}
        onContextMenu={(event) => {
          const cell = cellAt(event);
          if (!cell) return;
          event.preventDefault();
          openMenu(cell.column, { x: event.clientX, y: event.clientY }, true);
        }}
      >
        <div style={{ width: shown.width, height: head + scroll.track, position: 'relative' }}>
          <GridHead
            columns={columns}
            pinned={shown.pinned}
            pinnedWidth={shown.pinnedWidth}
            scrolled={shown.scrolled}
            gutter={gutter}
            shape={shape}
            statistics={facts ? statistics : undefined}
            onSort={deeds.sort}
            onMenu={(index, point) =>
              openMenu(
                shown.places.findIndex((place) => place.index === index),
                point,
                false,
              )
            }
            onFilter={open ? (index, anchor) => setPanel({ kind: 'filter', index, anchor }) : undefined}
            onResize={(index, width) => deeds.change(index, { width })}
            onFit={deeds.fit}
            onMove={(index, to) => changeLayout(moveColumn(layout, index, to))}
          />
          {drawn ? <GridLayer grid={grid} drawn={drawn} view={scroll.view} head={head} gutter={gutter} columns={shown} range={range} /> : null}
        </div>
        {rows === 0 && shape.filters.length > 0 && shaping.doing === undefined ? (
          <div className="or-grid-none" role="status">
            <p>No row passes the filters.</p>
            <Button onClick={() => reshape({ ...shape, filters: [] })}>Clear the filters</Button>
          </div>
        ) : null}
      </div>
      {error === undefined ? null : (
        <div className="or-grid-value or-p-error" role="alert">
          {error}
        </div>
      )}
      {hasDetail ? <CellDetail column={column} value={value} /> : null}
      <ContextMenu
        at={menu?.at}
        entries={
          menu && at
            ? gridMenu(
                {
                  column: columns[at.index] ?? { name: '', type: '' },
                  place: at,
                  shape,
                  value: menu.inCells ? value : undefined,
                  isOnlyColumn: shown.places.length === 1,
                },
                deeds,
              )
            : []
        }
        onClose={() => setMenu(undefined)}
      />
      <GridPanels
        panel={panel}
        columns={columns}
        layout={layout}
        shape={shape}
        rows={rows}
        from={focus.row}
        table={shaping.table}
        onFilter={setFilter}
        onLayout={changeLayout}
        onGo={(row) => {
          setRange({ anchor: { row, column: focus.column }, focus: { row, column: focus.column } });
          scroll.goTo(row * ROW_HEIGHT - scroll.view / 2);
        }}
        onClose={() => setPanel(undefined)}
      />
    </>
  );
}
