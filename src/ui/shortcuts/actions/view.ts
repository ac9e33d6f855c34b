import type { Diagram } from '../../../core/model/types.ts';
import type { View } from '../../../store/studio-types.ts';
import { layoutModel } from '../../canvas/auto-place.ts';
import { isEmpty, one, some, toPanel, type Action, type ActionContext } from './action.ts';

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

/** Shows it in the place of the diagram, and the diagram again when it is shown. */
const staged =
  (stage: View['stage']) =>
  ({ store }: ActionContext) =>
    store.actions.setView({ stage: store.getState().view.stage === stage ? 'diagram' : stage });

/** What colours may tell, as menus, settings and the palette name it. */
export const COLORS_LABELS: Readonly<Record<View['colors'], string>> = {
  classic: 'By kind',
  safe: 'By kind, colour-blind safe',
  systems: 'By source system',
};
export const COLORS = ['classic', 'safe', 'systems'] as const;

export const VIEW_ACTIONS: readonly Action[] = [
  { id: 'view.fit', label: 'Fit the diagram', group: 'View', keys: ['Shift+1'], run: ({ shell }) => shell.canvas.current?.fit() },
  { id: 'view.columns.all', label: 'Show all columns', group: 'View', keys: ['Shift+2'], run: columns('all') },
  { id: 'view.columns.none', label: 'Show names only', group: 'View', keys: ['Shift+3'], run: columns('none') },
  { id: 'view.columns.keys', label: 'Show keys only', group: 'View', keys: ['Shift+4'], run: columns('keys') },
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
    run: staged('matrix'),
  },
  { id: 'view.sqlStage', label: 'SQL workbench', group: 'View', keys: ['Shift+7'], run: staged('sql') },
  { id: 'view.lineage', label: 'Lineage', group: 'View', keys: ['Shift+8'], run: staged('lineage') },
  { id: 'view.glossary', label: 'Glossary and domains', group: 'View', keys: ['Shift+9'], run: staged('glossary') },
  { id: 'view.proposals', label: 'Proposals', group: 'View', run: staged('proposals') },
  { id: 'view.navigator', label: 'Navigator', group: 'View', keys: ['Mod+B'], inFields: true, run: toggled('navigator') },
  { id: 'view.panel', label: 'Panel', group: 'View', keys: ['Mod+J'], inFields: true, run: toggled('panel') },
  { id: 'view.inspector', label: 'Inspector', group: 'View', keys: ['Mod+I'], inFields: true, run: toggled('inspector') },
  { id: 'view.rows', label: 'Show rows', group: 'View', enabled: one, run: toPanel('rows') },
  { id: 'view.profile', label: 'Show the profile', group: 'View', enabled: one, run: toPanel('profile') },
  { id: 'view.sql', label: 'Show SQL', group: 'View', enabled: one, run: toPanel('sql') },
  { id: 'view.light', label: 'Light theme', group: 'View', run: ({ store }) => store.actions.setView({ colorScheme: 'light' }) },
  { id: 'view.dark', label: 'Dark theme', group: 'View', run: ({ store }) => store.actions.setView({ colorScheme: 'dark' }) },
  { id: 'view.auto', label: 'Theme of the system', group: 'View', run: ({ store }) => store.actions.setView({ colorScheme: 'auto' }) },
  ...COLORS.map((colors): Action => ({
    id: `view.colors.${colors}`,
    label: `Colours: ${COLORS_LABELS[colors].toLowerCase()}`,
    group: 'View',
    run: ({ store }) => store.actions.setView({ colors }),
  })),
];
