import { describe, expect, it } from 'vitest';
import { arranged } from './arrange.ts';
import type { Box } from './box.ts';
import { heldBy, type Mark } from './marks.ts';
import { neighbourOf } from './neighbour.ts';
import { noteLines } from './note-lines.ts';
import { snapTo } from './snap.ts';

const entry = (id: string, x: number, y: number, width = 100, height = 50) => ({ id, x, y, width, height });

describe('lining up', () => {
  const three = [entry('a', 0, 0), entry('b', 40, 200, 60), entry('c', 300, 500)];
  it('aligns edges and middles, and moves only what is not there yet', () => {
    expect(arranged(three, 'left')).toEqual({ b: { x: 0, y: 200 }, c: { x: 0, y: 500 } });
    expect(arranged(three, 'right')).toEqual({ a: { x: 300, y: 0 }, b: { x: 340, y: 200 } });
    expect(arranged([entry('a', 0, 0), entry('b', 200, 100, 100, 150)], 'middle')).toEqual({ a: { x: 0, y: 100 }, b: { x: 200, y: 50 } });
    expect(arranged([entry('a', 0, 0)], 'left')).toEqual({});
  });
  it('makes the gaps equal between the outermost', () => {
    expect(arranged(three, 'down')).toEqual({ b: { x: 40, y: 250 } });
    expect(arranged(three.slice(0, 2), 'down')).toEqual({});
  });
});

describe('snapping to neighbours', () => {
  it('draws an edge to the same edge of another, and shows the line', () => {
    const { dx, dy, guides } = snapTo(entry('', 103, 400), [entry('', 100, 0)], 6);
    expect([dx, dy]).toEqual([-3, 0]);
    expect(guides).toContainEqual({ axis: 'x', at: 100, from: 0, to: 450 });
  });
  it('leaves alone what is too far from everything', () => {
    expect(snapTo(entry('', 120, 400), [entry('', 100, 0)], 6)).toEqual({ dx: 0, dy: 0, guides: [] });
  });
});

it('holds in an area what has its middle in it, smaller areas too', () => {
  const area: Mark = { type: 'area', name: 'A', ...entry('area', 0, 0, 500, 500) };
  const marks: readonly Mark[] = [area, { type: 'note', text: '', ...entry('note', 10, 10) }, { type: 'area', name: 'B', ...entry('large', 0, 0, 600, 500) }];
  expect(heldBy(area, [entry('in', 440, 440), entry('out', 480, 480)], marks)).toEqual(['in', '/note']);
});

it('walks to the neighbour that is joined rather than to a nearer one', () => {
  const box = (id: string, x: number, y: number): Box => ({
    ...entry(id, x, y),
    rows: [],
    pinned: false,
    object: { kind: 'hub', id, name: id, columns: [], feeds: [] },
  });
  const boxes = new Map([box('a', 0, 0), box('near', 150, 0), box('joined', 300, 0), box('left', -300, 0)].map((each) => [each.id, each]));
  const edge = { id: 'e', relation: 'e', from: 'a', to: 'joined', flow: true, identifying: false };
  expect(neighbourOf(boxes, [edge], 'a', 'right')).toBe('joined');
  expect(neighbourOf(boxes, [], 'a', 'right')).toBe('near');
  expect(neighbourOf(boxes, [edge], 'a', 'left')).toBe('left');
  expect(neighbourOf(boxes, [edge], 'a', 'up')).toBeUndefined();
});

it('reads the little of Markdown that notes know, and leaves the rest as it is', () => {
  expect(noteLines('# Head\n- **bold** x\n\n2 * 3 <b>')).toEqual([
    { kind: 'heading', parts: [{ text: 'Head', style: 'plain' }] },
    {
      kind: 'item',
      parts: [
        { text: 'bold', style: 'bold' },
        { text: ' x', style: 'plain' },
      ],
    },
    { kind: 'blank', parts: [] },
    { kind: 'text', parts: [{ text: '2 * 3 <b>', style: 'plain' }] },
  ]);
});
