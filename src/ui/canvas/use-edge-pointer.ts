import { useMemo, useState } from 'react';
import type { ModelEdge } from './edges.ts';
import { distanceTo } from './paint-edge.ts';
import type { Route } from './route.ts';

/** Screen pixels within which an edge is meant. */
const REACH = 5;

export interface PointedEdge {
  readonly id: string;
  /** In canvas units. */
  readonly x: number;
  readonly y: number;
}

interface EdgePointer {
  readonly hovered: PointedEdge | undefined;
  readonly selected: PointedEdge | undefined;
  readonly lit: ReadonlySet<string>;
  /** The edge under a point, if there is one. */
  at(x: number, y: number, zoom: number): PointedEdge | undefined;
  hover(edge: PointedEdge | undefined): void;
  select(edge: PointedEdge | undefined): void;
}

/** Edges under the pointer and the one that was chosen. They are drawn, so they are found by where they run. */
export function useEdgePointer(edges: readonly ModelEdge[], routes: ReadonlyMap<string, Route>): EdgePointer {
  const [hovered, setHovered] = useState<PointedEdge>();
  const [chosen, setChosen] = useState<PointedEdge>();
  const selected = chosen && edges.some(({ id }) => id === chosen.id) ? chosen : undefined;
  const lit = useMemo(() => new Set([hovered?.id, selected?.id].flatMap((id) => id ?? [])), [hovered?.id, selected?.id]);
  return {
    hovered,
    selected,
    lit,
    at(x, y, zoom) {
      let best: PointedEdge | undefined;
      let least = REACH / zoom;
      for (const { id } of edges) {
        const route = routes.get(id);
        const distance = route ? distanceTo(route, x, y) : Infinity;
        if (distance < least) [best, least] = [{ id, x, y }, distance];
      }
      return best;
    },
    hover: (edge) => {
      if (edge?.id !== hovered?.id) setHovered(edge);
    },
    select: setChosen,
  };
}
