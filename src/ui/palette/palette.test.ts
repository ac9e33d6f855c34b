import { describe, expect, it } from 'vitest';
import { emptyProject } from '../../core/model/empty-project.ts';
import type { StudioState } from '../../store/studio-types.ts';
import { MOST_ITEMS, paletteItems } from './palette-items.ts';
import { rank } from './rank.ts';

const column = (id: string, name: string) => ({ id, name, type: 'text' });
const project = {
  ...emptyProject('p'),
  objects: {
    a: { kind: 'hub' as const, id: 'a', name: 'hub_customer', columns: [column('k', 'customer_no')], feeds: [] },
    b: { kind: 'source' as const, id: 'b', name: '__proto__', columns: [column('k', '<img onerror=1>')], delivery: 'full' as const },
  },
};
const state = {
  project,
  selection: [],
  diagnostics: [],
  run: { phase: 'never' },
  proof: { phase: 'never' },
  view: { stage: 'diagram' },
} as unknown as StudioState;

describe('rank', () => {
  it('puts equal before beginning before word before inside before scattered', () => {
    const scores = ['customer', 'customer_no', 'hub_customer', 'xcustomerx', 'c-u-s-t-o-m-e-r'].map((text) => rank('customer', text) ?? 99);
    expect(scores).toEqual([...scores].sort((a, b) => a - b));
    expect(new Set(scores).size).toBe(5);
  });
  it('refuses letters that are not there or too far apart', () => {
    expect(rank('xyz', 'hub_customer')).toBeUndefined();
    expect(rank('ab', 'a fairly long and winding text with a late b')).toBeUndefined();
  });
});

describe('palette', () => {
  it('lists only actions until something is asked, and never more than it shows', () => {
    expect(paletteItems(state, '').every((item) => 'action' in item.does)).toBe(true);
    expect(paletteItems(state, '').length).toBeLessThanOrEqual(MOST_ITEMS);
  });
  it('finds objects before their columns and takes any name as text', () => {
    expect(
      paletteItems(state, 'cust')
        .map((item) => item.label)
        .slice(0, 2),
    ).toEqual(['hub_customer', 'customer_no']);
    expect(paletteItems(state, 'hub_c')[0]?.does).toEqual({ object: 'a' });
    expect(paletteItems(state, '__proto__')[0]?.does).toEqual({ object: 'b' });
    expect(paletteItems(state, '<img')[0]?.does).toEqual({ object: 'b', column: 'k' });
  });
  it('offers no action that cannot be done', () => {
    expect(paletteItems(state, 'Undo').some((item) => item.label === 'Undo')).toBe(false);
  });
});
