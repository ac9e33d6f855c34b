import { useState } from 'react';
import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { TextField } from '../kit/text-field.tsx';

interface NameDialogProps {
  readonly title: string;
  readonly label: string;
  readonly value: string;
  readonly verb: string;
  readonly hint?: string | undefined;
  readonly onClose: () => void;
  readonly onName: (name: string) => void;
}

/** Asks for one name. */
export function NameDialog({ title, label, value, verb, hint, onClose, onName }: NameDialogProps) {
  const [draft, setDraft] = useState(value);
  const name = draft.trim();
  const finish = () => {
    if (name === '') return;
    onClose();
    onName(name);
  };
  return (
    <Dialog
      opened
      onClose={onClose}
      title={title}
      width={420}
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
    </Dialog>
  );
}
