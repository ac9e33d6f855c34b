import type { Project } from '../model/types.ts';

/** The same project in schemas of its own, so that building it touches nothing that is there. */
export function inScratch(project: Project, prefix: string): Project {
  const schemas = Object.fromEntries(
    Object.entries(project.settings.schemas).map(([layer, schema]) => [layer, `${prefix}${schema}`]),
  ) as typeof project.settings.schemas;
  return { ...project, settings: { ...project.settings, schemas } };
}
