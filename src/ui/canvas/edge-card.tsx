import { Unlink } from 'lucide-react';
import type { Project } from '../../core/model/types.ts';
import { Button } from '../kit/button.tsx';
import { Kbd } from '../kit/kbd.tsx';
import type { Box } from './box.ts';
import { edgeMeaning, pairText } from './edge-meaning.ts';
import type { ModelEdge } from './edges.ts';

const MOST = 6;

interface EdgeCardProps {
  readonly project: Project;
  readonly edge: ModelEdge;
  readonly from: Box | undefined;
  /** In pixels of the canvas's own box. */
  readonly at: { readonly left: number; readonly top: number };
  /** Absent while it is only pointed at. */
  readonly onRemove?: (() => void) | undefined;
}

/** What an edge is; for a selected one, with the way to take it away. */
export function EdgeCard({ project, edge, from, at, onRemove }: EdgeCardProps) {
  const { title, pairs } = edgeMeaning(project, edge, from);
  return (
    <div
      className="or-edge-card"
      role={onRemove ? 'group' : 'tooltip'}
      aria-label={onRemove ? 'Relation' : undefined}
      style={at}
      data-selected={onRemove ? true : undefined}
    >
      <div className="or-edge-title">{title}</div>
      {pairs.slice(0, MOST).map((pair) => (
        <div key={pair.join(' ')} className="or-mono or-edge-pair">
          {pairText(project, edge, pair)}
        </div>
      ))}
      {pairs.length > MOST ? <div className="or-soft">and {pairs.length - MOST} more</div> : null}
      {onRemove ? (
        <Button icon={<Unlink size={14} />} after={<Kbd keys="Delete" />} onClick={onRemove}>
          Take the relation away
        </Button>
      ) : null}
    </div>
  );
}
