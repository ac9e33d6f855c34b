import * as z from 'zod';
import { Platform } from '../core/model/schema.ts';
import type { Storage } from './ports.ts';
import type { View } from './studio-types.ts';

export const DEFAULT_VIEW: View = {
  colorScheme: 'auto',
  navigator: { open: true, width: 240 },
  inspector: { open: true, width: 320 },
  panel: { open: true, height: 260, tab: 'rows' },
  stage: 'diagram',
  platform: 'duckdb',
};

const side = z.object({ open: z.boolean(), width: z.number().min(120).max(1600) });
const Shape = z.object({
  colorScheme: z.enum(['light', 'dark', 'auto']),
  navigator: side,
  inspector: side,
  panel: z.object({
    open: z.boolean(),
    height: z.number().min(60).max(2000),
    tab: z.enum(['rows', 'history', 'sql', 'columns', 'checks', 'proof', 'problems', 'log']),
  }),
  stage: z.enum(['diagram', 'matrix']).default('diagram'),
  platform: Platform,
  environment: z.string().optional(),
  engineMemory: z.number().positive().optional(),
});

const KEY = 'view';

/** The view as it was left; the default where it was never kept or no longer fits. */
export async function readView(storage: Storage): Promise<View> {
  const parsed = Shape.safeParse(await storage.get(KEY));
  return parsed.success ? parsed.data : DEFAULT_VIEW;
}

export const keepView = (storage: Storage, view: View): Promise<void> => storage.set(KEY, view);
