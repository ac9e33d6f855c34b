import { useSyncExternalStore } from 'react';

const ATTRIBUTE = 'data-color-scheme';
const scheme = (): 'light' | 'dark' => (document.documentElement.getAttribute(ATTRIBUTE) === 'dark' ? 'dark' : 'light');

function subscribe(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: [ATTRIBUTE] });
  return () => observer.disconnect();
}

/** Whether the page is light or dark now, whoever decided it. */
export const usePageScheme = (): 'light' | 'dark' => useSyncExternalStore(subscribe, scheme);
