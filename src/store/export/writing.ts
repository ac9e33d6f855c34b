import { createCompiler } from '../../core/plan/compile.ts';
import type { Plan } from '../../core/plan/types.ts';
import { DIALECTS } from '../../core/dialects/registry.ts';
import type { Platform, Project } from '../../core/model/types.ts';
import { chosenTargets, emitFor, packageName, packageOf } from '../../core/targets/export-package.ts';
import type { Emitted, GeneratedFile, LandedRows, Target } from '../../core/targets/types.ts';
import { zipFiles } from '../../core/targets/zip-files.ts';
import type { Changed, ExportAnswer, ExportMessage, ExportStep, Wanted } from './messages.ts';

/** Lets what has come meanwhile be heard before the next step. */
const turn = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve);
  });

/**
 * Writes exports where it is called, a target at a time, and hears of a newer wish between two of them. What targets
 * emitted is kept while project, rows, platform and environment stay, so that ticking another writes that one only.
 */
export function createWriting(send: (answer: ExportAnswer, transfer?: readonly ArrayBuffer[]) => void): (message: ExportMessage) => void {
  let project: Project | undefined;
  let rows: LandedRows | undefined;
  let plan: Plan | undefined;
  let kept: { readonly platform: Platform; readonly environment: string | undefined; readonly emitted: Map<Target, Emitted> } | undefined;
  let last: { readonly folder: string; readonly files: readonly GeneratedFile[] } = { folder: '', files: [] };
  let newest = 0;

  function take(changed: Changed): void {
    if (changed.project) [project, plan] = [changed.project, undefined];
    if (changed.rows !== undefined) rows = changed.rows ?? undefined;
    if (changed.project || changed.rows !== undefined) kept = undefined;
  }

  async function write(request: number, wanted: Wanted, changed: Changed): Promise<void> {
    newest = request;
    take(changed);
    const { platform, environment } = wanted;
    const targets = chosenTargets(wanted);
    const label = DIALECTS[platform].label;
    /** @returns whether to go on. */
    const step = async (done: number, doing: string): Promise<boolean> => {
      const told: ExportStep = { done, total: targets.length + 1, doing };
      send({ answer: 'step', request, step: told });
      await turn();
      return newest === request;
    };
    if (!plan) {
      if (!(await step(0, 'Compiling the model'))) return send({ answer: 'superseded', request });
      if (!project) throw new Error('an export is asked for before a project is told');
      plan = createCompiler()(project);
    }
    if (kept?.platform !== platform || kept.environment !== environment) kept = { platform, environment, emitted: new Map() };
    const { emitted } = kept;
    for (const [index, target] of targets.entries()) {
      if (emitted.has(target)) continue;
      if (!(await step(index + 1, `Writing ${target.label} for ${label}`))) return send({ answer: 'superseded', request });
      emitted.set(
        target,
        plan.relations.length === 0
          ? { files: [], diagnostics: [] }
          : emitFor(target, plan, platform, { ...(target.takesRows && rows ? { rows } : {}), ...(environment === undefined ? {} : { environment }) }),
      );
    }
    const { files, diagnostics } = packageOf(
      plan,
      { platform, environment },
      targets.flatMap((target) => emitted.get(target) ?? []),
    );
    last = { folder: [packageName(plan, platform), ...(environment === undefined ? [] : [environment])].join('-'), files };
    send({ answer: 'written', request, written: { request, paths: files.map((file) => file.path), diagnostics } });
  }

  /** A failure is told to who asked. */
  const failed = (request: number) => (error: unknown) => send({ answer: 'failed', request, message: error instanceof Error ? error.message : String(error) });

  return (message) => {
    const { request } = message;
    if (message.ask === 'write') return void write(request, message.wanted, message.changed).catch(failed(request));
    try {
      if (message.ask === 'text') return send({ answer: 'text', request, text: last.files.find(({ path }) => path === message.path)?.text });
      const bytes = zipFiles(last.folder, last.files);
      send({ answer: 'zip', request, name: `${last.folder}.zip`, bytes }, [bytes.buffer as ArrayBuffer]);
    } catch (error) {
      failed(request)(error);
    }
  };
}
