import type { Picture } from './shapes.ts';
import { svgOf } from './svg.ts';

/** Pixels that every browser can draw on at once. */
const LONGEST = 16_000;
const MOST = 100_000_000;
const SHARP = 2;
/** Pixels of a part, where a picture has to be split. */
const PART = 8000;

interface Split {
  readonly scale: number;
  readonly columns: number;
  readonly rows: number;
}

/** How many times its own size a picture is drawn: twice, less where that would be too large, in parts rather than smaller than itself. */
export function splitOf({ width, height }: Pick<Picture, 'width' | 'height'>): Split {
  const scale = Math.min(SHARP, LONGEST / Math.max(width, height), Math.sqrt(MOST / (width * height)));
  if (scale >= 1) return { scale, columns: 1, rows: 1 };
  return { scale: 1, columns: Math.ceil(width / PART), rows: Math.ceil(height / PART) };
}

async function imageOf(picture: Picture, scale: number): Promise<HTMLImageElement> {
  const url = URL.createObjectURL(new Blob([svgOf(picture, scale)], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    return image;
  } finally {
    URL.revokeObjectURL(url);
  }
}

async function drawn(picture: Picture, scale: number): Promise<Uint8Array> {
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext('2d')?.drawImage(await imageOf(picture, scale), 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((done) => {
    canvas.toBlob(done, 'image/png');
  });
  if (!blob) throw new Error('this browser could not draw a picture of that size: save it as SVG or PDF.');
  return new Uint8Array(await blob.arrayBuffer());
}

/** One part of a picture, as a picture of its own. */
function partOf(picture: Picture, column: number, row: number): Picture {
  const [x, y] = [column * PART, row * PART];
  return {
    ...picture,
    width: Math.min(PART, picture.width - x),
    height: Math.min(PART, picture.height - y),
    shapes: picture.shapes.map((shape) =>
      shape.kind === 'line'
        ? { ...shape, points: shape.points.map((value, index) => value - (index % 2 === 0 ? x : y)) }
        : { ...shape, x: shape.x - x, y: shape.y - y },
    ),
  };
}

/** A picture as PNG, in parts from left to right and down where it is too large for one. */
export async function pngsOf(
  picture: Picture,
): Promise<{ readonly scale: number; readonly parts: readonly { readonly name: string; readonly bytes: Uint8Array }[] }> {
  const { scale, columns, rows } = splitOf(picture);
  if (columns === 1 && rows === 1) return { scale, parts: [{ name: '', bytes: await drawn(picture, scale) }] };
  const parts: { name: string; bytes: Uint8Array }[] = [];
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1)
      parts.push({ name: `${row + 1}-${column + 1}`, bytes: await drawn(partOf(picture, column, row), scale) });
  return { scale, parts };
}
