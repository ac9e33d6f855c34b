import * as z from 'zod';
import { OBJECT_KINDS } from '../model/kinds.ts';
import { Id, ModelObject } from '../model/schema.ts';
import type { Project } from '../model/types.ts';
import { command, diagramIn, objectIn, patched, place, placing, replaceObject } from './define.ts';
import { forgetObjects } from './forget.ts';
import { freeObjectId, freeObjectName } from './free-name.ts';
import { makeObject, standardName } from './make-object.ts';
import { feedHubsOf } from './make-vault.ts';
import { CommandError } from './types.ts';

const Name = z.string().trim().min(1, 'a name cannot be empty');

function addNew(draft: Project, object: z.infer<typeof ModelObject>): void {
  if (Object.hasOwn(draft.objects, object.id)) throw new CommandError(`There is an object with the id ${object.id} already.`);
  draft.objects[object.id] = object;
}

export const objectAdd = command('object.add', 'Add object', z.object({ object: ModelObject, ...placing }), (draft, { object, ...at }) => {
  addNew(draft, object);
  place(draft, object.id, at);
});

export const objectCreate = command(
  'object.create',
  'Create object',
  z.object({ kind: z.enum(OBJECT_KINDS), id: Id.optional(), name: Name.optional(), from: Id.optional(), ...placing }),
  (draft, { kind, id, name, from, ...at }) => {
    const origin = from === undefined ? undefined : objectIn(draft, from);
    const given = freeObjectName(draft, name ?? standardName(kind, draft, origin));
    const object = makeObject(kind, { id: id ?? freeObjectId(draft, given), name: given }, draft, origin);
    addNew(draft, object);
    if (object.kind === 'link') feedHubsOf(draft, object);
    place(draft, object.id, at);
    if ((object.kind === 'pit' || object.kind === 'bridge') && !Object.hasOwn(draft.objects, object.as_of)) {
      const dates = freeObjectName(draft, standardName('as_of', draft, undefined));
      const asOf = makeObject('as_of', { id: freeObjectId(draft, dates), name: dates }, draft, undefined);
      addNew(draft, asOf);
      place(draft, asOf.id, { ...at, ...(at.y === undefined ? {} : { y: at.y - 96 }) });
      draft.objects[object.id] = { ...object, as_of: asOf.id };
    }
  },
);

export const objectRename = command('object.rename', 'Rename', z.object({ id: Id, name: Name }), (draft, { id, name }) => {
  objectIn(draft, id).name = name;
});

export const objectUpdate = command(
  'object.update',
  'Change object',
  z.object({ id: Id, patch: z.record(z.string(), z.unknown()) }),
  (draft, { id, patch }) => {
    if ('id' in patch || 'kind' in patch) throw new CommandError('The id and the kind of an object cannot be changed.');
    replaceObject(draft, id, patched(objectIn(draft, id), patch));
  },
);

export const objectRemove = command('object.remove', 'Delete', z.object({ ids: z.array(Id).min(1) }), (draft, { ids }) => {
  for (const id of ids) {
    objectIn(draft, id);
    delete draft.objects[id];
  }
  forgetObjects(draft, new Set(ids));
});

export const objectDuplicate = command(
  'object.duplicate',
  'Duplicate',
  z.object({ ids: z.array(Id).min(1), diagram: Id.optional() }),
  (draft, { ids, diagram }) => {
    for (const id of ids) {
      const object = objectIn(draft, id);
      const name = freeObjectName(draft, `${object.name}_copy`);
      const copy = ModelObject.parse({ ...(JSON.parse(JSON.stringify(object)) as object), id: freeObjectId(draft, name), name });
      addNew(draft, copy);
      const at = diagram === undefined ? undefined : diagramIn(draft, diagram).placed[id];
      if (at) place(draft, copy.id, { diagram, x: at.x + 40, y: at.y + 40 });
    }
  },
);
