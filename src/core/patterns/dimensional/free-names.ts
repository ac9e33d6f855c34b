/** A name that is not taken, whatever the case: one that is gets a number. */
export function freeName(wanted: string, taken: readonly string[]): string {
  const names = new Set(taken.map((name) => name.toLowerCase()));
  let name = wanted;
  for (let number = 2; names.has(name); number += 1) name = `${wanted}_${number}`;
  return name;
}

/** Free names for columns that only the steps of a query have. */
export const freeNames = <N extends string>(wanted: readonly N[], taken: readonly string[]): Readonly<Record<N, string>> =>
  Object.fromEntries(wanted.map((name) => [name, freeName(name, taken)])) as Record<N, string>;
