import { useState } from 'react';
import { free, freeColumnId } from '../../core/commands/free-name.ts';
import { hasColumns, type ColumnedObject } from '../../core/model/lookup.ts';
import type { Column, Id, Project } from '../../core/model/types.ts';
import { keyToggle } from '../inspector/key-toggle.ts';
import type { PastedColumn } from '../inspector/paste-columns.ts';
import type { Box } from './box.ts';
import type { CanvasProps } from './canvas-props.ts';

export type Cell = 'name' | 'type';
export interface EditedRow {
  readonly object: Id;
  readonly column: Id;
  readonly cell: Cell;
  /** It was just made: Escape takes it back. */
  readonly fresh: boolean;
}
/** Where to go after a cell. */
export type Step = 'down' | 'up' | 'right' | 'left' | 'stay';

export interface RowEditing {
  readonly edited: EditedRow | undefined;
  /** Edits a column on its node. @returns whether its row is shown. */
  edit(object: Id, column: Id, cell?: Cell): boolean;
  /** Makes a column after another, or at the end, and edits its name. @returns whether the object has columns of its own. */
  add(object: Id, after: Id | undefined): boolean;
  commit(patch: Readonly<Record<string, unknown>>): void;
  go(step: Step): void;
  /** Gives the edited column the type of the one above it, and goes down. @returns that type; nothing where there is none above. */
  fill(): string | undefined;
  /** Adds columns that were pasted after the edited one. */
  paste(columns: readonly PastedColumn[]): void;
  move(by: -1 | 1): void;
  toggleKey(): void;
  cancel(): void;
  /** The focus has gone elsewhere. */
  leave(): void;
}

const isColumn = (object: ColumnedObject, id: Id): boolean => object.columns.some((column: Column) => column.id === id);

/** Editing columns where they stand on the diagram, by keys alone. */
export function useRowEditing(
  project: Project,
  boxes: ReadonlyMap<Id, Box>,
  { dispatch, onSelect }: Pick<CanvasProps, 'dispatch' | 'onSelect'>,
  onEnd: () => void,
): RowEditing {
  const [wanted, setEdited] = useState<EditedRow>();
  const columned = (id: Id | undefined): ColumnedObject | undefined => {
    const object = id === undefined ? undefined : project.objects[id];
    return object && hasColumns(object) ? object : undefined;
  };
  const object = columned(wanted?.object);
  const edited = wanted && object && isColumn(object, wanted.column) ? wanted : undefined;
  const shown = (id: Id): readonly Id[] => {
    const own = columned(id);
    return own ? (boxes.get(id)?.rows ?? []).flatMap((row) => ((row.group === 'key' || row.group === 'value') && isColumn(own, row.id) ? [row.id] : [])) : [];
  };
  const edit = (id: Id, column: Id, cell: Cell = 'name'): boolean => {
    if (!shown(id).includes(column)) return false;
    onSelect([id], { object: id, column });
    setEdited({ object: id, column, cell, fresh: false });
    return true;
  };
  const add = (id: Id, after: Id | undefined): boolean => {
    const own = columned(id);
    const box = boxes.get(id);
    if (!own || !box || (box.rows.length === 0 && own.columns.length > 0)) return false;
    const names = new Set<string>(own.columns.map(({ name }) => name.toLowerCase()));
    const name = free('column', (candidate) => names.has(candidate));
    const column = freeColumnId(own.columns, name);
    const at = own.columns.findIndex((candidate) => candidate.id === after);
    dispatch('column.add', { object: id, column: { id: column, name, type: 'text' }, at: at < 0 ? own.columns.length : at + 1 });
    onSelect([id], { object: id, column });
    setEdited({ object: id, column, cell: 'name', fresh: true });
    return true;
  };
  const end = () => {
    setEdited(undefined);
    onEnd();
  };
  return {
    edited,
    edit,
    add,
    commit(patch) {
      if (!edited) return;
      dispatch('column.update', { object: edited.object, column: edited.column, patch });
      setEdited({ ...edited, fresh: false });
    },
    go(step) {
      if (!edited) return;
      const list = shown(edited.object);
      const at = list.indexOf(edited.column);
      if (step === 'right' && edited.cell === 'name') setEdited({ ...edited, cell: 'type' });
      else if (step === 'left' && edited.cell === 'type') setEdited({ ...edited, cell: 'name' });
      else if (step === 'stay') end();
      else {
        const next = list[at + (step === 'up' || step === 'left' ? -1 : 1)];
        if (next !== undefined) edit(edited.object, next, step === 'right' ? 'name' : step === 'left' ? 'type' : edited.cell);
        else if (step === 'down' || step === 'right') add(edited.object, edited.column);
        else end();
      }
    },
    fill() {
      const list = edited ? shown(edited.object) : [];
      const at = list.indexOf(edited?.column ?? '');
      const above = object?.columns.find((candidate: Column) => candidate.id === list[at - 1]);
      if (!edited || !above) return undefined;
      dispatch('column.update', { object: edited.object, column: edited.column, patch: { type: above.type } });
      const next = list[at + 1];
      if (next === undefined) setEdited({ ...edited, fresh: false });
      else edit(edited.object, next, 'type');
      return above.type;
    },
    paste(columns) {
      if (!edited || !object) return;
      const { object: id, column, fresh } = edited;
      const group = `paste ${id} ${columns.length} ${object.columns.length}`;
      const at = object.columns.findIndex((candidate: Column) => candidate.id === column);
      columns.forEach((each, index) => dispatch('column.add', { object: id, column: each, at: at + 1 + index }, group));
      if (fresh) dispatch('column.remove', { object: id, columns: [column] }, group);
      end();
    },
    move(by) {
      if (!edited || !object) return;
      const to = object.columns.findIndex((candidate: Column) => candidate.id === edited.column) + by;
      if (to >= 0 && to < object.columns.length) dispatch('column.move', { object: edited.object, column: edited.column, to }, `column.move ${edited.column}`);
    },
    toggleKey() {
      const toggle = edited && object ? keyToggle(object, edited.column) : undefined;
      if (toggle) dispatch(toggle.type, toggle.payload);
    },
    leave: () => setEdited(undefined),
    cancel() {
      if (edited?.fresh === true) dispatch('column.remove', { object: edited.object, columns: [edited.column] });
      end();
    },
  };
}
