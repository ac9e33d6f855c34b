import { BookOpen, Grid3x3, Lightbulb, Route, SquareTerminal, type LucideIcon } from 'lucide-react';
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
    id: 'lineage',
    label: 'Lineage',
    icon: Route,
    action: 'view.lineage',
    Component: lazy(async () => ({ default: (await import('../lineage/lineage-view.tsx')).LineageView })),
  },
  {
    id: 'glossary',
    label: 'Glossary',
    icon: BookOpen,
    action: 'view.glossary',
    Component: lazy(async () => ({ default: (await import('../glossary/glossary-view.tsx')).GlossaryView })),
  },
  {
    id: 'proposals',
    label: 'Proposals',
    icon: Lightbulb,
    action: 'view.proposals',
    Component: lazy(async () => ({ default: (await import('../propose/proposals-view.tsx')).ProposalsView })),
  },
  {
    id: 'sql',
    label: 'SQL',
    icon: SquareTerminal,
    action: 'view.sqlStage',
    Component: lazy(async () => ({ default: (await import('../workbench/stage/query-stage.tsx')).QueryStage })),
  },
];
