import * as z from 'zod';
import { Diagram, Id } from '../model/schema.ts';
import { command, diagramIn, objectIn } from './define.ts';
import { free, slug } from './free-name.ts';
import { CommandError } from './types.ts';

const Name = z.string().trim().min(1, 'a name cannot be empty');
const At = z.object({ x: z.number(), y: z.number() });

export const diagramPlace = command('diagram.place', 'Move', z.object({ diagram: Id, positions: z.record(Id, At) }), (draft, { diagram, positions }) => {
  const { placed } = diagramIn(draft, diagram);
  for (const [id, at] of Object.entries(positions)) {
    objectIn(draft, id);
    const before = placed[id];
    if (!before) placed[id] = at;
    else Object.assign(before, at);
  }
});

export const diagramUnplace = command('diagram.unplace', 'Remove from diagram', z.object({ diagram: Id, ids: z.array(Id) }), (draft, { diagram, ids }) => {
  const { placed } = diagramIn(draft, diagram);
  for (const id of ids) delete placed[id];
});

export const diagramAdd = command('diagram.add', 'Add diagram', z.object({ id: Id.optional(), name: Name }), (draft, { id, name }) => {
  const given = id ?? free(slug(name), (candidate) => Object.hasOwn(draft.diagrams, candidate));
  if (Object.hasOwn(draft.diagrams, given)) throw new CommandError(`There is a diagram ${given} already.`);
  draft.diagrams[given] = { id: given, name, placed: {} };
});

export const diagramRename = command('diagram.rename', 'Rename diagram', z.object({ id: Id, name: Name }), (draft, { id, name }) => {
  diagramIn(draft, id).name = name;
});

export const diagramRemove = command('diagram.remove', 'Remove diagram', z.object({ id: Id }), (draft, { id }) => {
  diagramIn(draft, id);
  if (Object.keys(draft.diagrams).length === 1) throw new CommandError('The last diagram cannot be removed: a project has at least one.');
  delete draft.diagrams[id];
});

export const diagramColumns = command(
  'diagram.columns',
  'Show columns',
  z.object({ id: Id.optional(), diagram: Id.optional(), columns: z.enum(['all', 'keys', 'none']) }),
  (draft, { id, diagram, columns }) => {
    const open = diagramIn(draft, id ?? diagram ?? '');
    if (columns === 'all') delete open.columns;
    else open.columns = columns;
  },
);

const Note = Diagram.shape.notes.unwrap().element;

export const diagramNote = command('diagram.note', 'Note', z.object({ diagram: Id, note: Note }), (draft, { diagram, note }) => {
  const open = diagramIn(draft, diagram);
  const notes = (open.notes ??= []);
  const index = notes.findIndex((candidate) => candidate.id === note.id);
  if (index < 0) notes.push(note);
  else notes[index] = note;
});

export const diagramRemoveNote = command('diagram.removeNote', 'Remove note', z.object({ diagram: Id, id: Id }), (draft, { diagram, id }) => {
  const open = diagramIn(draft, diagram);
  if (open.notes) open.notes = open.notes.filter((note) => note.id !== id);
  if (open.notes?.length === 0) delete open.notes;
});
