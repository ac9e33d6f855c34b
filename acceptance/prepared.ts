import type { Id, Project } from '../src/core/model/types.ts';

export type Cell = string | number | boolean | null;
export type Row = Readonly<Record<string, Cell>>;

/** Where a case's table stands in our warehouse, and what its columns are called and typed there. */
export interface TargetView {
  readonly relation: Id;
  /** A case's column → the SQL over our table that gives it; a column of its own name when absent. */
  readonly columns: ReadonlyMap<string, string>;
  /** A case's column → the engine's type both sides are cast to; our own type when absent. */
  readonly types: ReadonlyMap<string, string>;
  /** Rows that no case means, e.g. the members with fixed keys. */
  readonly where?: string;
}

/** What must be so of the rows of a target. */
export type Expectation =
  | { readonly kind: 'rows'; readonly columns: readonly string[]; readonly rows: readonly Row[]; readonly where?: string }
  /** The rows that break a check of the relation. */
  | { readonly kind: 'check'; readonly check: string; readonly columns: readonly string[]; readonly rows: readonly Row[] }
  /** So many rows meet the condition, an SQL text. */
  | { readonly kind: 'count'; readonly where: string; readonly count: number }
  /** No two rows that meet the condition are alike in these columns. */
  | { readonly kind: 'distinct'; readonly where: string; readonly columns: readonly string[] }
  /** Just these values of a column have a row that meets the condition, and one each. */
  | { readonly kind: 'members'; readonly where: string; readonly column: string; readonly members: readonly Cell[] };

export type Step = { readonly number: number } & (
  | {
      readonly op: 'land';
      readonly source: Id;
      readonly columns: readonly string[];
      readonly rows: readonly Row[];
      readonly loadDate: string;
      /** The rows stand beside those of the step before, as part of the same delivery. */
      readonly beside?: boolean;
    }
  | { readonly op: 'reset'; readonly targets: readonly string[] }
  | { readonly op: 'seed'; readonly target: string; readonly rows: readonly Row[] }
  | { readonly op: 'load'; readonly target: string }
  | { readonly op: 'expect'; readonly target: string; readonly expectation: Expectation }
  | { readonly op: 'other' }
);

/** A case as a project of ours and what happens to it, whatever suite it comes from. */
export interface PreparedCase {
  readonly id: string;
  readonly object: string;
  readonly name: string;
  readonly project: Project;
  readonly targets: ReadonlyMap<string, TargetView>;
  readonly program: readonly Step[];
  /** Source → its column that dates a row, for cases that can be split and merged by it. */
  readonly dates: ReadonlyMap<Id, string>;
  /** Target → integer keys that depend on which rows came together; rows are compared without them when they come otherwise. */
  readonly numbered?: ReadonlyMap<string, readonly string[]>;
  /** Codes of the errors the compiler must report, no more and no fewer. */
  readonly refused?: readonly string[];
}
