import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { UNSHAPED, type RowFilter, type RowShape } from '../../core/rows/row-shape.ts';
import type { RowFormat } from '../../store/studio-types.ts';
import { count } from '../panel/numbers.ts';
import { useActions, useStudio } from '../use-studio.ts';
import { boundsOfRange, moveCell, type Cell, type CellRange } from './cell-range.ts';
import { fitsIn } from './column-look.ts';
import type { CopyFormat } from './copy-formats.ts';
import { copySelection } from './copy-selection.ts';
import { gridDeeds } from './grid-deeds.ts';
import { FACTS_HEIGHT, HEAD_HEIGHT } from './grid-head.tsx';
import { gridKeyDeed, type GridKeyDeed } from './grid-keys.ts';
import type { GridDeeds } from './grid-menu.ts';
import type { OpenPanel } from './grid-panels.tsx';
import type { GridProps } from './grid-props.ts';
import { ROW_HEIGHT } from './grid-row.tsx';
import { saveBytes } from './save-bytes.ts';
import { useColumnLayout } from './use-column-layout.ts';
import { useRowPages } from './use-row-pages.ts';
import { useRowScroll } from './use-row-scroll.ts';
import { useShapedRows } from './use-shaped-rows.ts';
import { useShownColumns } from './use-shown-columns.ts';
import { useStatistics } from './use-statistics.ts';

const NONE: readonly string[] = [];
const WIDER = 24;
/** As rows were left, for as long as the page is open. */
const LEFT = new Map<string, RowShape>();
const words = (error: unknown): string => (error instanceof Error ? error.message : String(error));
const only = (row: number, column: number): CellRange => ({ anchor: { row, column }, focus: { row, column } });

interface OpenMenu {
  /** Of a shown column. */
  readonly place: number;
  readonly at: { readonly x: number; readonly y: number };
  readonly inCells: boolean;
}

