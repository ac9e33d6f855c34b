import type { ColumnedObject } from '../model/lookup.ts';
import type { Column, Example, Project } from '../model/types.ts';

type Row = Example['expect'][number];

/** Rows may call a column by its name: what is renamed is then called by its id, which stays. */
function byId(rows: readonly Row[], { id, name }: Pick<Column, 'id' | 'name'>): void {
  for (const row of rows) {
    const value = row[name];
    if (value === undefined) continue;
    delete row[name];
    row[id] ??= value;
  }
}

/**
 * Keeps the rows of examples with a column whose name changed.
 * @param column as it was before.
 */
export function renameInExamples(draft: Project, object: ColumnedObject, column: Pick<Column, 'id' | 'name'>): void {
  // A text that is a column's id means that column, whatever others are called.
  if (object.columns.some(({ id }) => id === column.name)) return;
  for (const other of Object.values(draft.objects))
    for (const example of other.examples ?? []) {
      if (other.id === object.id) byId(example.expect, column);
      for (const { from, rows } of example.given) if (from === object.id) byId(rows, column);
    }
}

/** Takes columns out of the rows that an object's own examples expect. */
export function forgetInExamples(object: ColumnedObject, removed: readonly Pick<Column, 'id' | 'name'>[]): void {
  const left = new Set(object.columns.map(({ id }) => id));
  const gone = removed.flatMap(({ id, name }) => (left.has(name) ? [id] : [id, name]));
  for (const { expect } of object.examples ?? []) for (const row of expect) for (const key of gone) delete row[key];
}
