/** Browsers stop placing things exactly, or at all, somewhere above ten million pixels: a scroll bar is never longer than this. */
const LONGEST_TRACK = 6_000_000;

/** How far rows can be scrolled. `content` is their height in pixels, `view` what of it is seen at a time. */
export interface Scroll {
  readonly content: number;
  readonly view: number;
  /** Height that the browser scrolls, shorter than `content` when that is too much for it. */
  readonly track: number;
}

export const scrollOf = (content: number, view: number): Scroll => ({ content, view, track: Math.min(content, LONGEST_TRACK) });

export const isScaled = ({ content, track }: Scroll): boolean => track < content;

const most = (value: number, limit: number): number => Math.max(0, Math.min(value, Math.max(0, limit)));
export const clampPlace = (place: number, { content, view }: Scroll): number => most(place, content - view);

/** The browser's scroll offset for a place in the rows. */
export function topOf(place: number, scroll: Scroll): number {
  if (!isScaled(scroll)) return clampPlace(place, scroll);
  return (clampPlace(place, scroll) / (scroll.content - scroll.view)) * (scroll.track - scroll.view);
}

/**
 * The place in the rows after the browser scrolled: a small step moves as far as it was made, a long one, as of the
 * scroll bar's thumb, to the same share of the whole.
 */
export function placeAfter(top: number, before: { readonly top: number; readonly place: number }, scroll: Scroll): number {
  if (!isScaled(scroll)) return clampPlace(top, scroll);
  const furthest = scroll.track - scroll.view;
  if (top <= 0) return 0;
  if (top >= furthest - 0.5) return scroll.content - scroll.view;
  const step = top - before.top;
  return clampPlace(Math.abs(step) <= scroll.view ? before.place + step : (top / furthest) * (scroll.content - scroll.view), scroll);
}
