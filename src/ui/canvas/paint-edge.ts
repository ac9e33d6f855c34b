import { arrivesAt, leavesAt } from './anchor.ts';
import { overlaps, type Rect } from './box.ts';
import { endStrokes, sideAt } from './edge-ends.ts';
import type { ModelEdge } from './edges.ts';
import { INK, MANY, placedBox, type Ink, type Scene } from './paint-scene.ts';
import { quickRoute, type Route } from './route.ts';

/** Canvas units. */
const LONGEST_DASHED = 2400;
const ROUND = 5;

/** The route of an edge: as worked out, or straight to where what is dragged is now. */
export function routeOf(scene: Pick<Scene, 'boxes' | 'moved' | 'routes'>, edge: ModelEdge): Route | undefined {
  const known = scene.routes.get(edge.id);
  if (known && !scene.moved.has(edge.from) && !scene.moved.has(edge.to)) return known;
  const from = placedBox(scene, edge.from);
  const to = placedBox(scene, edge.to);
  return from && to ? quickRoute(from, to, leavesAt(edge, from), arrivesAt(edge, to)) : undefined;
}

const bounds = new WeakMap<Route, Rect>();

/** The rectangle around a route, with room for its ends. */
export function routeBounds(route: Route): Rect {
  const known = bounds.get(route);
  if (known) return known;
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let at = 0; at < route.length; at += 2) {
    const [x, y] = [route[at] ?? 0, route[at + 1] ?? 0];
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  const rect = { x: left - 8, y: top - 8, width: right - left + 16, height: bottom - top + 16 };
  bounds.set(route, rect);
  return rect;
}

/** Called for every edge of every frame, so it makes nothing. */
function trace(ink: Ink, route: Route, rounded: boolean): void {
  ink.beginPath();
  ink.moveTo(route[0] ?? 0, route[1] ?? 0);
  for (let at = 2; at < route.length; at += 2) {
    const x = route[at] ?? 0;
    const y = route[at + 1] ?? 0;
    const nextX = route[at + 2];
    const nextY = route[at + 3];
    if (!rounded || nextX === undefined || nextY === undefined) {
      ink.lineTo(x, y);
      continue;
    }
    const before = Math.abs(x - (route[at - 2] ?? 0)) + Math.abs(y - (route[at - 1] ?? 0));
    const room = Math.min(Math.abs(nextX - x) + Math.abs(nextY - y), before);
    if (room > 1) ink.arcTo(x, y, nextX, nextY, Math.min(ROUND, room / 2));
    else ink.lineTo(x, y);
  }
  ink.stroke();
}

function paintEnds(ink: Ink, edge: ModelEdge, route: Route): void {
  ink.setLineDash([]);
  ink.beginPath();
  for (const stroke of endStrokes(edge, route)) {
    if ('circle' in stroke) {
      const [x, y, radius] = stroke.circle;
      ink.moveTo(x + radius, y);
      ink.arc(x, y, radius, 0, 2 * Math.PI);
    } else
      for (let at = 0; at < stroke.line.length; at += 2) {
        const [x = 0, y = 0] = stroke.line.slice(at, at + 2);
        if (at === 0) ink.moveTo(x, y);
        else ink.lineTo(x, y);
      }
  }
  ink.stroke();
}

function paintRole(ink: Ink, role: string, route: Route, color: string): void {
  const into = sideAt(route, 'to');
  const [x = 0, y = 0] = route.slice(-2);
  ink.font = '11px system-ui, sans-serif';
  ink.textAlign = into > 0 ? 'left' : 'right';
  ink.textBaseline = 'bottom';
  ink.fillStyle = color;
  ink.fillText(role, x + into * 20, y - 2);
}

/** An edge as far as the view shows it. */
export function paintEdge(ink: Ink, edge: ModelEdge, scene: Scene, visible: Rect): void {
  const route = routeOf(scene, edge);
  if (!route) return;
  const around = routeBounds(route);
  if (!overlaps(around, visible)) return;
  const colors = INK[scene.scheme];
  const pointed = scene.lit.has(edge.id);
  const lit = pointed || scene.selection.has(edge.from) || scene.selection.has(edge.to);
  ink.globalAlpha = (scene.selection.size > 0 || scene.lit.size > 0) && !lit ? 0.25 : 1;
  ink.strokeStyle = lit ? colors.lit : edge.flow ? colors.flow : colors.edge;
  ink.lineWidth = (pointed ? 2 : 1) / Math.min(1, scene.view.zoom);
  const plain = scene.far || (scene.mounted !== undefined && scene.boxes.size > MANY);
  // Dashes cost by their number along the whole line, seen or not: a long one is drawn through.
  const solid = edge.identifying || edge.flow || plain || around.width + around.height > LONGEST_DASHED;
  ink.setLineDash(solid ? [] : [5, 4]);
  trace(ink, route, !plain);
  if (plain) return;
  paintEnds(ink, edge, route);
  if (edge.role !== undefined) paintRole(ink, edge.role, route, lit ? colors.lit : colors.text);
}

/** How far a point is from a route, in canvas units. */
export function distanceTo(route: Route, x: number, y: number): number {
  let least = Infinity;
  for (let at = 2; at < route.length; at += 2) {
    const [x1, y1, x2, y2] = [route[at - 2] ?? 0, route[at - 1] ?? 0, route[at] ?? 0, route[at + 1] ?? 0];
    const dx = Math.max(Math.min(x1, x2) - x, 0, x - Math.max(x1, x2));
    const dy = Math.max(Math.min(y1, y2) - y, 0, y - Math.max(y1, y2));
    least = Math.min(least, Math.hypot(dx, dy));
  }
  return least;
}
