import { describe, expect, it } from 'vitest';
import { placeCard } from './place.ts';

const view = { width: 1400, height: 900 };
const card = { width: 320, height: 160 };
const covers = (a: { left: number; top: number }, b: { left: number; top: number; width: number; height: number }): boolean =>
  a.left < b.left + b.width && a.left + card.width > b.left && a.top < b.top + b.height && a.top + card.height > b.top;

describe('the card of the tour', () => {
  it.each([
    ['a region at the left', { left: 0, top: 40, width: 240, height: 860 }],
    ['a region at the right', { left: 1080, top: 40, width: 320, height: 860 }],
    ['a button at the top', { left: 1250, top: 4, width: 140, height: 32 }],
    ['a panel at the bottom', { left: 240, top: 640, width: 840, height: 260 }],
    ['a line over the panel', { left: 240, top: 600, width: 840, height: 36 }],
  ])('does not cover %s', (_, anchor) => {
    const place = placeCard(anchor, card, view);
    expect(covers(place, anchor)).toBe(false);
    expect(place.left >= 0 && place.top >= 0 && place.left + card.width <= view.width && place.top + card.height <= view.height).toBe(true);
  });
  it('stays in a small window, inside what fills it', () => {
    expect(placeCard({ left: 0, top: 0, width: 330, height: 300 }, card, { width: 330, height: 300 })).toEqual({ left: 8, top: 70 });
  });
});
