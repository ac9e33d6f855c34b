import { cronProblem } from '../../core/model/cron-words.ts';
import { Settings as SettingsSchema } from '../../core/model/schema.ts';
import type { Settings } from '../../core/model/types.ts';

/** What is wrong with settings, by the path of the field, e.g. `environments.0.name`. */
export type SettingsProblems = ReadonlyMap<string, string>;

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** Names that are missing, or that an entry before has already: dbt and SQLMesh know such entries by name only. */
const misnamed = (list: 'environments' | 'groups' | 'exposures', entries: readonly { readonly name: string }[] = []): readonly (readonly [string, string])[] =>
  entries.flatMap(({ name }, index): readonly (readonly [string, string])[] =>
    name === ''
      ? [[`${list}.${index}.name`, 'It needs a name']]
      : entries.findIndex((other) => other.name === name) < index
        ? [[`${list}.${index}.name`, `Another of the ${list} is called ${name}: choose another name`]]
        : [],
  );

/** What keeps settings from being taken over; nothing when all is well. */
export function settingsProblems(settings: Settings): SettingsProblems {
  const parsed = SettingsSchema.safeParse(settings);
  const cron = settings.cron === undefined ? undefined : cronProblem(settings.cron);
  return new Map([
    ...(parsed.success ? [] : parsed.error.issues.map(({ path, message }) => [path.join('.'), sentence(message)] as const)),
    ...misnamed('environments', settings.environments),
    ...misnamed('groups', settings.groups),
    ...misnamed('exposures', settings.exposures),
    ...(cron === undefined ? [] : [['cron', cron] as const]),
  ]);
}

/** A record with a text put in; empty, it is taken out. */
export function withText<T extends object>(record: T, key: string, text: string): T {
  const entries = new Map<string, unknown>(Object.entries(record));
  if (text === '') entries.delete(key);
  else entries.set(key, text);
  return Object.fromEntries(entries) as T;
}
