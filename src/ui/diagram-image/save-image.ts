import { strToU8, zipSync } from 'fflate';
import type { Studio, StudioState } from '../../store/studio-types.ts';
import { diagramBoxes } from '../canvas/box.ts';
import { coloringOf } from '../canvas/coloring.ts';
import { diagramEdges } from '../canvas/edges.ts';
import { marksOf } from '../canvas/marks.ts';
import { routesOf } from '../canvas/routes-of.ts';
import { saveBytes } from '../results/save-bytes.ts';
import { missingLetters, pdfOf } from './pdf.ts';
import { pictureOf } from './picture.ts';
import { pngsOf } from './png.ts';
import type { Picture } from './shapes.ts';
import { svgOf } from './svg.ts';

export type ImageFormat = 'svg' | 'png' | 'pdf';

const fileStem = (text: string): string => text.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-').replaceAll(/^[-.]+|-+$/g, '') || 'diagram';

/** The picture of the open diagram. */
async function openPicture({ project, diagram: id, view }: StudioState, scheme: 'light' | 'dark'): Promise<Picture> {
  const diagram = project.diagrams[id];
  const boxes = diagram ? diagramBoxes(project, diagram) : new Map();
  const marks = marksOf(diagram, new Map());
  if (boxes.size === 0 && marks.length === 0) throw new Error('there is nothing on this diagram yet.');
  const edges = diagramEdges(project, boxes.keys());
  return pictureOf({
    title: `${project.name}: ${diagram?.name ?? ''}`,
    boxes: [...boxes.values()],
    edges,
    routes: await routesOf(boxes, edges),
    marks,
    scheme,
    coloring: coloringOf(view.colors, scheme, project),
  });
}

async function savePng(picture: Picture, name: string, { actions }: Pick<Studio, 'actions'>): Promise<void> {
  const { scale, parts } = await pngsOf(picture);
  const [only] = parts;
  if (parts.length > 1) {
    saveBytes(
      { name: `${name}.zip`, bytes: zipSync(Object.fromEntries(parts.map((part) => [`${name}-${part.name}.png`, [part.bytes, { level: 0 }]]))) },
      'application/zip',
    );
    actions.notify(
      'info',
      `The diagram is ${Math.round(picture.width)} by ${Math.round(picture.height)} pixels, too large for one PNG: the zip holds it in ${parts.length} parts, by row and column. SVG and PDF hold it whole.`,
    );
  } else if (only) {
    saveBytes({ name: `${name}.png`, bytes: only.bytes }, 'image/png');
    if (scale < 2)
      actions.notify(
        'info',
        `The diagram is large: the PNG is drawn at ${scale.toFixed(1)} times its size instead of twice. SVG and PDF stay sharp at any size.`,
      );
  }
}

/** Gives the whole of the open diagram as a file, in the light or the dark theme as it is shown. */
export async function saveDiagramImage(store: Pick<Studio, 'getState' | 'actions'>, format: ImageFormat): Promise<void> {
  const state = store.getState();
  const scheme = document.querySelector('.or-canvas')?.getAttribute('data-scheme') === 'dark' ? 'dark' : 'light';
  const picture = await openPicture(state, scheme);
  const name = fileStem(`${state.project.name}-${state.project.diagrams[state.diagram]?.name ?? ''}`);
  if (format === 'svg') saveBytes({ name: `${name}.svg`, bytes: strToU8(svgOf(picture)) }, 'image/svg+xml');
  else if (format === 'png') await savePng(picture, name, store);
  else {
    saveBytes({ name: `${name}.pdf`, bytes: pdfOf(picture) }, 'application/pdf');
    if (missingLetters(picture))
      store.actions.notify('info', 'The fonts that every PDF reader has lack some letters of this diagram, which are written as ?. SVG and PNG have them all.');
  }
}
