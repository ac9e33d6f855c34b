import type { Column, Id } from '../../core/model/types.ts';
import { Select } from '../kit/select.tsx';

interface ColumnSelectProps {
  readonly label?: string;
  readonly 'aria-label'?: string;
  readonly columns: readonly Column[];
  readonly value: Id | undefined;
  /** What holds while none is chosen. */
  readonly none: string;
  readonly onChange: (id: Id | null) => void;
}

/** Chooses a column, or none; one that is gone is marked. */
export function ColumnSelect({ label, columns, value, none, onChange, 'aria-label': name }: ColumnSelectProps) {
  const gone = value !== undefined && !columns.some(({ id }) => id === value);
  return (
    <Select
      label={label}
      aria-label={name}
      mono
      searchable
      clearable
      placeholder={none}
      value={value ?? null}
      options={columns.map((column) => ({ value: column.id, label: column.name }))}
      error={gone ? `Column ${value} is gone: choose another.` : undefined}
      onChange={onChange}
    />
  );
}
