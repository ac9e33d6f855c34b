import { describe, expect, it } from 'vitest';
import { clampSize, sizeAfterKey } from './splitter-size.ts';

const range = { min: 100, max: 300 };

describe('splitter', () => {
  it('keeps a size inside its range, and the smallest when there is no room at all', () => {
    expect([clampSize(20, range), clampSize(180.4, range), clampSize(999, range)]).toEqual([100, 180, 300]);
    expect(clampSize(200, { min: 100, max: 40 })).toBe(100);
  });
  it('grows, shrinks and jumps by key', () => {
    expect(sizeAfterKey('ArrowLeft', 200, 'ArrowLeft', 'ArrowRight', range)).toBe(216);
    expect(sizeAfterKey('ArrowRight', 110, 'ArrowLeft', 'ArrowRight', range)).toBe(100);
    expect(sizeAfterKey('End', 110, 'ArrowLeft', 'ArrowRight', range)).toBe(300);
    expect(sizeAfterKey('a', 110, 'ArrowLeft', 'ArrowRight', range)).toBeUndefined();
  });
});
