import type { RefObject } from 'react';
import type { Id, Project } from '../../core/model/types.ts';
import type { Box } from './box.ts';
import { EdgeCard } from './edge-card.tsx';
import type { ModelEdge } from './edges.ts';
import type { Camera } from './use-camera.ts';
import type { Wire } from './use-connecting.ts';
import type { PointedEdge } from './use-edge-pointer.ts';

/** The line from a dragged column to the pointer. */
export function WireLine({ wire, host }: { readonly wire: Wire | undefined; readonly host: RefObject<HTMLDivElement | null> }) {
  const rect = host.current?.getBoundingClientRect();
  if (!wire || !rect) return null;
  return (
    <svg className="or-wire" aria-hidden>
      <line x1={wire.start.x - rect.left} y1={wire.start.y - rect.top} x2={wire.end.x - rect.left} y2={wire.end.y - rect.top} />
      {wire.columns.length > 1 ? (
        <text x={wire.end.x - rect.left + 10} y={wire.end.y - rect.top - 8}>
          {wire.columns.length} columns
        </text>
      ) : null}
    </svg>
  );
}

interface EdgeTellsProps {
  readonly project: Project;
  readonly edges: readonly ModelEdge[];
  readonly boxes: ReadonlyMap<Id, Box>;
  readonly hovered: PointedEdge | undefined;
  readonly selected: PointedEdge | undefined;
  readonly camera: Camera;
  readonly host: RefObject<HTMLDivElement | null>;
  readonly onRemove: (edge: ModelEdge) => void;
}

/** What the edge says that is selected or pointed at, beside the place where it was met. */
export function EdgeTells({ project, edges, boxes, hovered, selected, camera, host, onRemove }: EdgeTellsProps) {
  const met = hovered ?? selected;
  const edge = edges.find(({ id }) => id === met?.id);
  const rect = host.current?.getBoundingClientRect();
  if (!met || !edge || !rect) return null;
  const { x, y } = camera.toScreen(met);
  const at = { left: Math.max(4, Math.min(x - rect.left + 12, rect.width - 292)), top: Math.max(4, Math.min(y - rect.top + 12, rect.height - 120)) };
  const isSelected = selected?.id === edge.id;
  return <EdgeCard key={edge.id} project={project} edge={edge} from={boxes.get(edge.from)} at={at} onRemove={isSelected ? () => onRemove(edge) : undefined} />;
}
