import type { DiagramArea, Id } from '../../core/model/types.ts';
import { overlaps, type Rect } from './box.ts';
import type { ModelEdge } from './edges.ts';
import { MARK_INK } from './mark-colors.ts';
import type { Mark } from './marks.ts';
import { paintEdge } from './paint-edge.ts';
import { paintFarBox } from './paint-far.ts';
import { INK, markKey, placedBox, type Ink, type Scene } from './paint-scene.ts';

/** Goes to canvas units, on a clear ground or on a copy of one. */
function begin(ink: Ink, { view: { x, y, zoom } }: Scene, ratio: number, ground?: OffscreenCanvas): void {
  ink.setTransform(1, 0, 0, 1, 0, 0);
  ink.clearRect(0, 0, ink.canvas.width, ink.canvas.height);
  if (ground) ink.drawImage(ground, 0, 0);
  ink.setTransform(ratio * zoom, 0, 0, ratio * zoom, ratio * x, ratio * y);
}

function paintArea(ink: Ink, area: DiagramArea, scene: Scene): void {
  const at = scene.moved.get(markKey(area.id)) ?? area;
  const colors = MARK_INK[scene.scheme][area.color ?? 'grey'];
  ink.fillStyle = colors.ground;
  ink.fillRect(at.x, at.y, area.width, area.height);
  ink.strokeStyle = colors.line;
  ink.lineWidth = 1 / Math.min(1, scene.view.zoom);
  ink.strokeRect(at.x, at.y, area.width, area.height);
  if (!scene.far || area.name === '') return;
  const size = Math.min(13 / scene.view.zoom, area.height / 2);
  ink.font = `600 ${size}px system-ui, sans-serif`;
  ink.textAlign = 'left';
  ink.textBaseline = 'bottom';
  ink.fillStyle = colors.text;
  ink.fillText(area.name, at.x, at.y - 3 / scene.view.zoom, Math.max(area.width, 40 / scene.view.zoom));
}

function paintFarNote(ink: Ink, note: Mark, scene: Scene): void {
  const at = scene.moved.get(markKey(note.id)) ?? note;
  const colors = MARK_INK[scene.scheme][note.color ?? 'grey'];
  ink.fillStyle = colors.line;
  ink.fillRect(at.x, at.y, note.width, note.height);
  ink.fillStyle = colors.ground;
  const line = 1 / scene.view.zoom;
  ink.fillRect(at.x + line, at.y + line, note.width - 2 * line, note.height - 2 * line);
}

function paintGuides(ink: Ink, scene: Scene): void {
  if (scene.guides.length === 0) return;
  ink.strokeStyle = INK[scene.scheme].lit;
  ink.lineWidth = 1 / scene.view.zoom;
  ink.setLineDash([]);
  ink.beginPath();
  for (const { axis, at, from, to } of scene.guides) {
    ink.moveTo(axis === 'x' ? at : from, axis === 'x' ? from : at);
    ink.lineTo(axis === 'x' ? at : to, axis === 'x' ? to : at);
  }
  ink.stroke();
}

interface Drawn {
  readonly areas: boolean;
  readonly edge: (edge: ModelEdge) => boolean;
  readonly box: (id: Id) => boolean;
}

/** Areas, edges, then from afar the objects, of those that `drawn` picks. */
function paintPart(ink: Ink, scene: Scene, visible: Rect, drawn: Drawn): void {
  ink.globalAlpha = 1;
  if (drawn.areas) {
    ink.setLineDash([]);
    for (const area of scene.areas) paintArea(ink, area, scene);
    if (scene.far) for (const note of scene.notes) paintFarNote(ink, note, scene);
  }
  const lit: ModelEdge[] = [];
  for (const edge of scene.edges) {
    if (!drawn.edge(edge)) continue;
    if (scene.lit.has(edge.id)) lit.push(edge);
    else paintEdge(ink, edge, scene, visible);
  }
  for (const edge of lit) paintEdge(ink, edge, scene, visible);
  if (scene.far)
    for (const id of scene.boxes.keys()) {
      const box = drawn.box(id) ? placedBox(scene, id) : undefined;
      if (box && overlaps(box, visible)) paintFarBox(ink, box, scene);
    }
  ink.globalAlpha = 1;
  paintGuides(ink, scene);
}

/** What a picture was drawn of, but for where the view stands. */
const partsOf = (scene: Scene, wide: number, high: number): readonly unknown[] => [
  scene.boxes,
  scene.edges,
  scene.routes,
  scene.areas,
  scene.notes,
  scene.selection,
  scene.connected,
  scene.found,
  scene.lit,
  scene.scheme,
  scene.view.zoom,
  wide,
  high,
];
const isSame = (a: readonly unknown[], b: readonly unknown[]): boolean => a.length === b.length && a.every((part, index) => part === b[index]);

