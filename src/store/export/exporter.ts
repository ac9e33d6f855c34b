import type { Project } from '../../core/model/types.ts';
import type { LandedRows } from '../../core/targets/types.ts';
import type { Download } from '../studio-types.ts';
import type { ExportAnswer, ExportMessage, ExportStep, Wanted, Written } from './messages.ts';

/** Where exports are written, beside the page: a worker, or a stand-in for it. */
export interface ExportThread {
  send(message: ExportMessage): void;
  /** @param onFailure told when it can answer nothing any more. */
  listen(onAnswer: (answer: ExportAnswer) => void, onFailure: (error: Error) => void): void;
  close(): void;
}

/** Exports of a project, written beside the page, which stays free meanwhile. Rejects when writing fails; see {@link Exporter.close}. */
export interface Exporter {
  /** Resolves with undefined when something newer was asked for meanwhile. */
  write(what: Wanted & { readonly project: Project; readonly rows?: LandedRows | undefined }, onStep: (step: ExportStep) => void): Promise<Written | undefined>;
  /** Text of a file of what was written last; undefined when it is not among it any more. */
  text(path: string): Promise<string | undefined>;
  /** All files of what was written last. */
  zip(): Promise<Download>;
  /** Stops at once. What is still asked is never answered. */
  close(): void;
}

interface Waiting {
  readonly resolve: (answer: ExportAnswer) => void;
  readonly reject: (error: Error) => void;
  readonly onStep?: ((step: ExportStep) => void) | undefined;
}

export function createExporter(thread: ExportThread): Exporter {
  const waiting = new Map<number, Waiting>();
  let requests = 0;
  let dead: Error | undefined;
  let told: { readonly project?: Project; readonly rows?: LandedRows | undefined } = {};
  thread.listen(
    (answer) => {
      const asked = waiting.get(answer.request);
      if (answer.answer === 'step') return asked?.onStep?.(answer.step);
      waiting.delete(answer.request);
      if (answer.answer === 'failed') asked?.reject(new Error(answer.message));
      else asked?.resolve(answer);
    },
    (error) => {
      dead = error;
      for (const { reject } of waiting.values()) reject(error);
      waiting.clear();
    },
  );
  const ask = (message: (request: number) => ExportMessage, onStep?: (step: ExportStep) => void): Promise<ExportAnswer> =>
    new Promise((resolve, reject) => {
      if (dead) return reject(dead);
      requests += 1;
      waiting.set(requests, { resolve, reject, onStep });
      thread.send(message(requests));
    });

  return {
    async write({ project, rows, platform, targets, environment }, onStep) {
      const changed = { ...(told.project === project ? {} : { project }), ...(told.rows === rows ? {} : { rows: rows ?? null }) };
      told = { project, rows };
      const answer = await ask((request) => ({ ask: 'write', request, wanted: { platform, targets, environment }, changed }), onStep);
      return answer.answer === 'written' ? answer.written : undefined;
    },
    async text(path) {
      const answer = await ask((request) => ({ ask: 'text', request, path }));
      return answer.answer === 'text' ? answer.text : undefined;
    },
    async zip() {
      const answer = await ask((request) => ({ ask: 'zip', request }));
      if (answer.answer !== 'zip') throw new Error(`an export was asked for and ${answer.answer} came`);
      return { name: answer.name, bytes: answer.bytes };
    },
    close() {
      waiting.clear();
      thread.close();
    },
  };
}
