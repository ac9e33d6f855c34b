import { pageVersion, reloadPage } from '../../help/page-version.ts';
import { isEmpty, type Action } from './action.ts';

export const HELP_ACTIONS: readonly Action[] = [
  {
    id: 'help.tour',
    label: 'Take the tour',
    group: 'Help',
    async run({ store, shell }) {
      // It is about something: the project that is open stays in the list of projects.
      if (isEmpty(store.getState())) await store.actions.openSample();
      if (store.getState().view.stage !== 'diagram') store.actions.setView({ stage: 'diagram' });
      store.actions.setView({ tour: 'left' });
      shell.open({ kind: 'tour' });
    },
  },
  { id: 'view.shortcuts', label: 'Keyboard shortcuts', group: 'Help', keys: ['?'], run: ({ shell }) => shell.open({ kind: 'shortcuts' }) },
  { id: 'help.terms', label: 'Terms', group: 'Help', run: ({ shell }) => shell.open({ kind: 'help', page: 'terms' }) },
  { id: 'help.data', label: 'What happens to your data', group: 'Help', run: ({ shell }) => shell.open({ kind: 'help', page: 'data' }) },
  { id: 'help.about', label: 'About Orrery', group: 'Help', run: ({ shell }) => shell.open({ kind: 'help', page: 'about' }) },
  {
    id: 'help.reload',
    label: 'Reload',
    group: 'Help',
    enabled: () => pageVersion().newer,
    async run({ store }) {
      await store.actions.flush();
      reloadPage();
    },
  },
];
