import type { Project } from '../model/types.ts';
import type { Plan } from './types.ts';

/** What a plan takes over from the settings as it is. */
export const planSettings = ({ name, settings }: Project): Omit<Plan, 'relations' | 'byId' | 'diagnostics' | 'exposures'> => ({
  schemas: settings.schemas as Plan['schemas'],
  hash: settings.hash,
  name,
  environments: settings.environments ?? [],
  groups: settings.groups ?? [],
  exports: settings.exports ?? {},
  ...(settings.cron === undefined ? {} : { cron: settings.cron }),
});
