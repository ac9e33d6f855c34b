import type { ColumnMap, Id } from '../model/types.ts';

interface Named {
  readonly id: Id;
  readonly name: string;
}

const folded = (name: string): string => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');

/** The column of the same name, whatever its case and underscores. */
export const sameName = <C extends Named>(columns: readonly C[], name: string): C | undefined =>
  columns.find((column) => column.name === name) ?? columns.find((column) => folded(column.name) === folded(name));

/** Target column id → id of the feed's column of the same name, for those that have one. */
export const mapByName = (targets: readonly Named[], columns: readonly Named[]): ColumnMap =>
  Object.fromEntries(
    targets.flatMap((target) => {
      const found = sameName(columns, target.name);
      return found ? [[target.id, found.id]] : [];
    }),
  );
