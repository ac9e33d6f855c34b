import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { modelOfSize } from '../../../bench/model-of-size.ts';
import { diagramBoxes } from './box.ts';
import { coloringOf } from './coloring.ts';
import { createPainter } from './paint.ts';
import type { Scene } from './paint-scene.ts';

/** A canvas that keeps what is asked of it. */
function recorder() {
  const calls: { readonly name: string; readonly given: readonly unknown[] }[] = [];
  const canvas = { clientWidth: 400, clientHeight: 300, width: 400, height: 300, getContext: () => ink } as unknown as HTMLCanvasElement;
  const ink: unknown = new Proxy({ canvas } as Record<string, unknown>, {
    get: (own, name) =>
      name in own
        ? own[String(name)]
        : (...given: unknown[]) => {
            calls.push({ name: String(name), given });
          },
  });
  const of = (name: string) => calls.filter((call) => call.name === name).map(({ given }) => given);
  return { canvas, of, clear: () => calls.splice(0) };
}

const project = modelOfSize(50);
const diagram = project.diagrams['main'];
if (!diagram) throw new Error('the model has no diagram');
const scene: Scene = {
  boxes: diagramBoxes(project, diagram),
  edges: [],
  routes: new Map(),
  areas: [],
  notes: [],
  moved: new Map(),
  guides: [],
  selection: new Set(),
  hover: undefined,
  lit: new Set(),
  connected: undefined,
  found: undefined,
  far: true,
  mounted: undefined,
  scheme: 'light',
  coloring: coloringOf('classic', 'light', project),
  view: { x: 0, y: 0, zoom: 0.1 },
};
const moved = (x: number, y: number, zoom = 0.1): Scene => ({ ...scene, view: { x, y, zoom } });

beforeEach(() => vi.stubGlobal('window', { devicePixelRatio: 1 }));
afterEach(() => vi.unstubAllGlobals());

const many = modelOfSize(1500);
const crowd: Scene = { ...scene, boxes: diagramBoxes(many, many.diagrams['main'] ?? diagram) };
const seen = (x: number, y: number, zoom: number): Scene => ({ ...crowd, view: { x, y, zoom } });

describe('zooming over many objects', () => {
  beforeEach(() =>
    vi.stubGlobal(
      'OffscreenCanvas',
      class {
        getContext = recorder().canvas.getContext;
      },
    ),
  );
  it('draws the last picture smaller, what is around it anew, and all of it sharply once the view rests', () => {
    const [draw, { canvas, of, clear }] = [createPainter(), recorder()];
    draw(canvas, seen(0, 0, 0.02));
    clear();
    // Three quarters as large around the middle of 400 by 300.
    expect(draw(canvas, seen(50, 37.5, 0.015))).toBe(true);
    expect(of('drawImage').map(([, ...at]) => at)).toEqual([[50, 37.5, 300, 225]]);
    expect(of('rect')).toEqual([
      [0, 0, 400, 38],
      [0, 262, 400, 38],
      [0, 38, 50, 224],
      [350, 38, 50, 224],
    ]);
    clear();
    expect(draw(canvas, seen(50, 37.5, 0.015), true)).toBe(false);
    expect([of('drawImage'), of('rect')]).toEqual([[], []]);
    expect(of('fillRect').length).toBeGreaterThan(1000);
  });
  it.each([
    ['it is more than twice as large', seen(0, 0, 0.05)],
    ['something else is selected', { ...seen(0, 0, 0.015), selection: new Set(['hub0']) }],
    ['something is dragged', { ...seen(0, 0, 0.015), moved: new Map([['hub0', { x: 0, y: 0 }]]) }],
  ])('draws sharply when %s', (_, next) => {
    const [draw, { canvas, of, clear }] = [createPainter(), recorder()];
    draw(canvas, seen(0, 0, 0.02));
    clear();
    expect(draw(canvas, next)).toBe(false);
    expect(of('drawImage').filter((given) => given.length > 3)).toEqual([]);
  });
});

describe('painting from afar', () => {
  it('moves what is drawn along with the view, and draws what comes into it', () => {
    const [draw, { canvas, of, clear }] = [createPainter(), recorder()];
    draw(canvas, scene);
    const all = of('fillRect').length;
    expect([of('drawImage').length, all > 50]).toEqual([0, true]);
    clear();
    draw(canvas, moved(12, 0));
    expect(of('drawImage').map(([, across, down]) => [across, down])).toEqual([[12, 0]]);
    expect(of('rect')).toEqual([[0, 0, 12, 300]]);
    expect(of('fillRect').length).toBeLessThan(all / 2);
    clear();
    draw(canvas, moved(5, -20));
    expect(of('rect')).toEqual([
      [393, 0, 7, 300],
      [0, 280, 400, 20],
    ]);
  });
  it.each([
    ['the zoom is another', moved(12, 0, 0.09)],
    ['it moved by part of a pixel', moved(12.5, 0)],
    ['nothing of it is left', moved(500, 0)],
    ['something else is selected', { ...moved(12, 0), selection: new Set(['hub0']) }],
  ])('draws all of it anew when %s', (_, next) => {
    const [draw, { canvas, of, clear }] = [createPainter(), recorder()];
    draw(canvas, scene);
    clear();
    draw(canvas, next);
    expect([of('drawImage'), of('clearRect')]).toEqual([[], [[0, 0, 400, 300]]]);
  });
});
