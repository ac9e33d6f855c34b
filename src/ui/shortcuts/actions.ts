import { OBJECT_KINDS } from '../../core/model/kinds.ts';
import type { Diagram } from '../../core/model/types.ts';
import type { Studio, StudioState, View } from '../../store/studio-types.ts';
import { layoutModel } from '../canvas/auto-place.ts';
import { nextProblem } from '../problems/next-problem.ts';
import { saveBytes } from '../results/save-bytes.ts';
import { createObject, newLabel } from '../shell/create-object.ts';
import { DATA_FILES, PROJECT_FILES } from '../shell/pick-files.ts';
import type { Shell } from '../shell/shell-context.ts';
import { copyObjects, cutObjects, hasCopied, pasteObjects } from './clipboard.ts';
import { addColumn, moveColumn, toggleKey } from './column-actions.ts';

export interface ActionContext {
  readonly store: Studio;
  readonly shell: Shell;
}

/** Something a user can do. One list feeds menus, palette and shortcuts. */
export interface Action {
  readonly id: string;
  readonly label: string;
  readonly group: 'Project' | 'Edit' | 'Model' | 'View' | 'Run';
  /** Key combinations, the one to show first. */
  readonly keys?: readonly string[];
  /** Also while the user types in a field. */
  readonly inFields?: boolean;
  /** Not while the focus is in the panel, the timeline or the inspector, where the keys mean their own. */
  readonly onDiagram?: boolean;
  /** Leaves the keys to the browser while it cannot be done, e.g. to copy marked text. */
  readonly yields?: boolean;
  enabled?(state: StudioState): boolean;
  run(context: ActionContext): unknown;
}

const toggled =
  (region: 'navigator' | 'panel' | 'inspector') =>
  ({ store }: ActionContext) => {
    const { view } = store.getState();
    store.actions.setView({ [region]: { ...view[region], open: !view[region].open } } as Partial<View>);
  };
const columns =
  (shown: Diagram['columns']) =>
  ({ store }: ActionContext) =>
    store.actions.dispatch('diagram.columns', { diagram: store.getState().diagram, columns: shown });
const some = (state: StudioState): boolean => state.selection.length > 0;
const one = (state: StudioState): boolean => state.selection.length === 1;
const idle = ({ run, proof }: StudioState): boolean =>
  run.phase !== 'starting' && run.phase !== 'running' && run.phase !== 'cancelling' && proof.phase !== 'running';
const isEmpty = (state: StudioState): boolean => Object.keys(state.project.objects).length === 0;
/** Whether text of the page is marked: copying means that text then. */
const marked = (): boolean => 'getSelection' in globalThis && (globalThis.getSelection()?.toString() ?? '') !== '';
const folders = (): boolean => 'showDirectoryPicker' in globalThis;
const toPanel =
  (tab: 'rows' | 'sql' | 'proof') =>
  ({ store }: Pick<ActionContext, 'store'>) =>
    store.actions.setView({ panel: { ...store.getState().view.panel, open: true, tab } });

const PROJECT: readonly Action[] = [
  { id: 'project.new', label: 'New project…', group: 'Project', run: ({ shell }) => shell.open({ kind: 'new_project' }) },
  { id: 'project.previous', label: 'Reopen the project before', group: 'Project', run: ({ store }) => store.actions.reopenPrevious() },
  { id: 'project.sample', label: 'Open the sample shop', group: 'Project', run: ({ store }) => store.actions.openSample() },
  { id: 'project.zip', label: 'Open a project zip…', group: 'Project', run: ({ shell }) => shell.openFiles(PROJECT_FILES) },
  { id: 'project.folder', label: 'Open a project folder…', group: 'Project', enabled: folders, run: ({ store }) => store.actions.openFolder() },
  { id: 'project.files', label: 'Add data files…', group: 'Project', keys: ['Mod+O'], run: ({ shell }) => shell.openFiles(DATA_FILES) },
  { id: 'project.saveZip', label: 'Save as zip', group: 'Project', run: async ({ store }) => saveBytes(await store.actions.projectZip(), 'application/zip') },
  {
    id: 'project.save',
    label: 'Save',
    group: 'Project',
    keys: ['Mod+S'],
    inFields: true,
    run: async ({ store }) => {
      if (store.getState().folder !== undefined) {
        await store.actions.saveFolder();
        return;
      }
      await store.actions.flush();
      if (store.getState().saved === 'saved')
        store.actions.notify('info', 'Saved in this browser. To keep the project elsewhere, save it as a zip or to a folder.');
    },
  },
  { id: 'project.saveFolder', label: 'Save to folder…', group: 'Project', enabled: folders, run: ({ store }) => store.actions.saveFolder() },
  { id: 'project.rename', label: 'Rename project…', group: 'Project', run: ({ shell }) => shell.open({ kind: 'rename_project' }) },
  { id: 'project.settings', label: 'Settings…', group: 'Project', keys: ['Mod+,'], run: ({ shell }) => shell.open({ kind: 'settings' }) },
  { id: 'project.export', label: 'Export…', group: 'Project', keys: ['Mod+E'], inFields: true, run: ({ shell }) => shell.open({ kind: 'export' }) },
];

