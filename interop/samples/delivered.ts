import type { Delivery } from '../../src/core/model/types.ts';

/** Lines of CSV by source, the first with the columns. */
export type Delivered = Readonly<Record<string, readonly string[]>>;

/** Deliveries on the first days of January 2026, with their files. */
export function deliveryFiles(days: readonly Delivered[]): { readonly deliveries: readonly Delivery[]; readonly files: ReadonlyMap<string, string> } {
  const files = new Map<string, string>();
  const deliveries = days.map((sources, index): Delivery => {
    const day = `2026-01-0${index + 1}`;
    const paths = Object.entries(sources).map(([source, lines]) => {
      const path = `${day}/${source}.csv`;
      files.set(path, `${lines.join('\n')}\n`);
      return [source, path] as const;
    });
    return { id: `d${index + 1}`, load_date: `${day}T06:00:00`, files: Object.fromEntries(paths) };
  });
  return { deliveries, files };
}
