import { useState } from 'react';
import type { ResultColumn } from '../../core/engine-port.ts';
import { firstLayout, type ColumnLayout } from './column-layout.ts';

interface Look {
  readonly columns: readonly ResultColumn[];
  readonly layout: ColumnLayout;
}

/** As columns were left, for as long as the page is open. */
const LEFT = new Map<string, ColumnLayout>();
const namesOf = (columns: readonly ResultColumn[]): string => JSON.stringify(columns.map((column) => column.name));

/**
 * How the columns of a result are shown. They are measured once, on the first rows: columns that move while one scrolls
 * or sorts cannot be read.
 */
export function useColumnLayout(
  source: string,
  planned: readonly ResultColumn[],
  read: readonly ResultColumn[] | undefined,
  row: (index: number) => readonly (string | null)[] | undefined,
): Look & { readonly change: (layout: ColumnLayout) => void } {
  const [look, setLook] = useState<Look>(() => ({ columns: planned, layout: firstLayout(planned, () => undefined) }));
  const [measured, setMeasured] = useState(false);
  const keyOf = (columns: readonly ResultColumn[]): string => `${source} ${namesOf(columns)}`;
  let shown = look;
  if (read && (!measured || namesOf(read) !== namesOf(look.columns))) {
    shown = { columns: read, layout: LEFT.get(keyOf(read)) ?? firstLayout(read, row) };
    setLook(shown);
    setMeasured(true);
  }
  return {
    ...shown,
    change(layout) {
      LEFT.set(keyOf(shown.columns), layout);
      setLook({ columns: shown.columns, layout });
    },
  };
}
