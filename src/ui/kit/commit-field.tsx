import { useState } from 'react';
import { TextField, type TextFieldProps } from './text-field.tsx';

interface CommitFieldProps extends Omit<TextFieldProps, 'onChange'> {
  /** Called when the field is left or Enter is pressed with another text than `value`. */
  readonly onCommit: (value: string) => void;
  /** What is being typed; nothing once it is kept or taken back. */
  readonly onDraft?: (text: string | undefined) => void;
}

/** A text field that keeps what is typed to itself until Enter or leaving; Escape takes it back. */
export function CommitField({ value, onCommit, onDraft, onKeyDown, onBlur, ...rest }: CommitFieldProps) {
  const [draft, setKept] = useState<string>();
  const setDraft = (text: string | undefined): void => {
    setKept(text);
    onDraft?.(text === value ? undefined : text);
  };
  const commit = () => {
    if (draft !== undefined && draft !== value) onCommit(draft);
    setDraft(undefined);
  };
  return (
    <TextField
      {...rest}
      value={draft ?? value}
      onChange={setDraft}
      onBlur={(event) => {
        commit();
        onBlur?.(event);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
        if (event.key === 'Escape' && draft !== undefined) {
          setDraft(undefined);
          event.preventDefault();
          event.stopPropagation();
        }
        onKeyDown?.(event);
      }}
    />
  );
}
