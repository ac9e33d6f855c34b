/** What a load does, in one line, by its rule. */
export const LOAD_RULES: Readonly<Record<string, string>> = {
  new_keys: 'Adds the keys that are not stored yet.',
  changes: 'Adds a row where the payload of a key changed.',
  history: 'Works the versions of changed keys out anew and puts them in the place of the stored ones.',
  current: 'Puts the latest state of changed keys in the place of the stored one.',
  period: 'Works the periods that newer rows fall in out anew.',
  key: 'Puts newer rows in the place of stored ones of the same grain.',
};
