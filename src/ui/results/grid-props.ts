import type { ReactNode } from 'react';
import type { ResultColumn, ResultPage } from '../../core/engine-port.ts';
import type { Page, TableRows } from '../../store/studio-types.ts';
import type { RowLook } from './grid-row.tsx';

export interface GridFocus {
  readonly columns: readonly ResultColumn[];
  readonly values: readonly (string | null)[];
}

export interface GridProps {
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
  /** What became of a row, by the very values that were read. Keeps its identity while it says the same. */
  readonly lookOf?: ((values: readonly (string | null)[]) => RowLook | undefined) | undefined;
  /** Told the row that has the focus, with its columns, whenever it is another. */
  readonly onRow?: ((row: GridFocus | undefined) => void) | undefined;
  /** Stands in the bar above the rows, which is there with `open`. */
  readonly lead?: ReactNode;
}
