import { parseLogicalType } from '../model/logical-type.ts';
import { feedObject, isFeed, type FeedObject } from '../model/lookup.ts';
import type { Column, ColumnMap, DateDimension, Dimension, Fact, FactDimension, Id, ModelObject, Project } from '../model/types.ts';
import { sameName } from './map-by-name.ts';
import { taken, type Head } from './make-vault.ts';
import { keyColumns } from './staged-keys.ts';

const kindOf = (column: { readonly type: string }) => parseLogicalType(column.type)?.kind;
const isMoment = (column: { readonly type: string }): boolean => kindOf(column) === 'date' || kindOf(column) === 'timestamp';
const isAmount = (column: Column): boolean => {
  const kind = kindOf(column);
  return kind === 'decimal' || kind === 'float' || ((kind === 'integer' || kind === 'bigint') && !/(^|_)(id|key|no|nr|number|code)$/i.test(column.name));
};

/** The staging or intermediate object that speaks for an object: itself, or the first that feeds it. */
function stagingBehind(project: Project, from: ModelObject | undefined): FeedObject | undefined {
  if (isFeed(from)) return from;
  const fed = from?.kind === 'hub' || from?.kind === 'satellite' ? from.feeds[0]?.from : undefined;
  return fed === undefined ? undefined : feedObject(project, fed);
}

export function makeDimension(head: Head, project: Project, from: ModelObject | undefined): Dimension {
  const staging = stagingBehind(project, from);
  if (!staging) return { kind: 'dimension', ...head, columns: [], feeds: [] };
  const keys = new Set(keyColumns(project, staging).map(({ id }) => id));
  return {
    kind: 'dimension',
    ...head,
    columns: staging.columns.map((column) => ({ ...taken(column), use: keys.has(column.id) ? 'natural_key' : 'attribute' })),
    feeds: staging.columns.length > 0 ? [{ from: staging.id, map: Object.fromEntries(staging.columns.map(({ id }) => [id, id])) }] : [],
  };
}

export const makeDateDimension = (head: Head): DateDimension => ({ kind: 'date_dimension', ...head, first: '2020-01-01', last: '2030-12-31' });

/** The look-up of a dimension from columns of the same names; `undefined` when one has none. */
export function lookUpByName(dimension: Dimension, staging: FeedObject): ColumnMap | undefined {
  const keys = dimension.columns.filter((column) => column.use === 'natural_key');
  const pairs = keys.flatMap((key) => {
    const found = sameName<Column>(staging.columns, key.name);
    return found ? [[key.id, found.id] as const] : [];
  });
  return pairs.length === keys.length && keys.length > 0 ? Object.fromEntries(pairs) : undefined;
}

/** What a date column's name says of its part: `ordered_at` gives `ordered`. */
export const dateRole = (name: string): string =>
  name
    .toLowerCase()
    .replace(/_?(date|datetime|time|timestamp|at|on|day|dt|ts)$/i, '')
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '') || 'event';

/** A transaction fact of a staging object: its key as degenerate columns, its amounts as measures, the dimensions whose keys it carries. */
export function makeFact(head: Head, project: Project, from: ModelObject | undefined): Fact {
  const empty: Fact = { kind: 'fact', ...head, fact_type: 'transaction', grain: { columns: [] }, dimensions: [], columns: [], feeds: [] };
  if (from?.kind === 'dimension' || from?.kind === 'date_dimension' || from?.kind === 'time_dimension')
    return { ...empty, dimensions: [{ id: from.id, dimension: from.id }] };
  const staging = stagingBehind(project, from);
  if (!staging || staging.columns.length === 0) return empty;
  const keys = keyColumns(project, staging);
  const keyIds = new Set<Id>(keys.map(({ id }) => id));
  const measures = staging.columns.filter((column) => !keyIds.has(column.id) && isAmount(column));
  const moments = staging.columns.filter(isMoment);
  const dimensions: FactDimension[] = [];
  const lookUps: Record<Id, ColumnMap> = {};
  for (const object of Object.values(project.objects)) {
    if (object.kind === 'dimension') {
      const map = lookUpByName(object, staging);
      // A dimension of the fact's own rows would only repeat them.
      if (!map || Object.values(map).every((id) => keyIds.has(id) && keyIds.size === 1)) continue;
      dimensions.push({ id: object.id, dimension: object.id });
      lookUps[object.id] = map;
    } else if (object.kind === 'date_dimension') {
      for (const moment of moments) {
        const id = `${object.id}_${dateRole(moment.name)}`;
        if (lookUps[id]) continue;
        dimensions.push({ id, dimension: object.id, role: dateRole(moment.name) });
        lookUps[id] = { date: moment.id };
      }
    }
  }
  const columns: Fact['columns'] = [
    ...keys.map((column) => ({ ...taken(column), use: 'degenerate' as const })),
    ...measures.map((column) => ({ ...taken(column), use: 'measure' as const, additivity: 'additive' as const, aggregation: 'sum' as const })),
  ];
  const [event] = moments;
  return {
    ...empty,
    grain: { sentence: `one row per ${keys.map(({ name }) => name).join(', ')}`, columns: [...keyIds] },
    dimensions,
    columns,
    feeds: [{ from: staging.id, map: Object.fromEntries(columns.map(({ id }) => [id, id])), dimensions: lookUps, ...(event ? { event_at: event.id } : {}) }],
  };
}
