import type { Diagram, DiagramArea, DiagramNote, Id } from '../../core/model/types.ts';
import type { Rect } from './box.ts';
import { markKey } from './paint-scene.ts';

/** An area or a note as it stands on a diagram. */
export type Mark = ({ readonly type: 'area' } & DiagramArea) | ({ readonly type: 'note' } & DiagramNote & { readonly width: number; readonly height: number });
export type Sizes = ReadonlyMap<Id, { readonly width: number; readonly height: number }>;

export const NOTE_SIZE = { width: 220, height: 96 };
export const AREA_SIZE = { width: 560, height: 360 };
export const SMALLEST = { width: 80, height: 40 };
/** Between an area's edge and the objects it is drawn around; above them its name stands too. */
const PADDING = 28;

/** Areas and notes of a diagram, areas first; `sized` overrides while one is being resized. */
export function marksOf(diagram: Diagram | undefined, sized: Sizes): readonly Mark[] {
  const areas = (diagram?.areas ?? []).map((area): Mark => ({ type: 'area', ...area, ...sized.get(area.id) }));
  const notes = (diagram?.notes ?? []).map((note): Mark => {
    const { width = NOTE_SIZE.width, height = NOTE_SIZE.height } = sized.get(note.id) ?? note;
    return { type: 'note', ...note, width, height };
  });
  return [...areas, ...notes];
}

/** The command that writes an area or a note down. */
export function markCommand(diagram: Id, mark: Mark): readonly [type: string, payload: object] {
  const { type, ...rest } = mark;
  return type === 'area' ? ['diagram.area', { diagram, area: rest }] : ['diagram.note', { diagram, note: rest }];
}

/** An id that no area or note of the diagram has. */
export function freeMarkId(diagram: Diagram | undefined, type: Mark['type']): Id {
  const taken = new Set([...(diagram?.areas ?? []), ...(diagram?.notes ?? [])].map(({ id }) => id));
  let number = 1;
  while (taken.has(`${type}_${number}`)) number += 1;
  return `${type}_${number}`;
}

/** An area's rectangle around objects. */
export function areaAround(bounds: Rect): Rect {
  return { x: bounds.x - PADDING, y: bounds.y - PADDING, width: bounds.width + 2 * PADDING, height: bounds.height + 2 * PADDING };
}

const inside = (area: Rect, box: Rect): boolean => {
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  return x >= area.x && x <= area.x + area.width && y >= area.y && y <= area.y + area.height;
};

/** What moves with an area, by the keys of positions: objects and marks whose middle is in it. */
export function heldBy(area: Mark, boxes: Iterable<Rect & { readonly id: Id }>, marks: readonly Mark[]): readonly string[] {
  const objects = [...boxes].filter((box) => inside(area, box)).map(({ id }) => id);
  const within = marks.filter((mark) => mark.id !== area.id && inside(area, mark) && (mark.type === 'note' || mark.width < area.width));
  return [...objects, ...within.map(({ id }) => markKey(id))];
}
