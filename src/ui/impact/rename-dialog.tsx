import { useState } from 'react';
import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { TextField } from '../kit/text-field.tsx';
import { useActions } from '../use-studio.ts';
import { ImpactList } from './impact-list.tsx';
import { useImpact, type WishedCommand } from './use-impact.ts';

interface RenameDialogProps {
  readonly title: string;
  readonly value: string;
  /** What renaming to a name would be. */
  readonly command: (name: string) => WishedCommand;
  readonly onClose: () => void;
}

/** Renames an object or a column, and shows what follows it before it does. */
export function RenameDialog({ title, value, command, onClose }: RenameDialogProps) {
  const { dispatch } = useActions();
  const [draft, setDraft] = useState(value);
  const name = draft.trim();
  const isNew = name !== '' && name !== value;
  const impact = useImpact(isNew ? [command(name)] : []);
  const finish = () => {
    if (!isNew) {
      onClose();
      return;
    }
    const { type, payload } = command(name);
    if (dispatch(type, payload)) onClose();
  };
  return (
    <Dialog
      opened
      onClose={onClose}
      title={title}
      width={520}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button tone="primary" disabled={name === ''} onClick={finish}>
            Rename
          </Button>
        </>
      }
    >
      <TextField
        label="Name"
        mono
        value={draft}
        onChange={setDraft}
        data-autofocus
        onFocus={(event) => event.currentTarget.select()}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          // The focus goes back to where the dialog was opened, which would take this very key press for its own.
          event.preventDefault();
          finish();
        }}
      />
      {isNew ? (
        <>
          <ImpactList impact={impact} nothing="Nothing else changes." />
          <div className="or-soft">Tables that stand already in a warehouse keep their names until they are altered or built anew.</div>
        </>
      ) : (
        <div className="or-soft">Type the new name: what follows it is listed here first.</div>
      )}
    </Dialog>
  );
}
