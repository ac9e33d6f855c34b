import type { Platform } from '../../model/types.ts';
import type { Relation } from '../../plan/types.ts';

/** The kind of a model, and why it is no other that one might expect. */
export interface ModelKind {
  readonly name: string;
  readonly options: readonly string[];
  readonly reason?: string;
  /** Whether the query has to give the rows of all keys, not only of those it touches. */
  readonly isWhole: boolean;
}

/** Whether each key of a `replace` load is one row, which a merge then changes in place. */
function isRowPerKey({ load, primaryKey, uniqueKeys }: Relation): boolean {
  if (load.kind !== 'replace') return false;
  const same = (key: readonly string[]): boolean => key.length === load.key.length && key.every((name) => load.key.includes(name));
  return [...(primaryKey ? [primaryKey] : []), ...uniqueKeys].some(same);
}

const REPLACED = {
  history:
    'all versions of a key that changed are written anew, by their own dates; type 2 by time or column goes on from the last version only, so that late rows would be lost',
  current:
    'the row of a key that changed is written anew; the members for what is unknown or does not apply have no key, and a merge by unique key would keep one of them',
  period: 'a period is written anew when rows of it come, however late; by time range only loads what has passed since the last run',
  key: 'all rows of a key that changed are written anew; a merge by unique key knows one row of a key',
} as const;
const ADDED = {
  new_keys: 'rows are added and never changed; by unique key would write what comes later over the row that a key came with first',
  changes:
    'rows are added and never changed, by load date and what is stored; type 2 by time or column would close stored rows and see only the last of several deliveries',
} as const;

const isPartitioned = (platform: Platform): boolean => platform === 'bigquery' || platform === 'databricks';

/** How SQLMesh keeps the table as the plan does: the same rows, whatever was delivered when. Throws on what is filled from outside. */
export function modelKind(relation: Relation, platform: Platform, printed: (name: string) => string): ModelKind {
  const { load, onSchemaChange } = relation;
  // What a stored table does when its columns changed: new ones are taken, none is dropped.
  const onChange = onSchemaChange === 'fail' ? ['on_additive_change error'] : [];
  switch (load.kind) {
    case 'landing':
      throw new Error(`${relation.id} is filled from outside`);
    case 'view':
      return { name: 'VIEW', options: [], isWhole: false };
    case 'rebuild':
      return { name: 'FULL', options: [], isWhole: false };
    case 'append':
      return { name: 'INCREMENTAL_UNMANAGED', options: onChange, reason: ADDED[load.rule], isWhole: false };
    case 'replace': {
      if (isRowPerKey(relation)) {
        const key = `unique_key (${load.key.map(printed).join(', ')})`;
        return { name: 'INCREMENTAL_BY_UNIQUE_KEY', options: [key, 'forward_only true', 'disable_restatement true', ...onChange], isWhole: false };
      }
      const reason = REPLACED[load.rule];
      if (!isPartitioned(platform)) return { name: 'INCREMENTAL_BY_PARTITION', options: onChange, reason, isWhole: false };
      return { name: 'FULL', options: [], reason: `${reason}. Partitions are real here and cannot be the keys, so the whole table is written`, isWhole: true };
    }
  }
}
