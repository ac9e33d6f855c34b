import type { PanelTab, Studio, StudioState } from '../../../store/studio-types.ts';
import type { Shell } from '../../shell/shell-context.ts';

export interface ActionContext {
  readonly store: Studio;
  readonly shell: Shell;
}

/** Something a user can do. One list feeds menus, palette and shortcuts. */
export interface Action {
  readonly id: string;
  readonly label: string;
  readonly group: 'Project' | 'Edit' | 'Model' | 'Diagram' | 'View' | 'Run' | 'Help';
  /** Key combinations, the one to show first. */
  readonly keys?: readonly string[];
  /** Also while the user types in a field. */
  readonly inFields?: boolean;
  /** Not while the focus is in the panel, the timeline or the inspector, where the keys mean their own. */
  readonly onDiagram?: boolean;
  /** Leaves the keys to the browser, whose own event does it. */
  readonly native?: boolean;
  /** Leaves the keys to the browser while it cannot be done, e.g. to copy marked text. */
  readonly yields?: boolean;
  enabled?(state: StudioState): boolean;
  run(context: ActionContext): unknown;
}

export const some = (state: StudioState): boolean => state.selection.length > 0;
export const one = (state: StudioState): boolean => state.selection.length === 1;
export const isEmpty = (state: StudioState): boolean => Object.keys(state.project.objects).length === 0;

/** Shows a tab of the panel. */
export const toPanel =
  (tab: PanelTab) =>
  ({ store }: Pick<ActionContext, 'store'>) =>
    store.actions.setView({ panel: { ...store.getState().view.panel, open: true, tab } });
