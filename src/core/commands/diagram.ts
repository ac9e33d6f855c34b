import * as z from 'zod';
import { HIDEABLE, Id } from '../model/schema.ts';
import { command, diagramIn, objectIn } from './define.ts';
import { free, slug } from './free-name.ts';
import type { Id as IdText, Project } from '../model/types.ts';
import { CommandError } from './types.ts';

const Name = z.string().trim().min(1, 'a name cannot be empty');
const At = z.object({ x: z.number(), y: z.number() });

/** `marks` are areas and notes that move along. */
export const diagramPlace = command(
  'diagram.place',
  'Move',
  z.object({ diagram: Id, positions: z.record(Id, At), marks: z.record(Id, At).optional() }),
  (draft, { diagram, positions, marks = {} }) => {
    const open = diagramIn(draft, diagram);
    for (const [id, at] of Object.entries(positions)) {
      objectIn(draft, id);
      const before = open.placed[id];
      if (!before) open.placed[id] = at;
      else Object.assign(before, at);
    }
    for (const mark of [...(open.areas ?? []), ...(open.notes ?? [])]) Object.assign(mark, marks[mark.id]);
  },
);

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

/** Puts a flag on objects of a diagram, or takes it off. */
function flag(draft: Project, diagram: IdText, ids: readonly IdText[], key: 'pinned' | 'unfolded', on: boolean): void {
  const { placed } = diagramIn(draft, diagram);
  for (const id of ids) {
    const at = placed[id];
    if (!at) throw new CommandError(`${objectIn(draft, id).name} is not on this diagram.`);
    if (on) at[key] = true;
    else delete at[key];
  }
}

/** Pinned objects stay where they are when the diagram is tidied up. */
export const diagramPin = command('diagram.pin', 'Pin', z.object({ diagram: Id, ids: z.array(Id), pinned: z.boolean() }), (draft, { diagram, ids, pinned }) =>
  flag(draft, diagram, ids, 'pinned', pinned),
);

export const diagramUnfold = command(
  'diagram.unfold',
  'Show technical columns',
  z.object({ diagram: Id, ids: z.array(Id), unfolded: z.boolean() }),
  (draft, { diagram, ids, unfolded }) => flag(draft, diagram, ids, 'unfolded', unfolded),
);

/** Leaves kinds of columns, or satellites, out of the picture. */
export const diagramShow = command(
  'diagram.show',
  'Change what the diagram shows',
  z.object({ diagram: Id, hide: z.array(z.enum(HIDEABLE)).optional(), skeleton: z.boolean().optional() }),
  (draft, { diagram, hide, skeleton }) => {
    const open = diagramIn(draft, diagram);
    if (hide) {
      if (hide.length > 0) open.hide = HIDEABLE.filter((kind) => hide.includes(kind));
      else delete open.hide;
    }
    if (skeleton === true) open.skeleton = true;
    else if (skeleton === false) delete open.skeleton;
  },
);
