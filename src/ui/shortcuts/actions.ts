import { OBJECT_KINDS } from '../../core/model/kinds.ts';
import type { Action, ActionContext } from './actions/action.ts';
import { DIAGRAM_ACTIONS } from './actions/diagram.ts';
import { EDIT_ACTIONS } from './actions/edit.ts';
import { HELP_ACTIONS } from './actions/help.ts';
import { MODEL_ACTIONS } from './actions/model.ts';
import { PROJECT_ACTIONS } from './actions/project.ts';
import { RUN_ACTIONS } from './actions/run.ts';
import { VIEW_ACTIONS } from './actions/view.ts';

export type { Action, ActionContext } from './actions/action.ts';

export const ACTIONS: readonly Action[] = [
  ...PROJECT_ACTIONS,
  ...EDIT_ACTIONS,
  ...MODEL_ACTIONS,
  ...DIAGRAM_ACTIONS,
  ...VIEW_ACTIONS,
  ...RUN_ACTIONS,
  ...HELP_ACTIONS,
];

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
