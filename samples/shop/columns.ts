import type { Column, StagingColumn } from '../../src/core/model/types.ts';

/** `customer_id:text` → a column whose id and name are the word before the colon. */
export function columns(...texts: readonly string[]): Column[] {
  return texts.map((text) => {
    const at = text.indexOf(':');
    return { id: text.slice(0, at), name: text.slice(0, at), type: text.slice(at + 1) };
  });
}

/** Columns taken over from the source under the same id; the first is a key and is trimmed. */
export function staged(...texts: readonly string[]): StagingColumn[] {
  return columns(...texts).map((column, index) => ({
    ...column,
    from: column.id,
    ...(index === 0 && column.type === 'text' ? { clean: ['trim', 'empty_as_null'] as ('trim' | 'empty_as_null')[] } : {}),
  }));
}

/** Each id mapped to the same id of the feed. */
export const same = (...ids: readonly string[]): Record<string, string> => Object.fromEntries(ids.map((id) => [id, id]));
