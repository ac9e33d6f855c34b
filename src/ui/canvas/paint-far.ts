import { shapeOf } from '../kinds/kind-shape.ts';
import type { Box } from './box.ts';
import { INK, type Ink, type Scene } from './paint-scene.ts';

/** Screen pixels below which a kind's shape is no more than a speck. */
const SPECK = 6;
const paths = new Map<string, Path2D>();

function shape(data: string): Path2D {
  const known = paths.get(data);
  if (known) return known;
  const made = new Path2D(data);
  paths.set(data, made);
  return made;
}

/** An object from afar: its shape, and its name where it fits. */
export function paintFarBox(ink: Ink, box: Box, scene: Scene): void {
  const colors = INK[scene.scheme];
  const color = scene.coloring.of(box.object);
  const selected = scene.selection.has(box.id) || scene.found?.has(box.id) === true;
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
