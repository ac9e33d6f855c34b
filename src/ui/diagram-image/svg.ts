import type { Face, Picture, Shape } from './shapes.ts';

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
/** No more digits than can be seen. */
const n = (value: number): string => String(Math.round(value * 100) / 100);

const FACES: Readonly<Record<Face, string>> = { plain: '', bold: ' font-weight="600"', italic: ' font-style="italic"', mono: ' class="m"' };

function element(shape: Shape): string {
  switch (shape.kind) {
    case 'rect':
      return `<rect x="${n(shape.x)}" y="${n(shape.y)}" width="${n(shape.width)}" height="${n(shape.height)}" fill="${shape.fill ?? 'none'}"${shape.stroke === undefined ? '' : ` stroke="${shape.stroke}"`}/>`;
    case 'line': {
      const points = shape.points.map(n).join(' ');
      return `<polyline points="${points}" fill="none" stroke="${shape.stroke}" stroke-width="${n(shape.width)}"${shape.dashed === true ? ' stroke-dasharray="5 4"' : ''}/>`;
    }
    case 'circle':
      return `<circle cx="${n(shape.x)}" cy="${n(shape.y)}" r="${n(shape.radius)}" fill="${shape.fill}" stroke="${shape.stroke}"/>`;
    case 'mark':
      return `<path transform="translate(${n(shape.x)} ${n(shape.y)}) scale(${n(shape.size / 16)})" d="${shape.data}" fill="${shape.fill}" fill-rule="evenodd"/>`;
    case 'text':
      return `<text x="${n(shape.x)}" y="${n(shape.y)}" font-size="${n(shape.size)}" fill="${shape.fill}"${FACES[shape.face]}${shape.end === true ? ' text-anchor="end"' : ''}>${escaped(shape.text)}</text>`;
  }
}

/** A picture as SVG that needs nothing besides. @param scale of the size it asks for; what is drawn stays the same. */
export function svgOf({ width, height, ground, title, shapes }: Picture, scale = 1): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${n(width * scale)}" height="${n(height * scale)}" viewBox="0 0 ${n(width)} ${n(height)}" font-family="system-ui, 'Segoe UI', Roboto, 'Noto Sans', Helvetica, Arial, sans-serif">`,
    `<title>${escaped(title)}</title>`,
    `<style>.m{font-family:ui-monospace,'Cascadia Mono','Noto Sans Mono','DejaVu Sans Mono',Menlo,Consolas,monospace}</style>`,
    `<rect width="100%" height="100%" fill="${ground}"/>`,
    ...shapes.map(element),
    '</svg>',
    '',
  ].join('\n');
}
