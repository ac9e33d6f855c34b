import * as z from 'zod';
import { Platform } from '../core/model/schema.ts';
import type { Storage } from './ports.ts';
import type { View } from './studio-types.ts';

export const DEFAULT_VIEW: View = {
  colorScheme: 'auto',
  colors: 'classic',
  navigator: { open: true, width: 240 },
  inspector: { open: true, width: 320 },
  panel: { open: true, height: 260, tab: 'rows' },
  stage: 'diagram',
  minimap: true,
  legend: false,
  proposals: 'vault',
  queryHeight: 200,
  panelBehind: false,
  statistics: false,
  platform: 'duckdb',
  keys: {},
  tour: 'offered',
};

const side = z.object({ open: z.boolean(), width: z.number().min(120).max(1600) });
const Shape = z.object({
  colorScheme: z.enum(['light', 'dark', 'auto']),
  colors: z.enum(['classic', 'safe', 'systems']).default('classic'),
  navigator: side,
  inspector: side,
  panel: z.object({
    open: z.boolean(),
    height: z.number().min(60).max(2000),
    tab: z.enum(['rows', 'profile', 'history', 'sql', 'columns', 'checks', 'proof', 'problems', 'log']),
  }),
  statistics: z.boolean().default(false),
  stage: z.enum(['diagram', 'matrix', 'lineage', 'glossary', 'sql', 'proposals']).default('diagram'),
  minimap: z.boolean().default(true),
  legend: z.boolean().default(false),
  proposals: z.enum(['vault', 'star', 'findings']).default('vault'),
  queryHeight: z.number().min(40).max(2000).default(200),
  panelBehind: z.boolean().default(false),
  platform: Platform,
  environment: z.string().optional(),
  keys: z.record(z.string(), z.array(z.string())).default({}),
  tour: z.enum(['offered', 'left']).default('offered'),
  engineMemory: z.number().positive().optional(),
});

const KEY = 'view';

/** The view as it was left; the default where it was never kept or no longer fits. */
export async function readView(storage: Storage): Promise<View> {
  const parsed = Shape.safeParse(await storage.get(KEY));
  return parsed.success ? parsed.data : DEFAULT_VIEW;
}

export const keepView = (storage: Storage, view: View): Promise<void> => storage.set(KEY, view);

/** The view after a change. The workbench and the proposals take the room of the panel, which comes back when they are left. */
export function changedView(view: View, patch: Partial<View>): View {
  const next = { ...view, ...patch };
  if (next.stage === view.stage) return next;
  const isRoomy = ({ stage }: View): boolean => stage === 'sql' || stage === 'proposals';
  if (isRoomy(next) === isRoomy(view)) return next;
  if (isRoomy(next)) return { ...next, panel: { ...next.panel, open: false }, panelBehind: view.panel.open };
  return { ...next, panel: { ...next.panel, open: next.panel.open || view.panelBehind }, panelBehind: false };
}
