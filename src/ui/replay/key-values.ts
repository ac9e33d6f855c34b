import type { GridFocus } from '../results/grid-props.ts';

/** The values a row has in some columns; nothing where it lacks one of them. */
export function keyValues({ columns, values }: GridFocus, key: readonly string[]): Readonly<Record<string, string | null>> | undefined {
  const found = key.flatMap((name) => {
    const place = columns.findIndex((column) => column.name === name);
    return place < 0 ? [] : [[name, values[place] ?? null] as const];
  });
  return found.length > 0 && found.length === key.length ? Object.fromEntries(found) : undefined;
}
