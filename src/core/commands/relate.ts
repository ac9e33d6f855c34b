import * as z from 'zod';
import { Id } from '../model/schema.ts';
import { command, objectIn, place, placing } from './define.ts';
import { meaningsOf, noMeaning } from './meanings.ts';
import { CommandError } from './types.ts';

/** Joins two objects in one of the ways that `meaningsOf` offers. */
export const relate = command(
  'relate',
  'Connect',
  z.object({ from: Id, to: Id, columns: z.array(Id).optional(), meaning: z.string(), ...placing }),
  (draft, { from, to, columns, meaning, ...at }) => {
    const found = meaningsOf(draft, from, to, columns).find(({ id }) => id === meaning);
    if (!found) throw new CommandError(noMeaning(objectIn(draft, from), objectIn(draft, to)));
    const made = found.apply(draft);
    if (made !== undefined) place(draft, made, at);
  },
);
