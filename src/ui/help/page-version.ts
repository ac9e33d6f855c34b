import { useSyncExternalStore } from 'react';

/** Whether the page works without a network, and whether a newer one waits. */
export interface PageVersion {
  /** `none`: this browser or address does not allow it. */
  readonly offline: 'none' | 'preparing' | 'ready';
  readonly newer: boolean;
}

let current: PageVersion = { offline: 'none', newer: false };
let reload = (): void => globalThis.location.reload();
const listeners = new Set<() => void>();

/** Told by whoever looks after the page's files. */
export function setPageVersion(change: Partial<PageVersion>, onReload?: () => void): void {
  current = { ...current, ...change };
  if (onReload) reload = onReload;
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const pageVersion = (): PageVersion => current;
export const usePageVersion = (): PageVersion => useSyncExternalStore(subscribe, pageVersion);

/** Loads the page anew, in its newer version where one waits. */
export const reloadPage = (): void => reload();
