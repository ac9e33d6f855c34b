import { useEffect, useMemo, useRef, useState } from 'react';
import { EngineCancelled, type ResultPage } from '../../core/engine-port.ts';
import { UNSHAPED, type RowShape } from '../../core/rows/row-shape.ts';
import type { Page, ShapedRows, TableRows } from '../../store/studio-types.ts';
import type { RowSource } from './row-pages.ts';

export interface Shaping {
  /** The rows in the wished shape, or in the one before while that is worked out. */
  readonly source: RowSource | undefined;
  /** Sorts, filters, measures and exports; there once it is open. */
  readonly table: TableRows | undefined;
  /** What takes a while, in words. */
  readonly doing: string | undefined;
  readonly error: string | undefined;
  readonly cancel: () => void;
}

interface Wish {
  readonly read: (page: Page) => Promise<ResultPage>;
  readonly open: (() => Promise<TableRows>) | undefined;
  /** Names what is read. */
  readonly of: string;
  /** Another number means other rows. */
  readonly version: number;
  readonly total: number;
  readonly shape: RowShape;
  /** Goes back to the shape that is there. */
  readonly onCancel: (shape: RowShape) => void;
}

interface Shaped {
  readonly key: string;
  readonly shape: RowShape;
  readonly rows: ShapedRows;
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Why rows are not as they were wished, and what to do. */
const refusal = ({ filters }: RowShape, reason: string): string =>
  filters.length > 0 ? `These are the rows as they were before: ${reason.replace(/\.?$/, '.')} Change the filter or clear it.` : reason;

/** Rows in a shape. Without `open` they are read page by page as `read` gives them, sorted by one column at most. */
export function useShapedRows({ read, open, of, version, total, shape, onCancel }: Wish): Shaping {
  const [table, setTable] = useState<{ readonly key: string; readonly rows: TableRows }>();
  const [shaped, setShaped] = useState<Shaped>();
  const [failure, setFailure] = useState<{ readonly key: string; readonly message: string }>();
  const control = useRef<AbortController>(undefined);
  const key = `${of}/${version}`;
  const wished = `${key}/${JSON.stringify(shape)}`;

  useEffect(() => {
    if (!open) return undefined;
    setFailure(undefined);
    let left = false;
    const opened = open();
    opened.then(
      (rows) => {
        if (!left) setTable({ key, rows });
      },
      (error: unknown) => {
        if (!left) setFailure({ key, message: wordsOf(error) });
      },
    );
    return () => {
      left = true;
      opened.then(
        (rows) => rows.close(),
        () => undefined,
      );
    };
  }, [open, key]);

  useEffect(() => {
    if (table?.key !== key) return undefined;
    const mine = new AbortController();
    control.current = mine;
    setFailure(undefined);
    table.rows.shape(shape, mine.signal).then(
      (rows) => {
        if (!mine.signal.aborted) setShaped({ key: wished, shape, rows });
      },
      (error: unknown) => {
        if (!mine.signal.aborted && !(error instanceof EngineCancelled)) setFailure({ key: wished, message: refusal(shape, wordsOf(error)) });
      },
    );
    return () => mine.abort();
  }, [table, key, wished, shape]);

  const [first] = shape.sorts;
  const plain = useMemo<RowSource>(
    () => ({
      key,
      rows: total,
      read: (offset, limit) => read({ offset, limit, ...(first ? { order: first } : {}) }),
    }),
    [key, total, read, first],
  );
  const source = useMemo<RowSource | undefined>(
    () => (shaped ? { key: shaped.key, rows: shaped.rows.rows, read: (offset, limit, signal) => shaped.rows.page(offset, limit, signal) } : undefined),
    [shaped],
  );
  if (!open) return { source: plain, table: undefined, doing: undefined, error: undefined, cancel: () => undefined };
  const error = failure?.key === key || failure?.key === wished ? failure.message : undefined;
  const isDone = shaped?.key === wished || error !== undefined;
  return {
    source,
    table: table?.key === key ? table.rows : undefined,
    doing: isDone ? undefined : shape.sorts.length > 0 ? 'Sorting' : shape.filters.length > 0 ? 'Filtering' : 'Reading',
    error,
    cancel: () => {
      control.current?.abort();
      onCancel(shaped?.shape ?? UNSHAPED);
    },
  };
}
