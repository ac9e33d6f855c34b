import { Plus, X } from 'lucide-react';
import { useState, type KeyboardEvent } from 'react';
import type { Diagram } from '../../core/model/types.ts';
import { ContextMenu } from '../kit/menu.tsx';
import { IconButton } from '../kit/icon-button.tsx';
import { InlineName } from '../kit/inline-name.tsx';
import { Tooltip } from '../kit/tooltip.tsx';
import { useActions, useStudio } from '../use-studio.ts';
import { STAGES } from './stages.ts';

/** One tab per diagram: the same model, other parts of it. A double click or F2 renames, Delete removes. */
export function DiagramTabs() {
  const { dispatch, openDiagram, setView } = useActions();
  const stage = useStudio((state) => state.view.stage);
  const diagrams = useStudio((state) => state.project.diagrams);
  const open = useStudio((state) => state.diagram);
  const [editing, setEditing] = useState<string>();
  const [menu, setMenu] = useState<{ readonly x: number; readonly y: number; readonly diagram: Diagram }>();
  const list = Object.values(diagrams);
  const only = list.length === 1;

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
  const remove = (diagram: Diagram) => {
    const next = list.find((other) => other.id !== diagram.id);
    if (!next) return;
    if (open === diagram.id) openDiagram(next.id);
    dispatch('diagram.remove', { id: diagram.id });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>, diagram: Diagram) => {
    const place = list.indexOf(diagram);
    const next = list[{ ArrowRight: place + 1, ArrowLeft: place - 1, Home: 0, End: list.length - 1 }[event.key] ?? -1];
    if (event.key === 'F2') setEditing(diagram.id);
    else if (event.key === 'Delete') remove(diagram);
    else if (next) {
      openDiagram(next.id);
      event.currentTarget.closest('[role=tablist]')?.querySelector<HTMLElement>(`[data-diagram="${next.id}"]`)?.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className="or-diagrams">
      <div className="or-tabs" role="tablist" aria-label="Diagrams">
        {list.map((diagram) => (
          <div
            key={diagram.id}
            role="tab"
            data-diagram={diagram.id}
            className="or-tab"
            aria-keyshortcuts="F2 Delete"
            tabIndex={diagram.id === open ? 0 : -1}
            aria-selected={diagram.id === open && stage === 'diagram'}
            onClick={() => openDiagram(diagram.id)}
            onKeyDown={(event) => onKeyDown(event, diagram)}
            onDoubleClick={() => setEditing(diagram.id)}
            onContextMenu={(event) => {
              event.preventDefault();
              setMenu({ x: event.clientX, y: event.clientY, diagram });
            }}
          >
            {editing === diagram.id ? (
              <InlineName
                value={diagram.name}
                label="Name of the diagram"
                onCancel={() => setEditing(undefined)}
                onCommit={(name) => {
                  dispatch('diagram.rename', { id: diagram.id, name });
                  setEditing(undefined);
                }}
              />
            ) : (
              <span className="or-diagram-name" title={`${diagram.name}: ${Object.keys(diagram.placed).length} objects`}>
                {diagram.name}
              </span>
            )}
            {only || diagram.id !== open ? null : (
              // For the pointer alone: Delete and the tab's menu do the same, and a tab holds no other control.
              <span
                aria-hidden
                className="or-tab-close"
                title="Remove the diagram; its objects stay in the model"
                onClick={(event) => {
                  event.stopPropagation();
                  remove(diagram);
                }}
              >
                <X size={12} />
              </span>
            )}
          </div>
        ))}
      </div>
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
      <ContextMenu
        at={menu}
        onClose={() => setMenu(undefined)}
        entries={
          menu
            ? [
                { id: 'rename', label: 'Rename', keys: 'F2', onSelect: () => setEditing(menu.diagram.id) },
                { id: 'remove', label: 'Remove the diagram', keys: 'Delete', disabled: only, danger: true, onSelect: () => remove(menu.diagram) },
              ]
            : []
        }
      />
    </div>
  );
}
