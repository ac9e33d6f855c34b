import type * as z from 'zod';
import type { Project } from '../model/types.ts';

/** The one way a document changes. Menus, palette, shortcuts, drag handlers, importers and the command line dispatch the same. */
export interface Command<P> {
  /** Stable, e.g. `object.rename`. */
  readonly type: string;
  /** What the undo menu says, e.g. `Rename object`. */
  readonly label: string;
  readonly payload: z.ZodType<P>;
  /** Mutates an immer draft. Throws {@link CommandError} when the payload does not fit the document. */
  apply(draft: Project, payload: P): void;
}

/** The command does not fit the document; nothing was changed. */
export class CommandError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'CommandError';
  }
}
