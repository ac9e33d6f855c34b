import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { ROW_HEIGHT } from './grid-row.tsx';
import { createRowPages, type RowPages, type RowSource } from './row-pages.ts';

const MARGIN_ROWS = 12;
const never = (): (() => void) => () => undefined;

/** Rows that can be drawn, and where. */
export interface Drawn {
  readonly pages: RowPages;
  /** Pixels from the first row's top to the view's. */
  readonly place: number;
}

const firstSeen = (place: number): number => Math.max(0, Math.floor(place / ROW_HEIGHT));
const lastSeen = (place: number, view: number, rows: number): number => Math.min(rows - 1, Math.floor((place + Math.max(1, view) - 1) / ROW_HEIGHT));
const isThere = ({ pages, place }: Drawn, view: number): boolean => pages.covers(firstSeen(place), lastSeen(place, view, pages.source.rows));

/**
 * The rows of a source around a place. Until those are read, what was drawn before stays: the rows that arrived last, or
 * those of the source before.
 */
export function useRowPages(
  source: RowSource | undefined,
  place: number,
  view: number,
): { readonly drawn: Drawn | undefined; readonly pages: RowPages | undefined } {
  const [pages, setPages] = useState<RowPages>();
  useEffect(() => {
    if (!source) return undefined;
    const made = createRowPages(source);
    setPages(made);
    return () => made.close();
  }, [source]);
  useSyncExternalStore(pages?.subscribe ?? never, () => pages?.version());

  const first = Math.max(0, firstSeen(place) - MARGIN_ROWS);
  const last = pages ? Math.min(pages.source.rows - 1, lastSeen(place, view, pages.source.rows) + MARGIN_ROWS) : 0;
  useEffect(() => {
    if (pages && pages.source.rows > 0) pages.want(first, last);
  }, [pages, first, last]);

  const kept = useRef<Drawn & { readonly latest: ReturnType<RowPages['latest']> }>(undefined);
  if (pages) {
    const latest = pages.latest();
    const aimed = { pages, place, latest };
    if (pages.source.rows === 0 || (latest && isThere(aimed, view))) kept.current = aimed;
    else if (latest && (kept.current?.pages !== pages || kept.current.latest !== latest)) {
      const near = Math.max(latest[0] * ROW_HEIGHT, Math.min(place, (latest[1] + 1) * ROW_HEIGHT - view));
      const arrived = { pages, place: near, latest };
      if (isThere(arrived, view)) kept.current = arrived;
    }
  }
  return { drawn: kept.current, pages };
}
