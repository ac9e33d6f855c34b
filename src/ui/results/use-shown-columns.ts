import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, type RefObject } from 'react';
import type { ResultColumn } from '../../core/engine-port.ts';
import { isNumberType } from './column-look.ts';
import { shownOf, type ColumnLayout, type ColumnPlace } from './column-layout.ts';
import type { ShownColumn } from './grid-row.tsx';

export interface ShownColumns {
  /** All that are not hidden, by their places. */
  readonly places: ColumnLayout;
  readonly pinned: readonly ShownColumn[];
  readonly pinnedWidth: number;
  /** Those on the screen of the rest. */
  readonly scrolled: readonly ShownColumn[];
  readonly width: number;
  /** Brings the column at a place into view. */
  readonly reveal: (place: number) => void;
}

/** Which columns are on the screen, and where. */
export function useShownColumns(box: RefObject<HTMLDivElement | null>, columns: readonly ResultColumn[], layout: ColumnLayout, gutter: number): ShownColumns {
  const { places, pinned, pinnedWidth, rest } = useMemo(() => {
    const shown = shownOf(layout);
    let start = gutter;
    const placed = (column: ColumnPlace, place: number, at: number): ShownColumn => ({
      place,
      index: column.index,
      start: at,
      size: column.width,
      isNumber: isNumberType(columns[column.index]?.type ?? ''),
    });
    const kept = shown.flatMap((column, place) => {
      if (!column.isPinned) return [];
      start += column.width;
      return [placed(column, place, start - column.width)];
    });
    return {
      places: shown,
      pinned: kept,
      pinnedWidth: start - gutter,
      rest: shown.slice(kept.length).map((column, place) => placed(column, place + kept.length, 0)),
    };
  }, [columns, layout, gutter]);
  const across = useVirtualizer({
    horizontal: true,
    count: rest.length,
    getScrollElement: () => box.current,
    estimateSize: (index) => rest[index]?.size ?? 100,
    overscan: 3,
    paddingStart: gutter + pinnedWidth,
    scrollPaddingStart: gutter + pinnedWidth,
  });
  useEffect(() => across.measure(), [across, rest, gutter, pinnedWidth]);
  const items = across.getVirtualItems();
  const scrolled = useMemo(
    () =>
      items.flatMap(({ index, start, size }) => {
        const column = rest[index];
        return column ? [{ ...column, start, size }] : [];
      }),
    [items, rest],
  );
  return {
    places,
    pinned,
    pinnedWidth,
    scrolled,
    width: across.getTotalSize(),
    reveal: (place) => {
      if (place >= pinned.length) across.scrollToIndex(place - pinned.length);
    },
  };
}
