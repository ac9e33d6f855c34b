import { isFed } from '../../core/model/lookup.ts';
import type { Id, ModelObject, Project } from '../../core/model/types.ts';

export interface ModelEdge {
  readonly id: string;
  /** Which of the references of its target it is, e.g. `hub.customer`. */
  readonly relation: string;
  readonly from: Id;
  readonly to: Id;
  /** Row of the target at which the edge arrives. */
  readonly toRow?: string;
  readonly role?: string;
  /** The target's identity needs the other end. */
  readonly identifying: boolean;
  /** Flow of rows, rather than a relation between tables. */
  readonly flow: boolean;
}

const flow = (to: Id, id: string, from: Id): ModelEdge => ({ id: `${to}.${id}`, relation: id, from, to, identifying: false, flow: true });
const relation = (to: Id, id: string, from: Id, toRow: string, identifying: boolean, role?: string): ModelEdge => ({
  id: `${to}.${id}`,
  relation: id,
  from,
  to,
  toRow,
  identifying,
  flow: false,
  ...(role === undefined ? {} : { role }),
});

/** What an object is about: its parent, its hubs, its dimensions. */
function relationsInto(object: ModelObject): readonly ModelEdge[] {
  const to = object.id;
  switch (object.kind) {
    case 'source':
      return (object.foreign_keys ?? []).map((key, index) => relation(to, `key.${index}`, key.source, key.columns[0] ?? '', false));
    case 'link':
      return object.hubs.map((hub) => relation(to, `hub.${hub.id}`, hub.hub, hub.id, true, hub.role));
    case 'satellite':
      return [relation(to, 'parent', object.parent, 'parent', true)];
    case 'pit':
      return [relation(to, 'parent', object.parent, 'parent', true)];
    case 'bridge':
      return [relation(to, 'hub', object.hub, 'hub', true)];
    case 'dimension':
      return (object.outriggers ?? []).map((entry) => relation(to, `outrigger.${entry.id}`, entry.dimension, entry.id, false, entry.role));
    case 'hierarchy':
      return [relation(to, 'dimension', object.dimension, 'dimension', true)];
    case 'group_bridge':
      return [relation(to, 'dimension', object.dimension, 'dimension', true)];
    case 'fact':
      return object.dimensions.map((entry) =>
        relation(to, `dimension.${entry.id}`, entry.through ?? entry.dimension, entry.id, object.grain.columns.includes(entry.id), entry.role),
      );
    default:
      return [];
  }
}

/** Where its rows come from. */
export function flowsInto(object: ModelObject): readonly ModelEdge[] {
  const to = object.id;
  switch (object.kind) {
    case 'source':
      return (object.view_of ?? []).map((from, index) => flow(to, `view.${index}`, from));
    case 'staging':
      return [flow(to, 'source', object.source)];
    case 'intermediate':
      return object.inputs.map((input) => flow(to, `input.${input.id}`, input.from));
    case 'as_of':
      return object.points.by === 'column'
        ? [flow(to, 'points', object.points.from)]
        : object.points.by === 'load_dates'
          ? object.points.from.map((from, index) => flow(to, `points.${index}`, from))
          : [];
    case 'pit':
      return [flow(to, 'as_of', object.as_of), ...object.satellites.map((entry) => flow(to, `satellite.${entry.satellite}`, entry.satellite))];
    case 'bridge':
      return [
        flow(to, 'as_of', object.as_of),
        ...object.walk.flatMap((step, index) => [
          flow(to, `walk.${index}`, step.link),
          ...(step.effectivity === undefined ? [] : [flow(to, `effectivity.${index}`, step.effectivity)]),
        ]),
      ];
    default:
      return isFed(object) ? object.feeds.map((feed, index) => flow(to, `feed.${index}`, feed.from)) : [];
  }
}

const known = new WeakMap<ModelObject, readonly ModelEdge[]>();

/** The edges that arrive at an object: the same ones as long as the object is the same. */
function edgesInto(object: ModelObject): readonly ModelEdge[] {
  const before = known.get(object);
  if (before) return before;
  const edges = [...flowsInto(object), ...relationsInto(object)];
  known.set(object, edges);
  return edges;
}

/** The edges a diagram shows: what the references between its objects mean. */
export function diagramEdges(project: Project, ids: Iterable<Id>): readonly ModelEdge[] {
  const shown = new Set(ids);
  const edges: ModelEdge[] = [];
  for (const id of shown) {
    const object = project.objects[id];
    if (object) for (const edge of edgesInto(object)) if (shown.has(edge.from)) edges.push(edge);
  }
  return edges;
}
