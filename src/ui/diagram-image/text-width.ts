import type { Face } from './shapes.ts';

/** Helvetica's advance widths from space to tilde, in thousandths of the size. */
const WIDTHS =
  '278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584'
    .split(' ')
    .map(Number);
const MONO = 0.602;
const WIDE = 1;
/** Beyond this, letters take a whole square. */
const FIRST_WIDE = 0x2e80;

/** How wide a text is in Helvetica or Courier, in units of its size's. */
export function textWidth(text: string, size: number, face: Face): number {
  if (face === 'mono') return [...text].reduce((sum, letter) => sum + ((letter.codePointAt(0) ?? 0) >= FIRST_WIDE ? WIDE : MONO), 0) * size;
  const width = [...text].reduce((sum, letter) => {
    const code = letter.codePointAt(0) ?? 0;
    return sum + (code >= FIRST_WIDE ? WIDE * 1000 : (WIDTHS[code - 32] ?? 600));
  }, 0);
  return (width / 1000) * size * (face === 'bold' ? 1.06 : 1);
}

/** Fonts of a screen may be wider than those that are reckoned with. */
const SPARE = 1.12;

/** As much of a text as has room, an ellipsis in the place of the rest. */
export function fitted(text: string, size: number, face: Face, room: number): string {
  if (textWidth(text, size, face) * SPARE <= room) return text;
  const letters = [...text];
  while (letters.length > 1 && textWidth(`${letters.join('')}…`, size, face) * SPARE > room) letters.pop();
  return `${letters.join('')}…`;
}
