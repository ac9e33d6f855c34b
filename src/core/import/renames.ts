/** Finds what has another name now: by what it looks like, where it stands and what it is called. */

export interface RenameCandidate {
  readonly name: string;
  /** What must be alike for two to be the same, e.g. the type of a column. */
  readonly type: string;
  /** Names that stand before and after it, in lower case. */
  readonly before: string;
  readonly after: string;
}

export interface FoundRename {
  readonly from: string;
  readonly to: string;
  readonly reason: string;
}

const words = (name: string): readonly string[] =>
  name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z\d\u0080-\uffff]+/)
    .filter((word) => word !== '');

/** How many signs have to be changed to make one text the other, no more than the longer has. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** How alike two names are, from 0 to 1: the same words in another form, shared words, or few changed letters. */
export function nameLikeness(a: string, b: string): number {
  const [left, right] = [words(a), words(b)];
  const [plainA, plainB] = [left.join(''), right.join('')];
  if (plainA === plainB) return 1;
  // `cust_nm` and `customer_name`: each word is an abbreviation of the other's.
  const abbreviates = (short: string, long: string): boolean => {
    let at = 0;
    for (const sign of long) if (sign === short[at]) at += 1;
    return short[0] === long[0] && at === short.length;
  };
  if (left.length === right.length && left.every((word, index) => abbreviates(word, right[index] ?? '') || abbreviates(right[index] ?? '', word))) return 0.9;
  const shared = left.filter((word) => right.includes(word)).length;
  const byWords = (2 * shared) / (left.length + right.length);
  const longest = Math.max(plainA.length, plainB.length, 1);
  return Math.max(byWords, longest > 60 ? 0 : 1 - distance(plainA, plainB) / longest);
}

function likeness(from: RenameCandidate, to: RenameCandidate, alone: boolean): { readonly score: number; readonly reason: string } {
  const name = nameLikeness(from.name, to.name);
  const sameType = from.type === to.type;
  const samePlace = from.before === to.before && from.after === to.after;
  const reasons = [
    ...(name >= 0.5 ? ['the names are alike'] : []),
    ...(samePlace ? ['it stands in the same place'] : []),
    ...(sameType ? ['the type is the same'] : []),
  ];
  // Without a likeness of the names, the place and the type must leave no other choice.
  const enough = name >= 0.5 ? (sameType ? true : samePlace || name >= 0.8) : samePlace && sameType && alone;
  return { score: enough ? name + (samePlace ? 0.5 : 0) + (sameType ? 0.3 : 0) : 0, reason: reasons.join(', ') };
}

/** Pairs of what is gone and what is new that are one and the same, the most alike first. */
export function findRenames(gone: readonly RenameCandidate[], fresh: readonly RenameCandidate[]): readonly FoundRename[] {
  if (gone.length * fresh.length > 250_000) return [];
  const pairs = gone
    .flatMap((from) => {
      const inPlace = fresh.filter((to) => to.before === from.before && to.after === from.after);
      return fresh.map((to) => ({ from, to, ...likeness(from, to, inPlace.length === 1) }));
    })
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score);
  const [left, right] = [new Set<string>(), new Set<string>()];
  return pairs.flatMap(({ from, to, reason }) => {
    if (left.has(from.name) || right.has(to.name)) return [];
    left.add(from.name);
    right.add(to.name);
    return [{ from: from.name, to: to.name, reason }];
  });
}

/** How much two sets of columns have in common, from 0 to 1; names in lower case. */
export function shareInCommon(before: readonly string[], after: ReadonlySet<string>): number {
  const [smaller, larger] = [Math.min(before.length, after.size), Math.max(before.length, after.size)];
  // Too unlike in size to be worth counting.
  if (smaller * 2 < larger) return 0;
  let shared = 0;
  for (const name of before) if (after.has(name)) shared += 1;
  return shared / (before.length + after.size - shared);
}
