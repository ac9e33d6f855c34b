import { join } from 'node:path';
import type { Diagnostic } from '../core/model/diagnostic.ts';
import type { Platform } from '../core/model/types.ts';
import type { Plan } from '../core/plan/types.ts';
import { emitFor, packageOf } from '../core/targets/export-package.ts';
import type { GeneratedFile, LandedRows, Target } from '../core/targets/types.ts';
import { hasErrors, lines, problemLine, type Outcome } from './problems.ts';
import { unadopted, writeOver } from './write-over.ts';

/** Lists what is wrong with a project. */
export function check(plan: Plan | undefined, diagnostics: readonly Diagnostic[]): Outcome {
  const summary = `${new Set(plan?.relations.map(({ origin }) => origin)).size} objects compiled, ${diagnostics.length} ${diagnostics.length === 1 ? 'problem' : 'problems'}`;
  return { code: hasErrors(diagnostics) ? 1 : 0, out: lines(...diagnostics.map(problemLine), summary) };
}

export interface BuildWish {
  /** One, or several that make a package. */
  readonly targets: readonly Target[];
  readonly platform: Platform;
  readonly out: string;
  readonly rows?: LandedRows;
  readonly environment?: string;
}

/** What is recorded for the files that belong to no target: the guide and the scripts that run the others in order. */
const PACKAGE = 'package';

interface Part {
  readonly id: string;
  readonly files: readonly GeneratedFile[];
}

/** What the targets emit; of several also what makes a package of them, as the studio exports it. */
function parts(
  plan: Plan,
  { targets, platform, rows, environment }: BuildWish,
): { readonly parts: readonly Part[]; readonly diagnostics: readonly Diagnostic[] } {
  const placed = environment === undefined ? {} : { environment };
  const made = targets.map((target) => ({ target, ...emitFor(target, plan, platform, { ...placed, ...(target.takesRows && rows ? { rows } : {}) }) }));
  const emitted = made.map(({ target, files }) => ({ id: target.id, files }));
  const diagnostics = made.flatMap((one) => one.diagnostics);
  if (targets.length === 1) return { parts: emitted, diagnostics };
  const known = new Set(emitted.flatMap(({ files }) => files));
  const files = packageOf(plan, { platform, environment }, made).files.filter((file) => !known.has(file));
  return { parts: [...emitted, { id: PACKAGE, files }], diagnostics };
}

/**
 * Writes what targets emit below the folder, over what they wrote there before; own code that the project does not have is not
 * written over. Nothing is written for a project with errors.
 */
export function build(plan: Plan | undefined, diagnostics: readonly Diagnostic[], wish: BuildWish): Outcome {
  const nothing = (list: readonly Diagnostic[]): Outcome => ({ code: 1, out: lines(...list.map(problemLine), 'Nothing was written.') });
  if (!plan || hasErrors(diagnostics)) return nothing(diagnostics);
  const { out, platform, environment } = wish;
  const emitted = parts(plan, wish);
  if (hasErrors(emitted.diagnostics)) return nothing(emitted.diagnostics);
  const files = emitted.parts.flatMap((part) => part.files);
  const kept = unadopted(out, files);
  if (kept.length > 0)
    return {
      code: 1,
      out: lines(
        ...kept.map(({ file }) => `error: ${join(out, file.path)} holds own code that the project does not [own-code]`),
        `Nothing was written. "orrery adopt <project> --from ${out}" takes the code into the project.`,
      ),
    };
  const written = emitted.parts.map(({ id, files: own }) =>
    writeOver(out, { target: id, platform, ...(environment === undefined ? {} : { environment }) }, own),
  );
  return {
    code: 0,
    out: lines(
      ...new Set([...diagnostics, ...emitted.diagnostics].map(problemLine)),
      ...written.flatMap(({ removed }) => removed).map((path) => `${join(out, path)} is no longer made and was taken away`),
      ...written.flatMap(({ left }) => left).map((path) => `${join(out, path)} is no longer made; it was changed by hand and stays`),
      `${files.length} files written to ${out}`,
    ),
  };
}
