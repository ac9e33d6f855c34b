import type { Document } from 'yaml';

/** References to anchors a file may make: more is a bomb, not a description. */
const MOST_ALIASES = 100;
const ALIAS = /(^|[\s[{,:-])\*[^\s,\]}]+/g;

/** What a parsed document of anyone's making holds; why it is not read when its anchors would let it grow without end. */
export function yamlValue(document: Document, text: string): { readonly value: unknown } | { readonly refused: string } {
  if ((text.match(ALIAS) ?? []).length > MOST_ALIASES)
    return { refused: `it refers to anchors more than ${MOST_ALIASES} times; such files can grow without end and are not read` };
  try {
    // Few references may still unfold to many, those of those.
    return { value: document.toJS({ maxAliasCount: MOST_ALIASES }) as unknown };
  } catch (error) {
    if (error instanceof ReferenceError) return { refused: 'its anchors hold each other and unfold to more than a file of this kind needs; it is not read' };
    throw error;
  }
}
