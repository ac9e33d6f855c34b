import { checkProject } from '../core/model/check-project.ts';
import type { Diagnostic } from '../core/model/diagnostic.ts';
import { createCompiler } from '../core/plan/compile.ts';
import type { Plan } from '../core/plan/types.ts';
import { createLinter } from '../core/rules/linter.ts';
import { openProject, type OpenedProject } from './open-project.ts';

export interface Compiled {
  readonly opened: OpenedProject;
  /** Undefined where the project could not be read. */
  readonly plan: Plan | undefined;
  /** What is wrong with the project's files, its document and its plan, each once. */
  readonly diagnostics: readonly Diagnostic[];
}

const placeOf = ({ code, at }: Diagnostic): string => JSON.stringify([code, at.object, at.column]);

/** Opens a project folder or zip, compiles and judges it. */
export function openCompiled(path: string): Compiled {
  const opened = openProject(path);
  const { project } = opened;
  if (!project) return { opened, plan: undefined, diagnostics: opened.diagnostics };
  const plan = createCompiler()(project);
  const checked = [...opened.diagnostics, ...checkProject(project)];
  // The compiler meets some of what the check of the document has found already.
  const known = new Set(checked.map(placeOf));
  return {
    opened,
    plan,
    diagnostics: [...checked, ...plan.diagnostics.filter((diagnostic) => !known.has(placeOf(diagnostic))), ...createLinter()(project, plan)],
  };
}
