import { useEffect, useMemo, useRef, useState } from 'react';
import type { Id } from '../../core/model/types.ts';
import { arrivesAt, leavesAt } from './anchor.ts';
import type { Box } from './box.ts';
import type { ModelEdge } from './edges.ts';
import type { Route } from './route.ts';
import { routesOf } from './routes-of.ts';

type Boxes = ReadonlyMap<Id, Box>;
type Routes = ReadonlyMap<string, Route>;
const NO_ROUTES: Routes = new Map();

/** Whether a route still leaves and arrives where its nodes have the rows. */
function fits(route: Route, edge: ModelEdge, from: Box, to: Box): boolean {
  const [x1 = 0, y1 = 0] = route;
  const [x2 = 0, y2 = 0] = route.slice(-2);
  return (
    (x1 === from.x || x1 === from.x + from.width) &&
    (x2 === to.x || x2 === to.x + to.width) &&
    y1 === from.y + leavesAt(edge, from) &&
    y2 === to.y + arrivesAt(edge, to)
  );
}

/**
 * The routes of edges, worked out beside the page whenever nodes or edges have changed. Until they are there, those that
 * no longer fit are missing.
 */
export function useRoutes(boxes: Boxes, edges: readonly ModelEdge[]): Routes {
  const [known, setKnown] = useState(NO_ROUTES);
  const wish = useRef<{ readonly boxes: Boxes; readonly edges: readonly ModelEdge[] }>(undefined);
  const busy = useRef(false);
  useEffect(() => {
    wish.current = { boxes, edges };
    const next = (): void => {
      const wanted = wish.current;
      if (!wanted || busy.current) return;
      busy.current = true;
      wish.current = undefined;
      routesOf(wanted.boxes, wanted.edges)
        .then(setKnown, () => undefined)
        .finally(() => {
          busy.current = false;
          next();
        });
    };
    next();
  }, [boxes, edges]);
  return useMemo(() => {
    const routes = new Map<string, Route>();
    for (const edge of edges) {
      const route = known.get(edge.id);
      const [from, to] = [boxes.get(edge.from), boxes.get(edge.to)];
      if (route && route.length > 0 && from && to && fits(route, edge, from, to)) routes.set(edge.id, route);
    }
    return routes;
  }, [known, boxes, edges]);
}
