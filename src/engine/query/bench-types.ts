import type { ResultColumn } from '../../core/engine-port.ts';

/** What came of a statement of the user's. */
export type Outcome =
  /** Its rows are kept as a table of {@link RESULTS} by that name. */
  | { readonly kind: 'rows'; readonly table: string; readonly columns: readonly ResultColumn[]; readonly rows: number }
  /** It gave no rows. `changed` are those it wrote or removed, where the engine tells. */
  | { readonly kind: 'done'; readonly changed: number | undefined }
  /** The engine's plan, as its JSON. */
  | { readonly kind: 'plan'; readonly json: string; readonly analyzed: boolean };

/** Where the rows of results are kept: beside the warehouse, out of reach of what the user writes. */
export const RESULTS = 'workbench_results';

/** The database that is the user's own; what has no schema in a statement that writes goes there. */
export const OWN = 'workbench';

/** A table or view that the user made. */
export interface OwnTable {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly ResultColumn[];
}
