import type { Diagnostic } from '../model/diagnostic.ts';
import type { Platform } from '../model/types.ts';
import type { Plan } from '../plan/types.ts';

export interface GeneratedFile {
  readonly path: string;
  readonly text: string;
}

export interface Emitted {
  readonly files: readonly GeneratedFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Turns a plan into files. Reads nothing but the plan; the same plan gives the same bytes. */
export interface Target {
  readonly id: string;
  readonly label: string;
  readonly platforms: readonly Platform[];
  emit(plan: Plan, platform: Platform): Emitted;
}
