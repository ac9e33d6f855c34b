import { useCallback, useEffect, useRef, useState } from 'react';
import type { ResultColumn, ResultPage } from '../../core/engine-port.ts';
import type { Page } from '../../store/studio-types.ts';

export const PAGE_ROWS = 200;
/** Pages kept: the rows a user has just left, not a table. */
const KEPT_PAGES = 40;

interface Cache {
  readonly source: string;
  readonly pages: ReadonlyMap<number, ResultPage>;
  readonly error: string | undefined;
}

export interface Rows {
  readonly columns: readonly ResultColumn[] | undefined;
  readonly row: (index: number) => readonly (string | null)[] | undefined;
  /** Asks for the rows from `first` to `last`. */
  readonly want: (first: number, last: number) => void;
  readonly error: string | undefined;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function withPage(pages: ReadonlyMap<number, ResultPage>, number: number, page: ResultPage): ReadonlyMap<number, ResultPage> {
  const all = [...pages, [number, page] as const];
  const near = all.length <= KEPT_PAGES ? all : all.toSorted(([a], [b]) => Math.abs(a - number) - Math.abs(b - number)).slice(0, KEPT_PAGES);
  return new Map(near);
}

/**
 * Rows of a table or a query, page by page as they are looked at.
 * @param read keeps its identity while it reads the same; `of` names what it reads.
 * @param version changes when the rows may be others: what was read before is forgotten.
 */
export function useRows(read: (page: Page) => Promise<ResultPage>, of: string, version: number, order: Page['order']): Rows {
  const source = `${of}/${version}/${order?.column ?? ''}/${String(order?.descending)}`;
  const latest = useRef(source);
  const asked = useRef(new Set<number>());
  const [cache, setCache] = useState<Cache>({ source, pages: new Map(), error: undefined });
  const current = cache.source === source ? cache : undefined;

  useEffect(() => {
    latest.current = source;
    asked.current = new Set();
  }, [source]);

  const want = useCallback(
    (first: number, last: number) => {
      if (latest.current !== source) return;
      for (let number = Math.floor(first / PAGE_ROWS); number <= Math.floor(last / PAGE_ROWS); number += 1) {
        if (asked.current.has(number)) continue;
        asked.current.add(number);
        const keep = (change: (before: Cache) => Cache): void => {
          if (latest.current === source) setCache((before) => change(before.source === source ? before : { source, pages: new Map(), error: undefined }));
        };
        read({ offset: number * PAGE_ROWS, limit: PAGE_ROWS, ...(order ? { order } : {}) }).then(
          (page) =>
            keep((before) => {
              const pages = withPage(before.pages, number, page);
              for (const known of asked.current) if (before.pages.has(known) && !pages.has(known)) asked.current.delete(known);
              return { source, pages, error: undefined };
            }),
          (error: unknown) => {
            asked.current.delete(number);
            keep((before) => ({ ...before, error: messageOf(error) }));
          },
        );
      }
    },
    [read, source, order],
  );

  const [first] = current?.pages.values() ?? [];
  return {
    columns: first?.columns,
    row: (index) => current?.pages.get(Math.floor(index / PAGE_ROWS))?.rows[index % PAGE_ROWS],
    want,
    error: current?.error,
  };
}
