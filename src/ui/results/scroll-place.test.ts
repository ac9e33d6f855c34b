import { expect, it } from 'vitest';
import { isScaled, placeAfter, scrollOf, topOf } from './scroll-place.ts';

const ROW = 24;
const VIEW = 480;

it('is the browser’s own offset while that is exact', () => {
  const few = scrollOf(1000 * ROW, VIEW);
  expect([isScaled(few), few.track]).toEqual([false, 24_000]);
  expect([placeAfter(100, { top: 0, place: 0 }, few), placeAfter(99_999, { top: 0, place: 0 }, few), topOf(500, few)]).toEqual([100, 23_520, 500]);
  const fits = scrollOf(3 * ROW, VIEW);
  expect([topOf(50, fits), placeAfter(10, { top: 0, place: 0 }, fits)]).toEqual([0, 0]);
});

it('reaches every row of many millions with a scroll bar that browsers can draw', () => {
  const many = scrollOf(50_000_000 * ROW, VIEW);
  const end = many.content - VIEW;
  expect(many.track).toBeLessThan(10_000_000);
  expect([topOf(0, many), topOf(end, many)]).toEqual([0, many.track - VIEW]);
  for (const place of [0, 24, 1_000_000, end / 3, end]) expect(placeAfter(topOf(place, many), { top: -9e9, place: 0 }, many)).toBeCloseTo(place, 3);
});

it('steps by what was scrolled, leaps to where the thumb was drawn, and ends at both ends', () => {
  const million = scrollOf(1_000_000 * ROW, VIEW);
  expect(isScaled(million)).toBe(true);
  const middle = { top: topOf(12_000_000, million), place: 12_000_000 };
  expect(placeAfter(middle.top + 100, middle, million)).toBe(12_000_100);
  expect(placeAfter(middle.top - 100, middle, million)).toBe(11_999_900);
  expect(placeAfter(middle.top + 1_000_000, middle, million)).toBeGreaterThan(15_000_000);
  expect(placeAfter(0, middle, million)).toBe(0);
  expect(placeAfter(million.track - VIEW, middle, million)).toBe(24_000_000 - VIEW);
});
