import { hasColumns } from '../../core/model/lookup.ts';
import type { Diagram, ModelObject, Project } from '../../core/model/types.ts';

export interface NodeRow {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly group: 'key' | 'reference' | 'value';
  readonly nullable: boolean;
  /** Additivity of a measure or history of an attribute, as one character. */
  readonly sign?: string;
}

const SIGNS = { additive: '+', semi_additive: '~', non_additive: '∅' } as const;

function referenceRow(id: string, name: string): NodeRow {
  return { id, name, type: '', group: 'reference', nullable: false };
}

function referenceRows(project: Project, object: ModelObject): NodeRow[] {
  const nameOf = (id: string): string => project.objects[id]?.name ?? id;
  switch (object.kind) {
    case 'link':
      return object.hubs.map((hub) => referenceRow(hub.id, hub.role ?? nameOf(hub.hub)));
    case 'satellite':
    case 'pit':
      return [referenceRow('parent', nameOf(object.parent))];
    case 'bridge':
      return [referenceRow('hub', nameOf(object.hub)), ...object.walk.map((step, index) => referenceRow(`walk.${index}`, nameOf(step.link)))];
    case 'hierarchy':
    case 'group_bridge':
      return [referenceRow('dimension', nameOf(object.dimension))];
    case 'dimension':
      return (object.outriggers ?? []).map((entry) => referenceRow(entry.id, entry.role ?? nameOf(entry.dimension)));
    case 'fact':
      return object.dimensions.map((entry) => referenceRow(entry.id, entry.role ?? nameOf(entry.dimension)));
    default:
      return [];
  }
}

const made = (id: string, type: string): NodeRow => ({ id, name: id, type, group: 'key', nullable: false });

/** Keys of kinds whose columns are made, not listed. */
function madeRows(object: ModelObject): NodeRow[] {
  switch (object.kind) {
    case 'date_dimension':
      return [made('date', 'date')];
    case 'time_dimension':
      return [made('time', 'time')];
    case 'as_of':
      return [{ ...made('as_of', 'timestamp'), name: object.column ?? 'as_of_date' }];
    default:
      return [];
  }
}

const KEY_USES: ReadonlySet<unknown> = new Set(['natural_key', 'business_key', 'key', 'key_part', 'multi_active_key', 'dependent_key']);

/** Additivity of a measure or history of an attribute. */
function signOf(column: object): string | undefined {
  if ('additivity' in column && typeof column.additivity === 'string') return SIGNS[column.additivity as keyof typeof SIGNS];
  if (!('history' in column) || column.history === undefined || column.history === 1) return undefined;
  return column.history === 'passive' ? 'p' : String(column.history);
}

function ownRows(object: ModelObject): NodeRow[] {
  if (!hasColumns(object)) return madeRows(object);
  const keys = new Set<string>(object.kind === 'source' ? (object.key ?? []) : object.kind === 'fact' ? object.grain.columns : []);
  const keysOnly = object.kind === 'hub' || object.kind === 'group_bridge';
  return object.columns.map((column) => {
    const use = 'use' in column ? column.use : undefined;
    const isKey = keys.has(column.id) || (use === undefined ? keysOnly : KEY_USES.has(use));
    const sign = signOf(column);
    return {
      id: column.id,
      name: column.name,
      type: column.type,
      group: isKey ? 'key' : 'value',
      nullable: column.nullable !== false && !isKey,
      ...(sign === undefined ? {} : { sign }),
    };
  });
}

/** The rows of a node in the order it shows them: keys, references, then attributes or measures. */
export function nodeRows(project: Project, object: ModelObject, show: Diagram['columns'] = 'all'): readonly NodeRow[] {
  if (show === 'none') return [];
  const own = ownRows(object);
  const keys = own.filter((row) => row.group === 'key');
  const references = referenceRows(project, object);
  return show === 'keys' ? [...keys, ...references] : [...keys, ...references, ...own.filter((row) => row.group === 'value')];
}