/** What a grid shows and what can be done in it. */
export function useGrid({ source, read, name, version, total, planned, open, lookOf, onRow }: GridProps) {
  const { notify } = useActions();
  const hasFacts = useStudio((state) => state.view.statistics) && open !== undefined;
  const grid = useId();
  const box = useRef<HTMLDivElement>(null);
  const leftAs = JSON.stringify([source, planned.map((column) => column.name)]);
  const [shape, setShape] = useState<RowShape>(() => LEFT.get(leftAs) ?? UNSHAPED);
  const [range, setRange] = useState<CellRange>(only(0, 0));
  const [panel, setPanel] = useState<OpenPanel>();
  const [menu, setMenu] = useState<OpenMenu>();
  const [isDetailed, setDetailed] = useState(false);

  const shaping = useShapedRows({ read, open, of: source, version, total, shape, onCancel: (there) => reshape(there) });
  const rows = shaping.source?.rows ?? total;
  const head = HEAD_HEIGHT + (hasFacts ? FACTS_HEIGHT : 0);
  const gutter = Math.max(40, count(Math.max(rows, total)).length * 8 + 16) + (lookOf ? 16 : 0);
  const scroll = useRowScroll(box, rows, head);
  const { drawn, pages } = useRowPages(shaping.source, scroll.place, scroll.view);
  const { columns, layout, change: changeLayout } = useColumnLayout(source, planned, drawn?.pages.columns(), (index) => drawn?.pages.row(index));
  const shown = useShownColumns(box, columns, layout, gutter);
  const onScreen = useMemo(
    () => (hasFacts && shaping.error === undefined ? [...shown.pinned, ...shown.scrolled].map(({ index }) => columns[index]?.name ?? '') : NONE),
    [hasFacts, shaping.error, shown.pinned, shown.scrolled, columns],
  );
  const statistics = useStatistics(shaping.table, `${source}/${version}/${JSON.stringify(shape.filters)}`, shape.filters, onScreen);

  const { focus } = range;
  const focused = shown.places[focus.column];
  const column = focused ? columns[focused.index] : undefined;
  const row = drawn?.pages.row(focus.row);
  const value = focused ? row?.[focused.index] : undefined;
  useEffect(() => {
    onRow?.(row ? { columns, values: row } : undefined);
  }, [onRow, row, columns]);
  const isCut = typeof value === 'string' && !fitsIn(focused?.width ?? 0, value);

  const reshape = (next: RowShape): void => {
    LEFT.set(leftAs, next);
    setShape(next);
    setRange(only(0, focus.column));
    scroll.goTo(0);
  };
  const beside = ({ row, column: place }: Cell): DOMRect =>
    (document.getElementById(`${grid}-${row}-${place}`) ?? box.current)?.getBoundingClientRect() ?? new DOMRect();
  const copy = (format: CopyFormat): void => {
    if (!pages) return;
    const chosen = shown.places.flatMap(({ index }) => (columns[index] ? [{ index, column: columns[index] }] : []));
    copySelection(format, boundsOfRange(range), chosen, pages, name).catch((reason: unknown) => notify('error', `Nothing was copied: ${words(reason)}`));
  };
  const firstRow = Math.floor(scroll.place / ROW_HEIGHT);
  const deeds: GridDeeds = {
    ...gridDeeds({ columns, layout, changeLayout, shape, reshape, isEngine: open !== undefined, pages: drawn?.pages, firstRow }),
    copy,
    copyName: (index) => {
      navigator.clipboard.writeText(columns[index]?.name ?? '').catch((reason: unknown) => notify('error', `Nothing was copied: ${words(reason)}`));
    },
    askFilter: open ? (index) => setPanel({ kind: 'filter', index, anchor: beside(focus) }) : undefined,
    goTo: () => setPanel({ kind: 'go', anchor: beside(focus) }),
    showValue: () => setDetailed(!isDetailed),
  };

  const doByKey = (deed: GridKeyDeed): void => {
    const index = focused?.index ?? -1;
    const by: Readonly<Record<GridKeyDeed, () => void>> = {
      copy: () => copy('tsv'),
      sort: () => deeds.sort(index, false),
      add: () => deeds.sort(index, true),
      filter: () => deeds.askFilter?.(index),
      go: deeds.goTo,
      value: deeds.showValue,
      menu: () => {
        const { left, bottom } = beside(focus);
        setMenu({ place: focus.column, at: { x: left + 8, y: bottom }, inCells: true });
      },
      left: () => deeds.step(index, -1),
      right: () => deeds.step(index, 1),
      wider: () => deeds.change(index, { width: (focused?.width ?? 0) + WIDER }),
      narrower: () => deeds.change(index, { width: (focused?.width ?? 0) - WIDER }),
      fit: () => deeds.fit(index),
      hide: () => {
        if (shown.places.length > 1) deeds.change(index, { isHidden: true });
      },
      pin: () => deeds.change(index, { isPinned: focused?.isPinned !== true }),
    };
    by[deed]();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // Buttons in the head have keys of their own.
    if (event.target !== box.current) return;
    const deed = gridKeyDeed(event);
    const size = { rows, columns: shown.places.length, page: Math.max(1, Math.floor(scroll.view / ROW_HEIGHT) - 1) };
    const to = deed ? undefined : moveCell(range, { key: event.key, shift: event.shiftKey, mod: event.ctrlKey || event.metaKey }, size);
    if (deed) doByKey(deed);
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

  return {
    grid,
    box,
    shape,
    reshape,
    range,
    setRange,
    panel,
    setPanel,
    menu,
    setMenu,
    shaping,
    rows,
    head,
    gutter,
    scroll,
    drawn,
    pages,
    columns,
    layout,
    changeLayout,
    shown,
    hasFacts,
    statistics,
    deeds,
    onKeyDown,
    /** The value under the focus, shown whole where its cell cuts it or it was asked for. */
    value,
    detail: column !== undefined && value !== undefined && (isDetailed || isCut) ? { column, value } : undefined,
    goToRow: (row: number): void => {
      setRange(only(row, focus.column));
      scroll.goTo(row * ROW_HEIGHT - scroll.view / 2);
    },
    setFilter: (before: RowFilter | undefined, after: RowFilter | undefined): void => {
      const others = shape.filters.filter((filter) => filter !== before);
      reshape({ ...shape, filters: after ? [...others, after] : others });
    },
    download: async (format: RowFormat): Promise<void> => {
      const names = shown.places.map(({ index }) => columns[index]?.name ?? '');
      try {
        if (shaping.table) saveBytes({ name: `${name}.${format}`, bytes: await shaping.table.exported(shape, names, format) });
      } catch (error) {
        notify('error', `${name} was not downloaded: ${words(error)}`);
      }
    },
  };
}
