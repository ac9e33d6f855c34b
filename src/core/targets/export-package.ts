import type { Platform } from '../model/types.ts';
import type { Plan } from '../plan/types.ts';
import { environmentProblems, inEnvironment } from './environment.ts';
import { packageReadme } from './package-readme.ts';
import { TARGETS } from './registry.ts';
import { runScripts } from './run-scripts.ts';
import type { Emitted, LandedRows, Target } from './types.ts';

export interface ExportSelection {
  readonly platform: Platform;
  /** Ids of targets. */
  readonly targets: readonly string[];
  readonly rows?: LandedRows;
  /** Name of the environment that the scripts are for; as the model names schemas when absent. */
  readonly environment?: string;
}

const below = (folder: string, paths: readonly string[]): readonly string[] => paths.filter((path) => path.startsWith(`${folder}/`)).toSorted();

/**
 * What a target emits for an environment of the plan. A target that knows all environments gets the plan as it is; any other
 * gets the tables where the environment has them. Throws on an environment that the plan does not have.
 */
export function emitFor(
  target: Target,
  plan: Plan,
  platform: Platform,
  { rows, environment: name }: { readonly rows?: LandedRows; readonly environment?: string } = {},
): Emitted {
  const environment = plan.environments.find((one) => one.name === name);
  if (name !== undefined && !environment) throw new Error(`the plan has no environment ${name}`);
  const concerned = target.knowsEnvironments === true ? plan.environments : environment ? [environment] : [];
  const problems = concerned.flatMap((one) => environmentProblems(plan, one, platform));
  const placed = environment && target.knowsEnvironments !== true ? inEnvironment(plan, environment, platform) : plan;
  const emitted = target.emit(placed, platform, rows);
  return { ...emitted, diagnostics: [...problems, ...emitted.diagnostics] };
}

/** The chosen targets that the platform has. */
export const chosenTargets = ({ platform, targets }: Pick<ExportSelection, 'platform' | 'targets'>): readonly Target[] =>
  TARGETS.filter((target) => targets.includes(target.id) && target.platforms.includes(platform));

/** What targets emitted, with the scripts that run it in order, and a guide to where the tables stand in the environment. */
export function packageOf(
  plan: Plan,
  { platform, environment: name }: Pick<ExportSelection, 'platform'> & { readonly environment?: string | undefined },
  emitted: readonly Emitted[],
): Emitted {
  const files = emitted.flatMap((one) => one.files);
  const diagnostics = emitted.flatMap((one) => one.diagnostics);
  if (files.length === 0) return { files, diagnostics };
  const environment = plan.environments.find((one) => one.name === name);
  const placed = environment ? inEnvironment(plan, environment, platform) : plan;
  const paths = files.map((file) => file.path);
  const scripted = [
    ...files,
    ...runScripts(platform, {
      create: below('ddl', paths),
      load: below('load', paths),
      land: below('landing', paths).filter((path) => /\/land\.(?:sql|sh)$/.test(path)),
    }),
  ];
  return { files: [{ path: 'README.md', text: packageReadme(placed, platform, scripted) }, ...scripted], diagnostics };
}

/** Everything a user takes away: the chosen targets' files, the scripts that run them in order, and a guide. The same plan gives the same bytes. */
export function exportPackage(plan: Plan, { platform, targets, rows, environment: name }: ExportSelection): Emitted {
  if (plan.relations.length === 0) return { files: [], diagnostics: [] };
  const emitted = chosenTargets({ platform, targets }).map((target) =>
    emitFor(target, plan, platform, { ...(rows ? { rows } : {}), ...(name === undefined ? {} : { environment: name }) }),
  );
  return packageOf(plan, { platform, environment: name }, emitted);
}

/** `shop-snowflake`: a name for the package that every file system takes. */
export function packageName(plan: Plan, platform: Platform): string {
  const stem = plan.name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60);
  return `${stem === '' ? 'warehouse' : stem}-${platform}`;
}
