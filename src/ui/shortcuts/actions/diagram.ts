import { HIDEABLE } from '../../../core/model/schema.ts';
import type { Diagram, Hideable } from '../../../core/model/types.ts';
import type { StudioState } from '../../../store/studio-types.ts';
import { fewest, type Arrangement } from '../../canvas/arrange.ts';
import type { LayoutStyle } from '../../canvas/layout/layout-types.ts';
import { one, some, type Action, type ActionContext } from './action.ts';

const TIDY: readonly (readonly [LayoutStyle, string])[] = [
  ['layers', 'layers, left to right'],
  ['star', 'star'],
  ['vault', 'vault'],
];
const ARRANGE: readonly (readonly [Arrangement, string, string])[] = [
  ['left', 'Align left edges', 'Alt+Shift+ArrowLeft'],
  ['centre', 'Align centres', 'Alt+Shift+C'],
  ['right', 'Align right edges', 'Alt+Shift+ArrowRight'],
  ['top', 'Align top edges', 'Alt+Shift+ArrowUp'],
  ['middle', 'Align middles', 'Alt+Shift+M'],
  ['bottom', 'Align bottom edges', 'Alt+Shift+ArrowDown'],
  ['across', 'Distribute across', 'Alt+Shift+H'],
  ['down', 'Distribute down', 'Alt+Shift+V'],
];
export const HIDE_LABELS: Readonly<Record<Hideable, string>> = {
  keys: 'Keys',
  references: 'Foreign keys',
  attributes: 'Attributes',
  measures: 'Measures',
  technical: 'Technical columns',
};

export const openDiagram = ({ project, diagram }: StudioState): Diagram | undefined => project.diagrams[diagram];
const onDiagram = (state: StudioState): boolean => state.view.stage === 'diagram' && openDiagram(state) !== undefined;
const several = (state: StudioState): boolean => onDiagram(state) && state.selection.length > 1;

/** Places the diagram, or what is selected on it, anew, and shows the whole of it. */
async function tidy({ shell, store }: ActionContext, style: LayoutStyle, selected: boolean): Promise<void> {
  await shell.canvas.current?.layout(style, selected ? store.getState().selection : undefined);
  if (!selected) requestAnimationFrame(() => shell.canvas.current?.fit());
}

/** Hides a kind of columns on the open diagram, or shows it again. */
export function toggleHidden({ store }: Pick<ActionContext, 'store'>, kind: Hideable): void {
  const state = store.getState();
  const hidden = openDiagram(state)?.hide ?? [];
  store.actions.dispatch('diagram.show', {
    diagram: state.diagram,
    hide: hidden.includes(kind) ? hidden.filter((other) => other !== kind) : [...hidden, kind],
  });
}

/** Whether everything that is selected and stands on the diagram is pinned. */
export function isPinned(state: StudioState): boolean {
  const placed = state.selection.flatMap((id) => openDiagram(state)?.placed[id] ?? []);
  return placed.length > 0 && placed.every(({ pinned }) => pinned === true);
}

const image =
  (format: 'svg' | 'png' | 'pdf') =>
  async ({ store }: ActionContext) =>
    (await import('../../diagram-image/save-image.ts')).saveDiagramImage(store, format);

