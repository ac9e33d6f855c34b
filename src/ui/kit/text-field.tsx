import type { ComponentPropsWithRef, ReactNode } from 'react';
import { TextInput } from '@mantine/core';

export interface TextFieldProps extends Omit<ComponentPropsWithRef<'input'>, 'size' | 'onChange' | 'value' | 'prefix'> {
  readonly label?: string | undefined;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error?: string | undefined;
  readonly hint?: string | undefined;
  readonly icon?: ReactNode;
  readonly after?: ReactNode;
  /** Names of columns, SQL and the like. */
  readonly mono?: boolean | undefined;
}

/** One line of text, controlled. See `CommitField` for one that changes the model when left. */
export function TextField({ label, value, onChange, error, hint, icon, after, mono = false, disabled, required, style, ...rest }: TextFieldProps) {
  return (
    <TextInput {...rest} label={label} value={value} onChange={(event) => onChange(event.currentTarget.value)} error={error} description={hint} leftSection={icon} leftSectionWidth={26} rightSection={after}
      disabled={disabled ?? false} required={required ?? false} withAsterisk={false} spellCheck={false} autoComplete="off" style={style ?? {}}
      styles={{ input: { ...(mono ? { fontFamily: 'var(--or-mono)', fontSize: 'var(--or-size-small)' } : {}), ...(icon ? { paddingLeft: 26 } : {}) } }} />
  );
}
