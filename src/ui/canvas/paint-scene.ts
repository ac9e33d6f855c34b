import type { DiagramArea, Id } from '../../core/model/types.ts';
import type { Box, Rect } from './box.ts';
import type { Coloring } from './coloring.ts';
import type { ModelEdge } from './edges.ts';
import type { Mark } from './marks.ts';
import type { Route } from './route.ts';

export type Ink = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;
export type Positions = ReadonlyMap<Id, { readonly x: number; readonly y: number }>;

/** Diagrams of more objects are drawn more simply while their view zooms: from one picture, and without the ends of edges. */
export const MANY = 1200;

/** What an area or a note is called among objects: no object's id holds a slash. */
export const markKey = (id: Id): string => `/${id}`;

/** A line that shows what something dragged lines up with, in canvas units. */
export interface Guide {
  readonly axis: 'x' | 'y';
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

/** What is drawn under the nodes, and from afar in their place. */
export interface Scene {
  readonly boxes: ReadonlyMap<Id, Box>;
  readonly edges: readonly ModelEdge[];
  /** As far as they have been worked out for where the nodes stand. */
  readonly routes: ReadonlyMap<string, Route>;
  readonly areas: readonly DiagramArea[];
  /** Drawn from afar only. */
  readonly notes: readonly Mark[];
  readonly moved: Positions;
  readonly guides: readonly Guide[];
  readonly selection: ReadonlySet<Id>;
  readonly hover: Id | undefined;
  /** Edges pointed at or selected. */
  readonly lit: ReadonlySet<string>;
  readonly connected: ReadonlySet<Id> | undefined;
  /** Objects that a search has found. */
  readonly found: ReadonlySet<Id> | undefined;
  readonly far: boolean;
  /** While the view zooms: where nodes are mounted, in canvas units. What else comes into view is drawn as from afar. */
  readonly mounted: Rect | undefined;
  readonly scheme: 'light' | 'dark';
  readonly coloring: Coloring;
  readonly view: { readonly x: number; readonly y: number; readonly zoom: number };
}

export const INK = {
  light: { edge: '#68727f', flow: '#a0a9b5', lit: '#1f5fbf', text: '#1c2128', box: '#ffffff', line: '#c3cad3', back: '#f6f7f9', soft: '#586069' },
  dark: { edge: '#96a1ae', flow: '#5a6572', lit: '#7fb0ff', text: '#e6e9ed', box: '#20252c', line: '#434c57', back: '#171b20', soft: '#a3adb8' },
} as const;

/** A node where it is while it is dragged. */
export function placedBox(scene: Pick<Scene, 'boxes' | 'moved'>, id: Id): Box | undefined {
  const box = scene.boxes.get(id);
  const at = scene.moved.get(id);
  return box && at ? { ...box, x: at.x, y: at.y } : box;
}
