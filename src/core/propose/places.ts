import { KINDS } from '../model/kinds.ts';
import { columnsOf } from '../model/lookup.ts';
import { LAYERS } from '../model/schema.ts';
import type { Diagram, Id, ModelObject, Project } from '../model/types.ts';

const COLUMN_WIDTH = 360;
const GAP = 40;
const ROW = 24;
const HEAD = 64;
const HEIGHT = 2400;

const heightOf = (object: ModelObject): number => HEAD + ROW * Math.max(3, columnsOf(object).length) + GAP;

/** Where new objects stand on a diagram: in columns by layer, right of what is there. */
export function placesFor(
  project: Project,
  diagram: Diagram | undefined,
  objects: readonly ModelObject[],
): Readonly<Record<Id, { readonly x: number; readonly y: number }>> {
  const taken = Object.entries(diagram?.placed ?? {}).filter(([id]) => Object.hasOwn(project.objects, id));
  const fresh = objects.filter(({ id }) => diagram?.placed[id] === undefined);
  const top = taken.length === 0 ? 0 : Math.min(...taken.map(([, { y }]) => y));
  let x = taken.length === 0 ? 0 : Math.max(...taken.map(([, at]) => at.x)) + COLUMN_WIDTH;
  const places: Record<Id, { x: number; y: number }> = {};
  for (const layer of LAYERS) {
    const column = fresh.filter(({ kind }) => KINDS[kind].layer === layer);
    let y = top;
    for (const object of column) {
      if (y > top + HEIGHT) {
        y = top;
        x += COLUMN_WIDTH;
      }
      places[object.id] = { x, y };
      y += heightOf(object);
    }
    if (column.length > 0) x += COLUMN_WIDTH;
  }
  return places;
}
