import { enablePatches, produceWithPatches, type Patch } from 'immer';
import type { Project } from '../model/types.ts';
import { issuesText } from './define.ts';
import { COMMANDS } from './registry.ts';
import { CommandError } from './types.ts';

enablePatches();

export interface Applied {
  /** The same reference when nothing changed. */
  readonly project: Project;
  readonly patches: readonly Patch[];
  readonly inverse: readonly Patch[];
  readonly label: string;
}

/**
 * Applies one command. The document passed in is left as it is.
 * Throws {@link CommandError}, in words for the user, when the type is unknown or the payload does not fit.
 */
export function applyCommand(project: Project, type: string, payload: unknown): Applied {
  const command = COMMANDS.get(type);
  if (!command) throw new CommandError(`There is no command ${type}.`);
  const parsed = command.payload.safeParse(payload);
  if (!parsed.success) throw new CommandError(`${command.label}: ${issuesText(parsed.error)}.`);
  const [next, patches, inverse] = produceWithPatches(project, (draft) => {
    command.apply(draft as Project, parsed.data);
  });
  return patches.length === 0 ? { project, patches, inverse, label: command.label } : { project: next, patches, inverse, label: command.label };
}
