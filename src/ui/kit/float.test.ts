import { describe, expect, it } from 'vitest';
import { floatBeside } from './float.ts';

const view = { width: 1000, height: 600 };
const menu = { width: 200, height: 300 };

describe('what floats', () => {
  it('stands under its anchor, at its left or its right edge', () => {
    const anchor = { left: 100, top: 50, width: 80, height: 26 };
    expect(floatBeside(anchor, menu, view)).toMatchObject({ left: 100, top: 80 });
    expect(floatBeside({ ...anchor, left: 700 }, menu, view, { end: true })).toMatchObject({ left: 580, top: 80 });
    expect(floatBeside(anchor, menu, view, { center: true }).left).toBe(40);
  });
  it('goes over the anchor when there is more room, and stays inside the window', () => {
    expect(floatBeside({ left: 950, top: 500, width: 20, height: 20 }, menu, view)).toEqual({ left: 796, top: 196, maxHeight: 492 });
  });
  it('is cut to the room there is', () => {
    const { top, maxHeight } = floatBeside({ left: 0, top: 200, width: 20, height: 20 }, { width: 200, height: 5000 }, view);
    expect([top, maxHeight]).toEqual([224, 372]);
  });
});
