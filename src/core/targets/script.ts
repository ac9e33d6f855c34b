import type { Relation } from '../plan/types.ts';

/** `010_hub_customer`: sorts in build order; only characters that every file system takes. */
export function fileStem(relation: Relation, place: number): string {
  return `${String(place * 10).padStart(4, '0')}_${relation.id.replaceAll(/[^a-z0-9_-]/g, '_')}`;
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/** Statements as a script: a header that says what it is about, each statement closed by a semicolon. */
export function script(title: string, about: readonly (string | undefined)[], statements: readonly string[]): string {
  const header = [title, ...about.filter((line) => line !== undefined && line !== '')].map((line) => `-- ${oneLine(line ?? '')}`);
  return `${header.join('\n')}\n\n${statements.map((statement) => `${statement};\n`).join('\n')}`;
}
