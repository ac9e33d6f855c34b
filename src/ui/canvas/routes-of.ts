import type { Id } from '../../core/model/types.ts';
import { arrivesAt, leavesAt } from './anchor.ts';
import type { Box } from './box.ts';
import { askThread } from './canvas-thread.ts';
import type { ModelEdge } from './edges.ts';
import type { Route, RouteWish } from './route.ts';

/** The routes of edges between nodes, by the edges' ids, worked out beside the page. */
export async function routesOf(boxes: ReadonlyMap<Id, Box>, edges: readonly ModelEdge[]): Promise<ReadonlyMap<string, Route>> {
  const places = new Map([...boxes.keys()].map((id, index) => [id, index]));
  const wishes = edges.map((edge): RouteWish => {
    const [from, to] = [boxes.get(edge.from), boxes.get(edge.to)];
    return {
      from: places.get(edge.from) ?? -1,
      to: places.get(edge.to) ?? -1,
      leaves: from ? leavesAt(edge, from) : 0,
      arrives: to ? arrivesAt(edge, to) : 0,
    };
  });
  const rects = [...boxes.values()].map(({ x, y, width, height }) => ({ x, y, width, height }));
  const { routes } = await askThread({ kind: 'route', boxes: rects, wishes });
  return new Map(edges.map(({ id }, index) => [id, routes[index] ?? []]));
}
