import type { QueryDocument } from './workbench-types.ts';

/** The name, or one like it that no document has. */
export function freeDocumentName(documents: readonly QueryDocument[], wanted: string): string {
  const taken = new Set(documents.map(({ name }) => name));
  if (!taken.has(wanted)) return wanted;
  let number = 2;
  while (taken.has(`${wanted} ${number}`)) number += 1;
  return `${wanted} ${number}`;
}

/** `Query 3`: the first number that no document has. */
export function nextDocumentName(documents: readonly QueryDocument[]): string {
  const taken = new Set(documents.map(({ name }) => name));
  let number = 1;
  while (taken.has(`Query ${number}`)) number += 1;
  return `Query ${number}`;
}

export function newDocument(documents: readonly QueryDocument[], text = '', name = nextDocumentName(documents)): QueryDocument {
  const ids = new Set(documents.map(({ id }) => id));
  let number = documents.length + 1;
  while (ids.has(`query_${number}`)) number += 1;
  return { id: `query_${number}`, name: freeDocumentName(documents, name), text };
}

/** Without one document, and which is open then: its right neighbour, else its left. Never none. */
export function withoutDocument(
  documents: readonly QueryDocument[],
  open: string,
  id: string,
): { readonly documents: readonly QueryDocument[]; readonly open: string } {
  const place = documents.findIndex((one) => one.id === id);
  const rest = documents.filter((one) => one.id !== id);
  const [only] = rest.length === 0 ? [newDocument([])] : [];
  if (only) return { documents: [only], open: only.id };
  if (open !== id) return { documents: rest, open };
  return { documents: rest, open: (rest[place] ?? rest[place - 1] ?? rest[0])?.id ?? open };
}
