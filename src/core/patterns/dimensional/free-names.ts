/** Names for columns that only the steps of a query have: one that is taken gets a number. */
export function freeNames<N extends string>(wanted: readonly N[], taken: readonly string[]): Readonly<Record<N, string>> {
  const names = new Set(taken.map((name) => name.toLowerCase()));
  const free = (base: string): string => {
    let name = base;
    for (let number = 2; names.has(name); number += 1) name = `${base}_${number}`;
    return name;
  };
  return Object.fromEntries(wanted.map((name) => [name, free(name)])) as Record<N, string>;
}
