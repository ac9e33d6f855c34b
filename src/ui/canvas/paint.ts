import type { DiagramArea, Id } from '../../core/model/types.ts';
import { overlaps, type Rect } from './box.ts';
import type { ModelEdge } from './edges.ts';
import { MARK_INK } from './mark-colors.ts';
import type { Mark } from './marks.ts';
import { paintEdge } from './paint-edge.ts';
import { paintFarBox } from './paint-far.ts';
import { INK, MANY, markKey, placedBox, type Ink, type Scene } from './paint-scene.ts';

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

const ALL: Drawn = { areas: true, edge: () => true, box: () => true };

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
  const { mounted } = scene;
  if (scene.far || mounted)
    for (const id of scene.boxes.keys()) {
      const box = drawn.box(id) ? placedBox(scene, id) : undefined;
      if (box && overlaps(box, visible) && (scene.far || !mounted || !overlaps(box, mounted))) paintFarBox(ink, box, scene);
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
  scene.coloring,
  wide,
  high,
];
const isSame = (a: readonly unknown[], b: readonly unknown[]): boolean => a.length === b.length && a.every((part, index) => part === b[index]);

/** How far a view has moved over a picture in whole pixels; `undefined` where that is not all, or none of the picture is left. */
function shiftOf(from: Scene['view'], to: Scene['view'], ratio: number, wide: number, high: number): readonly [across: number, down: number] | undefined {
  if (from.zoom !== to.zoom) return undefined;
  const [across, down] = [(to.x - from.x) * ratio, (to.y - from.y) * ratio];
  return Number.isInteger(across) && Number.isInteger(down) && Math.abs(across) < wide && Math.abs(down) < high ? [across, down] : undefined;
}

