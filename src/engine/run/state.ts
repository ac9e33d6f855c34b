import type { Id } from '../../core/model/types.ts';
import type { TableName } from '../../core/sql/ast.ts';
import type { Entry } from './journal.ts';

/** What stands in the engine of one relation. */
export interface Built {
  readonly fingerprint: string;
  readonly table: TableName;
  readonly isView: boolean;
  /** Mark of the state it is in; absent while it is new and empty, or in between. */
  at: string | undefined;
  rows: number;
}

/** Everything a runner remembers between runs. */
export interface RunState {
  readonly built: Map<Id, Built>;
  /** Earlier states of tables that others read: relation, fingerprint and mark → table in {@link STATES}. */
  readonly snapshots: Map<string, string>;
  /** What led to a state: relation, fingerprint and mark of the state → what the delivery did. */
  readonly entries: Map<string, Entry>;
  /** Where the rows of a relation in a state can be read: relation, fingerprint and mark → table or view. */
  readonly views: Map<string, TableName>;
}

export const FILES = '_orrery_files';
export const STATES = '_orrery_states';

export const createState = (): RunState => ({ built: new Map(), snapshots: new Map(), entries: new Map(), views: new Map() });
export const snapshotKey = (id: Id, fingerprint: string, mark: string): string => JSON.stringify([id, fingerprint, mark]);
