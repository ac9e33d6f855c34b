import * as z from 'zod';
import { hasColumns, isFed, type ColumnedObject } from '../model/lookup.ts';
import { Id } from '../model/schema.ts';
import type { Id as IdText, Project } from '../model/types.ts';
import { command, objectIn, patched, replaceObject } from './define.ts';
import { freeColumnId } from './free-name.ts';
import { forgetInExamples, renameInExamples } from './example-columns.ts';
import { CommandError } from './types.ts';

function withColumns(draft: Project, id: IdText): ColumnedObject {
  const object = objectIn(draft, id);
  if (!hasColumns(object)) throw new CommandError(`${object.name} makes its columns itself: there is none to change.`);
  return object;
}

function placeOf(object: ColumnedObject, column: IdText): number {
  const index = object.columns.findIndex((candidate) => candidate.id === column);
  if (index < 0) throw new CommandError(`${object.name} has no column ${column}: it may have been deleted.`);
  return index;
}

/** What a kind's column must say besides id, name and type. */
const defaults = (object: ColumnedObject): object =>
  object.kind === 'dimension' ? { use: 'attribute' } : object.kind === 'fact' ? { use: 'measure', additivity: 'additive', aggregation: 'sum' } : {};

const NewColumn = z.looseObject({ id: Id.optional(), name: z.string().trim().min(1, 'a name cannot be empty'), type: z.string().default('text') });

export const columnAdd = command(
  'column.add',
  'Add column',
  z.object({ object: Id, column: NewColumn, at: z.int().min(0).optional() }),
  (draft, { object: id, column, at }) => {
    const object = withColumns(draft, id);
    const columnId = column.id ?? freeColumnId(object.columns, column.name);
    if (object.columns.some((candidate) => candidate.id === columnId)) throw new CommandError(`${object.name} has a column ${columnId} already.`);
    const columns: object[] = [...object.columns];
    columns.splice(at ?? columns.length, 0, { ...defaults(object), ...column, id: columnId });
    replaceObject(draft, id, { ...object, columns });
  },
);

export const columnUpdate = command(
  'column.update',
  'Change column',
  z.object({ object: Id, column: Id, patch: z.record(z.string(), z.unknown()) }),
  (draft, { object: id, column, patch }) => {
    if ('id' in patch) throw new CommandError('The id of a column cannot be changed.');
    const object = withColumns(draft, id);
    const index = placeOf(object, column);
    const before = object.columns[index]?.name;
    replaceObject(draft, id, { ...object, columns: object.columns.map((candidate, place) => (place === index ? patched(candidate, patch) : candidate)) });
    if (before !== undefined && 'name' in patch && patch['name'] !== before) renameInExamples(draft, object, { id: column, name: before });
  },
);

/** Removes columns and what their own object says of them. Mappings of other objects to them stay and are reported. */
export const columnRemove = command(
  'column.remove',
  'Remove column',
  z.object({ object: Id, columns: z.array(Id).min(1) }),
  (draft, { object: id, columns }) => {
    const object = withColumns(draft, id);
    const removed = columns.flatMap((column) => object.columns.splice(placeOf(object, column), 1));
    const gone = new Set(columns);
    forgetInExamples(object, removed);
    if (object.freshness?.column !== undefined && gone.has(object.freshness.column)) delete object.freshness.column;
    if (object.kind === 'source') {
      const left = ({ columns }: { readonly columns: readonly IdText[] }): boolean => !columns.some((one) => gone.has(one));
      if (object.key) object.key = object.key.filter((key) => !gone.has(key));
      if (object.unique_keys) object.unique_keys = object.unique_keys.filter(left);
      if (object.foreign_keys) object.foreign_keys = object.foreign_keys.filter(left);
    }
    if (object.kind === 'fact') object.grain.columns = object.grain.columns.filter((column) => !gone.has(column));
    if (isFed(object)) for (const feed of object.feeds) for (const column of gone) delete feed.map[column];
  },
);

export const columnMove = command('column.move', 'Move column', z.object({ object: Id, column: Id, to: z.int() }), (draft, { object: id, column, to }) => {
  const object = withColumns(draft, id);
  const columns: unknown[] = object.columns;
  const [moved] = columns.splice(placeOf(object, column), 1);
  columns.splice(Math.max(0, Math.min(to, columns.length)), 0, moved);
});