const EDIT: readonly Action[] = [
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
    yields: true,
    enabled: hasCopied,
    run: ({ store, shell }) => pasteObjects(store, shell.canvas.current?.center() ?? { x: 0, y: 0 }),
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

const MODEL: readonly Action[] = [
  { id: 'model.new', label: 'New object…', group: 'Model', keys: ['Alt+N'], run: ({ shell }) => shell.open({ kind: 'palette', query: 'New ' }) },
  ...OBJECT_KINDS.map((kind): Action => ({
    id: `model.new.${kind}`,
    label: `${newLabel(kind)}${kind === 'date_dimension' ? ' (calendar)' : ''}`,
    group: 'Model',
    run: ({ store, shell }) => createObject(store, shell, kind),
  })),
  { id: 'model.addColumn', label: 'New column', group: 'Model', keys: ['Alt+Enter'], enabled: one, run: ({ store }) => addColumn(store) },
  {
    id: 'model.toggleKey',
    label: 'Column is part of the key',
    group: 'Model',
    keys: ['Alt+K'],
    enabled: (state) => state.column !== undefined,
    run: ({ store }) => toggleKey(store),
  },
  {
    id: 'model.columnUp',
    label: 'Move column up',
    group: 'Model',
    keys: ['Alt+ArrowUp'],
    enabled: (state) => state.column !== undefined,
    run: ({ store }) => moveColumn(store, -1),
  },
  {
    id: 'model.columnDown',
    label: 'Move column down',
    group: 'Model',
    keys: ['Alt+ArrowDown'],
    enabled: (state) => state.column !== undefined,
    run: ({ store }) => moveColumn(store, 1),
  },
  {
    id: 'model.nextProblem',
    label: 'Next problem',
    group: 'Model',
    keys: ['F8'],
    inFields: true,
    enabled: (state) => state.diagnostics.length > 0,
    run: ({ store }) => {
      if (nextProblem(store)) store.actions.setView({ panel: { ...store.getState().view.panel, open: true, tab: 'problems' } });
    },
  },
];

const VIEW: readonly Action[] = [
  { id: 'view.fit', label: 'Fit the diagram', group: 'View', keys: ['Shift+1'], run: ({ shell }) => shell.canvas.current?.fit() },
  { id: 'view.columns.all', label: 'Show all columns', group: 'View', keys: ['Shift+2'], run: columns('all') },
  { id: 'view.columns.none', label: 'Show names only', group: 'View', keys: ['Shift+3'], run: columns('none') },
  { id: 'view.columns.keys', label: 'Show keys only', group: 'View', keys: ['Shift+4'], run: columns('keys') },
  {
    id: 'view.tidy',
    label: 'Tidy up the diagram',
    group: 'View',
    keys: ['Shift+T'],
    run: async ({ shell }) => {
      await shell.canvas.current?.layout();
      requestAnimationFrame(() => shell.canvas.current?.fit());
    },
  },
  {
    id: 'view.placeAll',
    label: 'Place every object on this diagram',
    group: 'View',
    enabled: (state) => !isEmpty(state),
    run: ({ store, shell }) => {
      const { project, diagram } = store.getState();
      const open = project.diagrams[diagram];
      if (open) store.actions.dispatch('diagram.place', { diagram, positions: layoutModel(project, open, Object.keys(project.objects)) });
      requestAnimationFrame(() => shell.canvas.current?.fit());
    },
  },
  {
    id: 'view.zoomSelection',
    label: 'Zoom to the selection',
    group: 'View',
    keys: ['Shift+5'],
    enabled: some,
    run: ({ store, shell }) => shell.canvas.current?.zoomTo(store.getState().selection),
  },
  {
    id: 'view.matrix',
    label: 'Bus matrix',
    group: 'View',
    keys: ['Shift+6'],
    run: ({ store }) => store.actions.setView({ stage: store.getState().view.stage === 'matrix' ? 'diagram' : 'matrix' }),
  },
  { id: 'view.navigator', label: 'Navigator', group: 'View', keys: ['Mod+B'], inFields: true, run: toggled('navigator') },
  { id: 'view.panel', label: 'Panel', group: 'View', keys: ['Mod+J'], inFields: true, run: toggled('panel') },
  { id: 'view.inspector', label: 'Inspector', group: 'View', keys: ['Mod+I'], inFields: true, run: toggled('inspector') },
  { id: 'view.rows', label: 'Show rows', group: 'View', enabled: one, run: toPanel('rows') },
  { id: 'view.sql', label: 'Show SQL', group: 'View', enabled: one, run: toPanel('sql') },
  { id: 'view.light', label: 'Light theme', group: 'View', run: ({ store }) => store.actions.setView({ colorScheme: 'light' }) },
  { id: 'view.dark', label: 'Dark theme', group: 'View', run: ({ store }) => store.actions.setView({ colorScheme: 'dark' }) },
  { id: 'view.auto', label: 'Theme of the system', group: 'View', run: ({ store }) => store.actions.setView({ colorScheme: 'auto' }) },
  { id: 'view.shortcuts', label: 'Keyboard shortcuts', group: 'View', keys: ['?'], run: ({ shell }) => shell.open({ kind: 'shortcuts' }) },
];

const RUN: readonly Action[] = [
  {
    id: 'run.all',
    label: 'Run',
    group: 'Run',
    keys: ['Mod+Enter', 'Mod+Shift+Enter'],
    enabled: (state) => idle(state) && !isEmpty(state),
    run: ({ store }) => store.actions.run(),
  },
  {
    id: 'run.again',
    label: 'Run the last delivery once more',
    group: 'Run',
    enabled: (state) => idle(state) && state.run.upTo !== undefined,
    run: ({ store }) => store.actions.runAgain(),
  },
  {
    id: 'run.reconcile',
    label: 'Reconcile the deliveries with the vault',
    group: 'Run',
    enabled: (state) => idle(state) && !isEmpty(state),
    run: async ({ store }) => {
      toPanel('proof')({ store });
      await store.actions.reconcile();
    },
  },
  {
    id: 'run.prove',
    label: 'Prove the marts through the vault',
    group: 'Run',
    enabled: (state) => idle(state) && !isEmpty(state),
    run: async ({ store }) => {
      toPanel('proof')({ store });
      await store.actions.prove();
    },
  },
  {
    id: 'run.cancel',
    label: 'Cancel the run',
    group: 'Run',
    keys: ['Mod+.'],
    inFields: true,
    enabled: (state) => !idle(state),
    run: ({ store }) => store.actions.cancel(),
  },
];

export const ACTIONS: readonly Action[] = [...PROJECT, ...EDIT, ...MODEL, ...VIEW, ...RUN];

const BY_ID = new Map(ACTIONS.map((action) => [action.id, action]));

/** @throws when no action has the id: ids are written in code, never read from outside. */
export function actionOf(id: string): Action {
  const action = BY_ID.get(id);
  if (!action) throw new Error(`No action is called ${id}.`);
  return action;
}

/** Does it, if it can be done now. What fails is told as a notice. */
export async function runAction(action: Action, context: ActionContext): Promise<void> {
  if (action.enabled?.(context.store.getState()) === false) return;
  try {
    await action.run(context);
  } catch (error) {
    context.store.actions.notify('error', `${action.label.replace('…', '')}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The kind an action makes, if it makes an object; menus show its mark. */
export const madeKind = (action: Action) => OBJECT_KINDS.find((kind) => action.id === `model.new.${kind}`);
