import { columnsOf, isFed } from '../model/lookup.ts';
import type { Diagram, Id, ModelObject, ObjectKind, Project } from '../model/types.ts';

const COLUMN_WIDTH = 360;
const GAP = 40;
const ROW = 24;
const HEAD = 64;

/** Columns from left to right, as rows go. */
const RANKS: Readonly<Record<ObjectKind, number>> = {
  source: 0,
  staging: 1,
  intermediate: 2,
  hub: 3,
  link: 4,
  satellite: 5,
  reference: 5,
  as_of: 6,
  pit: 6,
  bridge: 6,
  dimension: 7,
  date_dimension: 7,
  time_dimension: 7,
  hierarchy: 8,
  group_bridge: 8,
  fact: 8,
};

interface Placed {
  readonly x: number;
  readonly y: number;
}

const heightOf = (object: ModelObject): number => HEAD + ROW * Math.max(3, columnsOf(object).length) + GAP;

/** What an object stands beside: what it reads or describes. */
function neighbours(object: ModelObject): readonly Id[] {
  const fed = isFed(object) ? object.feeds.map(({ from }) => from) : [];
  switch (object.kind) {
    case 'staging':
      return [object.source];
    case 'intermediate':
      return object.inputs.map(({ from }) => from);
    case 'satellite':
      return [object.parent];
    case 'link':
      return object.hubs.map(({ hub }) => hub);
    case 'fact':
      return object.dimensions.map(({ dimension }) => dimension);
    case 'hierarchy':
      return [object.dimension];
    default:
      return fed;
  }
}

/** Where new objects stand on a diagram: each kind in its column, in the order of what they read, below what is there. */
export function placesFor(project: Project, diagram: Diagram | undefined, objects: readonly ModelObject[]): Readonly<Record<Id, Placed>> {
  const there = Object.entries(diagram?.placed ?? {}).flatMap(([id, at]) => {
    const object = project.objects[id];
    return object ? [{ object, at: at as Placed }] : [];
  });
  const all = [...there];
  const places: Record<Id, Placed> = {};
  const top = there.length === 0 ? 0 : Math.min(...there.map(({ at }) => at.y));
  const middle = (id: Id): number | undefined => {
    const found = all.find(({ object }) => object.id === id);
    return found && found.at.y + heightOf(found.object) / 2;
  };
  const fresh = objects.filter(({ id }) => diagram?.placed[id] === undefined);
  for (const rank of [...new Set(fresh.map(({ kind }) => RANKS[kind]))].toSorted((a, b) => a - b)) {
    const same = all.filter(({ object }) => RANKS[object.kind] === rank);
    const before = all.filter(({ object }) => RANKS[object.kind] < rank);
    const x = same.length > 0 ? Math.max(...same.map(({ at }) => at.x)) : before.length > 0 ? Math.max(...before.map(({ at }) => at.x)) + COLUMN_WIDTH : 0;
    const beside = all.filter(({ at }) => Math.abs(at.x - x) < COLUMN_WIDTH - GAP);
    let y = beside.length === 0 ? top : Math.max(...beside.map(({ at, object }) => at.y + heightOf(object)));
    const wished = fresh
      .filter(({ kind }) => RANKS[kind] === rank)
      .map((object, index) => {
        const known = neighbours(object).flatMap((id) => middle(id) ?? []);
        return { object, wish: known.length === 0 ? 1e9 + index : known.reduce((sum, one) => sum + one, 0) / known.length };
      })
      .toSorted((a, b) => a.wish - b.wish);
    for (const { object } of wished) {
      const at = { x, y };
      places[object.id] = at;
      all.push({ object, at });
      y += heightOf(object);
    }
  }
  return places;
}
