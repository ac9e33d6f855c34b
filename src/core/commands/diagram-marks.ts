import * as z from 'zod';
import { DiagramArea, DiagramNote, Id } from '../model/schema.ts';
import { command, diagramIn } from './define.ts';

/** Replaces the entry of the same id, or adds one. */
function put<M extends { readonly id: string }>(marks: M[], mark: M): M[] {
  const index = marks.findIndex(({ id }) => id === mark.id);
  if (index < 0) marks.push(mark);
  else marks[index] = mark;
  return marks;
}

export const diagramNote = command('diagram.note', 'Note', z.object({ diagram: Id, note: DiagramNote }), (draft, { diagram, note }) => {
  const open = diagramIn(draft, diagram);
  open.notes = put(open.notes ?? [], note);
});

export const diagramArea = command('diagram.area', 'Area', z.object({ diagram: Id, area: DiagramArea }), (draft, { diagram, area }) => {
  const open = diagramIn(draft, diagram);
  open.areas = put(open.areas ?? [], area);
});

/** Takes areas and notes off a diagram; the objects in an area stay. */
export const diagramRemoveMarks = command('diagram.removeMarks', 'Remove', z.object({ diagram: Id, ids: z.array(Id) }), (draft, { diagram, ids }) => {
  const open = diagramIn(draft, diagram);
  const gone = new Set(ids);
  if (open.notes) open.notes = open.notes.filter(({ id }) => !gone.has(id));
  if (open.areas) open.areas = open.areas.filter(({ id }) => !gone.has(id));
  if (open.notes?.length === 0) delete open.notes;
  if (open.areas?.length === 0) delete open.areas;
});
