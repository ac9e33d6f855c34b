import type { ResultColumn } from '../../core/engine-port.ts';
import { NARROWEST, widthOf } from './column-look.ts';

/** How a column of a result is shown. */
export interface ColumnPlace {
  /** Which column of the result. */
  readonly index: number;
  readonly width: number;
  readonly isHidden: boolean;
  readonly isPinned: boolean;
}
/** Columns in the order in which they are shown, pinned ones first. */
export type ColumnLayout = readonly ColumnPlace[];

const SAMPLED = 50;

/** Width that shows the first rows. */
export const fittingWidth = (column: ResultColumn, index: number, row: (index: number) => readonly (string | null)[] | undefined, from = 0): number =>
  widthOf(
    column.name,
    column.type,
    Array.from({ length: SAMPLED }, (_, place) => row(from + place)?.[index] ?? ''),
  );

export const firstLayout = (columns: readonly ResultColumn[], row: (index: number) => readonly (string | null)[] | undefined): ColumnLayout =>
  columns.map((column, index) => ({ index, width: fittingWidth(column, index, row), isHidden: false, isPinned: false }));

export const shownOf = (layout: ColumnLayout): ColumnLayout => layout.filter(({ isHidden }) => !isHidden);

const pinnedFirst = (layout: ColumnLayout): ColumnLayout => [...layout.filter(({ isPinned }) => isPinned), ...layout.filter(({ isPinned }) => !isPinned)];

/** One column changed, found by its index in the result. */
export const changeColumn = (layout: ColumnLayout, index: number, change: Partial<Omit<ColumnPlace, 'index'>>): ColumnLayout =>
  pinnedFirst(
    layout.map((place) =>
      place.index === index ? { ...place, ...change, ...(change.width === undefined ? {} : { width: Math.max(NARROWEST, Math.round(change.width)) }) } : place,
    ),
  );

/** A column put in the place of another, which makes room for it; a pinned one stays among the pinned. */
export function moveColumn(layout: ColumnLayout, index: number, to: number): ColumnLayout {
  const moved = layout.find((place) => place.index === index);
  const target = layout.findIndex((place) => place.index === to);
  const source = layout.findIndex((place) => place.index === index);
  if (!moved || target < 0 || source === target) return layout;
  return pinnedFirst(layout.toSpliced(source, 1).toSpliced(target, 0, moved));
}

/** A column moved past its shown neighbour, `1` to the right or `-1` to the left. */
export function stepColumn(layout: ColumnLayout, index: number, step: 1 | -1): ColumnLayout {
  const shown = shownOf(layout);
  const neighbour = shown[shown.findIndex((place) => place.index === index) + step];
  return neighbour ? moveColumn(layout, index, neighbour.index) : layout;
}
