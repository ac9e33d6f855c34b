import { useSyncExternalStore } from 'react';

const dark = typeof matchMedia === 'function' ? matchMedia('(prefers-color-scheme: dark)') : undefined;

function subscribe(listener: () => void): () => void {
  dark?.addEventListener('change', listener);
  return () => dark?.removeEventListener('change', listener);
}

/** The scheme to show: the user's choice or, with `auto`, the system's. */
export function useColorScheme(choice: 'light' | 'dark' | 'auto'): 'light' | 'dark' {
  const system = useSyncExternalStore(
    subscribe,
    () => dark?.matches ?? false,
    () => false,
  );
  return choice === 'auto' ? (system ? 'dark' : 'light') : choice;
}