/** How far a view has moved over a picture in whole pixels; `undefined` where it has not, or none of the picture is left. */
function shiftOf(from: Scene['view'], to: Scene['view'], ratio: number, wide: number, high: number): readonly [across: number, down: number] | undefined {
  const [across, down] = [(to.x - from.x) * ratio, (to.y - from.y) * ratio];
  return Number.isInteger(across) && Number.isInteger(down) && Math.abs(across) < wide && Math.abs(down) < high ? [across, down] : undefined;
}

/** Moves the picture with the view, and draws what comes into it at two of its sides. */
function paintMoved(ink: Ink, scene: Scene, ratio: number, [across, down]: readonly [number, number]): void {
  const { width: wide, height: high } = ink.canvas;
  ink.setTransform(1, 0, 0, 1, 0, 0);
  ink.globalAlpha = 1;
  ink.globalCompositeOperation = 'copy';
  ink.drawImage(ink.canvas, across, down);
  ink.globalCompositeOperation = 'source-over';
  const { x, y, zoom } = scene.view;
  const strips: readonly Rect[] = [
    { x: across > 0 ? 0 : wide + across, y: 0, width: Math.abs(across), height: high },
    { x: 0, y: down > 0 ? 0 : high + down, width: wide, height: Math.abs(down) },
  ];
  for (const strip of strips) {
    if (strip.width === 0 || strip.height === 0) continue;
    ink.save();
    ink.setTransform(1, 0, 0, 1, 0, 0);
    ink.beginPath();
    ink.rect(strip.x, strip.y, strip.width, strip.height);
    ink.clip();
    ink.clearRect(strip.x, strip.y, strip.width, strip.height);
    ink.setTransform(ratio * zoom, 0, 0, ratio * zoom, ratio * x, ratio * y);
    const [left, top] = [(strip.x / ratio - x) / zoom, (strip.y / ratio - y) / zoom];
    // Lines and signs reach a little beyond what they belong to.
    const room = 8 / zoom;
    const visible = { x: left - room, y: top - room, width: strip.width / ratio / zoom + 2 * room, height: strip.height / ratio / zoom + 2 * room };
    paintPart(ink, scene, visible, ALL);
    ink.restore();
  }
}

const ALL: Drawn = { areas: true, edge: () => true, box: () => true };

/**
 * Draws areas and edges at every level, and from afar the objects too, in one pass over what the view shows. While objects are
 * dragged or pointed at from afar, what stays as it is was drawn once and is copied; while the view moves, what it still
 * shows is moved along.
 */
export function createPainter(): (canvas: HTMLCanvasElement, scene: Scene) => void {
  let still: { readonly of: readonly unknown[]; readonly sheet: OffscreenCanvas } | undefined;
  /** What the canvas shows now, where nothing of it is dragged or pointed at. */
  let whole: { readonly of: readonly unknown[]; readonly view: Scene['view'] } | undefined;
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
    const moves = scene.areas.some(({ id }) => moved.has(markKey(id)));
    if (!scene.far || moves || (moved.size === 0 && hover === undefined) || wide === 0 || high === 0) {
      still = undefined;
      const now = { of: partsOf(scene, wide, high), view: { ...scene.view } };
      const before = scene.far && !moves && scene.guides.length === 0 ? whole : undefined;
      const shift = before && isSame(before.of, now.of) ? shiftOf(before.view, now.view, ratio, wide, high) : undefined;
      whole = scene.far && !moves && moved.size === 0 && scene.guides.length === 0 ? now : undefined;
      if (shift) return paintMoved(ink, scene, ratio, shift);
      begin(ink, scene, ratio);
      return paintPart(ink, scene, visible, ALL);
    }
    whole = undefined;
    const touched = (edge: ModelEdge): boolean => moved.has(edge.from) || moved.has(edge.to);
    const of = [...partsOf(scene, wide, high), x, y, [...moved.keys()].join(' ')];
    if (!still || !isSame(still.of, of)) {
      const sheet = new OffscreenCanvas(wide, high);
      const under = sheet.getContext('2d');
      if (!under) return;
      begin(under, scene, ratio);
      const apart = { ...scene, hover: undefined, guides: [] };
      paintPart(under, apart, visible, { areas: true, edge: (edge) => !touched(edge), box: (id) => !moved.has(id) });
      still = { of, sheet };
    }
    begin(ink, scene, ratio, still.sheet);
    paintPart(ink, scene, visible, { areas: false, edge: touched, box: (id) => moved.has(id) || id === hover });
  };
}
