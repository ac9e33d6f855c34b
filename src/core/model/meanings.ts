import { hasColumns } from './lookup.ts';
import type { Column, Domain, ModelObject, Settings, Term } from './types.ts';

/** The fields that a domain gives its columns. */
export const DOMAIN_FIELDS = ['type', 'nullable', 'default', 'classification', 'tests'] as const;
export type DomainField = (typeof DOMAIN_FIELDS)[number];

/** Only staging puts a value in the place of NULL. */
export const fieldsOf = (kind: ModelObject['kind']): readonly DomainField[] => DOMAIN_FIELDS.filter((field) => field !== 'default' || kind === 'staging');

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** The fields in which a column is not as its domain says. */
export const departures = (column: Column, domain: Domain, kind: ModelObject['kind']): readonly DomainField[] =>
  fieldsOf(kind).filter((field) => !same((column as Partial<Record<DomainField, unknown>>)[field], domain[field]));

/** Which columns are of a domain or tied to a term, by object, in the order of the model. */
export function columnsWith(
  objects: Readonly<Record<string, ModelObject>>,
  holds: (column: Column) => boolean,
): readonly { readonly object: ModelObject; readonly column: Column }[] {
  return Object.values(objects).flatMap((object) => (hasColumns(object) ? object.columns.filter(holds).map((column) => ({ object, column })) : []));
}

/** What a column is described as: its own words, else those of its term, else those of its domain. */
export function meaningOf(column: Column, terms: ReadonlyMap<string, Term>, domains: ReadonlyMap<string, Domain>): string | undefined {
  if (column.description !== undefined) return column.description;
  return (
    (column.term === undefined ? undefined : terms.get(column.term)?.definition) ??
    (column.domain === undefined ? undefined : domains.get(column.domain)?.description)
  );
}

interface Known {
  readonly terms: ReadonlyMap<string, Term>;
  readonly domains: ReadonlyMap<string, Domain>;
  readonly objects: WeakMap<ModelObject, ModelObject>;
}
const KNOWN = new WeakMap<Settings, Known>();

function knownOf(settings: Settings): Known {
  const known = KNOWN.get(settings) ?? {
    terms: new Map((settings.glossary ?? []).map((term) => [term.id, term])),
    domains: new Map((settings.domains ?? []).map((domain) => [domain.id, domain])),
    objects: new WeakMap(),
  };
  KNOWN.set(settings, known);
  return known;
}

/** An object whose columns are described with the words of their terms and domains where they have none. The same for the same object and settings. */
export function withMeanings<O extends ModelObject>(object: O, settings: Settings): O {
  if (!hasColumns(object) || (settings.glossary === undefined && settings.domains === undefined)) return object;
  const { terms, domains, objects } = knownOf(settings);
  const known = objects.get(object);
  if (known) return known as O;
  const columns = object.columns.map((column: Column) => {
    const description = meaningOf(column, terms, domains);
    return description === undefined || description === column.description ? column : { ...column, description };
  });
  const told = columns.every((column, index) => column === object.columns[index]) ? object : ({ ...object, columns } as O);
  objects.set(object, told);
  return told;
}
