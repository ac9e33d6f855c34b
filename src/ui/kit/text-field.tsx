import type { ComponentPropsWithRef, ReactNode } from 'react';
import { Field } from './field.tsx';

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
export function TextField({ label, value, onChange, error, hint, icon, after, mono = false, style, className, ...rest }: TextFieldProps) {
  return (
    <Field label={label} hint={hint} error={error} style={style}>
      {({ id, describedBy }) => (
        <span className="or-input-box" data-icon={icon ? '' : undefined} data-after={after ? '' : undefined}>
          {icon ? <span className="or-input-icon">{icon}</span> : null}
          <input
            {...rest}
            id={rest.id ?? id}
            className={['or-input', mono ? 'or-mono' : '', className].filter(Boolean).join(' ')}
            value={value}
            onChange={(event) => onChange(event.currentTarget.value)}
            aria-invalid={error === undefined ? undefined : true}
            aria-describedby={describedBy}
            spellCheck={false}
            autoComplete="off"
          />
          {after ? <span className="or-input-after">{after}</span> : null}
        </span>
      )}
    </Field>
  );
}
