import * as z from 'zod';
import { Id, Source } from '../model/schema.ts';
import type { Project } from '../model/types.ts';
import { columnAdd, columnRemove, columnUpdate } from './column.ts';
import { command, type AnyCommand } from './define.ts';
import { placeSources } from './delivery.ts';
import { objectRemove, objectRename, objectUpdate } from './object.ts';
import { renameInExpressions } from './rename-in-expressions.ts';
import { CommandError } from './types.ts';

const Rename = z.object({ object: Id, column: Id, patch: z.object({ name: z.string() }) });
/** The changes that an import may make to sources there are; each is a command of its own. */
const STEPS: ReadonlyMap<string, AnyCommand> = new Map(
  [objectRename, objectUpdate, objectRemove, columnAdd, columnUpdate, columnRemove].map((each) => [each.type, each]),
);

/** What a step calls otherwise: a column of a source. */
function nameBefore(draft: Project, payload: unknown): { readonly object: string; readonly from: string; readonly to: string } | undefined {
  const rename = Rename.safeParse(payload);
  if (!rename.success) return undefined;
  const { object, column, patch } = rename.data;
  const source = draft.objects[object];
  const from = source?.kind === 'source' ? source.columns.find(({ id }) => id === column)?.name : undefined;
  return from === undefined || from === patch.name ? undefined : { object, from, to: patch.name };
}

/** Takes out what leads to sources that are not there: their import was refused. */
function withoutLooseEnds(draft: Project): void {
  const isThere = (id: string): boolean => draft.objects[id]?.kind === 'source';
  for (const object of Object.values(draft.objects)) {
    if (object.kind !== 'source') continue;
    if (object.foreign_keys?.some(({ source }) => !isThere(source)) === true) object.foreign_keys = object.foreign_keys.filter(({ source }) => isThere(source));
    if (object.view_of?.some((id) => !isThere(id)) === true) object.view_of = object.view_of.filter(isThere);
    for (const column of object.columns)
      if (column.taken_from?.some(([id]) => !isThere(id)) === true) column.taken_from = column.taken_from.filter(([id]) => isThere(id));
  }
}

/**
 * What was accepted of an import, as one step to undo: new sources, and changes to those there are, in order. What feeds on
 * a source keeps doing so whatever it is called, since ids stay.
 */
export const importApply = command(
  'import.apply',
  'Import',
  z.object({
    sources: z.array(Source),
    steps: z.array(z.object({ type: z.string(), payload: z.unknown() })),
    diagram: Id.optional(),
    x: z.number().optional(),
    y: z.number().optional(),
  }),
  (draft, { sources, steps, ...at }) => {
    for (const source of sources) {
      if (Object.hasOwn(draft.objects, source.id))
        throw new CommandError(`There is an object with the id ${source.id} already: compare again and import then.`);
      draft.objects[source.id] = source;
    }
    placeSources(
      draft,
      sources.map(({ id }) => id),
      at,
    );
    for (const { type, payload } of steps) {
      const step = STEPS.get(type);
      if (!step) throw new CommandError(`An import cannot do ${type}.`);
      const checked = step.payload.safeParse(payload);
      if (!checked.success) throw new CommandError(`The import was not applied: ${checked.error.issues.map(({ message }) => message).join('; ')}.`);
      const before = nameBefore(draft, checked.data);
      step.apply(draft, checked.data);
      if (before) renameInExpressions(draft, before.object, before.from, before.to);
    }
    withoutLooseEnds(draft);
  },
);
