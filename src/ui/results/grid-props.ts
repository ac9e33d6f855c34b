import type { ReactNode } from 'react';
import type { ResultColumn, ResultPage } from '../../core/engine-port.ts';
import type { Page, TableRows } from '../../store/studio-types.ts';

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
  /** Stands in the bar above the rows, which is there with `open`. */
  readonly lead?: ReactNode;
}
