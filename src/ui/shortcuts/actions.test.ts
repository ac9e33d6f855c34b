import { describe, expect, it } from 'vitest';
import { OBJECT_KINDS } from '../../core/model/kinds.ts';
import { ACTIONS, actionOf, madeKind, runAction, type ActionContext } from './actions.ts';

describe('the list of actions', () => {
  it('has one id, one label and one meaning per key each', () => {
    const ids = ACTIONS.map((action) => action.id);
    const labels = ACTIONS.map((action) => action.label);
    const keys = ACTIONS.flatMap((action) => action.keys ?? []);
    expect([new Set(ids).size, new Set(labels).size, new Set(keys).size]).toEqual([ids.length, labels.length, keys.length]);
  });
  it('takes no key that a browser keeps for itself', () => {
    expect(ACTIONS.flatMap((action) => action.keys ?? []).filter((keys) => /^Mod\+(Shift\+)?[NTWQ]$/.test(keys))).toEqual([]);
  });
  it('makes every kind of object', () => {
    expect(ACTIONS.flatMap((action) => madeKind(action) ?? []).sort()).toEqual([...OBJECT_KINDS].sort());
  });
  it('tells a failure as a notice and does not run what cannot be done', async () => {
    const told: string[] = [];
    const store = {
      getState: () => ({ undoLabel: undefined }),
      actions: { notify: (_: string, message: string) => told.push(message), undo: () => told.push('undone') },
    };
    const context = { store, shell: {} } as unknown as ActionContext;
    await runAction(actionOf('edit.undo'), context);
    await runAction({ id: 'x', label: 'Save as zip…', group: 'Project', run: () => Promise.reject(new Error('no room')) }, context);
    expect(told).toEqual(['Save as zip: no room']);
  });
});
