import type { Relation } from '../plan/types.ts';

/**
 * `0010_hub_customer`: sorts in build order; only characters that every file system takes.
 * @param place from 1. @param count of all relations, so that the numbers of a large model are equally long.
 */
export function fileStem(relation: Relation, place: number, count: number): string {
  const width = Math.max(4, String(count * 10).length);
  return `${String(place * 10).padStart(width, '0')}_${relation.table.name
    .toLowerCase()
    .replaceAll(/[^a-z0-9_-]/g, '_')
    .slice(0, 80)}`;
}

const oneLine = (text: string): string => (/\s\s|[^\S ]|^\s|\s$/.test(text) ? text.replaceAll(/\s+/g, ' ').trim() : text);

/** Statements as a script: a header that says what it is about, each statement closed by a semicolon, and the user's own code after them. */
export function script(title: string, about: readonly (string | undefined)[], statements: readonly string[], own = ''): string {
  const header = [title, ...about.filter((line) => line !== undefined && line !== '')].map((line) => `-- ${oneLine(line ?? '')}`);
  return `${header.join('\n')}\n\n${statements.map((statement) => `${statement};\n`).join('\n')}${own === '' ? '' : `\n${own}`}`;
}
