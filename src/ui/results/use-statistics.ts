import { useEffect, useState } from 'react';
import { EngineCancelled } from '../../core/engine-port.ts';
import type { RowFilter } from '../../core/rows/row-shape.ts';
import type { ColumnStatistics, TableRows } from '../../store/studio-types.ts';

interface Known {
  readonly of: string;
  readonly found: ReadonlyMap<string, ColumnStatistics | string>;
}

/** Long enough for a user who scrolls past a column not to have it measured. */
const LINGERS = 120;

/**
 * Statistics of columns, measured one after another as they come into view. @param of names the rows they are of.
 * @returns a column's statistics, or why they could not be worked out.
 */
export function useStatistics(
  table: TableRows | undefined,
  of: string,
  filters: readonly RowFilter[],
  wanted: readonly string[],
): ReadonlyMap<string, ColumnStatistics | string> {
  const [known, setKnown] = useState<Known>({ of, found: new Map() });
  const found = known.of === of ? known.found : new Map<string, ColumnStatistics | string>();
  const missing = wanted.filter((name) => !found.has(name));
  const next = JSON.stringify(missing.slice(0, 1));
  useEffect(() => {
    const [column] = JSON.parse(next) as readonly string[];
    if (!table || column === undefined) return undefined;
    const control = new AbortController();
    const keep = (one: ColumnStatistics | string): void => {
      if (!control.signal.aborted) setKnown((before) => ({ of, found: new Map([...(before.of === of ? before.found : []), [column, one]]) }));
    };
    const timer = setTimeout(() => {
      table.statistics(column, filters, control.signal).then(keep, (error: unknown) => {
        if (!(error instanceof EngineCancelled)) keep(error instanceof Error ? error.message : String(error));
      });
    }, LINGERS);
    return () => {
      clearTimeout(timer);
      control.abort();
    };
  }, [table, of, filters, next]);
  return found;
}
