import type { Settings } from '../../core/model/types.ts';
import type { SettingsProblems } from './settings-problems.ts';

/** What a part of the settings shows and changes. */
export interface SettingsPartProps {
  readonly settings: Settings;
  readonly problems: SettingsProblems;
  readonly onChange: (patch: Partial<Settings>) => void;
}

/** A list with one entry in place of another; undefined without any, as nothing is kept of an empty list. */
export function listWith<E>(list: readonly E[], index: number, entry: E | undefined): E[] | undefined {
  const next = list.flatMap((other, place) => (place === index ? (entry === undefined ? [] : [entry]) : [other]));
  if (entry !== undefined && index >= list.length) next.push(entry);
  return next.length > 0 ? next : undefined;
}
