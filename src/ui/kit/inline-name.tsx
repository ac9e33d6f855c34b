import { useState } from 'react';

/** A name being edited where it stands: Enter or leaving keeps it, Escape does not. */
export function InlineName({
  value,
  label,
  onCommit,
  onCancel,
}: {
  readonly value: string;
  readonly label: string;
  readonly onCommit: (value: string) => void;
  readonly onCancel: () => void;
}) {
  const [draft, setDraft] = useState(value);
  const finish = () => {
    if (draft.trim() === '' || draft === value) onCancel();
    else onCommit(draft.trim());
  };
  return (
    <input
      className="or-inline-name"
      aria-label={label}
      autoFocus
      spellCheck={false}
      value={draft}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={finish}
      onClick={(event) => event.stopPropagation()}
      onDoubleClick={(event) => event.stopPropagation()}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Enter') event.currentTarget.blur();
        if (event.key !== 'Escape') return;
        // A dialog it stands in stays open.
        event.preventDefault();
        onCancel();
      }}
    />
  );
}
