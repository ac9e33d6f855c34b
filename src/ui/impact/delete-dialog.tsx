import type { ReactNode } from 'react';
import type { Id, Project } from '../../core/model/types.ts';
import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { KindMark } from '../kinds/kind-mark.tsx';
import { useActions, useStudio } from '../use-studio.ts';
import { ImpactList } from './impact-list.tsx';
import { useImpact } from './use-impact.ts';

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

/** Where objects stand besides the warehouse. */
function Places({ project, ids }: { readonly project: Project; readonly ids: readonly Id[] }) {
  const diagrams = Object.values(project.diagrams).filter((diagram) => ids.some((id) => diagram.placed[id] !== undefined));
  const deliveries = project.deliveries.filter((delivery) => ids.some((id) => delivery.files[id] !== undefined));
  const them = ids.length === 1 ? 'it' : 'them';
  return (
    <>
      {diagrams.length === 0 ? null : <div className="or-soft">On the diagrams: {diagrams.map(({ name }) => name).join(', ')}.</div>}
      {deliveries.length === 0 ? null : (
        <div className="or-soft">
          {deliveries.length === 1 ? 'One delivery brings' : `${deliveries.length} deliveries bring`} a file for {them}; the files are taken out of the
          timeline.
        </div>
      )}
    </>
  );
}

interface Deletion {
  readonly title: string;
  readonly type: string;
  readonly payload: unknown;
}

/** Before something leaves the model: what that does to the warehouse. */
function Deleting({
  deletion: { title, type, payload },
  meant,
  children,
  onClose,
}: {
  readonly deletion: Deletion;
  readonly meant?: readonly Id[];
  readonly children?: ReactNode;
  readonly onClose: () => void;
}) {
  const { dispatch } = useActions();
  const impact = useImpact([{ type, payload }]);
  return (
    <Dialog
      opened
      onClose={onClose}
      title={title}
      width={520}
      footer={
        <>
          <Button onClick={onClose}>Keep</Button>
          <Button
            tone="danger"
            data-autofocus
            onClick={() => {
              dispatch(type, payload);
              onClose();
            }}
          >
            Delete
          </Button>
        </>
      }
    >
      <ImpactList impact={impact} nothing="Nothing else changes." {...(meant ? { meant } : {})} />
      {children}
      <div className="or-soft">Undo brings everything back.</div>
    </Dialog>
  );
}

/** Before objects leave the model. */
export function DeleteDialog({ ids, onClose }: { readonly ids: readonly Id[]; readonly onClose: () => void }) {
  const project = useStudio((state) => state.project);
  const what = ids.length === 1 ? (project.objects[ids[0] ?? '']?.name ?? 'object') : `${ids.length} objects`;
  return (
    <Deleting deletion={{ title: `Delete ${what} from the model`, type: 'object.remove', payload: { ids } }} meant={ids} onClose={onClose}>
      {ids.length > 1 ? <ObjectList ids={ids} /> : null}
      <Places project={project} ids={ids} />
    </Deleting>
  );
}

/** Before a column that others use leaves its object. */
export function DeleteColumnDialog({
  object,
  column,
  name,
  onClose,
}: {
  readonly object: Id;
  readonly column: Id;
  readonly name: string;
  readonly onClose: () => void;
}) {
  return <Deleting deletion={{ title: `Delete the column ${name}`, type: 'column.remove', payload: { object, columns: [column] } }} onClose={onClose} />;
}
