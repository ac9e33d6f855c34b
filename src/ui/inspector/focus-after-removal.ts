const ENTRIES = '.or-entry, .or-feed, .or-join-pair, .or-column-row';

/** Call before the entry around `element` goes: the keyboard then stands on the next one, the one before, or the head of their section. */
export function focusAfterRemoval(element: Element | null): void {
  const entry = element?.closest(ENTRIES);
  const section = element?.closest('.or-section');
  const near = [entry?.nextElementSibling, entry?.previousElementSibling].find((each) => each?.matches(ENTRIES));
  requestAnimationFrame(() => {
    const active = document.activeElement;
    if (active !== null && active !== document.body && active.isConnected) return;
    const buttons = near?.isConnected === true ? [...near.querySelectorAll<HTMLElement>('button:not(:disabled)')] : [];
    (buttons.at(-1) ?? section?.querySelector<HTMLElement>('summary'))?.focus();
  });
}
