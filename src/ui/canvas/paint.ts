import type { Id } from '../../core/model/types.ts';
import { KIND_COLORS, shapeOf } from '../kinds/kind-shape.ts';
import { overlaps, type Box, type Rect } from './box.ts';
import type { ModelEdge } from './edges.ts';
import { HEADER_HEIGHT, ROW_HEIGHT, rowTop } from './node-size.ts';

export interface Scene {
  readonly boxes: ReadonlyMap<Id, Box>;
  readonly edges: readonly ModelEdge[];
  readonly moved: ReadonlyMap<Id, { readonly x: number; readonly y: number }>;
  readonly selection: ReadonlySet<Id>;
  readonly hover: Id | undefined;
  readonly connected: ReadonlySet<Id> | undefined;
  readonly far: boolean;
  readonly scheme: 'light' | 'dark';
  readonly view: { readonly x: number; readonly y: number; readonly zoom: number };
}

type Ink = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

const INK = {
  light: { edge: '#68727f', flow: '#a0a9b5', lit: '#1f5fbf', text: '#1c2128', box: '#ffffff', line: '#c3cad3', back: '#f6f7f9' },
  dark: { edge: '#96a1ae', flow: '#5a6572', lit: '#7fb0ff', text: '#e6e9ed', box: '#20252c', line: '#434c57', back: '#171b20' },
} as const;
/** Canvas units. */
const LONGEST_DASHED = 2400;
const paths = new Map<string, Path2D>();

function shape(data: string): Path2D {
  const known = paths.get(data);
  if (known) return known;
  const made = new Path2D(data);
  paths.set(data, made);
  return made;
}

/** Screen pixels below which a kind's shape is no more than a speck. */
const SPECK = 6;

function placedBox(scene: Scene, id: Id): Box | undefined {
  const box = scene.boxes.get(id);
  const at = scene.moved.get(id);
  return box && at ? { ...box, x: at.x, y: at.y } : box;
}

function anchorY(box: Box, row: string | undefined): number {
  const index = row === undefined ? -1 : box.rows.findIndex((entry) => entry.id === row);
  return box.y + (index < 0 ? HEADER_HEIGHT / 2 : rowTop(box.object, index) + ROW_HEIGHT / 2);
}

function paintEdge(ink: Ink, edge: ModelEdge, from: Box, to: Box, scene: Scene, visible: Rect): void {
  const forward = from.x + from.width / 2 <= to.x + to.width / 2;
  const x1 = forward ? from.x + from.width : from.x;
  const x2 = forward ? to.x : to.x + to.width;
  const y1 = anchorY(from, undefined);
  const y2 = anchorY(to, edge.toRow);
  const bounds = { x: Math.min(x1, x2) - 60, y: Math.min(y1, y2) - 8, width: Math.abs(x1 - x2) + 120, height: Math.abs(y1 - y2) + 16 };
  if (!overlaps(bounds, visible)) return;
  const colors = INK[scene.scheme];
  const lit = scene.selection.has(edge.from) || scene.selection.has(edge.to);
  ink.globalAlpha = scene.selection.size > 0 && !lit ? 0.25 : 1;
  ink.strokeStyle = lit ? colors.lit : edge.flow ? colors.flow : colors.edge;
  ink.lineWidth = 1 / Math.min(1, scene.view.zoom);
  // Dashes cost by their number along the whole curve, seen or not: a long one is drawn through.
  ink.setLineDash(edge.identifying || scene.far || bounds.width + bounds.height > LONGEST_DASHED ? [] : [5, 4]);
  const side = forward ? 1 : -1;
  const bend = Math.max(32, Math.abs(x2 - x1) / 2);
  ink.beginPath();
  ink.moveTo(x1, y1);
  ink.bezierCurveTo(x1 + side * bend, y1, x2 - side * bend, y2, x2, y2);
  ink.stroke();
  if (scene.far) return;
  ink.setLineDash([]);
  ink.beginPath();
  if (edge.flow) {
    ink.moveTo(x2 - side * 7, y2 - 4);
    ink.lineTo(x2, y2);
    ink.lineTo(x2 - side * 7, y2 + 4);
  } else {
    ink.moveTo(x2, y2 - 5);
    ink.lineTo(x2 - side * 10, y2);
    ink.lineTo(x2, y2 + 5);
    ink.moveTo(x1 + side * 7, y1 - 5);
    ink.lineTo(x1 + side * 7, y1 + 5);
  }
  ink.stroke();
  if (edge.role === undefined) return;
  ink.font = '11px system-ui, sans-serif';
  ink.textAlign = forward ? 'right' : 'left';
  ink.textBaseline = 'bottom';
  ink.fillStyle = colors.text;
  ink.fillText(edge.role, x2 - side * 14, y2 - 2);
}

