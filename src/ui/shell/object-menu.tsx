import { Cable, Copy, Code, Lightbulb, Minus, Pencil, Pin, Plus, RotateCw, SquareTerminal, Table2, Trash2 } from 'lucide-react';
import { useContext, useState, type ReactNode } from 'react';
import { KINDS, OBJECT_KINDS } from '../../core/model/kinds.ts';
import type { Id } from '../../core/model/types.ts';
import type { Studio } from '../../store/studio-types.ts';
import { MAKEABLE } from '../canvas/makeable.ts';
import { ContextMenu, type MenuEntry } from '../kit/menu.tsx';
import { KindMark } from '../kinds/kind-mark.tsx';
import { actionOf, runAction } from '../shortcuts/actions.ts';
import { isPinned } from '../shortcuts/actions/diagram.ts';
import { StudioContext } from '../use-studio.ts';
import { createObject, showInPanel } from './create-object.ts';
import { useShell, type Shell } from './shell-context.ts';

/** A query of an object's rows; its code comes with the workbench. */
async function openRows(store: Studio, id: Id): Promise<void> {
  const { openQuery, rowsQuery } = await import('../workbench/object-query.ts');
  const relation = store.getState().plan.byId.get(id);
  if (relation) await openQuery(store, relation.table.name, rowsQuery(relation));
}

function objectEntries(store: Studio, shell: Shell, id: Id): readonly MenuEntry[] {
  const { project, selection, diagram } = store.getState();
  const object = project.objects[id];
  if (!object) return [];
  const ids = selection.includes(id) ? selection : [id];
  const several = ids.length > 1;
  const placed = project.diagrams[diagram]?.placed[id] !== undefined;
  const made = several ? [] : MAKEABLE[object.kind];
  return [
    ...(several
      ? []
      : [
          { id: 'rows', label: 'Show rows', icon: <Table2 size={14} />, onSelect: () => showInPanel(store, id, 'rows') },
          { id: 'sql', label: 'Show SQL', icon: <Code size={14} />, onSelect: () => showInPanel(store, id, 'sql') },
          {
            id: 'query',
            label: 'Open in the workbench',
            icon: <SquareTerminal size={14} />,
            disabled: !store.getState().plan.byId.has(id),
            onSelect: () => void openRows(store, id),
          },
        ]),
    ...(store.getState().run.upTo === undefined
      ? []
      : [
          {
            id: 'rebuild',
            label: several ? `Rebuild ${ids.length} objects` : 'Rebuild this object',
            icon: <RotateCw size={14} />,
            onSelect: () => void store.actions.rebuild(ids),
          },
        ]),
    ...(made.length === 0 ? [] : [{ id: 'make', heading: `Make from ${object.name}` }]),
    ...made.map((kind): MenuEntry => ({
      id: `make ${kind}`,
      label: KINDS[kind].label,
      icon: <KindMark kind={kind} />,
      onSelect: () => createObject(store, shell, kind, id),
    })),
    ...(object.kind === 'source' && !several
      ? ['model.propose.vault', 'model.propose.star'].map((action): MenuEntry => ({
          id: action,
          label: actionOf(action).label,
          icon: <Lightbulb size={14} />,
          onSelect: () => void runAction(actionOf(action), { store, shell }),
        }))
      : []),
    ...(several && made.length === 0 ? [] : [{ id: 'line', divider: true as const }]),
    ...(several
      ? []
      : [{ id: 'connect', label: 'Connect to…', icon: <Cable size={14} />, keys: 'Alt+C', onSelect: () => shell.open({ kind: 'connect', id }) }]),
    ...(several ? [] : [{ id: 'rename', label: 'Rename…', icon: <Pencil size={14} />, keys: 'F2', onSelect: () => shell.open({ kind: 'rename', id }) }]),
    {
      id: 'duplicate',
      label: several ? `Duplicate ${ids.length} objects` : 'Duplicate',
      icon: <Copy size={14} />,
      keys: 'Mod+D',
      onSelect: () => store.actions.dispatch('object.duplicate', { ids, diagram }),
    },
    ...(placed
      ? [
          {
            id: 'pin',
            label: isPinned(store.getState()) ? 'Unpin' : 'Pin where it is',
            icon: <Pin size={14} />,
            keys: 'Alt+P',
            onSelect: () => void runAction(actionOf('diagram.pin'), { store, shell }),
          },
        ]
      : []),
    placed
      ? {
          id: 'unplace',
          label: 'Remove from this diagram',
          icon: <Minus size={14} />,
          keys: 'Delete',
          onSelect: () => store.actions.dispatch('diagram.unplace', { diagram, ids }),
        }
      : {
          id: 'place',
          label: 'Place on this diagram',
          icon: <Plus size={14} />,
          onSelect: () => {
            const { x, y } = shell.canvas.current?.center() ?? { x: 0, y: 0 };
            store.actions.dispatch('diagram.place', {
              diagram,
              positions: Object.fromEntries(ids.map((each, index) => [each, { x: Math.round(x) + index * 24, y: Math.round(y) + index * 24 }])),
            });
          },
        },
    {
      id: 'delete',
      label: 'Delete from the model…',
      icon: <Trash2 size={14} />,
      keys: 'Shift+Delete',
      danger: true,
      onSelect: () => shell.open({ kind: 'delete', ids }),
    },
  ];
}

function paneEntries(store: Studio, shell: Shell): readonly MenuEntry[] {
  const action = (id: string): MenuEntry => {
    const { label, keys } = actionOf(id);
    return { id, label, keys: keys?.[0], onSelect: () => void runAction(actionOf(id), { store, shell }) };
  };
  return [
    { id: 'new', heading: 'New' },
    ...OBJECT_KINDS.map((kind): MenuEntry => ({
      id: kind,
      label: KINDS[kind].label,
      icon: <KindMark kind={kind} />,
      onSelect: () => createObject(store, shell, kind),
    })),
    { id: 'line', divider: true },
    ...[
      'project.files',
      'edit.selectAll',
      'diagram.note',
      'diagram.area',
      'view.fit',
      'diagram.tidy.layers',
      'diagram.tidy.star',
      'diagram.tidy.vault',
      'view.placeAll',
    ].map(action),
  ];
}

/** The menu of an object, or of the empty canvas, at the place of an event. Put `element` into the tree. */
export function useObjectMenu(): {
  readonly open: (event: { readonly clientX: number; readonly clientY: number }, id: Id | undefined) => void;
  readonly element: ReactNode;
} {
  const store = useContext(StudioContext);
  const shell = useShell();
  const [opened, setOpened] = useState<{ readonly x: number; readonly y: number; readonly entries: readonly MenuEntry[] }>();
  return {
    open: (event, id) => {
      if (!store) return;
      if (id !== undefined && !store.getState().selection.includes(id)) store.actions.select([id]);
      setOpened({ x: event.clientX, y: event.clientY, entries: id === undefined ? paneEntries(store, shell) : objectEntries(store, shell, id) });
    },
    element: <ContextMenu at={opened} entries={opened?.entries ?? []} onClose={() => setOpened(undefined)} />,
  };
}
