import type { Id } from '../model/types.ts';
import type { ChangeFigures } from './evidence.ts';

/** Share of the rows found again in the next delivery in which a column has another value; nothing where no row was found again. */
export const rateOf = (changes: ChangeFigures | undefined, column: Id): number | undefined =>
  changes && changes.kept > 0 ? (changes.changed[column] ?? 0) / changes.kept : undefined;

/** What deliveries are, told from the keys they have in common. */
export function deliveryOf({ kept, before }: ChangeFigures): 'full' | 'delta' | undefined {
  if (before === 0) return undefined;
  const again = kept / before;
  if (again >= 0.9) return 'full';
  return again <= 0.5 ? 'delta' : undefined;
}
