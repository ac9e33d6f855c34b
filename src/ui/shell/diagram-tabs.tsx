import { Plus } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '../kit/icon-button.tsx';
import { NamedTabs } from '../kit/named-tabs.tsx';
import { Tooltip } from '../kit/tooltip.tsx';
import { plural } from '../panel/numbers.ts';
import { useActions, useStudio } from '../use-studio.ts';
import { STAGES } from './stages.ts';

/** One tab per diagram: the same model, other parts of it. A double click or F2 renames, Delete removes. */
export function DiagramTabs() {
  const { dispatch, openDiagram, setView } = useActions();
  const stage = useStudio((state) => state.view.stage);
  const diagrams = useStudio((state) => state.project.diagrams);
  const open = useStudio((state) => state.diagram);
  const [editing, setEditing] = useState<string>();
  const list = Object.values(diagrams);

  const add = () => {
    const names = new Set(list.map((diagram) => diagram.name));
    let number = list.length + 1;
    while (names.has(`Diagram ${number}`)) number += 1;
    let id = `diagram_${number}`;
    while (diagrams[id]) id = `${id}_2`;
    if (dispatch('diagram.add', { id, name: `Diagram ${number}` })) {
      openDiagram(id);
      setEditing(id);
    }
  };
  const remove = (id: string) => {
    const next = list.find((other) => other.id !== id);
    if (!next) return;
    if (open === id) openDiagram(next.id);
    dispatch('diagram.remove', { id });
  };
  return (
    <div className="or-diagrams">
      <NamedTabs
        label="Diagrams"
        nameLabel="Name of the diagram"
        tabs={list.map(({ id, name, placed }) => ({ id, name, title: `${name}: ${plural(Object.keys(placed).length, 'object')}` }))}
        open={open}
        isShown={stage === 'diagram'}
        editing={editing}
        onEdit={setEditing}
        onOpen={openDiagram}
        onRename={(id, name) => dispatch('diagram.rename', { id, name })}
        onRemove={({ id }) => remove(id)}
        removeTitle="Remove the diagram; its objects stay in the model"
        keepsLast
        menu={({ id }) => [
          { id: 'rename', label: 'Rename', keys: 'F2', onSelect: () => setEditing(id) },
          { id: 'remove', label: 'Remove the diagram', keys: 'Delete', disabled: list.length === 1, danger: true, onSelect: () => remove(id) },
        ]}
      />
      <IconButton label="New diagram" icon={<Plus size={14} />} size={24} onClick={add} />
      <span className="or-tools-gap" />
      {STAGES.map(({ id, label, icon: Icon, action }) => (
        <Tooltip key={id} label={label} keys={action}>
          <button type="button" className="or-tool" aria-pressed={stage === id} onClick={() => setView({ stage: stage === id ? 'diagram' : id })}>
            <Icon size={14} aria-hidden />
            {label}
          </button>
        </Tooltip>
      ))}
    </div>
  );
}
