import { useState, type ReactNode } from 'react';
import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { TextField } from '../kit/text-field.tsx';

interface NameDialogProps {
  readonly title: string;
  readonly label: string;
  readonly value: string;
  readonly verb: string;
  readonly hint?: string | undefined;
  readonly width?: number;
  /** The name of something in a database. */
  readonly mono?: boolean;
  readonly onClose: () => void;
  /** @returns `false` when the name is not taken: the dialog stays. */
  readonly onName: (name: string) => unknown;
  /** What is said of the name that is typed. */
  readonly children?: (name: string) => ReactNode;
}

/** Asks for one name. */
export function NameDialog({ title, label, value, verb, hint, width = 420, mono = false, onClose, onName, children }: NameDialogProps) {
  const [draft, setDraft] = useState(value);
  const name = draft.trim();
  const finish = () => {
    if (name !== '' && onName(name) !== false) onClose();
  };
  return (
    <Dialog
      opened
      onClose={onClose}
      title={title}
      width={width}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button tone="primary" disabled={name === ''} onClick={finish}>
            {verb}
          </Button>
        </>
      }
    >
      <TextField
        label={label}
        mono={mono}
        value={draft}
        onChange={setDraft}
        hint={hint}
        data-autofocus
        onFocus={(event) => event.currentTarget.select()}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          // The focus goes back to the button that opened the dialog, which would take this very key press for its own.
          event.preventDefault();
          finish();
        }}
      />
      {children?.(name)}
    </Dialog>
  );
}
