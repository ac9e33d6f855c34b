import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Diagnostic } from '../core/model/diagnostic.ts';
import type { Platform } from '../core/model/types.ts';
import type { Plan } from '../core/plan/types.ts';
import type { LandedRows, Target } from '../core/targets/types.ts';
import { hasErrors, lines, problemLine, type Outcome } from './problems.ts';

/** Lists what is wrong with a project. */
export function check(plan: Plan | undefined, diagnostics: readonly Diagnostic[]): Outcome {
  const summary = `${new Set(plan?.relations.map(({ origin }) => origin)).size} objects compiled, ${diagnostics.length} ${diagnostics.length === 1 ? 'problem' : 'problems'}`;
  return { code: hasErrors(diagnostics) ? 1 : 0, out: lines(...diagnostics.map(problemLine), summary) };
}

/** Writes what a target emits below `out`; deletes nothing, and writes nothing for a project with errors. */
export function build(plan: Plan | undefined, diagnostics: readonly Diagnostic[], target: Target, platform: Platform, out: string, rows?: LandedRows): Outcome {
  const nothing = (list: readonly Diagnostic[]): Outcome => ({ code: 1, out: lines(...list.map(problemLine), 'Nothing was written.') });
  if (!plan || hasErrors(diagnostics)) return nothing(diagnostics);
  const emitted = target.emit(plan, platform, rows);
  if (hasErrors(emitted.diagnostics)) return nothing(emitted.diagnostics);
  for (const file of emitted.files) {
    const path = join(out, file.path);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, file.text);
  }
  return { code: 0, out: lines(...diagnostics.map(problemLine), `${emitted.files.length} files written to ${out}`) };
}