export const DIAGRAM_ACTIONS: readonly Action[] = [
  ...TIDY.map(([style, label]): Action => ({
    id: `diagram.tidy.${style}`,
    label: `Tidy up as ${label}`,
    group: 'Diagram',
    ...(style === 'layers' ? { keys: ['Shift+T'] } : {}),
    enabled: onDiagram,
    run: (context) => tidy(context, style, false),
  })),
  ...TIDY.map(([style, label]): Action => ({
    id: `diagram.tidySelection.${style}`,
    label: `Tidy up the selection as ${label}`,
    group: 'Diagram',
    enabled: several,
    run: (context) => tidy(context, style, true),
  })),
  {
    id: 'diagram.pin',
    label: 'Pin or unpin',
    group: 'Diagram',
    keys: ['Alt+P'],
    onDiagram: true,
    enabled: (state) => onDiagram(state) && state.selection.some((id) => openDiagram(state)?.placed[id] !== undefined),
    run: ({ store }) => {
      const state = store.getState();
      const ids = state.selection.filter((id) => openDiagram(state)?.placed[id] !== undefined);
      store.actions.dispatch('diagram.pin', { diagram: state.diagram, ids, pinned: !isPinned(state) });
    },
  },
  ...ARRANGE.map(([how, label, keys]): Action => ({
    id: `diagram.arrange.${how}`,
    label,
    group: 'Diagram',
    keys: [keys],
    onDiagram: true,
    enabled: (state) => onDiagram(state) && state.selection.length >= fewest(how),
    run: ({ shell }) => shell.canvas.current?.arrange(how),
  })),
  {
    id: 'diagram.note',
    label: 'New note',
    group: 'Diagram',
    keys: ['Alt+Shift+N'],
    enabled: onDiagram,
    run: ({ shell }) => shell.canvas.current?.addMark('note'),
  },
  {
    id: 'diagram.area',
    label: 'New area, around the selection',
    group: 'Diagram',
    keys: ['Alt+Shift+A'],
    enabled: onDiagram,
    run: ({ shell }) => shell.canvas.current?.addMark('area'),
  },
  {
    id: 'diagram.find',
    label: 'Find on the diagram',
    group: 'Diagram',
    keys: ['/'],
    onDiagram: true,
    enabled: onDiagram,
    run: ({ shell }) => shell.canvas.current?.find(),
  },
  {
    id: 'diagram.relation',
    label: 'Next relation of the selection',
    group: 'Diagram',
    keys: ['Alt+R'],
    onDiagram: true,
    enabled: (state) => onDiagram(state) && some(state),
    run: ({ shell }) => shell.canvas.current?.nextRelation(),
  },
  {
    id: 'diagram.connect',
    label: 'Connect to…',
    group: 'Diagram',
    keys: ['Alt+C'],
    onDiagram: true,
    enabled: one,
    run: ({ store, shell }) => {
      const [id] = store.getState().selection;
      if (id !== undefined) shell.open({ kind: 'connect', id });
    },
  },
  {
    id: 'diagram.skeleton',
    label: 'Skeleton: hide or show satellites',
    group: 'Diagram',
    keys: ['Alt+S'],
    onDiagram: true,
    enabled: onDiagram,
    run: ({ store }) => {
      const state = store.getState();
      store.actions.dispatch('diagram.show', { diagram: state.diagram, skeleton: openDiagram(state)?.skeleton !== true });
    },
  },
  ...HIDEABLE.map((kind): Action => ({
    id: `diagram.hide.${kind}`,
    label: `Hide or show columns: ${HIDE_LABELS[kind].toLowerCase()}`,
    group: 'Diagram',
    enabled: onDiagram,
    run: (context) => toggleHidden(context, kind),
  })),
  {
    id: 'diagram.minimap',
    label: 'Map of the diagram',
    group: 'Diagram',
    keys: ['Alt+M'],
    onDiagram: true,
    run: ({ store }) => store.actions.setView({ minimap: !store.getState().view.minimap }),
  },
  {
    id: 'diagram.legend',
    label: 'Legend of the diagram',
    group: 'Diagram',
    keys: ['Alt+Shift+L'],
    onDiagram: true,
    run: ({ store }) => store.actions.setView({ legend: !store.getState().view.legend }),
  },
  { id: 'diagram.svg', label: 'Save diagram as SVG…', group: 'Diagram', enabled: onDiagram, run: image('svg') },
  { id: 'diagram.png', label: 'Save diagram as PNG…', group: 'Diagram', enabled: onDiagram, run: image('png') },
  { id: 'diagram.pdf', label: 'Save diagram as PDF…', group: 'Diagram', enabled: onDiagram, run: image('pdf') },
];
