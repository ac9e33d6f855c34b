import type { Box, Extent } from '../kit/float.ts';

const GAP = 12;
const EDGE = 8;

const between = (value: number, least: number, most: number): number => Math.max(least, Math.min(value, Math.max(least, most)));

/** Where the card goes: beside what it points at where there is room, else under or over it, else inside it. */
export function placeCard(anchor: Box, card: Extent, view: Extent): { readonly left: number; readonly top: number } {
  const right = anchor.left + anchor.width;
  const bottom = anchor.top + anchor.height;
  const level = between(anchor.top + Math.min(GAP, anchor.height / 4), EDGE, view.height - card.height - EDGE);
  const aligned = between(anchor.left, EDGE, view.width - card.width - EDGE);
  if (anchor.height > card.height && right + GAP + card.width <= view.width) return { left: right + GAP, top: level };
  if (anchor.height > card.height && anchor.left - GAP - card.width >= 0) return { left: anchor.left - GAP - card.width, top: level };
  if (bottom + GAP + card.height <= view.height) return { left: aligned, top: bottom + GAP };
  if (anchor.top - GAP - card.height >= 0) return { left: aligned, top: anchor.top - GAP - card.height };
  return {
    left: between(anchor.left + (anchor.width - card.width) / 2, EDGE, view.width - card.width - EDGE),
    top: between(anchor.top + (anchor.height - card.height) / 2, EDGE, view.height - card.height - EDGE),
  };
}
