import type { Column, ModelObject } from '../../core/model/types.ts';
import { useActions } from '../use-studio.ts';
import { goDown, isFill } from './go-down.ts';
import { usesOf } from './column-uses.ts';

interface UseCellProps {
  readonly object: ModelObject;
  readonly column: Column;
  readonly above: Column | undefined;
}

/** What a column is to its object, or the history type of a dimension's attribute: one more cell, where the kind has one. */
export function UseCell({ object, column, above }: UseCellProps) {
  const { dispatch } = useActions();
  const uses = usesOf(object, column.id);
  if (uses === undefined) return null;
  if ('note' in uses) return <span className="or-cell-note">{uses.note}</span>;
  const take = (use: string): void => {
    const chosen = uses.options.find(({ value }) => value === use);
    if (chosen && use !== uses.value) dispatch('column.update', { object: object.id, column: column.id, patch: chosen.patch });
  };
  return (
    <select
      className="or-cell"
      data-cell="use"
      aria-label={`${uses.label} of ${column.name}`}
      title={uses.options.find(({ value }) => value === uses.value)?.title}
      value={uses.value}
      onChange={(event) => take(event.currentTarget.value)}
      onKeyDown={(event) => {
        const filled = above ? usesOf(object, above.id) : undefined;
        if (!filled || 'note' in filled || !isFill(event)) return;
        event.preventDefault();
        event.stopPropagation();
        take(filled.value);
        goDown(event.currentTarget, 1);
      }}
    >
      {uses.options.map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </select>
  );
}
