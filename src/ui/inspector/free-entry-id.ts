import { free } from '../../core/commands/free-name.ts';
import type { Id } from '../../core/model/types.ts';

/** An id that no entry of a list has. */
export const freeEntryId = (entries: readonly { readonly id: Id }[], wish: string): Id => free(wish, (id) => entries.some((entry) => entry.id === id));
