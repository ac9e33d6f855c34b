import { KINDS } from '../model/kinds.ts';
import { hasColumns } from '../model/lookup.ts';
import type { Id, ModelObject, Naming, Project, Settings } from '../model/types.ts';
import { baseName } from './technical-names.ts';

/** Words as they follow each other in a name: `CustomerNo2` and `customer_no2` are both customer, no2. */
const WORD = /\p{Lu}+(?!\p{Ll})\d*|\p{Lu}?\p{Ll}+\d*|\p{Lo}+\d*|\d+/gu;

const lowered = (record: Naming['abbreviations']): ReadonlyMap<string, string> =>
  new Map(Object.entries(record ?? {}).map(([long, short]) => [long.toLowerCase(), short.toLowerCase()]));

/** A word in the letter case of another. */
function likeCase(word: string, model: string): string {
  if (model.length > 1 && model === model.toUpperCase() && model !== model.toLowerCase()) return word.toUpperCase();
  return model[0] !== undefined && model[0] !== model[0].toLowerCase() ? capital(word) : word;
}

const capital = (word: string): string => `${(word[0] ?? '').toUpperCase()}${word.slice(1)}`;

/** A name, less its prefix, as a naming standard writes it. The same again when it is written so already. */
export function standardised(name: string, naming: Naming): string {
  const shorts = lowered(naming.abbreviations);
  const short = (word: string): string => shorts.get(word.toLowerCase()) ?? word.toLowerCase();
  if (naming.case === undefined || naming.case === 'keep')
    return name.replaceAll(WORD, (word) => (shorts.has(word.toLowerCase()) ? likeCase(short(word), word) : word));
  const words = (name.match(WORD) ?? []).map(short);
  if (words.length === 0) return name;
  switch (naming.case) {
    case 'snake':
      return words.join('_');
    case 'upper_snake':
      return words.join('_').toUpperCase();
    case 'camel':
      return words.map((word, index) => (index === 0 ? word : capital(word))).join('');
    case 'pascal':
      return words.map(capital).join('');
  }
}

/** A name with the abbreviations of a standard written out, so that another standard can shorten it its own way. */
function writtenOut(name: string, naming: Naming): string {
  const longs = new Map([...lowered(naming.abbreviations)].map(([long, short]) => [short, long]));
  return name.replaceAll(WORD, (word) => {
    const long = longs.get(word.toLowerCase());
    return long === undefined ? word : likeCase(long, word);
  });
}

const prefixOf = (kind: ModelObject['kind'], { prefixes }: Settings): string => prefixes[kind] ?? KINDS[kind].prefix;
const namingOf = ({ naming }: Settings): Naming => naming ?? {};

/** The name an object has by the standard: its prefix, and the rest of its name in words of the standard. */
export const standardObjectName = (object: ModelObject, settings: Settings): string =>
  `${prefixOf(object.kind, settings)}${standardised(baseName(object, settings), namingOf(settings))}`;

export interface Renaming {
  readonly object: Id;
  /** Absent for the object itself. */
  readonly column?: Id;
  readonly from: string;
  readonly to: string;
  /** It is called as the standard had it before, so that it follows the standard when that changes. */
  readonly follows: boolean;
  /** Another object, or another column of the object, would have this name. */
  readonly taken?: boolean;
}

/** Marks those whose name somebody else has, when all are renamed. */
function withTaken(renamings: readonly Omit<Renaming, 'taken'>[], others: readonly string[]): readonly Renaming[] {
  const names = new Map<string, number>();
  for (const name of [...others, ...renamings.map(({ to }) => to)]) names.set(name.toLowerCase(), (names.get(name.toLowerCase()) ?? 0) + 1);
  return renamings.map((one) => ((names.get(one.to.toLowerCase()) ?? 0) > 1 ? { ...one, taken: true } : one));
}

/** What objects and columns would be called otherwise under other settings. What a source delivers has the names it comes with. */
export function renamings(project: Project, next: Settings): readonly Renaming[] {
  const before = project.settings;
  const made = Object.values(project.objects).filter(({ kind }) => kind !== 'source');
  const objects = made.flatMap((object) => {
    const base = writtenOut(baseName(object, before), namingOf(before));
    const to = `${prefixOf(object.kind, next)}${standardised(base, namingOf(next))}`;
    return to === object.name ? [] : [{ object: object.id, from: object.name, to, follows: standardObjectName(object, before) === object.name }];
  });
  const renamed = new Set(objects.map(({ object }) => object));
  const columns = made.flatMap((object) => {
    if (!hasColumns(object)) return [];
    const changed = object.columns.flatMap(({ id, name }) => {
      const to = standardised(writtenOut(name, namingOf(before)), namingOf(next));
      return to === name ? [] : [{ object: object.id, column: id, from: name, to, follows: standardised(name, namingOf(before)) === name }];
    });
    const kept = object.columns.filter(({ id }) => changed.every(({ column }) => column !== id));
    return withTaken(
      changed,
      kept.map(({ name }) => name),
    );
  });
  const others = Object.values(project.objects).flatMap(({ id, name }) => (renamed.has(id) ? [] : [name]));
  return [...withTaken(objects, others), ...columns];
}
