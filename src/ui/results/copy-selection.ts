import type { ResultColumn } from '../../core/engine-port.ts';
import { count } from '../panel/numbers.ts';
import type { Bounds } from './cell-range.ts';
import { copyText, type CopyFormat } from './copy-formats.ts';
import type { RowPages } from './row-pages.ts';

const MOST_COPIED = 200_000;

/** Puts the selected cells on the clipboard; rows that were not read yet are read. Rejects with what to do instead. */
export async function copySelection(
  format: CopyFormat,
  selected: Bounds,
  columns: readonly { readonly index: number; readonly column: ResultColumn }[],
  pages: RowPages,
  table: string,
): Promise<void> {
  const chosen = columns.slice(selected.left, selected.right + 1);
  const wanted = selected.bottom - selected.top + 1;
  if (wanted * chosen.length > MOST_COPIED)
    throw new Error(`${count(wanted * chosen.length)} cells are too many to copy at once (${count(MOST_COPIED)} at most). Download the rows instead.`);
  const known = Array.from({ length: wanted }, (_, place) => pages.row(selected.top + place));
  const full = known.every((row) => row !== undefined) ? known : (await pages.source.read(selected.top, wanted, new AbortController().signal)).rows;
  const rows = full.map((row) => chosen.map(({ index }) => row[index] ?? null));
  await navigator.clipboard.writeText(
    copyText(
      format,
      chosen.map(({ column }) => column),
      rows,
      table,
    ),
  );
}
