import { isFeed } from '../model/lookup.ts';
import type { AsOf, Bridge, Dimension, GroupBridge, Hierarchy, Id, Intermediate, ModelObject, Pit, Project, Reference } from '../model/types.ts';
import { lookUpByName } from './make-star.ts';
import { taken, type Head } from './make-vault.ts';
import { keyColumns } from './staged-keys.ts';

export function makeReference(head: Head, project: Project, from: ModelObject | undefined): Reference {
  const feed = isFeed(from) ? from : undefined;
  if (!feed) return { kind: 'reference', ...head, columns: [], feeds: [] };
  const keys = new Set(keyColumns(project, feed).map(({ id }) => id));
  return {
    kind: 'reference',
    ...head,
    columns: feed.columns.map((column) => ({ ...taken(column), use: keys.has(column.id) ? 'key' : 'attribute' })),
    feeds: [{ from: feed.id, map: Object.fromEntries(feed.columns.map(({ id }) => [id, id])) }],
  };
}

/** Every load date of what is staged; without any, the month ends of ten years. */
export function makeAsOf(head: Head, project: Project, from: ModelObject | undefined): AsOf {
  const staged = isFeed(from) ? [from.id] : Object.values(project.objects).flatMap((object) => (object.kind === 'staging' ? [object.id] : []));
  return {
    kind: 'as_of',
    ...head,
    points: staged.length > 0 ? { by: 'load_dates', from: staged } : { by: 'calendar', first: '2020-01-01', last: '2030-12-31', every: 'month' },
  };
}

const firstAsOf = (project: Project): Id => Object.values(project.objects).find(({ kind }) => kind === 'as_of')?.id ?? 'unset';
const KEEPS_STATES: ReadonlySet<string | undefined> = new Set([undefined, 'standard', 'multi_active', 'computed']);

export function makePit(head: Head, project: Project, from: ModelObject | undefined): Pit {
  const parent = from?.kind === 'hub' || from?.kind === 'link' ? from.id : from?.kind === 'satellite' ? from.parent : 'unset';
  const satellites = Object.values(project.objects).flatMap((object) =>
    object.kind === 'satellite' && object.parent === parent && KEEPS_STATES.has(object.satellite_type) ? [{ satellite: object.id }] : [],
  );
  return { kind: 'pit', ...head, parent, as_of: firstAsOf(project), satellites };
}

/** One step from a hub over the first link that leads to another. */
export function firstWalk(project: Project, hub: Id): Bridge['walk'] {
  const objects = Object.values(project.objects);
  for (const link of objects) {
    if (link.kind !== 'link') continue;
    const from = link.hubs.find((reference) => reference.hub === hub);
    const to = link.hubs.find((reference) => reference !== from);
    if (!from || !to) continue;
    const effectivity = objects.find((object) => object.kind === 'satellite' && object.satellite_type === 'effectivity' && object.parent === link.id);
    return [{ link: link.id, from: from.id, to: to.id, ...(effectivity ? { effectivity: effectivity.id } : {}) }];
  }
  return [];
}

export function makeBridge(head: Head, project: Project, from: ModelObject | undefined): Bridge {
  const hub = from?.kind === 'hub' ? from.id : 'unset';
  return { kind: 'bridge', ...head, hub, as_of: firstAsOf(project), walk: firstWalk(project, hub) };
}

/** The attribute that seems to name a member's parent. */
export const guessParent = (dimension: Dimension): Id | undefined =>
  dimension.columns.find((column) => column.use === 'attribute' && /parent|manager|superior|reports_to|belongs_to/i.test(column.name))?.id;

export function makeHierarchy(head: Head, _: Project, from: ModelObject | undefined): Hierarchy {
  const dimension = from?.kind === 'dimension' ? from : undefined;
  return { kind: 'hierarchy', ...head, dimension: dimension?.id ?? 'unset', parent: (dimension && guessParent(dimension)) ?? 'unset' };
}

/** Groups from a feed's key, of the first dimension whose key the feed carries besides. */
export function makeGroupBridge(head: Head, project: Project, from: ModelObject | undefined): GroupBridge {
  if (from?.kind === 'dimension') return { kind: 'group_bridge', ...head, dimension: from.id, columns: [], feeds: [] };
  const feed = isFeed(from) ? from : undefined;
  if (!feed) return { kind: 'group_bridge', ...head, dimension: 'unset', columns: [], feeds: [] };
  const dimension = Object.values(project.objects).find(
    (object): object is Dimension => object.kind === 'dimension' && lookUpByName(object, feed) !== undefined,
  );
  const member = dimension ? (lookUpByName(dimension, feed) ?? {}) : {};
  const members = new Set(Object.values(member));
  const group = keyColumns(project, feed).filter(({ id }) => !members.has(id));
  const weight = feed.columns.find((column) => /weight|share|percent/i.test(column.name))?.id;
  return {
    kind: 'group_bridge',
    ...head,
    dimension: dimension?.id ?? 'unset',
    columns: group.map(taken),
    feeds: [{ from: feed.id, map: Object.fromEntries(group.map(({ id }) => [id, id])), member, ...(weight === undefined ? {} : { weight }) }],
  };
}

/** What a staging object passes on, or a hub or link with all that its satellites tell. */
export function makeIntermediate(head: Head, project: Project, from: ModelObject | undefined): Intermediate {
  if (from?.kind === 'hub' || from?.kind === 'link') {
    const satellites = Object.values(project.objects).flatMap((object) =>
      object.kind === 'satellite' && object.parent === from.id && KEEPS_STATES.has(object.satellite_type) ? [object] : [],
    );
    const inputs = [from, ...satellites];
    const names = new Set<string>();
    const columns = inputs.flatMap((input) =>
      input.columns.flatMap((column) => {
        const id = names.has(column.id) ? `${input.id}_${column.id}` : column.id;
        const name = names.has(column.id) ? `${input.name}_${column.name}` : column.name;
        names.add(id);
        return [{ ...taken({ ...column, id, name }), from: { [input.id]: column.id } }];
      }),
    );
    return { kind: 'intermediate', ...head, combine: 'history', inputs: inputs.map(({ id }) => ({ id, from: id })), columns };
  }
  const feed = isFeed(from) ? from : undefined;
  return {
    kind: 'intermediate',
    ...head,
    combine: 'join',
    inputs: feed ? [{ id: feed.id, from: feed.id }] : [],
    columns: feed ? feed.columns.map((column) => ({ ...taken(column), from: { [feed.id]: column.id } })) : [],
  };
}
