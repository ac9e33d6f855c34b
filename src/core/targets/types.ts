import type { Diagnostic } from '../model/diagnostic.ts';
import type { Id, Platform } from '../model/types.ts';
import type { Plan } from '../plan/types.ts';

export interface GeneratedFile {
  readonly path: string;
  readonly text: string;
  /** The object it is the file of, and takes own code for. */
  readonly object?: Id;
}

export interface Emitted {
  readonly files: readonly GeneratedFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What the landing tables hold, to go along with an export: CSV with a header and all columns, by relation. */
export type LandedRows = ReadonlyMap<Id, string>;

/** Turns a plan into files. Reads nothing but the plan and the rows that are to go along; the same give the same bytes. */
export interface Target {
  readonly id: string;
  readonly label: string;
  readonly platforms: readonly Platform[];
  /** Whether it can take rows along. */
  readonly takesRows?: boolean;
  /** Whether its files are for all environments of the plan, and say where each has its tables. */
  readonly knowsEnvironments?: boolean;
  emit(plan: Plan, platform: Platform, rows?: LandedRows): Emitted;
}
