import type { ResultColumn } from '../../core/engine-port.ts';
import { familyOf, type FilterTest, type RowFilter, type RowShape } from '../../core/rows/row-shape.ts';
import { changeColumn, fittingWidth, stepColumn, type ColumnLayout } from './column-layout.ts';
import type { GridDeeds } from './grid-menu.ts';
import type { RowPages } from './row-pages.ts';

interface Parts {
  readonly columns: readonly ResultColumn[];
  readonly layout: ColumnLayout;
  readonly changeLayout: (layout: ColumnLayout) => void;
  readonly shape: RowShape;
  readonly reshape: (shape: RowShape) => void;
  /** Whether the engine sorts by several columns and filters. */
  readonly isEngine: boolean;
  readonly pages: RowPages | undefined;
  /** The first row on the screen. */
  readonly firstRow: number;
}

/** The order after a column was chosen: up, down, not at all; alone, or among the others. */
export function nextSorts(sorts: RowShape['sorts'], column: string, adds: boolean, descending?: boolean): RowShape['sorts'] {
  const known = sorts.find((sort) => sort.column === column);
  const others = adds ? sorts : sorts.filter((sort) => sort.column === column);
  if (descending !== undefined && !adds) return [{ column, descending }];
  if (!known) return [...(adds ? sorts : []), { column, descending: descending ?? false }];
  if (!adds && sorts.length > 1) return [{ column, descending: false }];
  return known.descending ? others.filter((sort) => sort !== known) : others.map((sort) => (sort === known ? { column, descending: true } : sort));
}

/** The filter that keeps, or drops, the rows that have a value. */
export function filterOf({ name, type }: ResultColumn, value: string | null, isKept: boolean): RowFilter {
  const test = ((): FilterTest => {
    if (value === null) return isKept ? 'null' : 'not_null';
    if (familyOf(type) === 'boolean') return (value === 'true') === isKept ? 'true' : 'false';
    return isKept ? 'is' : 'is_not';
  })();
  return { column: name, test, value: test === 'is' || test === 'is_not' ? (value ?? '') : '', until: '' };
}

/** What the menus and keys of a grid do to its columns and rows. */
export function gridDeeds(parts: Parts): Omit<GridDeeds, 'askFilter' | 'copy' | 'copyName' | 'goTo' | 'showValue'> {
  const { columns, layout, changeLayout, shape, reshape, isEngine, pages, firstRow } = parts;
  const fitted = (of: ColumnLayout, index: number): ColumnLayout => {
    const column = columns[index];
    return column && pages ? changeColumn(of, index, { width: fittingWidth(column, index, pages.row, firstRow) }) : of;
  };
  return {
    sort(index, adds, descending) {
      const name = columns[index]?.name;
      if (name !== undefined) reshape({ ...shape, sorts: nextSorts(shape.sorts, name, adds && isEngine, descending) });
    },
    unsort: () => reshape({ ...shape, sorts: [] }),
    keep(index, value, isKept) {
      const column = columns[index];
      if (!column) return;
      const added = filterOf(column, value, isKept);
      const others = shape.filters.filter((filter) => filter.column !== added.column || !isKept || filter.test !== added.test);
      reshape({ ...shape, filters: [...others, added] });
    },
    clearFilter: (index) => reshape({ ...shape, filters: shape.filters.filter(({ column }) => column !== columns[index]?.name) }),
    change: (index, change) => changeLayout(changeColumn(layout, index, change)),
    step: (index, step) => changeLayout(stepColumn(layout, index, step)),
    fit: (index) => changeLayout(fitted(layout, index)),
    fitAll: () => changeLayout(layout.reduce((next, { index }) => fitted(next, index), layout)),
  };
}
