import { Upload } from 'lucide-react';
import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { DATA_FILES, SCHEMA_FILES } from './pick-files.ts';
import { useShell } from './shell-context.ts';

/**
 * A press more before the browser lets files be chosen. Browsers open their chooser only for what a person just did, and
 * a key combination of their own, as that for opening files, does not count.
 */
export function ChooseFilesDialog({ accept, onClose }: { readonly accept: string; readonly onClose: () => void }) {
  const shell = useShell();
  const choose = () => {
    onClose();
    shell.openFiles(accept);
  };
  return (
    <Dialog
      opened
      onClose={onClose}
      title={accept === DATA_FILES ? 'Add data files' : accept === SCHEMA_FILES ? 'Import DDL, dbt, DBML or contracts' : 'Open a project zip'}
      width={420}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button tone="primary" icon={<Upload size={14} />} data-autofocus onClick={choose}>
            Choose files…
          </Button>
        </>
      }
    >
      <p>The browser asks for one more key press before it shows your files.</p>
    </Dialog>
  );
}
