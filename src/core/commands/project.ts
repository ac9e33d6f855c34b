import * as z from 'zod';
import { Settings } from '../model/schema.ts';
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

/** Groups of settings are merged key by key, single settings replaced. */
export const projectSettings = command('project.settings', 'Change settings', z.object({ patch: z.record(z.string(), z.unknown()) }), (draft, { patch }) => {
  const before: Readonly<Record<string, unknown>> = draft.settings;
  const merged = Object.entries(patch).map(
    ([key, value]) =>
      [
        key,
        GROUPS.has(key) && typeof value === 'object' && value !== null ? patched((before[key] ?? {}) as object, value as Record<string, unknown>) : value,
      ] as const,
  );
  const parsed = Settings.safeParse(patched(draft.settings, Object.fromEntries(merged)));
  if (!parsed.success) throw new CommandError(`The settings were not changed: ${issuesText(parsed.error)}.`);
  draft.settings = parsed.data;
});
