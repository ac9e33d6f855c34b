/** What a diagram showed before. */
export interface Shown {
  readonly diagram: string;
  readonly ids: ReadonlySet<string>;
}

/**
 * Whether a diagram has come into view anew and should be fitted: another one, another project under the same id, or the
 * first several objects at once. The first object that is dropped on an empty diagram stays where it was dropped.
 */
export function hasArrived(before: Shown | undefined, now: Shown): boolean {
  if (now.ids.size === 0) return false;
  if (before?.diagram !== now.diagram) return true;
  if (before.ids.size === 0) return now.ids.size > 1;
  return ![...now.ids].some((id) => before.ids.has(id));
}
