import { MARK_INK } from '../canvas/mark-colors.ts';
import type { Mark } from '../canvas/marks.ts';
import { noteLines, type NotePart } from '../canvas/note-lines.ts';
import { INK } from '../canvas/paint-scene.ts';
import type { Face, Shape } from './shapes.ts';
import { fitted, textWidth } from './text-width.ts';

const SIZE = 11.5;
const LINE = 17;
const FACES: Readonly<Record<NotePart['style'], Face>> = { plain: 'plain', bold: 'bold', italic: 'italic', code: 'mono' };

/** The words of a note's lines, each where it stands; what has no room is left out. */
function noteText(note: Mark & { readonly type: 'note' }, color: string): readonly Shape[] {
  const shapes: Shape[] = [];
  let y = note.y + 6 + 13;
  const right = note.x + note.width - 8;
  const bottom = note.y + note.height - 4;
  for (const { kind, parts } of noteLines(note.text)) {
    const left = note.x + 8 + (kind === 'item' ? 12 : 0);
    const size = kind === 'heading' ? SIZE + 1.5 : SIZE;
    let x = left;
    if (kind === 'item' && y <= bottom) shapes.push({ kind: 'text', text: '•', x: note.x + 8, y, size, face: 'plain', fill: color });
    for (const { text, style } of parts) {
      const face = kind === 'heading' ? 'bold' : FACES[style];
      for (const word of text.split(/(?<=\s)/)) {
        const width = textWidth(word, size, face);
        if (x > left && x + width > right) {
          x = left;
          y += LINE;
        }
        if (y <= bottom && word.trim() !== '') shapes.push({ kind: 'text', text: word.trimEnd(), x, y, size, face, fill: color });
        x += width;
      }
    }
    y += kind === 'blank' ? LINE / 2 : LINE;
  }
  return shapes;
}

/** An area with its name, or a note with its text. */
export function markShapes(mark: Mark, scheme: 'light' | 'dark'): readonly Shape[] {
  const colors = MARK_INK[scheme][mark.color ?? 'grey'];
  const { x, y, width, height } = mark;
  const ground: Shape = { kind: 'rect', x, y, width, height, fill: colors.ground, stroke: colors.line };
  if (mark.type === 'note') return [ground, ...noteText(mark, INK[scheme].text)];
  const name = fitted(mark.name, 12, 'bold', width - 16);
  return mark.name === '' ? [ground] : [ground, { kind: 'text', text: name, x: x + 8, y: y + 15, size: 12, face: 'bold', fill: colors.text }];
}
