import { useState } from 'react';
import { Textarea } from '@mantine/core';

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
    <Textarea label={label} aria-label={name} value={draft ?? value} placeholder={placeholder} rows={rows} error={error} spellCheck={false}
      onChange={(event) => setDraft(event.currentTarget.value)} onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) { commit(); event.stopPropagation(); }
        if (event.key === 'Escape') { setDraft(undefined); event.stopPropagation(); }
      }}
      styles={{ input: { height: 'auto', resize: 'vertical', padding: '4px 8px', ...(mono ? { fontFamily: 'var(--or-mono)', fontSize: 'var(--or-size-small)' } : {}) } }} />
  );
}
