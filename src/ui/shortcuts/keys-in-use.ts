import { useSyncExternalStore } from 'react';

/** Keys as they are now, by an action's id and by the keys it has of itself. */
let inUse: ReadonlyMap<string, string | undefined> = new Map();
const listeners = new Set<() => void>();

/** @param actions each with the keys it has of itself and those it has now */
export function setKeysInUse(actions: readonly { readonly id: string; readonly keys: readonly string[]; readonly now: readonly string[] }[]): void {
  inUse = new Map(actions.flatMap(({ id, keys, now }) => [[id, now[0]] as const, ...keys.map((one) => [one, now[0]] as const)]));
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** The keys to show for an action, named by its id or by the keys it has of itself; nothing when they were taken away. */
export function useKeysInUse(keys: string): string | undefined {
  const known = useSyncExternalStore(subscribe, () => inUse);
  return known.has(keys) ? known.get(keys) : /^[a-z]+\./.test(keys) ? undefined : keys;
}
