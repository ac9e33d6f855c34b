import type { Platform } from '../model/types.ts';
import type { Plan } from '../plan/types.ts';
import { packageReadme } from './package-readme.ts';
import { TARGETS } from './registry.ts';
import { runScripts } from './run-scripts.ts';
import type { Emitted, LandedRows } from './types.ts';

export interface ExportSelection {
  readonly platform: Platform;
  /** Ids of targets. */
  readonly targets: readonly string[];
  readonly rows?: LandedRows;
}

const below = (folder: string, paths: readonly string[]): readonly string[] => paths.filter((path) => path.startsWith(`${folder}/`)).toSorted();

/** Everything a user takes away: the chosen targets' files, the scripts that run them in order, and a guide. The same plan gives the same bytes. */
export function exportPackage(plan: Plan, { platform, targets, rows }: ExportSelection): Emitted {
  if (plan.relations.length === 0) return { files: [], diagnostics: [] };
  const emitted = TARGETS.filter((target) => targets.includes(target.id) && target.platforms.includes(platform)).map((target) =>
    target.emit(plan, platform, rows),
  );
  const files = emitted.flatMap((one) => one.files);
  const diagnostics = emitted.flatMap((one) => one.diagnostics);
  if (files.length === 0) return { files, diagnostics };
  const paths = files.map((file) => file.path);
  const scripted = [...files, ...runScripts(platform, { create: below('ddl', paths), load: below('load', paths) })];
  return { files: [{ path: 'README.md', text: packageReadme(plan, platform, scripted) }, ...scripted], diagnostics };
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
