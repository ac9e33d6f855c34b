import { useEffect } from 'react';
import { ACTIONS, runAction, type ActionContext } from './actions.ts';
import { matchesKeys } from './keys.ts';

function inField(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select, [contenteditable=true], .monaco-editor') !== null;
}

/** Listens for every action's keys. A dialog that is open keeps them to itself. */
export function useShortcuts(context: ActionContext, blocked: boolean): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || blocked || event.isComposing) return;
      const typing = inField(event.target);
      const found = ACTIONS.find((action) => (!typing || action.inFields === true) && action.keys?.some((keys) => matchesKeys(keys, event)));
      if (!found) return;
      event.preventDefault();
      if (found.enabled?.(context.store.getState()) === false) return;
      void runAction(found, context);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [context, blocked]);
}
