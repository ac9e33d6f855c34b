import { EngineCancelled, type ResultColumn, type ResultPage } from '../../core/engine-port.ts';

/** Many at once: to find sorted rows in their table costs the same for few of them. */
export const PAGE_ROWS = 400;
/** Pages kept: the rows a user has just left, not a table. */
const KEPT_PAGES = 24;

/** Rows that can be read part by part. Another `key` means other rows. */
export interface RowSource {
  readonly key: string;
  readonly rows: number;
  read(offset: number, limit: number, signal: AbortSignal): Promise<ResultPage>;
}

/** Rows of a source as they have been read so far. */
export interface RowPages {
  readonly source: RowSource;
  columns(): readonly ResultColumn[] | undefined;
  row(index: number): readonly (string | null)[] | undefined;
  /** Whether all rows from `first` to `last` are there. */
  covers(first: number, last: number): boolean;
  /** Asks for these rows, and for those around them once they are there. What else is under way and not yet awaited ends. */
  want(first: number, last: number): void;
  error(): string | undefined;
  /** The first and last row of the latest read that was waited for. */
  latest(): readonly [first: number, last: number] | undefined;
  /** Grows with every change. */
  version(): number;
  subscribe(listener: () => void): () => void;
  close(): void;
}

interface Reading {
  readonly first: number;
  readonly pages: number;
  readonly isAhead: boolean;
  readonly control: AbortController;
}

/** Reads one part at a time: the engine has one thread, and what is asked for meanwhile may be wanted no more. */
export function createRowPages(source: RowSource): RowPages {
  const pages = new Map<number, ResultPage['rows']>();
  const listeners = new Set<() => void>();
  let columns: readonly ResultColumn[] | undefined;
  let error: string | undefined;
  let latest: readonly [number, number] | undefined;
  let version = 0;
  let wanted: readonly [first: number, last: number] | undefined;
  let reading: Reading | undefined;
  let isClosed = false;
  const lastPage = Math.max(0, Math.ceil(source.rows / PAGE_ROWS) - 1);
  const changed = (): void => {
    version += 1;
    for (const listener of listeners) listener();
  };

  /** The next pages to read: those that are seen first, then those after and before them. */
  function next(): Omit<Reading, 'control'> | undefined {
    if (!wanted) return undefined;
    const [from, to] = wanted;
    const missing = Array.from({ length: to - from + 1 }, (_, index) => from + index).filter((page) => !pages.has(page));
    const [first] = missing;
    if (first !== undefined) return { first, pages: (missing.at(-1) ?? first) - first + 1, isAhead: false };
    const ahead = [to + 1, from - 1, to + 2].find((page) => page >= 0 && page <= lastPage && !pages.has(page));
    return ahead === undefined ? undefined : { first: ahead, pages: 1, isAhead: true };
  }

  function forget(): void {
    const middle = wanted ? (wanted[0] + wanted[1]) / 2 : 0;
    const far = [...pages.keys()].toSorted((a, b) => Math.abs(b - middle) - Math.abs(a - middle)).slice(0, Math.max(0, pages.size - KEPT_PAGES));
    for (const page of far) pages.delete(page);
  }

  async function pump(): Promise<void> {
    const todo = isClosed || reading ? undefined : next();
    if (!todo) return;
    const mine: Reading = { ...todo, control: new AbortController() };
    reading = mine;
    try {
      const offset = mine.first * PAGE_ROWS;
      const page = await source.read(offset, Math.min(mine.pages * PAGE_ROWS, source.rows - offset), mine.control.signal);
      columns = page.columns;
      for (let index = 0; index < mine.pages; index += 1) pages.set(mine.first + index, page.rows.slice(index * PAGE_ROWS, (index + 1) * PAGE_ROWS));
      error = undefined;
      if (!mine.isAhead) latest = [offset, offset + page.rows.length - 1];
      forget();
    } catch (reason) {
      if (!(reason instanceof EngineCancelled)) {
        error = reason instanceof Error ? reason.message : String(reason);
        // What failed would fail again: the next wish tries anew.
        wanted = undefined;
      }
    }
    reading = undefined;
    if (isClosed) return;
    changed();
    void pump();
  }

  return {
    source,
    columns: () => columns,
    row: (index) => pages.get(Math.floor(index / PAGE_ROWS))?.[index % PAGE_ROWS],
    covers(first, last) {
      for (let page = Math.floor(first / PAGE_ROWS); page <= Math.floor(last / PAGE_ROWS); page += 1) if (!pages.has(page)) return false;
      return true;
    },
    want(first, last) {
      const [from, to] = [Math.floor(first / PAGE_ROWS), Math.min(lastPage, Math.floor(last / PAGE_ROWS))];
      if (wanted?.[0] === from && wanted[1] === to) return;
      wanted = [from, to];
      // What somebody waits for is let through even when it is left meanwhile: a view that is dragged along shows where it is.
      if (reading?.isAhead === true && (reading.first < from || reading.first > to)) reading.control.abort();
      void pump();
    },
    error: () => error,
    latest: () => latest,
    version: () => version,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      isClosed = true;
      reading?.control.abort();
    },
  };
}
