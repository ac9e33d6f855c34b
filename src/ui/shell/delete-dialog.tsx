import type { Id } from '../../core/model/types.ts';
import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { KindMark } from '../kinds/kind-mark.tsx';
import { useActions, useStudio } from '../use-studio.ts';
import { impactOf } from './impact.ts';

const MOST = 12;

function ObjectList({ ids }: { readonly ids: readonly Id[] }) {
  const objects = useStudio((state) => state.project.objects);
  return (
    <ul className="or-impact">
      {ids.slice(0, MOST).map((id) => {
        const object = objects[id];
        return object ? (
          <li key={id}>
            <KindMark object={object} /> {object.name}
          </li>
        ) : null;
      })}
      {ids.length > MOST ? <li className="or-soft">and {ids.length - MOST} more</li> : null}
    </ul>
  );
}

/** Before objects leave the model: what reads them, where they stand. */
export function DeleteDialog({ ids, onClose }: { readonly ids: readonly Id[]; readonly onClose: () => void }) {
  const { dispatch } = useActions();
  const project = useStudio((state) => state.project);
  const { readers, diagrams, deliveries } = impactOf(project, ids);
  const what = ids.length === 1 ? (project.objects[ids[0] ?? '']?.name ?? 'object') : `${ids.length} objects`;
  return (
    <Dialog
      opened
      onClose={onClose}
      title={`Delete ${what} from the model`}
      footer={
        <>
          <Button onClick={onClose}>Keep</Button>
          <Button
            tone="danger"
            data-autofocus
            onClick={() => {
              dispatch('object.remove', { ids });
              onClose();
            }}
          >
            Delete
          </Button>
        </>
      }
    >
      {ids.length > 1 ? <ObjectList ids={ids} /> : null}
      {readers.length === 0 ? (
        <div>Nothing reads {ids.length === 1 ? 'it' : 'them'}.</div>
      ) : (
        <div>
          {readers.length === 1 ? 'One object reads' : `${readers.length} objects read`} from {ids.length === 1 ? 'it' : 'them'}, directly or through others.
          They stay, without what came from there:
          <ObjectList ids={readers} />
        </div>
      )}
      {diagrams.length === 0 ? null : <div className="or-soft">On the diagrams: {diagrams.join(', ')}.</div>}
      {deliveries.length === 0 ? null : (
        <div className="or-soft">
          {deliveries.length === 1 ? 'One delivery brings' : `${deliveries.length} deliveries bring`} a file for {ids.length === 1 ? 'it' : 'them'}; the files
          are taken out of the timeline.
        </div>
      )}
      <div className="or-soft">Undo brings everything back.</div>
    </Dialog>
  );
}
