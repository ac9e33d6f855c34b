import type { Diagnostic } from '../../core/model/diagnostic.ts';
import type { Platform, Project } from '../../core/model/types.ts';
import type { LandedRows } from '../../core/targets/types.ts';

/** What an export is to hold. */
export interface Wanted {
  readonly platform: Platform;
  /** Ids of targets. */
  readonly targets: readonly string[];
  /** Name of the environment that scripts are for; as the model names schemas when absent. */
  readonly environment?: string | undefined;
}

/** A step of writing: `done` of `total` are behind it. */
export interface ExportStep {
  readonly done: number;
  readonly total: number;
  readonly doing: string;
}

/** What was written. The texts stay where they were made until they are asked for. */
export interface Written {
  /** Number of the request. */
  readonly request: number;
  readonly paths: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What has changed since the last request, so that a large project is copied once. `null`: no rows go along any more. */
export interface Changed {
  readonly project?: Project;
  readonly rows?: LandedRows | null;
}

export type ExportMessage =
  | { readonly ask: 'write'; readonly request: number; readonly wanted: Wanted; readonly changed: Changed }
  | { readonly ask: 'text'; readonly request: number; readonly path: string }
  | { readonly ask: 'zip'; readonly request: number };

export type ExportAnswer =
  | { readonly answer: 'step'; readonly request: number; readonly step: ExportStep }
  /** A newer `write` came before this one was through. */
  | { readonly answer: 'superseded'; readonly request: number }
  | { readonly answer: 'written'; readonly request: number; readonly written: Written }
  /** Undefined where the last export has no such file. */
  | { readonly answer: 'text'; readonly request: number; readonly text: string | undefined }
  | { readonly answer: 'zip'; readonly request: number; readonly name: string; readonly bytes: Uint8Array }
  | { readonly answer: 'failed'; readonly request: number; readonly message: string };
