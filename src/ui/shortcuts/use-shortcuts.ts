import { useEffect, useLayoutEffect } from 'react';
import { useStudio } from '../use-studio.ts';
import { ACTIONS, runAction, type ActionContext } from './actions.ts';
import { matchesKeys } from './keys.ts';
import { setKeysInUse } from './keys-in-use.ts';
import { keysOf } from './own-keys.ts';
import { paste } from './paste.ts';

function inField(target: EventTarget | null): boolean {
  return (
    target instanceof Element && target.closest('input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable=true], .monaco-editor') !== null
  );
}

const elsewhere = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('[data-region=panel], [data-region=inspector], [data-region=timeline]') !== null;

/** Listens for every action's keys, as this person has them. A dialog that is open keeps them to itself. */
export function useShortcuts(context: ActionContext, blocked: boolean): void {
  const own = useStudio((state) => state.view.keys);
  useEffect(() => setKeysInUse(ACTIONS.map((action) => ({ id: action.id, keys: action.keys ?? [], now: keysOf(action, own) }))), [own]);
  // With the drawing itself, so that keys pressed right after a dialog has gone are heard.
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      // AltGr types signs, and tells of itself as Ctrl and Alt.
      if (event.defaultPrevented || blocked || event.isComposing || event.getModifierState('AltGraph')) return;
      const typing = inField(event.target);
      const away = elsewhere(event.target);
      const found = ACTIONS.find(
        (action) =>
          (!typing || action.inFields === true) && !(away && action.onDiagram === true) && keysOf(action, own).some((keys) => matchesKeys(keys, event)),
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
  }, [context, blocked, own]);
}
