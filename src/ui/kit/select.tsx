import { Select as MantineSelect } from '@mantine/core';
import type { CSSProperties, ReactNode } from 'react';

export interface Option<V extends string = string> { readonly value: V; readonly label: string; readonly disabled?: boolean }

interface SelectProps<V extends string> {
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
export function Select<V extends string>({ label, value, options, onChange, placeholder, searchable = false, clearable = false, disabled = false, error, mono = false, icon, style, 'aria-label': name }: SelectProps<V>) {
  return (
    <MantineSelect label={label} aria-label={name} value={value} data={options.map((option) => ({ ...option }))} placeholder={placeholder} searchable={searchable} clearable={clearable}
      disabled={disabled} error={error} allowDeselect={false} withCheckIcon={false} nothingFoundMessage="Nothing fits" leftSection={icon} style={style ?? {}} maxDropdownHeight={320}
      onChange={(next) => onChange(options.find((option) => option.value === next)?.value ?? null)}
      comboboxProps={{ transitionProps: { duration: 0 }, offset: 2, width: 'max-content', position: 'bottom-start' }}
      styles={{ input: mono ? { fontFamily: 'var(--or-mono)', fontSize: 'var(--or-size-small)' } : {}, dropdown: { minWidth: 140, boxShadow: 'var(--or-shadow)', borderColor: 'var(--or-line-strong)' }, option: mono ? { fontFamily: 'var(--or-mono)', fontSize: 'var(--or-size-small)' } : {} }} />
  );
}
