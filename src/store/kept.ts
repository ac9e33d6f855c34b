import * as z from 'zod';
import type { History } from '../core/commands/history.ts';
import type { Diagnostic } from '../core/model/diagnostic.ts';
import { Project as ProjectSchema } from '../core/model/schema.ts';
import type { Id, Project } from '../core/model/types.ts';
import type { ReadFile } from '../core/model/write-project.ts';
import type { StoredFile } from './data-files.ts';

/** Everything of a project that survives a reload. */
export interface Kept {
  readonly project: Project;
  readonly history: History;
  /** The project's files as they were opened, for writing unchanged ones back to the letter. */
  readonly opened: ReadonlyMap<string, ReadFile>;
  readonly openingProblems: readonly Diagnostic[];
  readonly files: readonly StoredFile[];
  readonly diagram: Id;
  /** It came as the worked sample. */
  readonly sample?: boolean | undefined;
}

/** What is told of a project without opening it. */
export interface KeptProject {
  readonly id: string;
  readonly name: string;
  /** When it was last saved, as an ISO time. */
  readonly changed: string;
  readonly objects: number;
  readonly files: readonly StoredFile[];
  /** It is the worked sample as it came. */
  readonly untouched?: boolean | undefined;
  /** When it was thrown away, as an ISO time: it can be taken back for a while. */
  readonly deleted?: string | undefined;
  /** Why it cannot be read. */
  readonly problem?: string | undefined;
}

const file = z.object({ path: z.string(), size: z.number(), fingerprint: z.string() });

/** A kept project as it lies in the storage; `revision` counts its saves. */
export const KeptShape = z.object({
  revision: z.int(),
  project: ProjectSchema,
  history: z.custom<History>((value) => typeof value === 'object' && value !== null && 'past' in value && 'future' in value),
  opened: z.map(z.string(), z.object({ text: z.string(), value: z.unknown() })),
  openingProblems: z.array(z.custom<Diagnostic>((value) => typeof value === 'object' && value !== null)),
  files: z.array(file),
  diagram: z.string(),
  sample: z.boolean().optional(),
});

export const KeptProjectShape = z.object({
  id: z.string(),
  name: z.string(),
  changed: z.string(),
  objects: z.int(),
  files: z.array(file),
  untouched: z.boolean().optional(),
  deleted: z.string().optional(),
});

/** @param changed when it is saved, as an ISO time */
export const aboutKept = (id: string, { project, history, files, sample }: Kept, changed: string): KeptProject => ({
  id,
  name: project.name,
  changed,
  objects: Object.keys(project.objects).length,
  files,
  ...(sample === true && history.past.length === 0 && history.future.length === 0 ? { untouched: true } : {}),
});
