import { strToU8, zlibSync } from 'fflate';
import { pathSteps } from './path-curves.ts';
import type { Face, Picture, Shape, TextShape } from './shapes.ts';
import { textWidth } from './text-width.ts';

/** Points; a page beyond it is not shown by every reader. */
const LARGEST = 14_400;
const FONTS: Readonly<Record<Face, readonly [name: string, base: string]>> = {
  plain: ['F1', 'Helvetica'],
  bold: ['F2', 'Helvetica-Bold'],
  italic: ['F3', 'Helvetica-Oblique'],
  mono: ['F4', 'Courier'],
};
/** What the code page of Windows has where Latin-1 has control characters. */
const CODES = new Map(
  [...'€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ'].map((letter, index) => [
    letter,
    [128, 130, 131, 132, 133, 134, 135, 136, 137, 138, 139, 140, 142, 145, 146, 147, 148, 149, 150, 151, 152, 153, 154, 155, 156, 158, 159][index] ?? 63,
  ]),
);
const n = (value: number): string => String(Math.round(value * 1000) / 1000);
const MISSING = 63;

const codeOf = (letter: string): number => {
  const code = letter.codePointAt(0) ?? MISSING;
  return CODES.get(letter) ?? ((code >= 32 && code < 127) || (code >= 160 && code < 256) ? code : MISSING);
};

/** Letters that the fonts every reader has do not know. */
export const missingLetters = (picture: Picture): boolean =>
  picture.shapes.some((shape) => shape.kind === 'text' && [...shape.text].some((letter) => letter !== '?' && codeOf(letter) === MISSING));

/** A text as a PDF string of the fonts' code page. */
function string(text: string): string {
  const letters = [...text].map((letter) => {
    const code = codeOf(letter);
    return code === 40 || code === 41 || code === 92
      ? `\\${String.fromCodePoint(code)}`
      : code < 127
        ? String.fromCodePoint(code)
        : `\\${code.toString(8).padStart(3, '0')}`;
  });
  return `(${letters.join('')})`;
}

function color(hex: string): string {
  return [1, 3, 5].map((at) => n(Number.parseInt(hex.slice(at, at + 2), 16) / 255)).join(' ');
}
const stroked = (hex: string, width: number): string => `${color(hex)} RG ${n(width)} w`;

function textOperators({ text, x, y, size, face, fill, end }: TextShape): string {
  const left = end === true ? x - textWidth(text, size, face) : x;
  return `BT ${color(fill)} rg /${FONTS[face][0]} ${n(size)} Tf 1 0 0 -1 ${n(left)} ${n(y)} Tm ${string(text)} Tj ET`;
}

function outline(data: string, scale: number, x: number, y: number): string {
  const at = (values: readonly number[]): string => values.map((value, index) => n(value * scale + (index % 2 === 0 ? x : y))).join(' ');
  return pathSteps(data)
    .map((step) => (step.to === 'close' ? 'h' : `${at(step.at)} ${step.to === 'move' ? 'm' : step.to === 'line' ? 'l' : 'c'}`))
    .join(' ');
}

const circleData = (radius: number): string => `M${-radius} 0a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0z`;

function operators(shape: Shape): string {
  switch (shape.kind) {
    case 'rect': {
      const how = shape.fill === undefined ? 'S' : shape.stroke === undefined ? 'f' : 'B';
      const colors = `${shape.fill === undefined ? '' : `${color(shape.fill)} rg `}${shape.stroke === undefined ? '' : `${stroked(shape.stroke, 1)} `}`;
      return `${colors}${n(shape.x)} ${n(shape.y)} ${n(shape.width)} ${n(shape.height)} re ${how}`;
    }
    case 'line': {
      const pairs = shape.points.flatMap((value, index) =>
        index % 2 === 0 ? [`${n(value)} ${n(shape.points[index + 1] ?? 0)} ${index === 0 ? 'm' : 'l'}`] : [],
      );
      return `${stroked(shape.stroke, shape.width)} ${shape.dashed === true ? '[5 4] 0 d' : '[] 0 d'} ${pairs.join(' ')} S${shape.dashed === true ? ' [] 0 d' : ''}`;
    }
    case 'circle':
      return `${shape.fill === 'none' ? '' : `${color(shape.fill)} rg `}${stroked(shape.stroke, 1)} ${outline(circleData(shape.radius), 1, shape.x, shape.y)} ${shape.fill === 'none' ? 'S' : 'B'}`;
    case 'mark':
      return `${color(shape.fill)} rg ${outline(shape.data, shape.size / 16, shape.x, shape.y)} f*`;
    case 'text':
      return textOperators(shape);
  }
}

/** A picture as a PDF of one page in its own size, all of it lines and letters. Only the fonts that every reader has are used. */
export function pdfOf(picture: Picture): Uint8Array {
  const scale = Math.min(0.75, LARGEST / Math.max(picture.width, picture.height));
  const [width, height] = [n(picture.width * scale), n(picture.height * scale)];
  const ground = operators({ kind: 'rect', x: 0, y: 0, width: picture.width, height: picture.height, fill: picture.ground });
  const content = zlibSync(strToU8(`${n(scale)} 0 0 ${n(-scale)} 0 ${height} cm\n${[ground, ...picture.shapes.map(operators)].join('\n')}\n`, true));
  const fonts = Object.values(FONTS);
  const resources = `<< /Font << ${fonts.map(([name], index) => `/${name} ${index + 6} 0 R`).join(' ')} >> >>`;
  const objects: readonly (string | readonly [head: string, bytes: Uint8Array])[] = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Resources ${resources} /Contents 4 0 R >>`,
    [`<< /Length ${content.length} /Filter /FlateDecode >>`, content],
    `<< /Title ${string(picture.title)} /Creator (Orrery) >>`,
    ...fonts.map(([, base]) => `<< /Type /Font /Subtype /Type1 /BaseFont /${base} /Encoding /WinAnsiEncoding >>`),
  ];
  const parts: Uint8Array[] = [strToU8('%PDF-1.4\n%\u00e2\u00e3\u00cf\u00d3\n', true)];
  let length = parts[0]?.length ?? 0;
  const add = (bytes: Uint8Array): void => {
    parts.push(bytes);
    length += bytes.length;
  };
  const offsets = objects.map((object, index) => {
    const offset = length;
    const [head, bytes] = typeof object === 'string' ? [object, undefined] : object;
    add(strToU8(`${index + 1} 0 obj\n${head}\n`, true));
    if (bytes) {
      add(strToU8('stream\n'));
      add(bytes);
      add(strToU8('\nendstream\n'));
    }
    add(strToU8('endobj\n'));
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info 5 0 R >>\nstartxref\n${length}\n%%EOF\n`;
  add(strToU8(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}${trailer}`));
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
