import { useState } from 'react';
import { Field } from './field.tsx';

interface TextAreaProps {
  readonly label?: string | undefined;
  readonly value: string;
  readonly onCommit: (value: string) => void;
  readonly placeholder?: string | undefined;
  readonly rows?: number | undefined;
  readonly mono?: boolean | undefined;
  readonly error?: string | undefined;
  readonly 'aria-label'?: string | undefined;
}

/** Several lines; the model changes when the field is left or with Mod+Enter. Escape takes it back. */
export function TextArea({ label, value, onCommit, placeholder, rows = 2, mono = false, error, 'aria-label': name }: TextAreaProps) {
  const [draft, setDraft] = useState<string>();
  const commit = () => {
    if (draft !== undefined && draft !== value) onCommit(draft);
    setDraft(undefined);
  };
  return (
    <Field label={label} error={error}>
      {({ id, describedBy }) => (
        <textarea
          id={id}
          aria-label={name}
          className={mono ? 'or-input or-mono' : 'or-input'}
          value={draft ?? value}
          placeholder={placeholder}
          rows={rows}
          spellCheck={false}
          aria-invalid={error === undefined ? undefined : true}
          aria-describedby={describedBy}
          onChange={(event) => setDraft(event.currentTarget.value)}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
              commit();
              event.stopPropagation();
            }
            if (event.key === 'Escape' && draft !== undefined) {
              setDraft(undefined);
              event.preventDefault();
              event.stopPropagation();
            }
          }}
        />
      )}
    </Field>
  );
}
