import { hasColumns, type ColumnedObject } from '../../core/model/lookup.ts';
import type { Diagram, Hideable, ModelObject, Project } from '../../core/model/types.ts';
import { technicalColumns } from './technical-rows.ts';

export interface NodeRow {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  /** `fold` is the line that shows or hides the technical columns. */
  readonly group: 'key' | 'reference' | 'value' | 'fold' | 'technical';
  /** What kind of column a diagram hides it as. */
  readonly kind: Hideable;
  readonly nullable: boolean;
  /** Additivity of a measure or history of an attribute, as one character. */
  readonly sign?: string;
}

const SIGNS = { additive: '+', semi_additive: '~', non_additive: '∅' } as const;

function referenceRow(id: string, name: string): NodeRow {
  return { id, name, type: '', group: 'reference', kind: 'references', nullable: false };
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

const made = (id: string, type: string): NodeRow => ({ id, name: id, type, group: 'key', kind: 'keys', nullable: false });

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

const known = new WeakMap<ModelObject, readonly NodeRow[]>();

/** The rows of an object's own columns: the same ones as long as the object is the same. */
function ownRows(object: ModelObject): readonly NodeRow[] {
  const before = known.get(object);
  if (before) return before;
  const rows = hasColumns(object) ? columnRows(object) : madeRows(object);
  known.set(object, rows);
  return rows;
}

function columnRows(object: ColumnedObject): NodeRow[] {
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
      kind: isKey ? 'keys' : use === 'measure' ? 'measures' : 'attributes',
      nullable: column.nullable !== false && !isKey,
      ...(sign === undefined ? {} : { sign }),
    };
  });
}

/** The line that folds technical columns, and they themselves when it is open. */
function technicalRows(project: Project, object: ModelObject, unfolded: boolean): readonly NodeRow[] {
  const columns = technicalColumns(project, object);
  if (columns.length === 0) return [];
  const shared = { kind: 'technical', nullable: false } as const;
  const fold: NodeRow = { id: unfolded ? 'open' : 'closed', name: `${columns.length} technical`, type: '', group: 'fold', ...shared };
  return unfolded ? [fold, ...columns.map(({ name, type }, index): NodeRow => ({ id: `${index}`, name, type, group: 'technical', ...shared }))] : [fold];
}

export interface Showing {
  readonly columns?: Diagram['columns'];
  readonly hide?: Diagram['hide'];
}

/** The rows of a node in the order it shows them: keys, references, attributes or measures, technical columns, which are folded. */
export function nodeRows(project: Project, object: ModelObject, { columns: show = 'all', hide = [] }: Showing = {}, unfolded = false): readonly NodeRow[] {
  if (show === 'none') return [];
  const own = ownRows(object);
  const technical = show === 'keys' || hide.includes('technical') ? [] : technicalRows(project, object, unfolded);
  const rows = [
    ...own.filter((row) => row.group === 'key'),
    ...referenceRows(project, object),
    ...(show === 'keys' ? [] : own.filter((row) => row.group === 'value')),
    ...technical,
  ];
  return hide.length === 0 ? rows : rows.filter((row) => !hide.includes(row.kind));
}
