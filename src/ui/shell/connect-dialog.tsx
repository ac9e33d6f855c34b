import { useContext, useState } from 'react';
import { meaningsOf, type Meaning } from '../../core/commands/meanings.ts';
import { columnsOf } from '../../core/model/lookup.ts';
import { KINDS } from '../../core/model/kinds.ts';
import type { Id } from '../../core/model/types.ts';
import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { Select } from '../kit/select.tsx';
import { KindMark } from '../kinds/kind-mark.tsx';
import { StudioContext, useStudio } from '../use-studio.ts';
import { createSelected, spotNear } from './create-object.ts';

interface Way {
  readonly from: Id;
  readonly to: Id;
  readonly columns: readonly Id[];
  readonly meaning: Meaning;
}

/** Joins an object, or the selected column of it, to another: what dragging it there does, by keys alone. */
export function ConnectDialog({ id, onClose }: { readonly id: Id; readonly onClose: () => void }) {
  const store = useContext(StudioContext);
  const project = useStudio((state) => state.project);
  const column = useStudio((state) => (state.column?.object === id ? state.column.column : undefined));
  const [to, setTo] = useState<Id | null>(null);
  const object = project.objects[id];
  if (!store || !object) return null;
  const columns = column === undefined ? [] : [column];
  const named = columnsOf(object).find((candidate) => candidate.id === column)?.name;
  const waysTo = (other: Id): readonly Way[] => [
    ...meaningsOf(project, id, other, columns).map((meaning) => ({ from: id, to: other, columns, meaning })),
    ...(other === id ? [] : meaningsOf(project, other, id).map((meaning) => ({ from: other, to: id, columns: [], meaning }))),
  ];
  const options = Object.values(project.objects)
    .filter((other) => waysTo(other.id).length > 0)
    .map((other) => ({ value: other.id, label: `${other.name} · ${KINDS[other.kind].label.toLowerCase()}` }));
  const ways = to === null ? [] : waysTo(to);
  const join = ({ from, to: target, columns: chosen, meaning }: Way) => {
    const { diagram, project: now } = store.getState();
    const near = now.diagrams[diagram]?.placed[target] ?? now.diagrams[diagram]?.placed[from];
    const placing = meaning.makes === undefined ? {} : { diagram, ...spotNear(store, near ? { x: near.x + 360, y: near.y } : { x: 0, y: 0 }) };
    onClose();
    createSelected(store, { from, to: target, columns: chosen, meaning: meaning.id, ...placing }, 'relate');
  };
  return (
    <Dialog opened onClose={onClose} title={`Connect ${named === undefined ? object.name : `${object.name}.${named}`} to…`} width={520}>
      <div className="or-connect">
        <Select
          label="Object"
          searchable
          value={to}
          options={options}
          placeholder={options.length === 0 ? 'Nothing can be connected to it' : 'Type to find one'}
          onChange={setTo}
        />
        <div className="or-connect-ways" role="group" aria-label="What it means">
          {ways.map((way) => {
            const kind = way.meaning.makes ?? project.objects[way.to]?.kind;
            return (
              <Button key={`${way.from} ${way.meaning.id}`} icon={kind ? <KindMark kind={kind} /> : undefined} onClick={() => join(way)}>
                {way.meaning.label}
              </Button>
            );
          })}
        </div>
      </div>
    </Dialog>
  );
}
