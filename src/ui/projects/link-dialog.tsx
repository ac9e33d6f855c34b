import { useEffect, useState } from 'react';
import type { LinkedModel } from '../../store/studio-types.ts';
import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { useActions } from '../use-studio.ts';

/** Asks before a model that came with a link is opened. */
export function LinkDialog({ text, onClose }: { readonly text: string; readonly onClose: () => void }) {
  const actions = useActions();
  const [model, setModel] = useState<LinkedModel>();
  const [failure, setFailure] = useState<string>();
  useEffect(() => {
    actions.readLink(text).then(setModel, (error: unknown) => setFailure(error instanceof Error ? error.message : String(error)));
  }, [actions, text]);
  return (
    <Dialog
      opened
      onClose={onClose}
      title="A link to a model"
      footer={
        failure === undefined ? (
          <>
            <Button onClick={onClose}>Not now</Button>
            <Button
              tone="primary"
              disabled={model === undefined}
              onClick={() => {
                onClose();
                void actions.openLink(text);
              }}
            >
              Open as a new project
            </Button>
          </>
        ) : (
          <Button onClick={onClose}>Close</Button>
        )
      }
    >
      {failure === undefined ? null : <p role="alert">{failure}</p>}
      {failure === undefined && model === undefined ? <p aria-busy>Reading the link.</p> : null}
      {model === undefined ? null : (
        <>
          <p>
            This link carries the model <b>{model.name}</b>: {model.objects} {model.objects === 1 ? 'object' : 'objects'} on {model.diagrams}{' '}
            {model.diagrams === 1 ? 'diagram' : 'diagrams'}, without deliveries and rows.
          </p>
          <p className="or-soft">It opens as a project of its own. The project that is open stays in the list of projects, as it is.</p>
          {model.problems === 0 ? null : (
            <p>
              {model.problems} {model.problems === 1 ? 'part' : 'parts'} of it cannot be read by this version; they are kept as they are.
            </p>
          )}
        </>
      )}
    </Dialog>
  );
}
