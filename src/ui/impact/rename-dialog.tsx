import { NameDialog } from '../shell/name-dialog.tsx';
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

function WhatFollows({ command }: { readonly command: WishedCommand }) {
  return (
    <>
      <ImpactList impact={useImpact([command])} nothing="Nothing else changes." />
      <div className="or-soft">Tables that stand already in a warehouse keep their names until they are altered or built anew.</div>
    </>
  );
}

/** Renames an object or a column, and shows what follows it before it does. */
export function RenameDialog({ title, value, command, onClose }: RenameDialogProps) {
  const { dispatch } = useActions();
  const rename = (name: string): boolean => {
    const { type, payload } = command(name);
    return name === value || dispatch(type, payload);
  };
  return (
    <NameDialog title={title} label="Name" verb="Rename" value={value} width={520} mono onClose={onClose} onName={rename}>
      {(name) =>
        name === '' || name === value ? (
          <div className="or-soft">Type the new name: what follows it is listed here first.</div>
        ) : (
          <WhatFollows command={command(name)} />
        )
      }
    </NameDialog>
  );
}
