import { OBJECT_KINDS } from '../../../core/model/kinds.ts';
import { nextProblem } from '../../problems/next-problem.ts';
import { createObject, newLabel } from '../../shell/create-object.ts';
import { addColumn, moveColumn, toggleKey } from '../column-actions.ts';
import { one, toPanel, type Action } from './action.ts';

export const MODEL_ACTIONS: readonly Action[] = [
  { id: 'model.new', label: 'New object…', group: 'Model', keys: ['Alt+N'], run: ({ shell }) => shell.open({ kind: 'palette', query: 'New ' }) },
  ...OBJECT_KINDS.map((kind): Action => ({
    id: `model.new.${kind}`,
    label: `${newLabel(kind)}${kind === 'date_dimension' ? ' (calendar)' : ''}`,
    group: 'Model',
    run: ({ store, shell }) => createObject(store, shell, kind),
  })),
  ...(['vault', 'star'] as const).map((kind): Action => ({
    id: `model.propose.${kind}`,
    label: `Propose a ${kind}…`,
    group: 'Model',
    run: ({ store }) => store.actions.setView({ stage: 'proposals', proposals: kind }),
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
      if (nextProblem(store)) toPanel('problems')({ store });
    },
  },
];
