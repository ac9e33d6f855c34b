import type { NodeProps } from '@xyflow/react';
import { lazy, Suspense } from 'react';
import type { MarkFlowNode } from './mark-node.tsx';

const LazyMark = lazy(async () => ({ default: (await import('./mark-node.tsx')).MarkNode }));

/** Areas and notes are fetched with the first of them: few diagrams have any. */
export function MarkNode(props: NodeProps<MarkFlowNode>) {
  return (
    <Suspense fallback={null}>
      <LazyMark {...props} />
    </Suspense>
  );
}

export const Minimap = lazy(async () => ({ default: (await import('./minimap.tsx')).Minimap }));
export const Legend = lazy(async () => ({ default: (await import('./legend.tsx')).Legend }));
export const EdgeTells = lazy(async () => ({ default: (await import('./canvas-overlays.tsx')).EdgeTells }));
export const WireLine = lazy(async () => ({ default: (await import('./canvas-overlays.tsx')).WireLine }));
export const ConnectMenu = lazy(async () => ({ default: (await import('./connect-menu.tsx')).ConnectMenu }));
