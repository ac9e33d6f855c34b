import type { TimeDimension } from '../../core/model/types.ts';

type Parts = NonNullable<TimeDimension['parts']>;

export const dayPartsText = (parts: TimeDimension['parts']): string => (parts ?? []).map(({ start, name }) => `${start} ${name}`).join('\n');

/** Reads `06:00 morning`, one a line, and puts them in order. */
export function dayPartsFromText(text: string): { readonly parts: Parts; readonly problem?: string } {
  const parts: Parts = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const found = /^\s*((?:[01]?\d|2[0-3]):[0-5]\d)\s+(\S.*?)\s*$/.exec(line);
    const [, start = '', name = ''] = found ?? [];
    if (!found) return { parts: [], problem: `Line ${index + 1} is not a time and a name, such as 06:00 morning: nothing was changed.` };
    const padded = start.padStart(5, '0');
    if (parts.some((part) => part.start === padded)) return { parts: [], problem: `Two parts of the day begin at ${padded}: nothing was changed.` };
    parts.push({ start: padded, name });
  }
  return { parts: parts.toSorted((a, b) => (a.start < b.start ? -1 : 1)) };
}
