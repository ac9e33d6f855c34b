import { createCompiler } from '../../core/plan/compile.ts';
import type { Plan } from '../../core/plan/types.ts';
import { DIALECTS } from '../../core/dialects/registry.ts';
import type { Platform, Project } from '../../core/model/types.ts';
import { chosenTargets, emitFor, packageName, packageOf } from '../../core/targets/export-package.ts';
import type { Emitted, GeneratedFile, LandedRows, Target } from '../../core/targets/types.ts';
import { packFiles } from '../../core/targets/zip-files.ts';
import type { Changed, ExportAnswer, ExportMessage, ExportStep, Wanted } from './messages.ts';

/** Lets what has come meanwhile be heard before the next step. */
const turn = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve);
  });

/** Milliseconds of packing before what has come meanwhile is heard. */
const SLICE = 20;

/** A zip that is made while nobody waits for it, or at once when somebody does. Both throw when packing fails: then it is of no use any more. */
interface Packing {
  /** Packs for a slice of time. @returns whether anything is left. */
  slice(): boolean;
  /** The zip, the same however often it is asked for. */
  whole(): Uint8Array;
}

function createPacking(folder: string, files: readonly GeneratedFile[]): Packing {
  const steps = packFiles(folder, files);
  let packed: Uint8Array | undefined;
  const step = (): void => {
    const { done, value } = steps.next();
    if (done) packed = value;
  };
  return {
    slice() {
      const until = performance.now() + SLICE;
      while (!packed && performance.now() < until) step();
      return !packed;
    },
    whole() {
      while (!packed) step();
      return packed;
    },
  };
}

/**
 * Writes exports where it is called, a target at a time, and hears of a newer wish between two of them. What targets
 * emitted is kept while project, rows, platform and environment stay, so that ticking another writes that one only. The zip
 * is begun as soon as the files are there.
 */
export function createWriting(send: (answer: ExportAnswer, transfer?: readonly ArrayBuffer[]) => void): (message: ExportMessage) => void {
  let project: Project | undefined;
  let rows: LandedRows | undefined;
  let plan: Plan | undefined;
  let kept: { readonly platform: Platform; readonly environment: string | undefined; readonly emitted: Map<Target, Emitted> } | undefined;
  let last: { readonly folder: string; readonly files: readonly GeneratedFile[] } = { folder: '', files: [] };
  let packing: Packing | undefined;
  let newest = 0;

  function take(changed: Changed): void {
    if (changed.project) [project, plan] = [changed.project, undefined];
    if (changed.rows !== undefined) rows = changed.rows ?? undefined;
    if (changed.project || changed.rows !== undefined) kept = undefined;
  }

  /** Packs what was written last, between what comes meanwhile. What fails here fails again, and is told, when the zip is asked for. */
  async function packBeside(): Promise<void> {
    const mine = createPacking(last.folder, last.files);
    packing = mine;
    try {
      do await turn();
      while (packing === mine && mine.slice());
    } catch {
      if (packing === mine) packing = undefined;
    }
  }

  async function write(request: number, wanted: Wanted, changed: Changed): Promise<void> {
    newest = request;
    packing = undefined;
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
    void packBeside();
  }

  /** A failure is told to who asked. */
  const failed = (request: number) => (error: unknown) => send({ answer: 'failed', request, message: error instanceof Error ? error.message : String(error) });

  return (message) => {
    const { request } = message;
    if (message.ask === 'write') return void write(request, message.wanted, message.changed).catch(failed(request));
    try {
      if (message.ask === 'text') return send({ answer: 'text', request, text: last.files.find(({ path }) => path === message.path)?.text });
      packing ??= createPacking(last.folder, last.files);
      const bytes = packing.whole().slice();
      send({ answer: 'zip', request, name: `${last.folder}.zip`, bytes }, [bytes.buffer as ArrayBuffer]);
    } catch (error) {
      packing = undefined;
      failed(request)(error);
    }
  };
}
