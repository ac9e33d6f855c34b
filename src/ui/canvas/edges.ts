import { isFed } from '../../core/model/lookup.ts';
import type { Id, ModelObject, Project } from '../../core/model/types.ts';

export interface ModelEdge {
  readonly id: string;
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

function edgesInto(object: ModelObject): ModelEdge[] {
  const to = object.id;
  const feeds = isFed(object)
    ? object.feeds.map((feed, index): ModelEdge => ({ id: `${to}.feed.${index}`, from: feed.from, to, identifying: false, flow: true }))
    : [];
  switch (object.kind) {
    case 'staging':
      return [{ id: `${to}.source`, from: object.source, to, identifying: false, flow: true }];
    case 'link':
      return [
        ...feeds,
        ...object.hubs.map((hub): ModelEdge => ({
          id: `${to}.hub.${hub.id}`,
          from: hub.hub,
          to,
          toRow: hub.id,
          identifying: true,
          flow: false,
          ...(hub.role === undefined ? {} : { role: hub.role }),
        })),
      ];
    case 'satellite':
      return [...feeds, { id: `${to}.parent`, from: object.parent, to, toRow: 'parent', identifying: true, flow: false }];
    case 'fact':
      return [
        ...feeds,
        ...object.dimensions.map((entry): ModelEdge => ({
          id: `${to}.dimension.${entry.id}`,
          from: entry.dimension,
          to,
          toRow: entry.id,
          identifying: object.grain.columns.includes(entry.id),
          flow: false,
          ...(entry.role === undefined ? {} : { role: entry.role }),
        })),
      ];
    default:
      return feeds;
  }
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
