import { createStore, del, get, keys, set } from 'idb-keyval';
import type { Storage } from './ports.ts';

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
