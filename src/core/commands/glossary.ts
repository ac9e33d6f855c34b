import * as z from 'zod';
import { hasColumns } from '../model/lookup.ts';
import { fieldsOf } from '../model/meanings.ts';
import { Domain, Id, Term } from '../model/schema.ts';
import type { Column, Domain as DomainOf, ModelObject, Project } from '../model/types.ts';
import { command, objectIn, patched, replaceObject } from './define.ts';
import { CommandError } from './types.ts';

const Places = z.array(z.object({ object: Id, column: Id })).min(1);
type Places = z.infer<typeof Places>;

const equal = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
const asRecord = (value: object): Readonly<Record<string, unknown>> => value as Readonly<Record<string, unknown>>;

/** The fields a domain gives a column of a kind of object; those it does not name are taken out. */
const given = (domain: DomainOf, kind: ModelObject['kind']): Readonly<Record<string, unknown>> =>
  Object.fromEntries(fieldsOf(kind).map((field) => [field, asRecord(domain)[field] ?? null]));

/** Changes columns of one object in one step. */
function changeColumns(draft: Project, id: string, change: (column: Column, object: ModelObject) => object): void {
  const object = objectIn(draft, id);
  if (!hasColumns(object)) throw new CommandError(`${object.name} makes its columns itself: there is none to change.`);
  replaceObject(draft, id, { ...object, columns: object.columns.map((column) => change(column, object)) });
}

function changePlaces(draft: Project, places: Places, change: (column: Column, object: ModelObject) => object): void {
  for (const id of new Set(places.map(({ object }) => object))) {
    const columns = new Set(places.flatMap(({ object, column }) => (object === id ? [column] : [])));
    changeColumns(draft, id, (column, object) => (columns.has(column.id) ? change(column, object) : column));
  }
}

/** Every object with a column that `holds`, with those columns changed. */
function changeAll(draft: Project, holds: (column: Column) => boolean, change: (column: Column, object: ModelObject) => object): void {
  for (const object of Object.values(draft.objects))
    if (hasColumns(object) && object.columns.some(holds)) changeColumns(draft, object.id, (column) => (holds(column) ? change(column, object) : column));
}

function put<T extends { id: string }>(list: readonly T[] | undefined, entry: T): T[] {
  const known = list ?? [];
  return known.some(({ id }) => id === entry.id) ? known.map((other) => (other.id === entry.id ? entry : other)) : [...known, entry];
}

function removeFrom(draft: Project, key: 'domains' | 'glossary', id: string): void {
  const left = ((draft.settings[key] ?? []) as { id: string }[]).filter((entry) => entry.id !== id);
  if (left.length > 0) draft.settings[key] = left as never;
  else delete draft.settings[key];
}

function nameFree(list: readonly { id: string; name: string }[] | undefined, entry: { readonly id: string; readonly name: string }, what: string): void {
  if ((list ?? []).some(({ id, name }) => id !== entry.id && name.toLowerCase() === entry.name.toLowerCase()))
    throw new CommandError(`There is ${what} ${entry.name} already.`);
}

/** Adds a domain or changes it. Its columns follow in every field that was as the domain had it; what departs stays. */
export const domainPut = command('domain.put', 'Change domain', z.object({ domain: Domain }), (draft, { domain }) => {
  nameFree(draft.settings.domains, domain, 'a domain');
  const before = draft.settings.domains?.find(({ id }) => id === domain.id);
  draft.settings.domains = put(draft.settings.domains, domain);
  if (!before) return;
  changeAll(
    draft,
    (column) => column.domain === domain.id,
    (column, object) => {
      const follow = Object.entries(given(domain, object.kind)).filter(([field]) => equal(asRecord(column)[field], asRecord(before)[field]));
      return patched(column, Object.fromEntries(follow));
    },
  );
});

/** Takes a domain away. Its columns keep what they are. */
export const domainRemove = command('domain.remove', 'Remove domain', z.object({ id: Id }), (draft, { id }) => {
  removeFrom(draft, 'domains', id);
  changeAll(
    draft,
    (column) => column.domain === id,
    (column) => patched(column, { domain: null }),
  );
});

/** Makes columns of a domain, with all it says; or of none, as they are. */
export const domainAssign = command('domain.assign', 'Set domain', z.object({ columns: Places, domain: Id.nullable() }), (draft, { columns, domain: id }) => {
  const domain = draft.settings.domains?.find((candidate) => candidate.id === id);
  if (id !== null && !domain) throw new CommandError(`There is no domain ${id}: it may have been removed.`);
  changePlaces(draft, columns, (column, object) => patched(column, domain ? { ...given(domain, object.kind), domain: domain.id } : { domain: null }));
});

export const termPut = command('term.put', 'Change term', z.object({ term: Term }), (draft, { term }) => {
  nameFree(draft.settings.glossary, term, 'a term');
  draft.settings.glossary = put(draft.settings.glossary, term);
});

export const termRemove = command('term.remove', 'Remove term', z.object({ id: Id }), (draft, { id }) => {
  removeFrom(draft, 'glossary', id);
  changeAll(
    draft,
    (column) => column.term === id,
    (column) => patched(column, { term: null }),
  );
});

/** Ties columns to a term of the glossary, or to none. */
export const termAssign = command('term.assign', 'Tie to term', z.object({ columns: Places, term: Id.nullable() }), (draft, { columns, term }) => {
  if (term !== null && !draft.settings.glossary?.some(({ id }) => id === term)) throw new CommandError(`There is no term ${term}: it may have been removed.`);
  changePlaces(draft, columns, (column) => patched(column, { term }));
});
