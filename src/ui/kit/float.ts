export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}
export interface Extent {
  readonly width: number;
  readonly height: number;
}

const EDGE = 4;

/**
 * Where something that floats goes: under its anchor or, without room there, over it; inside the window in any case.
 * @param end lines it up with the anchor's right edge.
 */
export function floatBeside(
  anchor: Box,
  size: Extent,
  view: Extent,
  { gap = 4, end = false, center = false }: { readonly gap?: number; readonly end?: boolean; readonly center?: boolean } = {},
): { readonly left: number; readonly top: number; readonly maxHeight: number } {
  const below = view.height - (anchor.top + anchor.height) - gap - EDGE;
  const above = anchor.top - gap - EDGE;
  const under = size.height <= below || below >= above;
  const maxHeight = Math.max(0, under ? below : above);
  const height = Math.min(size.height, maxHeight);
  const wanted = center ? anchor.left + (anchor.width - size.width) / 2 : end ? anchor.left + anchor.width - size.width : anchor.left;
  return {
    left: Math.round(Math.max(EDGE, Math.min(wanted, view.width - size.width - EDGE))),
    top: Math.round(under ? anchor.top + anchor.height + gap : anchor.top - gap - height),
    maxHeight: Math.round(maxHeight),
  };
}

/** Shows a popover element beside its anchor, above everything, dialogs too. */
export function showBeside(element: HTMLElement, anchor: Box, options?: Parameters<typeof floatBeside>[3]): void {
  element.style.maxHeight = '';
  element.showPopover();
  const { left, top, maxHeight } = floatBeside(anchor, element.getBoundingClientRect(), { width: window.innerWidth, height: window.innerHeight }, options);
  element.style.left = `${left}px`;
  element.style.top = `${top}px`;
  element.style.maxHeight = `${maxHeight}px`;
}
