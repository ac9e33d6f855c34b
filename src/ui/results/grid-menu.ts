import type { ResultColumn } from '../../core/engine-port.ts';
import type { RowShape } from '../../core/rows/row-shape.ts';
import type { MenuEntry } from '../kit/menu.tsx';
import type { ColumnPlace } from './column-layout.ts';
import { COPY_FORMATS, type CopyFormat } from './copy-formats.ts';

/** What can be done with a column or the selected cells; menus and keys do it by these. */
export interface GridDeeds {
  readonly sort: (column: number, adds: boolean, descending?: boolean) => void;
  readonly unsort: () => void;
  readonly askFilter: ((column: number) => void) | undefined;
  readonly keep: (column: number, value: string | null, isKept: boolean) => void;
  readonly clearFilter: (column: number) => void;
  readonly change: (column: number, change: Partial<Omit<ColumnPlace, 'index'>>) => void;
  readonly step: (column: number, step: 1 | -1) => void;
  readonly fit: (column: number) => void;
  readonly fitAll: () => void;
  readonly copy: (format: CopyFormat) => void;
  readonly copyName: (column: number) => void;
  readonly goTo: () => void;
  readonly showValue: () => void;
}

interface MenuOf {
  readonly column: ResultColumn;
  readonly place: ColumnPlace;
  readonly shape: RowShape;
  /** The value under the pointer; absent in the head. */
  readonly value?: string | null | undefined;
  readonly isOnlyColumn: boolean;
}

const shortened = (text: string): string => (text === '' ? 'empty text' : text.length > 24 ? `${text.slice(0, 24)}…` : text);

function ofCell({ column, place, value }: MenuOf, deeds: GridDeeds): readonly MenuEntry[] {
  if (value === undefined) return [];
  const shown = value === null ? 'NULL' : shortened(value);
  const filters: readonly MenuEntry[] = deeds.askFilter
    ? [
        { id: 'keep', label: `Only ${column.name} = ${shown}`, onSelect: () => deeds.keep(place.index, value, true) },
        { id: 'drop', label: `Without ${column.name} = ${shown}`, onSelect: () => deeds.keep(place.index, value, false) },
      ]
    : [];
  return [
    { id: 'copy-heading', heading: 'Copy the selection as' },
    ...COPY_FORMATS.map(({ id, label }) => ({ id: `copy-${id}`, label, ...(id === 'tsv' ? { keys: 'Mod+C' } : {}), onSelect: () => deeds.copy(id) })),
    { id: 'copy-line', divider: true },
    { id: 'value', label: 'Show the whole value', keys: 'Space', onSelect: deeds.showValue },
    ...filters,
    { id: 'cell-line', divider: true },
  ];
}

/** The menu of a column, after that of the cells where it was opened on one. */
export function gridMenu(of: MenuOf, deeds: GridDeeds): readonly MenuEntry[] {
  const { column, place, shape, isOnlyColumn } = of;
  const { index } = place;
  const { askFilter } = deeds;
  const isFiltered = shape.filters.some((filter) => filter.column === column.name);
  return [
    ...ofCell(of, deeds),
    { id: 'up', label: 'Sort ascending', keys: 'Enter', onSelect: () => deeds.sort(index, false, false) },
    { id: 'down', label: 'Sort descending', onSelect: () => deeds.sort(index, false, true) },
    ...(askFilter && shape.sorts.length > 0 ? [{ id: 'add', label: 'Add to the order', keys: 'Shift+Enter', onSelect: () => deeds.sort(index, true) }] : []),
    ...(shape.sorts.length > 0 ? [{ id: 'unsort', label: 'Do not sort', onSelect: deeds.unsort }] : []),
    ...(askFilter
      ? [
          { id: 'filter-line', divider: true as const },
          { id: 'filter', label: 'Filter…', keys: 'F', onSelect: () => askFilter(index) },
          ...(isFiltered ? [{ id: 'unfilter', label: 'Clear the filter', onSelect: () => deeds.clearFilter(index) }] : []),
        ]
      : []),
    { id: 'column-line', divider: true },
    { id: 'pin', label: place.isPinned ? 'Unpin' : 'Pin to the left', keys: 'P', onSelect: () => deeds.change(index, { isPinned: !place.isPinned }) },
    { id: 'hide', label: 'Hide', keys: 'H', disabled: isOnlyColumn, onSelect: () => deeds.change(index, { isHidden: true }) },
    { id: 'left', label: 'Move left', keys: '<', onSelect: () => deeds.step(index, -1) },
    { id: 'right', label: 'Move right', keys: '>', onSelect: () => deeds.step(index, 1) },
    { id: 'fit', label: 'Fit to its values', keys: 'W', onSelect: () => deeds.fit(index) },
    { id: 'fit-all', label: 'Fit all columns', onSelect: deeds.fitAll },
    { id: 'name-line', divider: true },
    { id: 'name', label: 'Copy the name', onSelect: () => deeds.copyName(index) },
    { id: 'go', label: 'Go to row…', keys: 'G', onSelect: deeds.goTo },
  ];
}
