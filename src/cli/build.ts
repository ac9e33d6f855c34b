import { join } from 'node:path';
import type { Diagnostic } from '../core/model/diagnostic.ts';
import type { Platform } from '../core/model/types.ts';
import type { Plan } from '../core/plan/types.ts';
import { emitFor } from '../core/targets/export-package.ts';
import type { LandedRows, Target } from '../core/targets/types.ts';
import { hasErrors, lines, problemLine, type Outcome } from './problems.ts';
import { unadopted, writeOver } from './write-over.ts';

/** Lists what is wrong with a project. */
export function check(plan: Plan | undefined, diagnostics: readonly Diagnostic[]): Outcome {
  const summary = `${new Set(plan?.relations.map(({ origin }) => origin)).size} objects compiled, ${diagnostics.length} ${diagnostics.length === 1 ? 'problem' : 'problems'}`;
  return { code: hasErrors(diagnostics) ? 1 : 0, out: lines(...diagnostics.map(problemLine), summary) };
}

/**
 * Writes what a target emits below `out`, over what it wrote there before; own code that the project does not have is not
 * written over. Nothing is written for a project with errors.
 */
export function build(
  plan: Plan | undefined,
  diagnostics: readonly Diagnostic[],
  target: Target,
  platform: Platform,
  out: string,
  options: { readonly rows?: LandedRows; readonly environment?: string } = {},
): Outcome {
  const nothing = (list: readonly Diagnostic[]): Outcome => ({ code: 1, out: lines(...list.map(problemLine), 'Nothing was written.') });
  if (!plan || hasErrors(diagnostics)) return nothing(diagnostics);
  const emitted = emitFor(target, plan, platform, options);
  if (hasErrors(emitted.diagnostics)) return nothing(emitted.diagnostics);
  const kept = unadopted(out, emitted.files);
  if (kept.length > 0)
    return {
      code: 1,
      out: lines(
        ...kept.map(({ file }) => `error: ${join(out, file.path)} holds own code that the project does not [own-code]`),
        `Nothing was written. "orrery adopt <project> --from ${out}" takes the code into the project.`,
      ),
    };
  const { environment } = options;
  const made = { target: target.id, platform, ...(environment === undefined ? {} : { environment }) };
  const { removed, left } = writeOver(out, made, emitted.files);
  return {
    code: 0,
    out: lines(
      ...diagnostics.map(problemLine),
      ...removed.map((path) => `${join(out, path)} is no longer made and was taken away`),
      ...left.map((path) => `${join(out, path)} is no longer made; it was changed by hand and stays`),
      `${emitted.files.length} files written to ${out}`,
    ),
  };
}
