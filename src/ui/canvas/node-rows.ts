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
      return [referenceRow('parent', nameOf(object.parent))];
    case 'fact':
      return object.dimensions.map((entry) => referenceRow(entry.id, entry.role ?? nameOf(entry.dimension)));
    default:
      return [];
  }
}

function ownRows(object: ModelObject): NodeRow[] {
  if (object.kind === 'date_dimension') return [{ id: 'date', name: 'date', type: 'date', group: 'key', nullable: false }];
  if (!hasColumns(object)) return [];
  const keys = new Set<string>(object.kind === 'source' ? (object.key ?? []) : object.kind === 'fact' ? object.grain.columns : []);
  return object.columns.map((column) => {
    const isKey = object.kind === 'hub' || keys.has(column.id) || ('use' in column && column.use === 'natural_key');
    const sign =
      'additivity' in column && typeof column.additivity === 'string'
        ? SIGNS[column.additivity as keyof typeof SIGNS]
        : 'history' in column && column.history === 2
          ? '2'
          : undefined;
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
