import { KINDS } from '../model/kinds.ts';
import type { ModelObject, ObjectKind, Project, Source, Staging } from '../model/types.ts';
import { baseName } from '../naming/technical-names.ts';
import { makeDateDimension, makeDimension, makeFact } from './make-star.ts';
import { makeHub, makeLink, makeSatellite, taken, type Head } from './make-vault.ts';

function makeStaging(head: Head, project: Project, from: ModelObject | undefined): Staging {
  const sources = Object.values(project.objects).filter((object): object is Source => object.kind === 'source');
  const source = from?.kind === 'source' ? from : sources.length === 1 ? sources[0] : undefined;
  return { kind: 'staging', ...head, source: source?.id ?? 'unset', columns: (source?.columns ?? []).map((column) => ({ ...taken(column), from: column.id })) };
}

const MAKERS: Readonly<Record<ObjectKind, (head: Head, project: Project, from: ModelObject | undefined) => ModelObject>> = {
  source: (head) => ({ kind: 'source', ...head, columns: [], delivery: 'full' }),
  staging: makeStaging,
  hub: makeHub,
  link: makeLink,
  satellite: makeSatellite,
  intermediate: (head) => ({ kind: 'intermediate', ...head, combine: 'join', inputs: [], columns: [] }),
  reference: (head) => ({ kind: 'reference', ...head, columns: [], feeds: [] }),
  as_of: (head) => ({ kind: 'as_of', ...head, points: { by: 'calendar', first: '2020-01-01', last: '2030-12-31', every: 'month' } }),
  pit: (head, _project, from) => ({ kind: 'pit', ...head, parent: from?.id ?? 'unset', as_of: 'unset', satellites: [] }),
  bridge: (head, _project, from) => ({ kind: 'bridge', ...head, hub: from?.id ?? 'unset', as_of: 'unset', walk: [] }),
  time_dimension: (head) => ({ kind: 'time_dimension', ...head, every: 'minute' }),
  hierarchy: (head, _project, from) => ({ kind: 'hierarchy', ...head, dimension: from?.id ?? 'unset', parent: 'unset' }),
  group_bridge: (head, _project, from) => ({ kind: 'group_bridge', ...head, dimension: from?.id ?? 'unset', columns: [], feeds: [] }),
  dimension: makeDimension,
  date_dimension: makeDateDimension,
  fact: makeFact,
};

/** The standard name of a new object: the kind's prefix, then what it is made from. */
export function standardName(kind: ObjectKind, project: Project, from: ModelObject | undefined): string {
  const prefix = project.settings.prefixes[kind] ?? KINDS[kind].prefix;
  const base =
    kind === 'date_dimension' ? 'date' : kind === 'time_dimension' ? 'time' : from ? baseName(from, project.settings) : kind === 'source' ? 'source' : 'new';
  return `${prefix}${base}`;
}

/** A new object of a kind, filled in as far as `from` tells. */
export const makeObject = (kind: ObjectKind, head: Head, project: Project, from: ModelObject | undefined): ModelObject => MAKERS[kind](head, project, from);
