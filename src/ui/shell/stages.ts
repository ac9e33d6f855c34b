import { Grid3x3, SquareTerminal, type LucideIcon } from 'lucide-react';
import { lazy, type ComponentType } from 'react';
import type { View } from '../../store/studio-types.ts';

/** What can stand above the panel in the place of a diagram. */
export interface Stage {
  readonly id: Exclude<View['stage'], 'diagram'>;
  readonly label: string;
  readonly icon: LucideIcon;
  /** Its action, which has the key. */
  readonly action: string;
  readonly Component: ComponentType;
}

export const STAGES: readonly Stage[] = [
  {
    id: 'matrix',
    label: 'Bus matrix',
    icon: Grid3x3,
    action: 'view.matrix',
    Component: lazy(async () => ({ default: (await import('../matrix/bus-matrix.tsx')).BusMatrix })),
  },
  {
    id: 'sql',
    label: 'SQL',
    icon: SquareTerminal,
    action: 'view.sqlStage',
    Component: lazy(async () => ({ default: (await import('../workbench/stage/query-stage.tsx')).QueryStage })),
  },
];
