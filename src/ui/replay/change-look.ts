import type { ChangedPage, ChangeState, RowChange } from '../../store/studio-types.ts';
import type { RowLook } from '../results/grid-row.tsx';

/** Signs and words of what becomes of rows. */
export const CHANGES: readonly { readonly state: ChangeState; readonly mark: string; readonly label: string; readonly means: string }[] = [
  { state: 'inserted', mark: '+', label: 'inserted', means: 'not there before this delivery' },
  { state: 'closed', mark: '◼', label: 'closed', means: 'ended with this delivery: its validity stops, or a newer state of its key follows' },
  { state: 'changed', mark: '~', label: 'changed', means: 'overwritten: each cell shows what it was and what it is' },
  { state: 'removed', mark: '−', label: 'removed', means: 'gone with this delivery' },
];

const byState = new Map(CHANGES.map((change) => [change.state, change]));

/** Cells that are not as they were. */
export function changedCells(values: readonly (string | null)[], { before }: RowChange): ReadonlyMap<number, string | null> {
  if (!before) return new Map();
  return new Map(values.flatMap((value, index) => (before[index] === value ? [] : [[index, before[index] ?? null] as const])));
}

/** Remembers what became of the rows of the pages that were read, by the very rows. */
export function createLooks() {
  const looks = new WeakMap<readonly (string | null)[], RowLook>();
  return {
    keep<P extends ChangedPage>(page: P): P {
      for (const [index, row] of page.rows.entries()) {
        const change = page.changes[index];
        const told = change && byState.get(change.state);
        if (told) looks.set(row, { state: told.state, mark: told.mark, label: told.label, before: changedCells(row, change) });
      }
      return page;
    },
    of: (row: readonly (string | null)[]): RowLook | undefined => looks.get(row),
  };
}
