import * as z from 'zod';
import { Settings as SettingsSchema } from '../model/schema.ts';
import type { Project, Settings } from '../model/types.ts';
import { command, issuesText, patched } from './define.ts';
import { CommandError } from './types.ts';

export const projectRename = command(
  'project.rename',
  'Rename project',
  z.object({ name: z.string().trim().min(1, 'a name cannot be empty') }),
  (draft, { name }) => {
    draft.name = name;
  },
);

export const projectDescribe = command('project.describe', 'Describe project', z.object({ description: z.string().nullable() }), (draft, { description }) => {
  if (description === null || description === '') delete draft.description;
  else draft.description = description;
});

const GROUPS: ReadonlySet<string> = new Set(['schemas', 'hash', 'technical', 'prefixes']);

/** Objects follow a group that is called otherwise, and leave one that is gone; one that the settings never named stays as it is typed. */
function regroup(draft: Project, renamed: Readonly<Record<string, string>>, after: Settings): void {
  const known = new Set(after.groups?.map(({ name }) => name));
  const moves = new Map((draft.settings.groups ?? []).map(({ name }) => [name, renamed[name] ?? name]));
  for (const object of Object.values(draft.objects)) {
    const next = object.group === undefined ? undefined : moves.get(object.group);
    if (next === undefined) continue;
    if (known.has(next)) object.group = next;
    else delete object.group;
  }
}

/**
 * Groups of settings are merged key by key, single settings replaced. `groups` says which groups of objects have another
 * name now: old name → new name.
 */
export const projectSettings = command(
  'project.settings',
  'Change settings',
  z.object({ patch: z.record(z.string(), z.unknown()), groups: z.record(z.string(), z.string()).optional() }),
  (draft, { patch, groups = {} }) => {
    const before: Readonly<Record<string, unknown>> = draft.settings;
    const merged = Object.entries(patch).map(
      ([key, value]) =>
        [
          key,
          GROUPS.has(key) && typeof value === 'object' && value !== null ? patched((before[key] ?? {}) as object, value as Record<string, unknown>) : value,
        ] as const,
    );
    const parsed = SettingsSchema.safeParse(patched(draft.settings, Object.fromEntries(merged)));
    if (!parsed.success) throw new CommandError(`The settings were not changed: ${issuesText(parsed.error)}.`);
    regroup(draft, groups, parsed.data);
    draft.settings = parsed.data;
  },
);
