import { deliveriesOf } from '../src/cli/deliveries.ts';
import { openProject } from '../src/cli/open-project.ts';
import { checkProject } from '../src/core/model/check-project.ts';
import type { Project } from '../src/core/model/types.ts';
import type { RunDelivery } from '../src/engine/run-types.ts';

/** What a project that somebody pointed the suite at is called. */
export const GIVEN = 'given';

/** Where it is; nothing where the suite runs its own models. */
export const givenPath = process.env['ORRERY_PROJECT'];

interface Given {
  readonly project: Project;
  readonly deliveries: readonly RunDelivery[];
}
let opened: Given | undefined;

/** The given project with its deliveries. Throws, in words, where it cannot be read, has errors, or brings no rows. */
export function given(): Given {
  if (opened) return opened;
  if (givenPath === undefined) throw new Error('no project was given');
  const { project, diagnostics, data } = openProject(givenPath);
  const wrong = [...diagnostics, ...(project ? checkProject(project) : [])].filter(({ severity }) => severity === 'error');
  if (!project || wrong.length > 0) throw new Error(`${givenPath} cannot be tried:\n${wrong.map(({ message }) => `  ${message}`).join('\n')}`);
  const { deliveries, missing } = deliveriesOf(project, data);
  if (missing.length > 0) throw new Error(`${givenPath} cannot be tried:\n${missing.map(({ message }) => `  ${message}`).join('\n')}`);
  if (deliveries.length === 0) throw new Error(`${givenPath} has no deliveries, so there is nothing to compare: add files to it in the studio.`);
  opened = { project, deliveries };
  return opened;
}
