import { useEffect, useState } from 'react';
import type { ResultColumn } from '../../core/engine-port.ts';
import type { RowFilter, RowShape } from '../../core/rows/row-shape.ts';
import type { ColumnStatistics, TableRows } from '../../store/studio-types.ts';
import type { ColumnLayout } from './column-layout.ts';
import { ColumnsPanel } from './columns-panel.tsx';
import { FilterPanel } from './filter-panel.tsx';
import { GoToPanel } from './go-to-panel.tsx';

/** A small form that is open over the grid. */
export type OpenPanel =
  | { readonly kind: 'filter'; readonly index: number; readonly anchor: DOMRect; readonly filter?: RowFilter }
  | { readonly kind: 'go'; readonly anchor: DOMRect }
  | { readonly kind: 'columns'; readonly anchor: DOMRect };

interface GridPanelsProps {
  readonly panel: OpenPanel | undefined;
  readonly columns: readonly ResultColumn[];
  readonly layout: ColumnLayout;
  readonly shape: RowShape;
  readonly rows: number;
  readonly from: number;
  readonly table: TableRows | undefined;
  readonly onFilter: (before: RowFilter | undefined, after: RowFilter | undefined) => void;
  readonly onLayout: (layout: ColumnLayout) => void;
  readonly onGo: (row: number) => void;
  readonly onClose: () => void;
}

/** Frequent values of the column that is filtered, among the rows the other filters leave. */
function useFrequent(table: TableRows | undefined, column: string | undefined, others: readonly RowFilter[]): ColumnStatistics | undefined {
  const [found, setFound] = useState<{ readonly of: string; readonly statistics: ColumnStatistics }>();
  const of = JSON.stringify([column, others]);
  useEffect(() => {
    if (!table || column === undefined) return undefined;
    const control = new AbortController();
    table.statistics(column, JSON.parse(of)[1] as readonly RowFilter[], control.signal).then(
      (statistics) => {
        if (!control.signal.aborted) setFound({ of, statistics });
      },
      // Without them the user types.
      () => undefined,
    );
    return () => control.abort();
  }, [table, column, of]);
  return found?.of === of ? found.statistics : undefined;
}

/** The form that is open, if one is. */
export function GridPanels({ panel, columns, layout, shape, rows, from, table, onFilter, onLayout, onGo, onClose }: GridPanelsProps) {
  const column = panel?.kind === 'filter' ? columns[panel.index] : undefined;
  const filter = panel?.kind === 'filter' ? (panel.filter ?? shape.filters.find((each) => each.column === column?.name)) : undefined;
  const known = useFrequent(
    table,
    column?.name,
    shape.filters.filter((each) => each !== filter),
  );
  if (!panel) return null;
  if (panel.kind === 'go') return <GoToPanel anchor={panel.anchor} total={rows} from={from} onGo={onGo} onClose={onClose} />;
  if (panel.kind === 'columns') return <ColumnsPanel anchor={panel.anchor} columns={columns} layout={layout} onChange={onLayout} onClose={onClose} />;
  return column ? (
    <FilterPanel
      key={column.name}
      anchor={panel.anchor}
      column={column}
      filter={filter}
      known={known}
      onChange={(next) => onFilter(filter, next)}
      onClose={onClose}
    />
  ) : null;
}
