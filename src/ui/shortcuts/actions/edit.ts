import { copyObjects, cutObjects } from '../clipboard.ts';
import { paste } from '../paste.ts';
import { one, some, type Action } from './action.ts';

/** Whether text of the page is marked: copying means that text then. */
const marked = (): boolean => 'getSelection' in globalThis && (globalThis.getSelection()?.toString() ?? '') !== '';

export const EDIT_ACTIONS: readonly Action[] = [
  {
    id: 'edit.undo',
    label: 'Undo',
    group: 'Edit',
    keys: ['Mod+Z'],
    enabled: (state) => state.undoLabel !== undefined,
    run: ({ store }) => store.actions.undo(),
  },
  {
    id: 'edit.redo',
    label: 'Redo',
    group: 'Edit',
    keys: ['Mod+Shift+Z', 'Mod+Y'],
    enabled: (state) => state.redoLabel !== undefined,
    run: ({ store }) => store.actions.redo(),
  },
  { id: 'edit.palette', label: 'Search and commands', group: 'Edit', keys: ['Mod+K'], inFields: true, run: ({ shell }) => shell.open({ kind: 'palette' }) },
  {
    id: 'edit.find',
    label: 'Find in the model',
    group: 'Edit',
    keys: ['Mod+F'],
    run: ({ store, shell }) => {
      const { navigator } = store.getState().view;
      if (!navigator.open) store.actions.setView({ navigator: { ...navigator, open: true } });
      requestAnimationFrame(() => shell.search.current?.select());
    },
  },
  {
    id: 'edit.selectAll',
    label: 'Select everything on the diagram',
    group: 'Edit',
    keys: ['Mod+A'],
    onDiagram: true,
    run: ({ store }) => {
      const { project, diagram } = store.getState();
      store.actions.select(Object.keys(project.diagrams[diagram]?.placed ?? {}));
    },
  },
  {
    id: 'edit.rename',
    label: 'Rename object',
    group: 'Edit',
    keys: ['F2'],
    onDiagram: true,
    enabled: one,
    run: ({ store, shell }) => {
      const [id] = store.getState().selection;
      if (id !== undefined) shell.open({ kind: 'rename', id });
    },
  },
  {
    id: 'edit.copy',
    label: 'Copy objects',
    group: 'Edit',
    keys: ['Mod+C'],
    onDiagram: true,
    yields: true,
    enabled: (state) => some(state) && !marked(),
    run: ({ store }) => copyObjects(store),
  },
  {
    id: 'edit.cut',
    label: 'Cut from this diagram',
    group: 'Edit',
    keys: ['Mod+X'],
    onDiagram: true,
    yields: true,
    enabled: (state) => some(state) && !marked(),
    run: ({ store }) => cutObjects(store),
  },
  {
    id: 'edit.paste',
    label: 'Paste objects',
    group: 'Edit',
    keys: ['Mod+V'],
    onDiagram: true,
    native: true,
    run: async ({ store, shell }) => {
      const text = await navigator.clipboard.readText().catch(() => '');
      await paste({ store, shell }, text);
    },
  },
  {
    id: 'edit.duplicate',
    label: 'Duplicate',
    group: 'Edit',
    keys: ['Mod+D'],
    onDiagram: true,
    enabled: some,
    run: ({ store }) => store.actions.dispatch('object.duplicate', { ids: store.getState().selection, diagram: store.getState().diagram }),
  },
  {
    id: 'edit.unplace',
    label: 'Remove from this diagram',
    group: 'Edit',
    keys: ['Delete'],
    onDiagram: true,
    enabled: some,
    run: ({ store }) => store.actions.dispatch('diagram.unplace', { diagram: store.getState().diagram, ids: store.getState().selection }),
  },
  {
    id: 'edit.delete',
    label: 'Delete from the model…',
    group: 'Edit',
    keys: ['Shift+Delete'],
    onDiagram: true,
    enabled: some,
    run: ({ store, shell }) => shell.open({ kind: 'delete', ids: store.getState().selection }),
  },
];
