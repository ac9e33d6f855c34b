import type { Relation } from '../plan/types.ts';

const BEGIN = '-- >>> own code';
const END = '-- <<< own code';
const REGION = /^-- >>> own code.*\n([\s\S]*?)^-- <<< own code$/m;

/** A region with the user's own text, closed by a line end; nothing where the project has none for that kind of file. */
export function ownCode({ code }: Pick<Relation, 'code'>, kind: 'ddl' | 'sql' | 'dbt' | 'sqlmesh'): string {
  const text = code?.[kind];
  return text === undefined || text.trim() === '' ? '' : `${BEGIN}: kept in the project\n${text.trimEnd()}\n${END}\n`;
}

/** The text inside the region of a file, if it has one. */
export const codeInRegion = (file: string): string | undefined => REGION.exec(file)?.[1]?.trimEnd();

/** A file with another text inside its region; without one, as it is. */
export const withCodeInRegion = (file: string, text: string): string =>
  file.replace(REGION, (region, inside: string) => region.replace(inside, () => (text === '' ? '' : `${text}\n`)));

/** Says whose file it is, for a relation that is its object's own. */
export const ownedBy = ({ id, origin }: Relation): { readonly object?: string } => (id === origin ? { object: origin } : {});
