import * as z from 'zod';
import { Id, ModelObject } from '../model/schema.ts';
import type { Id as IdText, ModelObject as ObjectOfModel } from '../model/types.ts';
import { command, place } from './define.ts';
import { freeObjectId, freeObjectName } from './free-name.ts';
import { referTo } from './other-ids.ts';

const At = z.object({ x: z.number(), y: z.number() });

/** One text for one value: what was read from a file may have its keys in another order. */
const textOf = (object: unknown): string => JSON.stringify(ModelObject.parse(object));

/**
 * Brings objects of another project in. One that is here already, the same in all it says, is only put on the diagram; one
 * whose id or name is taken by something else gets another, and what came with it refers to it by that.
 */
export const objectPaste = command(
  'object.paste',
  'Paste',
  z.object({ objects: z.array(ModelObject).min(1), diagram: Id.optional(), positions: z.record(Id, At).optional() }),
  (draft, { objects, diagram, positions = {} }) => {
    const ids = new Map<IdText, IdText>();
    const made: ObjectOfModel[] = [];
    for (const object of objects) {
      const known = draft.objects[object.id];
      if (known && textOf(known) === textOf(object)) continue;
      const id = known ? freeObjectId(draft, object.name) : object.id;
      const copy = { ...(JSON.parse(JSON.stringify(object)) as ObjectOfModel), id, name: freeObjectName(draft, object.name) };
      draft.objects[id] = copy;
      made.push(copy);
      if (id !== object.id) ids.set(object.id, id);
    }
    for (const object of made) referTo(object, ids);
    for (const [id, at] of Object.entries(positions)) place(draft, ids.get(id) ?? id, { diagram, ...at });
  },
);
