import * as z from 'zod';
import type { Storage } from './ports.ts';
import type { HistoryEntry, QueryDocument } from './workbench-types.ts';

/** What of a workbench survives a reload. */
export interface KeptWorkbench {
  readonly documents: readonly QueryDocument[];
  readonly open: string;
  readonly history: readonly HistoryEntry[];
}

const Shape = z.object({
  documents: z.array(z.object({ id: z.string(), name: z.string(), text: z.string() })).min(1),
  open: z.string(),
  history: z.array(
    z.object({
      id: z.string(),
      at: z.string(),
      statement: z.string(),
      seconds: z.number(),
      outcome: z.enum(['done', 'failed', 'cancelled']),
      rows: z.number().optional(),
      message: z.string().optional(),
    }),
  ),
});

const keyOf = (project: string): string => `workbench/${project}`;

/** The workbench of a project, by its id in this browser, as it was left; nothing where it was never kept or no longer fits. */
export async function readWorkbench(storage: Storage, project: string): Promise<KeptWorkbench | undefined> {
  const parsed = Shape.safeParse(await storage.get(keyOf(project)));
  return parsed.success ? parsed.data : undefined;
}

export const keepWorkbench = (storage: Storage, project: string, kept: KeptWorkbench): Promise<void> => storage.set(keyOf(project), kept);
