import type { CSSProperties, ReactNode } from 'react';
import { Combobox } from './combobox.tsx';
import { Field } from './field.tsx';

export interface Option<V extends string = string> {
  readonly value: V;
  readonly label: string;
  readonly disabled?: boolean;
}

export interface SelectProps<V extends string> {
  readonly label?: string | undefined;
  readonly 'aria-label'?: string | undefined;
  readonly value: V | null;
  readonly options: readonly Option<V>[];
  readonly onChange: (value: V | null) => void;
  readonly placeholder?: string | undefined;
  /** Lets the user type to find an option. */
  readonly searchable?: boolean | undefined;
  readonly clearable?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  readonly error?: string | undefined;
  readonly mono?: boolean | undefined;
  readonly icon?: ReactNode;
  readonly style?: CSSProperties | undefined;
}

/** One of several. `null` comes only when it is clearable. */
export function Select<V extends string>(props: SelectProps<V>) {
  const {
    label,
    value,
    options,
    onChange,
    placeholder,
    searchable = false,
    clearable = false,
    disabled = false,
    error,
    mono = false,
    icon,
    style,
    'aria-label': name,
  } = props;
  return (
    <Field label={label} error={error} style={style}>
      {({ id, describedBy }) =>
        searchable ? (
          <Combobox {...props} id={id} describedBy={describedBy} />
        ) : (
          <span className="or-input-box" data-icon={icon ? '' : undefined}>
            {icon ? <span className="or-input-icon">{icon}</span> : null}
            <select
              id={id}
              aria-label={name}
              aria-describedby={describedBy}
              aria-invalid={error === undefined ? undefined : true}
              className={mono ? 'or-input or-select or-mono' : 'or-input or-select'}
              value={value ?? ''}
              title={options.find((option) => option.value === value)?.label ?? placeholder}
              disabled={disabled}
              onChange={(event) => onChange(options.find((option) => option.value === event.currentTarget.value)?.value ?? null)}
            >
              {clearable || value === null || !options.some((option) => option.value === value) ? (
                <option value={options.some((option) => option.value === value) ? '' : (value ?? '')} disabled={!clearable}>
                  {value === null || clearable ? (placeholder ?? '') : value}
                </option>
              ) : null}
              {options.map((option) => (
                <option key={option.value} value={option.value} disabled={option.disabled ?? false}>
                  {option.label}
                </option>
              ))}
            </select>
          </span>
        )
      }
    </Field>
  );
}
