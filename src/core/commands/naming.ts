import * as z from 'zod';
import { Id } from '../model/schema.ts';
import { columnUpdate } from './column.ts';
import { command } from './define.ts';
import { objectRename } from './object.ts';
import { projectSettings } from './project.ts';

const Name = z.string().trim().min(1, 'a name cannot be empty');

/** Changes settings and renames what follows them, in one step. */
export const namingApply = command(
  'naming.apply',
  'Change naming standard',
  z.object({
    patch: z.record(z.string(), z.unknown()),
    groups: z.record(z.string(), z.string()).optional(),
    renames: z.array(z.object({ object: Id, column: Id.optional(), name: Name })),
  }),
  (draft, { patch, groups, renames }) => {
    projectSettings.apply(draft, { patch, groups });
    for (const { object, column, name } of renames) {
      if (column === undefined) objectRename.apply(draft, { id: object, name });
      else columnUpdate.apply(draft, { object, column, patch: { name } });
    }
  },
);