function paintFarBox(ink: Ink, box: Box, scene: Scene): void {
  const colors = INK[scene.scheme];
  const color = KIND_COLORS[scene.scheme][box.object.kind];
  const selected = scene.selection.has(box.id);
  ink.globalAlpha = scene.connected && !scene.connected.has(box.id) ? 0.35 : 1;
  // Two filled rectangles cost less than one with an outline.
  const line = (selected ? 2.5 : 1) / scene.view.zoom;
  ink.fillStyle = selected || scene.hover === box.id ? colors.lit : color;
  ink.fillRect(box.x - line / 2, box.y - line / 2, box.width + line, box.height + line);
  ink.fillStyle = colors.box;
  ink.fillRect(box.x + line / 2, box.y + line / 2, box.width - line, box.height - line);
  const size = Math.min(56, box.height * 0.6);
  const [left, top] = [box.x + 12, box.y + (box.height - size) / 2];
  ink.fillStyle = color;
  if (size * scene.view.zoom < SPECK) ink.fillRect(left, top, size, size);
  else {
    ink.save();
    ink.translate(left, top);
    ink.scale(size / 16, size / 16);
    ink.fill(shape(shapeOf(box.object)), 'evenodd');
    ink.restore();
  }
  const name = box.object.name;
  const room = box.width - size - 28;
  // A long name may shrink a little before it is cut.
  const fontSize = Math.max(9, Math.min(12, (room * scene.view.zoom) / (name.length * 0.56))) / scene.view.zoom;
  if (fontSize > 64) return;
  ink.font = `${fontSize}px system-ui, sans-serif`;
  ink.textAlign = 'left';
  ink.textBaseline = 'middle';
  ink.fillStyle = colors.text;
  const fits = Math.floor(room / (fontSize * 0.56));
  if (fits < 4) return;
  ink.fillText(name.length > fits ? `${name.slice(0, fits - 1)}…` : name, box.x + size + 20, box.y + box.height / 2);
}

/** Goes to canvas units, on a clear ground or on a copy of one. */
function begin(ink: Ink, { view: { x, y, zoom } }: Scene, ratio: number, ground?: OffscreenCanvas): void {
  ink.setTransform(1, 0, 0, 1, 0, 0);
  ink.clearRect(0, 0, ink.canvas.width, ink.canvas.height);
  if (ground) ink.drawImage(ground, 0, 0);
  ink.setTransform(ratio * zoom, 0, 0, ratio * zoom, ratio * x, ratio * y);
}

/** Edges, then from afar the objects, of those that `drawn` picks by their ends. */
function paintPart(ink: Ink, scene: Scene, visible: Rect, drawn: { edge: (edge: ModelEdge) => boolean; box: (id: Id) => boolean }): void {
  for (const edge of scene.edges) {
    if (!drawn.edge(edge)) continue;
    const from = placedBox(scene, edge.from);
    const to = placedBox(scene, edge.to);
    if (from && to) paintEdge(ink, edge, from, to, scene, visible);
  }
  if (scene.far)
    for (const id of scene.boxes.keys()) {
      const box = drawn.box(id) ? placedBox(scene, id) : undefined;
      if (box && overlaps(box, visible)) paintFarBox(ink, box, scene);
    }
  ink.globalAlpha = 1;
}

const ALL = { edge: () => true, box: () => true };

/**
 * Draws the edges at every level, and from afar the objects too, in one pass over what the view shows. While objects are
 * dragged or pointed at from afar, what stays as it is was drawn once and is copied.
 */
export function createPainter(): (canvas: HTMLCanvasElement, scene: Scene) => void {
  let still: { readonly of: readonly unknown[]; readonly sheet: OffscreenCanvas } | undefined;
  return (canvas, scene) => {
    const ink = canvas.getContext('2d');
    if (!ink) return;
    const ratio = window.devicePixelRatio || 1;
    const { clientWidth: width, clientHeight: height } = canvas;
    const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (canvas.width !== wide) canvas.width = wide;
    if (canvas.height !== high) canvas.height = high;
    const { x, y, zoom } = scene.view;
    const visible = { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom };
    const { moved, hover } = scene;
    if (!scene.far || (moved.size === 0 && hover === undefined) || wide === 0 || high === 0) {
      still = undefined;
      begin(ink, scene, ratio);
      paintPart(ink, scene, visible, ALL);
      return;
    }
    const moves = (edge: ModelEdge): boolean => moved.has(edge.from) || moved.has(edge.to);
    const of = [scene.boxes, scene.edges, scene.selection, scene.connected, scene.scheme, x, y, zoom, wide, high, [...moved.keys()].join(' ')];
    if (still?.of.some((part, index) => part !== of[index]) !== false) {
      const sheet = new OffscreenCanvas(wide, high);
      const under = sheet.getContext('2d');
      if (!under) return;
      begin(under, scene, ratio);
      paintPart(under, { ...scene, hover: undefined }, visible, { edge: (edge) => !moves(edge), box: (id) => !moved.has(id) });
      still = { of, sheet };
    }
    begin(ink, scene, ratio, still.sheet);
    paintPart(ink, scene, visible, { edge: moves, box: (id) => moved.has(id) || id === hover });
  };
}
