import { copyLink } from '../../projects/copy-link.ts';
import { saveBytes } from '../../results/save-bytes.ts';
import { DATA_FILES, PROJECT_FILES, SCHEMA_FILES } from '../../shell/pick-files.ts';
import type { Action } from './action.ts';

const folders = (): boolean => 'showDirectoryPicker' in globalThis;

export const PROJECT_ACTIONS: readonly Action[] = [
  { id: 'project.new', label: 'New project…', group: 'Project', run: ({ shell }) => shell.open({ kind: 'new_project' }) },
  { id: 'project.list', label: 'Projects…', group: 'Project', keys: ['Mod+Shift+O'], run: ({ shell }) => shell.open({ kind: 'projects' }) },
  { id: 'project.previous', label: 'Reopen the project before', group: 'Project', run: ({ store }) => store.actions.reopenPrevious() },
  { id: 'project.sample', label: 'Open the sample shop', group: 'Project', run: ({ store }) => store.actions.openSample() },
  { id: 'project.zip', label: 'Open a project zip…', group: 'Project', run: ({ shell }) => shell.openFiles(PROJECT_FILES) },
  { id: 'project.folder', label: 'Open a project folder…', group: 'Project', enabled: folders, run: ({ store }) => store.actions.openFolder() },
  { id: 'project.files', label: 'Add data files…', group: 'Project', keys: ['Alt+O', 'Mod+O'], run: ({ shell }) => shell.openFiles(DATA_FILES) },
  { id: 'project.import', label: 'Import DDL, dbt, DBML or contracts…', group: 'Project', keys: ['Alt+I'], run: ({ shell }) => shell.openFiles(SCHEMA_FILES) },
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
  {
    id: 'project.retry',
    label: 'Try to save again',
    group: 'Project',
    enabled: ({ saved }) => saved === 'failed',
    run: ({ store }) => store.actions.flush(),
  },
  {
    id: 'project.editHere',
    label: 'Edit here instead',
    group: 'Project',
    enabled: ({ access }) => access === 'reading',
    run: ({ store }) => store.actions.editHere(),
  },
  { id: 'project.saveFolder', label: 'Save to folder…', group: 'Project', enabled: folders, run: ({ store }) => store.actions.saveFolder() },
  { id: 'project.link', label: 'Copy link to this model', group: 'Project', run: copyLink },
  { id: 'project.rename', label: 'Rename project…', group: 'Project', run: ({ shell }) => shell.open({ kind: 'rename_project' }) },
  { id: 'project.settings', label: 'Settings…', group: 'Project', keys: ['Mod+,'], run: ({ shell }) => shell.open({ kind: 'settings' }) },
  { id: 'project.export', label: 'Export…', group: 'Project', keys: ['Mod+E'], inFields: true, run: ({ shell }) => shell.open({ kind: 'export' }) },
];
