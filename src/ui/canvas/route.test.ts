import { describe, expect, it } from 'vitest';
import { blockersOf } from './route-blockers.ts';
import { routeEdges, quickRoute, type Route, type RouteBox } from './route.ts';

const box = (x: number, y: number, width = 200, height = 100): RouteBox => ({ x, y, width, height });
const wish = (from: number, to: number) => ({ from, to, leaves: 14, arrives: 50 });

function crossings(boxes: readonly RouteBox[], route: Route): number {
  const blockers = blockersOf(boxes);
  let sum = 0;
  for (let at = 2; at < route.length; at += 2) sum += blockers.crossed(route[at - 2] ?? 0, route[at - 1] ?? 0, route[at] ?? 0, route[at + 1] ?? 0);
  return sum;
}
const isSquare = (route: Route): boolean => route.every((_, at) => at % 2 === 1 || at === 0 || route[at] === route[at - 2] || route[at + 1] === route[at - 1]);

describe('routes of edges', () => {
  it('leave and arrive sideways at the rows, in right angles', () => {
    const [route = []] = routeEdges([box(0, 0), box(400, 300)], [wish(0, 1)]);
    expect(route.slice(0, 2)).toEqual([200, 14]);
    expect(route.slice(-2)).toEqual([400, 350]);
    expect(isSquare(route)).toBe(true);
  });
  it('run around what stands in the way', () => {
    const boxes = [box(0, 0), box(800, 0), box(300, -60, 200, 200)];
    const [route = []] = routeEdges(boxes, [wish(0, 1)]);
    expect(crossings(boxes, route)).toBe(0);
    expect(isSquare(route)).toBe(true);
  });
  it('arrive at the near side of a node that stands before', () => {
    const [route = []] = routeEdges([box(800, 0), box(0, 40)], [wish(0, 1)]);
    expect([route[0], route.at(-2)]).toEqual([800, 200]);
  });
  it('go around the outside of nodes that stand above each other', () => {
    const boxes = [box(0, 0), box(0, 300), box(0, 140)];
    const [route = []] = routeEdges(boxes, [wish(0, 1)]);
    expect(crossings(boxes, route)).toBe(0);
  });
  it('run beside each other, not over each other', () => {
    const boxes = [box(0, 0), box(0, 200), box(600, 400), box(600, 600)];
    const [a = [], b = []] = routeEdges(boxes, [wish(0, 2), wish(1, 3)]);
    expect(a[2]).not.toBe(b[2]);
  });
  it('cross hardly any node of a large diagram', () => {
    const boxes = Array.from({ length: 300 }, (_, index) => box((index % 20) * 340, Math.floor(index / 20) * 140));
    const wishes = Array.from({ length: 280 }, (_, index) => wish(index, (index * 7 + 20) % 300)).filter(({ from, to }) => from !== to);
    const routes = routeEdges(boxes, wishes);
    const straight = wishes.map(({ from, to }) => quickRoute(boxes[from] ?? box(0, 0), boxes[to] ?? box(0, 0), 14, 50));
    const sum = (all: readonly Route[]): number => all.reduce((total, route) => total + crossings(boxes, route), 0);
    expect(sum(routes)).toBeLessThan(sum(straight) / 10);
  });
});