/** Draws what the view shows in parts of the canvas, in its pixels, over nothing. */
function paintStrips(ink: Ink, scene: Scene, ratio: number, strips: readonly Rect[]): void {
  const { x, y, zoom } = scene.view;
  for (const strip of strips) {
    if (strip.width <= 0 || strip.height <= 0) continue;
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

/** Moves the picture with the view, and draws what comes into it at two of its sides. */
function paintMoved(ink: Ink, scene: Scene, ratio: number, [across, down]: readonly [number, number]): void {
  const { width: wide, height: high } = ink.canvas;
  ink.setTransform(1, 0, 0, 1, 0, 0);
  ink.globalAlpha = 1;
  ink.globalCompositeOperation = 'copy';
  ink.drawImage(ink.canvas, across, down);
  ink.globalCompositeOperation = 'source-over';
  paintStrips(ink, scene, ratio, [
    { x: across > 0 ? 0 : wide + across, y: 0, width: Math.abs(across), height: high },
    { x: 0, y: down > 0 ? 0 : high + down, width: wide, height: Math.abs(down) },
  ]);
}

interface Picture {
  readonly of: readonly unknown[];
  readonly view: Scene['view'];
  readonly sheet: OffscreenCanvas;
}

/** Draws a picture as large as the view has it, and around it what the picture does not show. */
function paintScaled(ink: Ink, scene: Scene, ratio: number, { view, sheet }: Picture): void {
  const { width: wide, height: high } = ink.canvas;
  const scale = scene.view.zoom / view.zoom;
  const [left, top] = [ratio * (scene.view.x - view.x * scale), ratio * (scene.view.y - view.y * scale)];
  const [right, bottom] = [left + wide * scale, top + high * scale];
  ink.setTransform(1, 0, 0, 1, 0, 0);
  ink.globalAlpha = 1;
  ink.clearRect(0, 0, wide, high);
  ink.drawImage(sheet, left, top, wide * scale, high * scale);
  const [from, to] = [Math.max(0, Math.ceil(top)), Math.min(high, Math.floor(bottom))];
  paintStrips(ink, scene, ratio, [
    { x: 0, y: 0, width: wide, height: from },
    { x: 0, y: to, width: wide, height: high - to },
    { x: 0, y: from, width: Math.min(wide, Math.ceil(left)), height: to - from },
    { x: Math.max(0, Math.floor(right)), y: from, width: wide - Math.max(0, Math.floor(right)), height: to - from },
  ]);
}

/** How much smaller and larger that picture may be drawn: what is made smaller stays sharp. */
const LEAST = 0.25;
const MOST = 2;

/**
 * Draws areas and edges at every level, and from afar the objects too, in one pass over what the view shows. While objects are
 * dragged or pointed at from afar, what stays as it is was drawn once and is copied; while the view moves, what it still
 * shows is moved along; while it zooms over many objects, they are drawn from one picture. @returns whether that is all it
 * did, so that it is to be drawn sharply once the view rests.
 */
export function createPainter(): (canvas: HTMLCanvasElement, scene: Scene, sharply?: boolean) => boolean {
  let still: { readonly of: readonly unknown[]; readonly sheet: OffscreenCanvas } | undefined;
  /** What the canvas shows now, sharply, with nothing of it dragged. */
  let shown: (Omit<Picture, 'sheet'> & { readonly hover: Id | undefined }) | undefined;
  /** What was shown before the view began to zoom. */
  let picture: Picture | undefined;
  return (canvas, scene, sharply = false) => {
    const ink = canvas.getContext('2d');
    if (!ink) return false;
    const ratio = window.devicePixelRatio || 1;
    const { clientWidth: width, clientHeight: height } = canvas;
    const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (canvas.width !== wide) canvas.width = wide;
    if (canvas.height !== high) canvas.height = high;
    const { x, y, zoom } = scene.view;
    const visible = { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom };
    const { moved, hover } = scene;
    const moves = scene.areas.some(({ id }) => moved.has(markKey(id)));
    const now = { of: partsOf(scene, wide, high), view: { ...scene.view }, hover };
    const settled = scene.far && !moves && moved.size === 0 && scene.guides.length === 0 && wide > 0 && high > 0;
    const before = settled && shown && isSame(shown.of, now.of) ? shown : undefined;
    const scaled = (of: Scene['view']): boolean => zoom >= of.zoom * LEAST && zoom <= of.zoom * MOST;
    if (!settled || sharply || (picture && !(isSame(picture.of, now.of) && scaled(picture.view)))) picture = undefined;
    else if (!picture && before && before.view.zoom !== zoom && scene.boxes.size > MANY && scaled(before.view)) {
      const sheet = new OffscreenCanvas(wide, high);
      sheet.getContext('2d')?.drawImage(canvas, 0, 0);
      picture = { of: now.of, view: before.view, sheet };
    }
    shown = settled && !picture ? now : undefined;
    if (picture) {
      still = undefined;
      paintScaled(ink, scene, ratio, picture);
      return true;
    }
    if (!scene.far || moves || (moved.size === 0 && hover === undefined) || wide === 0 || high === 0) {
      still = undefined;
      const shift = before && before.hover === undefined ? shiftOf(before.view, now.view, ratio, wide, high) : undefined;
      if (shift) paintMoved(ink, scene, ratio, shift);
      else {
        begin(ink, scene, ratio);
        paintPart(ink, scene, visible, ALL);
      }
      return false;
    }
    const touched = (edge: ModelEdge): boolean => moved.has(edge.from) || moved.has(edge.to);
    const of = [...now.of, x, y, zoom, [...moved.keys()].join(' ')];
    if (!still || !isSame(still.of, of)) {
      const sheet = new OffscreenCanvas(wide, high);
      const under = sheet.getContext('2d');
      if (!under) return false;
      begin(under, scene, ratio);
      const apart = { ...scene, hover: undefined, guides: [] };
      paintPart(under, apart, visible, { areas: true, edge: (edge) => !touched(edge), box: (id) => !moved.has(id) });
      still = { of, sheet };
    }
    begin(ink, scene, ratio, still.sheet);
    paintPart(ink, scene, visible, { areas: false, edge: touched, box: (id) => moved.has(id) || id === hover });
    return false;
  };
}
