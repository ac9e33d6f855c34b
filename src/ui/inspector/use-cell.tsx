import type { Column, ModelObject } from '../../core/model/types.ts';
import { useActions } from '../use-studio.ts';
import { usesOf } from './column-uses.ts';

/** What a column is to its object, or the history type of a dimension's attribute: one more cell, where the kind has one. */
export function UseCell({ object, column }: { readonly object: ModelObject; readonly column: Column }) {
  const { dispatch } = useActions();
  const uses = usesOf(object, column.id);
  if (uses === undefined) return null;
  if ('note' in uses) return <span className="or-cell-note">{uses.note}</span>;
  return (
    <select
      className="or-cell"
      aria-label={`${uses.label} of ${column.name}`}
      title={uses.options.find(({ value }) => value === uses.value)?.title}
      value={uses.value}
      onChange={(event) => {
        const chosen = uses.options.find(({ value }) => value === event.currentTarget.value);
        if (chosen) dispatch('column.update', { object: object.id, column: column.id, patch: chosen.patch });
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
