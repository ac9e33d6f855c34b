import { useCallback, useEffect, useMemo, useRef, useState, type RefObject } from 'react';
import type { Viewport } from '@xyflow/react';
import type { Diagram, DiagramArea, Id, Project } from '../../core/model/types.ts';
import { diagramBoxes, type Box, type Rect } from './box.ts';
import { diagramEdges, type ModelEdge } from './edges.ts';
import { createPainter } from './paint.ts';
import type { Scene } from './paint-scene.ts';
import { useRoutes } from './use-routes.ts';
import type { Route } from './route.ts';

const NO_BOXES: ReadonlyMap<Id, Box> = new Map();
const NO_AREAS: readonly DiagramArea[] = [];

export interface DiagramParts {
  readonly boxes: ReadonlyMap<Id, Box>;
  readonly edges: readonly ModelEdge[];
  readonly routes: ReadonlyMap<string, Route>;
  readonly areas: readonly DiagramArea[];
}

const sameEntries = <K, V>(a: ReadonlyMap<K, V>, b: ReadonlyMap<K, V>): boolean => a.size === b.size && [...a].every(([key, value]) => b.get(key) === value);
const sameItems = <V>(a: readonly V[], b: readonly V[]): boolean => a.length === b.length && a.every((value, index) => value === b[index]);

/** The value as it was before, as long as it is the same. */
function useKept<V>(value: V, isSame: (a: V, b: V) => boolean): V {
  const kept = useRef(value);
  return useMemo(() => {
    if (!isSame(kept.current, value)) kept.current = value;
    return kept.current;
  }, [value, isSame]);
}

/** What a diagram shows: the same parts as long as they are the same, whatever else changes in the project. */
export function useDiagramParts(project: Project, diagram: Diagram | undefined): DiagramParts {
  const boxes = useKept(
    useMemo(() => (diagram ? diagramBoxes(project, diagram) : NO_BOXES), [project, diagram]),
    sameEntries,
  );
  const edges = useKept(
    useMemo(() => diagramEdges(project, boxes.keys()), [project, boxes]),
    sameItems,
  );
  return { boxes, edges, routes: useRoutes(boxes, edges), areas: diagram?.areas ?? NO_AREAS };
}

/** What a selection is joined to, itself among it; nothing while nothing is selected. */
export function useConnected(edges: readonly ModelEdge[], picked: ReadonlySet<Id>, edge: ModelEdge | undefined): ReadonlySet<Id> | undefined {
  return useMemo(() => {
    if (edge) return new Set([edge.from, edge.to]);
    if (picked.size === 0) return undefined;
    const ids = new Set(picked);
    for (const each of edges) {
      if (picked.has(each.from)) ids.add(each.to);
      if (picked.has(each.to)) ids.add(each.from);
    }
    return ids;
  }, [edges, picked, edge]);
}

/** What changes without a render. */
export interface Live {
  hover: Id | undefined;
  mounted: Rect | undefined;
}

/** Milliseconds without a new picture after which a view rests. */
const REST = 120;

/** Draws a scene, at most once a frame. `live` tells what changes without a render. @returns what asks for it. */
export function usePaint(
  ink: RefObject<HTMLCanvasElement | null>,
  view: RefObject<Viewport>,
  live: RefObject<Live>,
): {
  readonly paint: () => void;
  readonly show: (scene: Omit<Scene, 'view' | keyof Live>) => void;
} {
  const scene = useRef<Omit<Scene, 'view' | keyof Live>>(undefined);
  const frame = useRef(0);
  const rest = useRef(0);
  const [draw] = useState(createPainter);
  const paint = useCallback(() => {
    const render = (sharply: boolean) => {
      if (ink.current && scene.current) return draw(ink.current, { ...scene.current, ...live.current, view: view.current }, sharply);
      return false;
    };
    cancelAnimationFrame(frame.current);
    clearTimeout(rest.current);
    frame.current = requestAnimationFrame(() => {
      if (render(false)) rest.current = window.setTimeout(() => render(true), REST);
    });
  }, [draw, ink, live, view]);
  useEffect(
    () => () => {
      cancelAnimationFrame(frame.current);
      clearTimeout(rest.current);
    },
    [],
  );
  const show = useCallback(
    (next: Omit<Scene, 'view' | keyof Live>) => {
      scene.current = next;
      paint();
    },
    [paint],
  );
  return { paint, show };
}
