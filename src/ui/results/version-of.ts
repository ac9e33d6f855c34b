const VERSIONS = new WeakMap<object, number>();
let made = 0;

/** A number per state of something, which is replaced when it changes: another number means other rows. */
export function versionOf(state: object): number {
  const known = VERSIONS.get(state);
  if (known !== undefined) return known;
  made += 1;
  VERSIONS.set(state, made);
  return made;
}
