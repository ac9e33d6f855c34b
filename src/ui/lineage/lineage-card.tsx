import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { Id } from '../../core/model/types.ts';
import { KindMark } from '../kinds/kind-mark.tsx';
import { useStudio } from '../use-studio.ts';
import { columnKey, type LineageFocus } from './lineage-graph.ts';
import { CARD, type PlacedCard } from './lineage-layout.ts';

interface LineageCardProps {
  readonly card: PlacedCard;
  readonly focus: LineageFocus;
  /** Columns of the path that is lit; everything when undefined. */
  readonly path: ReadonlySet<string> | undefined;
  readonly onHover: (column: string | undefined) => void;
  readonly onPick: (column: string | undefined) => void;
  readonly onFocus: (focus: LineageFocus) => void;
  readonly onOpen: (relation: Id) => void;
}

/** A table or view with the columns that take part. */
export function Card({ card, focus, path, onHover, onPick, onFocus, onOpen }: LineageCardProps) {
  const { relation, columns, hiddenBefore, hiddenAfter } = card;
  const object = useStudio((state) => state.project.objects[relation.origin]);
  const selected = useStudio((state) => state.column);
  const isFocus = focus.relation === relation.id;
  const more = (hidden: number, side: 'before' | 'after') =>
    hidden === 0 ? null : (
      <button
        type="button"
        className="or-lineage-more"
        data-side={side}
        aria-label={`Show where ${hidden === 1 ? 'a column' : `${hidden} columns`} of ${relation.table.name} ${side === 'before' ? 'come from' : 'go to'}`}
        title={`${hidden} more ${side === 'before' ? 'before' : 'after'} it`}
        onClick={() => onOpen(relation.id)}
      >
        {side === 'before' ? <ChevronLeft size={12} aria-hidden /> : null}
        {hidden}
        {side === 'after' ? <ChevronRight size={12} aria-hidden /> : null}
      </button>
    );
  return (
    <section
      className="or-lineage-card"
      aria-label={relation.table.name}
      data-focus={isFocus || undefined}
      style={{ left: card.x, top: card.y, width: CARD.width, height: card.height }}
    >
      <button
        type="button"
        className="or-lineage-head"
        style={{ height: CARD.head }}
        title={`${relation.table.schema}.${relation.table.name}. Double-click: lineage of all of it`}
        onClick={() => onPick(undefined)}
        onDoubleClick={() => onFocus({ relation: relation.id })}
      >
        {object ? <KindMark object={object} /> : null}
        <span className="or-mono">{relation.table.name}</span>
      </button>
      {more(hiddenBefore, 'before')}
      {more(hiddenAfter, 'after')}
      {columns.map((name) => {
        const column = relation.columns.find((candidate) => candidate.name === name);
        const isSelected = column?.column !== undefined && selected?.object === relation.origin && selected.column === column.column;
        return (
          <button
            key={name}
            type="button"
            className="or-lineage-column or-mono"
            style={{ height: CARD.row }}
            data-column={columnKey({ relation: relation.id, column: name })}
            data-dim={(path && !path.has(columnKey({ relation: relation.id, column: name }))) || undefined}
            data-on={(isFocus && focus.column === name) || undefined}
            aria-pressed={isSelected}
            title={`${name}${column?.description === undefined ? '' : `: ${column.description}`}. Double-click or Enter: lineage of this column`}
            onMouseEnter={() => onHover(name)}
            onMouseLeave={() => onHover(undefined)}
            onFocus={() => onHover(name)}
            onBlur={() => onHover(undefined)}
            onClick={() => onPick(name)}
            onDoubleClick={() => onFocus({ relation: relation.id, column: name })}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              event.preventDefault();
              onFocus({ relation: relation.id, column: name });
            }}
          >
            {name}
          </button>
        );
      })}
    </section>
  );
}
