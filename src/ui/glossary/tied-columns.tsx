import { X } from 'lucide-react';
import { useMemo, type ReactNode } from 'react';
import { hasColumns } from '../../core/model/lookup.ts';
import { columnsWith } from '../../core/model/meanings.ts';
import type { Column, ModelObject } from '../../core/model/types.ts';
import { IconButton } from '../kit/icon-button.tsx';
import { Select } from '../kit/select.tsx';
import { KindMark } from '../kinds/kind-mark.tsx';
import { plural } from '../panel/numbers.ts';
import { useActions, useStudio } from '../use-studio.ts';

interface TiedColumnsProps {
  readonly holds: (column: Column) => boolean;
  readonly note?: (object: ModelObject, column: Column) => ReactNode;
  readonly onAdd: (columns: readonly { readonly object: string; readonly column: string }[]) => void;
  readonly onRemove: (column: { readonly object: string; readonly column: string }) => void;
}

/** The columns of a term or a domain; a click goes to one, the field below takes more. */
export function TiedColumns({ holds, note, onAdd, onRemove }: TiedColumnsProps) {
  const { select } = useActions();
  const objects = useStudio((state) => state.project.objects);
  const tied = columnsWith(objects, holds);
  const options = useMemo(() => {
    const free = Object.values(objects).flatMap((object) =>
      hasColumns(object)
        ? object.columns.filter((column) => !holds(column)).map((column) => ({ value: `${object.id} ${column.id}`, label: `${object.name}.${column.name}` }))
        : [],
    );
    const names = new Map<string, number>();
    for (const object of Object.values(objects))
      if (hasColumns(object)) for (const column of object.columns) if (!holds(column)) names.set(column.name, (names.get(column.name) ?? 0) + 1);
    const all = [...names].filter(([, count]) => count > 1).map(([name, count]) => ({ value: `* ${name}`, label: `every ${name} (${count} columns)` }));
    return [...all, ...free].toSorted((a, b) => a.label.localeCompare(b.label));
  }, [objects, holds]);
  const add = (value: string | null) => {
    if (value === null) return;
    const place = value.indexOf(' ');
    const [object, column] = [value.slice(0, place), value.slice(place + 1)];
    if (object !== '*') onAdd([{ object, column }]);
    else
      onAdd(
        columnsWith(objects, ({ name }) => name === column).flatMap((one) => (holds(one.column) ? [] : [{ object: one.object.id, column: one.column.id }])),
      );
  };
  return (
    <section className="or-glossary-columns" aria-label="Columns">
      <h3>{tied.length === 0 ? 'No column yet' : plural(tied.length, 'column')}</h3>
      <ul>
        {tied.map(({ object, column }) => (
          <li key={`${object.id} ${column.id}`}>
            <KindMark object={object} />
            <button type="button" className="or-link or-mono" onClick={() => select([object.id], { object: object.id, column: column.id })}>
              {object.name}.{column.name}
            </button>
            {note?.(object, column)}
            <IconButton
              size={22}
              label={`Take ${object.name}.${column.name} off`}
              icon={<X size={12} />}
              onClick={() => onRemove({ object: object.id, column: column.id })}
            />
          </li>
        ))}
      </ul>
      <Select label="Add columns" searchable mono placeholder="table.column" value={null} options={options} onChange={add} />
    </section>
  );
}
