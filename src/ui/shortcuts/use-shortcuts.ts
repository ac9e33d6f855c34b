import { useEffect } from 'react';
import { ACTIONS, runAction, type ActionContext } from './actions.ts';
import { matchesKeys } from './keys.ts';
import { paste } from './paste.ts';

function inField(target: EventTarget | null): boolean {
  return (
    target instanceof Element && target.closest('input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable=true], .monaco-editor') !== null
  );
}

const elsewhere = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('[data-region=panel], [data-region=inspector], [data-region=timeline]') !== null;

/** Listens for every action's keys. A dialog that is open keeps them to itself. */
export function useShortcuts(context: ActionContext, blocked: boolean): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || blocked || event.isComposing) return;
      const typing = inField(event.target);
      const away = elsewhere(event.target);
      const found = ACTIONS.find(
        (action) => (!typing || action.inFields === true) && !(away && action.onDiagram === true) && action.keys?.some((keys) => matchesKeys(keys, event)),
      );
      if (!found) return;
      if (found.native === true) return;
      const able = found.enabled?.(context.store.getState()) !== false;
      if (able || found.yields !== true) event.preventDefault();
      if (!able) return;
      void runAction(found, context);
    };
    // Only with this event does every browser tell what its clipboard holds.
    const onPaste = (event: ClipboardEvent) => {
      if (event.defaultPrevented || blocked || inField(event.target) || elsewhere(event.target)) return;
      event.preventDefault();
      void paste(context, event.clipboardData?.getData('text/plain') ?? '');
    };
    window.addEventListener('keydown', onKeyDown);
    window.addEventListener('paste', onPaste);
    return () => {
      window.removeEventListener('keydown', onKeyDown);
      window.removeEventListener('paste', onPaste);
    };
  }, [context, blocked]);
}
