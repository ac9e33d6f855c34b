import * as z from 'zod';
import type { History } from '../core/commands/history.ts';
import type { Diagnostic } from '../core/model/diagnostic.ts';
import { Project as ProjectSchema } from '../core/model/schema.ts';
import type { Id, Project } from '../core/model/types.ts';
import type { ReadFile } from '../core/model/write-project.ts';
import type { StoredFile } from './data-files.ts';
import type { Storage } from './ports.ts';

/** Everything of a project that survives a reload. */
export interface Kept {
  readonly project: Project;
  readonly history: History;
  /** The project's files as they were opened, for writing unchanged ones back to the letter. */
  readonly opened: ReadonlyMap<string, ReadFile>;
  readonly openingProblems: readonly Diagnostic[];
  readonly files: readonly StoredFile[];
  readonly diagram: Id;
}

const KeptShape = z.object({
  revision: z.int(),
  project: ProjectSchema,
  history: z.custom<History>((value) => typeof value === 'object' && value !== null && 'past' in value && 'future' in value),
  opened: z.map(z.string(), z.object({ text: z.string(), value: z.unknown() })),
  openingProblems: z.array(z.custom<Diagnostic>((value) => typeof value === 'object' && value !== null)),
  files: z.array(z.object({ path: z.string(), size: z.number(), fingerprint: z.string() })),
  diagram: z.string(),
});

const CURRENT = 'project';
const PREVIOUS = 'previous';
const BROKEN = 'broken';

export class ChangedElsewhere extends Error {}

export type Restored = { readonly kept: Kept } | { readonly problem: string } | undefined;

export interface Persistence {
  restore(): Promise<Restored>;
  /** Throws {@link ChangedElsewhere} when another tab has saved since; nothing is overwritten then. */
  save(kept: Kept): Promise<void>;
  /** Sets the stored project aside, before another takes its place. */
  setAside(): Promise<void>;
  previous(): Promise<Restored>;
}

/** Keeps one project in a browser's storage, and the one before it. */
export function createPersistence(storage: Storage): Persistence {
  let revision = 0;
  const read = async (key: string): Promise<Restored> => {
    const value = await storage.get(key);
    if (value === undefined) return undefined;
    const parsed = KeptShape.safeParse(value);
    if (parsed.success) {
      if (key === CURRENT) revision = parsed.data.revision;
      return { kept: { ...parsed.data, opened: parsed.data.opened as ReadonlyMap<string, ReadFile> } };
    }
    await storage.set(BROKEN, value);
    return { problem: parsed.error.issues[0]?.message ?? 'it is not readable' };
  };
  return {
    restore: () => read(CURRENT),
    previous: () => read(PREVIOUS),
    async save(kept) {
      const before = await storage.get(CURRENT);
      const stored = typeof before === 'object' && before !== null && 'revision' in before && typeof before.revision === 'number' ? before.revision : 0;
      if (stored > revision) throw new ChangedElsewhere();
      await storage.set(CURRENT, { revision: stored + 1, ...kept });
      revision = stored + 1;
    },
    async setAside() {
      const before = await storage.get(CURRENT);
      if (before !== undefined) await storage.set(PREVIOUS, before);
    },
  };
}
