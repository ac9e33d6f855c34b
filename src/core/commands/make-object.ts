import { KINDS } from '../model/kinds.ts';
import type { ModelObject, ObjectKind, Project, Settings, Source, Staging } from '../model/types.ts';
import { standardised } from '../naming/standard.ts';
import { baseName } from '../naming/technical-names.ts';
import { makeAsOf, makeBridge, makeGroupBridge, makeHierarchy, makeIntermediate, makePit, makeReference } from './make-query.ts';
import { makeDateDimension, makeDimension, makeFact } from './make-star.ts';
import { makeHub, makeLink, makeSatellite, taken, type Head } from './make-vault.ts';

/** Columns of a source under the names of the standard; those that would get one name keep their own. */
function stagedColumns(columns: Source['columns'], { naming = {} }: Settings): Staging['columns'] {
  const names = columns.map(({ name }) => standardised(name, naming));
  return columns.map((column, index) => {
    const name = names[index] ?? column.name;
    const isFree = names.filter((other) => other.toLowerCase() === name.toLowerCase()).length === 1;
    return { ...taken(column), name: isFree ? name : column.name, from: column.id };
  });
}

function makeStaging(head: Head, project: Project, from: ModelObject | undefined): Staging {
  const sources = Object.values(project.objects).filter((object): object is Source => object.kind === 'source');
  const source = from?.kind === 'source' ? from : sources.length === 1 ? sources[0] : undefined;
  return { kind: 'staging', ...head, source: source?.id ?? 'unset', columns: stagedColumns(source?.columns ?? [], project.settings) };
}

const MAKERS: Readonly<Record<ObjectKind, (head: Head, project: Project, from: ModelObject | undefined) => ModelObject>> = {
  source: (head) => ({ kind: 'source', ...head, columns: [], delivery: 'full' }),
  staging: makeStaging,
  hub: makeHub,
  link: makeLink,
  satellite: makeSatellite,
  intermediate: makeIntermediate,
  reference: makeReference,
  as_of: makeAsOf,
  pit: makePit,
  bridge: makeBridge,
  time_dimension: (head) => ({ kind: 'time_dimension', ...head, every: 'minute' }),
  hierarchy: makeHierarchy,
  group_bridge: makeGroupBridge,
  dimension: makeDimension,
  date_dimension: makeDateDimension,
  fact: makeFact,
};

/** What is called after what it is rather than what it is made from. */
const NAMES: Readonly<Partial<Record<ObjectKind, string>>> = { date_dimension: 'date', time_dimension: 'time', as_of: 'dates' };

/** The standard name of a new object: the kind's prefix, then what it is made from. */
export function standardName(kind: ObjectKind, project: Project, from: ModelObject | undefined): string {
  const prefix = project.settings.prefixes[kind] ?? KINDS[kind].prefix;
  const base = NAMES[kind] ?? (from ? baseName(from, project.settings) : kind === 'source' ? 'source' : 'new');
  return `${prefix}${kind === 'source' ? base : standardised(base, project.settings.naming ?? {})}`;
}

/** A new object of a kind, filled in as far as `from` tells. */
export const makeObject = (kind: ObjectKind, head: Head, project: Project, from: ModelObject | undefined): ModelObject => MAKERS[kind](head, project, from);
