import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import type { Plugin } from 'vite';

const SOURCE = join(import.meta.dirname, '../../public/icon.svg');
const GROUND = '#1f5fbf';
const MARK = '#ffffff';

/** Icons of the installed studio. A mask may cut away all but the middle four fifths of the last one. */
const ICONS = [
  { name: 'icon-192.png', size: 192, share: 0.72, radius: 0.18 },
  { name: 'icon-512.png', size: 512, share: 0.72, radius: 0.18 },
  { name: 'icon-maskable-512.png', size: 512, share: 0.56, radius: 0 },
] as const;

/** The page's icon as a drawing on a ground of its own. */
function onGround(svg: string, share: number, radius: number): string {
  const drawing = /<g[\s\S]*<\/g>/.exec(svg)?.[0];
  if (drawing === undefined) throw new Error('public/icon.svg has no group to draw the icons from.');
  const inset = (24 * (1 - share)) / 2;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><rect width="24" height="24" rx="${24 * radius}" fill="${GROUND}"/><g transform="translate(${inset} ${inset}) scale(${share})">${drawing.replaceAll('currentColor', MARK)}</g></svg>`;
}

/** Draws the icons that the manifest names from the page's own. */
export function icons(): Plugin {
  return {
    name: 'orrery-icons',
    apply: 'build',
    async generateBundle() {
      await initWasm(readFileSync(createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm')));
      const svg = readFileSync(SOURCE, 'utf8');
      for (const { name, size, share, radius } of ICONS) {
        const drawn = new Resvg(onGround(svg, share, radius), { fitTo: { mode: 'width', value: size } }).render();
        this.emitFile({ type: 'asset', fileName: `icons/${name}`, source: drawn.asPng() });
      }
    },
  };
}
