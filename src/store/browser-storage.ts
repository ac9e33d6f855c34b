import { createStore, del, get, keys, set } from 'idb-keyval';
import type { RoomPort, Storage, TabMemory } from './ports.ts';

/** IndexedDB of this origin. */
export function browserStorage(): Storage {
  const database = createStore('orrery', 'kept');
  return {
    get: (key) => get<unknown>(key, database),
    set: (key, value) => set(key, value, database),
    remove: (key) => del(key, database),
    keys: async () => (await keys(database)).map(String),
  };
}

/** How much there is of it; absent where the browser does not tell, e.g. on a page that is not secure. */
export function browserRoom(): RoomPort | undefined {
  const { storage } = navigator as { readonly storage?: StorageManager };
  if (!storage || typeof storage.estimate !== 'function') return undefined;
  return {
    async look() {
      const [{ usage = 0, quota = 0 }, promised] = await Promise.all([storage.estimate(), storage.persisted()]);
      return { used: usage, limit: quota, promised };
    },
    ask: () => storage.persist(),
  };
}

const TAB_KEY = 'orrery.project';

/** Kept as long as the tab is; a browser that keeps nothing opens what was open last. */
export const browserTab: TabMemory = {
  get() {
    try {
      return sessionStorage.getItem(TAB_KEY) ?? undefined;
    } catch {
      return undefined;
    }
  },
  set(project) {
    try {
      sessionStorage.setItem(TAB_KEY, project);
    } catch {
      // Without it a reload opens the project that any tab opened last.
    }
  },
};
