import { columnsOf } from '../../core/model/lookup.ts';
import type { Id } from '../../core/model/types.ts';
import type { Box } from './box.ts';

/** Objects of a diagram that have the words in their name or in that of a column, from left to right and down. */
export function foundOn(boxes: Iterable<Box>, query: string): readonly Id[] {
  const wanted = query.trim().toLowerCase();
  if (wanted === '') return [];
  return [...boxes]
    .filter(({ object }) => object.name.toLowerCase().includes(wanted) || columnsOf(object).some(({ name }) => name.toLowerCase().includes(wanted)))
    .toSorted((a, b) => a.x - b.x || a.y - b.y)
    .map(({ id }) => id);
}
