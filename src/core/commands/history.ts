import { applyPatches, enablePatches, type Patch } from 'immer';
import type { Project } from '../model/types.ts';

enablePatches();

/** One undoable step: plain data, so that it can be stored. */
export interface Step {
  readonly label: string;
  /** Steps of the same group in a row are one gesture. */
  readonly group?: string;
  readonly patches: readonly Patch[];
  readonly inverse: readonly Patch[];
}

export interface History {
  readonly past: readonly Step[];
  readonly future: readonly Step[];
}

export const NO_HISTORY: History = { past: [], future: [] };

/** Older steps fall away beyond this many. */
export const HISTORY_LIMIT = 500;

/** Adds a step; what had been undone is gone then. A step without patches adds nothing. */
export function record(history: History, step: Step): History {
  if (step.patches.length === 0) return history;
  const last = history.past.at(-1);
  if (last && step.group !== undefined && last.group === step.group && history.future.length === 0) {
    const merged: Step = { ...last, patches: [...last.patches, ...step.patches], inverse: [...step.inverse, ...last.inverse] };
    return { past: [...history.past.slice(0, -1), merged], future: [] };
  }
  return { past: [...history.past, step].slice(-HISTORY_LIMIT), future: [] };
}

/** Ends the gesture: the next step begins a new one, whatever its group. */
export function seal(history: History): History {
  const last = history.past.at(-1);
  if (last?.group === undefined) return history;
  const { group: _, ...closed } = last;
  return { ...history, past: [...history.past.slice(0, -1), closed] };
}

export interface Moved {
  readonly project: Project;
  readonly history: History;
  readonly label: string;
}

/** @returns `undefined` when there is nothing to undo. */
export function undo(project: Project, { past, future }: History): Moved | undefined {
  const step = past.at(-1);
  if (!step) return undefined;
  return { project: applyPatches(project, [...step.inverse]), history: { past: past.slice(0, -1), future: [step, ...future] }, label: step.label };
}

/** @returns `undefined` when there is nothing to redo. */
export function redo(project: Project, { past, future }: History): Moved | undefined {
  const [step, ...rest] = future;
  if (!step) return undefined;
  return { project: applyPatches(project, [...step.patches]), history: { past: [...past, step], future: rest }, label: step.label };
}
