import { emptyProject } from '../../src/core/model/empty-project.ts';
import type { ModelObject, Project } from '../../src/core/model/types.ts';

/** `city:text` → a column whose id and name are the word before the colon. */
export const columns = (...texts: readonly string[]) =>
  texts.map((text) => {
    const at = text.indexOf(':');
    return { id: text.slice(0, at), name: text.slice(0, at), type: text.slice(at + 1) };
  });

/** Each id mapped to the same id. */
export const same = (...ids: readonly string[]): Record<string, string> => Object.fromEntries(ids.map((id) => [id, id]));

export const projectOf = (objects: readonly ModelObject[]): Project => ({
  ...emptyProject('Test'),
  objects: Object.fromEntries(objects.map((object) => [object.id, object])),
});

/** A source and its staging object `stg_<name>`, column for column; the first column is the source's key unless given. */
export function sourceAndStaging(
  name: string,
  delivery: 'full' | 'delta' | 'cdc',
  texts: readonly string[],
  extra: { readonly key?: readonly string[]; readonly landing?: 'append' | 'replace' } = {},
): readonly ModelObject[] {
  const list = columns(...texts);
  const { key = [list[0]?.id ?? ''], landing } = extra;
  return [
    { kind: 'source', id: name, name, delivery, key: [...key], columns: list, ...(landing ? { landing } : {}) },
    { kind: 'staging', id: `stg_${name}`, name: `stg_${name}`, source: name, columns: list.map((column) => ({ ...column, from: column.id })) },
  ];
}
