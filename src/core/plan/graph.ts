import { asBuilt, feedObject, rebuiltFrom } from '../model/lookup.ts';
import type { Id, ModelObject, Project } from '../model/types.ts';
import { inferencesOf } from '../patterns/dimensional/inferences.ts';
import { rebuiltReads } from '../patterns/vault/rebuild-plan.ts';

/** Whether an id names an object, or what the vault tells of the rows of one. */
const exists = (project: Project, id: Id): boolean =>
  Object.hasOwn(project.objects, rebuiltFrom(id) ?? id) && (rebuiltFrom(id) === undefined || feedObject(project, id) !== undefined);

/** Ids that a node reads: an object, or a staging or intermediate one as the vault rebuilds it. */
export function readsOfNode(project: Project, id: Id): readonly Id[] {
  if (rebuiltFrom(id) === undefined) {
    const object = project.objects[id];
    return object ? readsWithin(asBuilt(object), project) : [];
  }
  const object = feedObject(project, id);
  if (object?.kind === 'intermediate') return readsOf(object);
  return object ? rebuiltReads(project, rebuiltFrom(id) ?? '') : [];
}

/** Ids of the objects that one reads to be built: what it is fed by, its hubs, its parent, its dimensions. */
export function readsOf(object: ModelObject): readonly Id[] {
  switch (object.kind) {
    case 'source':
    case 'date_dimension':
    case 'time_dimension':
      return [];
    case 'staging':
      return [object.source];
    case 'intermediate':
      return object.inputs.map((input) => input.from);
    case 'hub':
    case 'reference':
      return object.feeds.map((feed) => feed.from);
    case 'dimension':
      return [...(object.outriggers ?? []).map((outrigger) => outrigger.dimension), ...object.feeds.map((feed) => feed.from)];
    case 'link':
      return [...object.hubs.map((reference) => reference.hub), ...object.feeds.map((feed) => feed.from)];
    case 'satellite':
      return [object.parent, ...(object.tracks ?? []).map((tracked) => tracked.satellite), ...object.feeds.map((feed) => feed.from)];
    case 'as_of':
      return object.points.by === 'column' ? [object.points.from] : object.points.by === 'load_dates' ? object.points.from : [];
    case 'pit':
      return [object.parent, object.as_of, ...object.satellites.map((entry) => entry.satellite)];
    case 'bridge':
      return [object.hub, object.as_of, ...object.walk.flatMap((step) => [step.link, ...(step.effectivity === undefined ? [] : [step.effectivity])])];
    case 'hierarchy':
      return [object.dimension];
    case 'group_bridge':
      return [object.dimension, ...object.feeds.map((feed) => feed.from)];
    case 'fact':
      return [
        ...object.dimensions.flatMap((reference) => [reference.dimension, ...(reference.through === undefined ? [] : [reference.through])]),
        ...object.feeds.map((feed) => feed.from),
      ];
  }
}

/** What an object reads in its project: a dimension also reads the feeds of facts that it infers members from. */
const readsWithin = (object: ModelObject, project: Project): readonly Id[] =>
  object.kind === 'dimension' ? [...readsOf(object), ...inferencesOf(object.id, project).map(({ feed }) => feed.from)] : readsOf(object);

export interface Ordered {
  /** Each after what it reads; ties in the order of layer, then id. */
  readonly order: readonly Id[];
  /** Closed paths, first id repeated at the end; their objects and what depends on them are not in `order`. */
  readonly cycles: readonly (readonly Id[])[];
}

const KIND_ORDER: readonly ModelObject['kind'][] = [
  'source',
  'staging',
  'intermediate',
  'hub',
  'link',
  'satellite',
  'reference',
  'as_of',
  'pit',
  'bridge',
  'date_dimension',
  'time_dimension',
  'dimension',
  'hierarchy',
  'group_bridge',
  'fact',
];

/**
 * A deterministic topological order: the same model gives the same order, however its objects are stored. What the vault
 * rebuilds is a node of its own, after the vault, when something reads it.
 * @param asked further nodes that are wanted, though nothing reads them.
 */
export function orderObjects(project: Project, asked: readonly Id[] = []): Ordered {
  const rank = (id: Id): number => (rebuiltFrom(id) === undefined ? KIND_ORDER.indexOf(project.objects[id]?.kind ?? 'fact') : KIND_ORDER.length);
  const ids = [...Object.keys(project.objects), ...asked.filter((id) => exists(project, id))].toSorted((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  const order: Id[] = [];
  const cycles: (readonly Id[])[] = [];
  const state = new Map<Id, 'open' | 'done' | 'broken'>();

  for (const root of ids) {
    if (state.has(root)) continue;
    const path: { readonly id: Id; readonly reads: readonly Id[]; next: number; broken: boolean }[] = [];
    const enter = (id: Id): void => {
      state.set(id, 'open');
      path.push({
        id,
        reads: [...new Set(readsOfNode(project, id))].filter((read) => exists(project, read)).toSorted(),
        next: 0,
        broken: false,
      });
    };
    enter(root);
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const read = top.reads[top.next];
      if (read === undefined) {
        state.set(top.id, top.broken ? 'broken' : 'done');
        if (!top.broken) order.push(top.id);
        path.pop();
        const below = path.at(-1);
        if (below && top.broken) below.broken = true;
        continue;
      }
      top.next += 1;
      const seen = state.get(read);
      if (seen === 'open') {
        cycles.push([...path.slice(path.findIndex((step) => step.id === read)).map((step) => step.id), read]);
        top.broken = true;
      } else if (seen === 'broken') top.broken = true;
      else if (seen === undefined) enter(read);
    }
  }
  return { order, cycles };
}
