import { Button } from '../kit/button.tsx';
import { ContextMenu } from '../kit/menu.tsx';
import { useActions } from '../use-studio.ts';
import { CellDetail } from './cell-detail.tsx';
import { cellAt, cellPointer } from './cell-pointer.ts';
import { moveColumn } from './column-layout.ts';
import { GridBar } from './grid-bar.tsx';
import { GridHead } from './grid-head.tsx';
import { GridLayer } from './grid-layer.tsx';
import { gridMenu } from './grid-menu.ts';
import { GridPanels } from './grid-panels.tsx';
import { ROW_HEIGHT } from './grid-row.tsx';
import type { GridProps } from './grid-props.ts';
import { useGrid } from './use-grid.ts';
import './grid.css';

/** Rows of a table or a query: as many as there are, of which only the visible are there. */
export function Grid(props: GridProps) {
  const { name, total, open, lead } = props;
  const { setView } = useActions();
  const state = useGrid(props);
  const { grid, box, shape, reshape, range, setRange, panel, setPanel, menu, setMenu, shaping, rows, head, gutter, scroll, drawn, pages } = state;
  const { columns, layout, changeLayout, shown, hasFacts, statistics, deeds, value, detail } = state;
  const isBehind = drawn !== undefined && (drawn.pages !== pages || drawn.place !== scroll.place);
  // Only a cell that is drawn can be told to have the focus.
  const top = range.focus.row * ROW_HEIGHT - (drawn?.place ?? 0);
  const isThere =
    drawn !== undefined && top > -ROW_HEIGHT && top < scroll.view && [...shown.pinned, ...shown.scrolled].some(({ place: at }) => at === range.focus.column);
  const error = shaping.error ?? pages?.error();
  const place = menu ? shown.places[menu.place] : undefined;
  const placeOf = (index: number): number => shown.places.findIndex((one) => one.index === index);

  return (
    <>
      {open ? (
        <GridBar
          lead={lead}
          shape={shape}
          total={total}
          left={shaping.error === undefined ? shaping.source?.rows : undefined}
          doing={shaping.doing}
          hidden={layout.length - shown.places.length}
          showsFacts={hasFacts}
          onCancel={shaping.cancel}
          onShape={reshape}
          onFilter={(filter, anchor) => setPanel({ kind: 'filter', index: columns.findIndex((each) => each.name === filter.column), anchor, filter })}
          onFacts={() => setView({ statistics: !hasFacts })}
          onColumns={(anchor) => setPanel({ kind: 'columns', anchor })}
          onCopy={deeds.copy}
          onExport={state.download}
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
        aria-busy={shaping.doing !== undefined || isBehind}
        aria-activedescendant={isThere ? `${grid}-${range.focus.row}-${range.focus.column}` : undefined}
        onKeyDown={state.onKeyDown}
        {...cellPointer(range, setRange)}
        onScroll={scroll.onScroll}
        onContextMenu={(event) => {
          const cell = cellAt(event);
          if (!cell) return;
          event.preventDefault();
          setMenu({ place: cell.column, at: { x: event.clientX, y: event.clientY }, inCells: true });
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
            statistics={hasFacts ? statistics : undefined}
            onSort={deeds.sort}
            onMenu={(index, at) => setMenu({ place: placeOf(index), at, inCells: false })}
            onFilter={open ? (index, anchor) => setPanel({ kind: 'filter', index, anchor }) : undefined}
            onResize={(index, width) => deeds.change(index, { width })}
            onFit={deeds.fit}
            onMove={(index, to) => changeLayout(moveColumn(layout, index, to))}
          />
          {drawn ? (
            <GridLayer grid={grid} drawn={drawn} view={scroll.view} head={head} gutter={gutter} columns={shown} range={range} lookOf={props.lookOf} />
          ) : null}
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
      {detail ? <CellDetail {...detail} /> : null}
      <ContextMenu
        at={menu?.at}
        entries={
          menu && place
            ? gridMenu(
                {
                  column: columns[place.index] ?? { name: '', type: '' },
                  place,
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
        from={range.focus.row}
        table={shaping.table}
        onFilter={state.setFilter}
        onLayout={changeLayout}
        onGo={state.goToRow}
        onClose={() => setPanel(undefined)}
      />
    </>
  );
}
