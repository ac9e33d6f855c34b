import { KINDS } from '../model/kinds.ts';
import { columnsOf, isFeed } from '../model/lookup.ts';
import type { Column, Fact, Hub, Id, Link, ModelObject, ObjectKind, Project, Satellite } from '../model/types.ts';
import { canConnect, connect } from './connect.ts';
import { freeColumnId, freeObjectId, freeObjectName } from './free-name.ts';
import { makeObject, standardName } from './make-object.ts';
import { keyToDescribe } from './feed-again.ts';
import { taken } from './make-vault.ts';
import { sameName } from './map-by-name.ts';

/** One thing that joining two objects can mean. */
export interface Meaning {
  readonly id: string;
  /** What it does, in words. */
  readonly label: string;
  /** The kind of the object that it makes, if it makes one. */
  readonly makes?: ObjectKind;
  /** Does it to a draft. @returns the id of what it made. */
  readonly apply: (draft: Project) => Id | undefined;
}

const FEEDING: ReadonlySet<ObjectKind> = new Set(['source', 'staging', 'intermediate']);
const TAKES_COLUMNS: ReadonlySet<ObjectKind> = new Set(['satellite', 'reference', 'dimension', 'fact']);
const listed = (names: readonly string[]): string => (names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', '));

const joins =
  (from: Id, to: Id, column?: Id) =>
  (draft: Project): undefined => {
    connect.apply(draft, { from, to, ...(column === undefined ? {} : { column }) });
  };

/** What connecting the two as wholes does, in words. */
function joinLabel(from: ModelObject, to: ModelObject): string {
  const [a, b] = [from.name, to.name];
  switch (`${from.kind} ${to.kind}`) {
    case 'hub link':
      return to.kind === 'link' && to.hubs.some(({ hub }) => hub === from.id) ? `${b} joins ${a} once more, in another role` : `${b} joins ${a}`;
    case 'hub satellite':
    case 'link satellite':
      return `${b} describes ${a}`;
    case 'dimension fact':
    case 'date_dimension fact':
    case 'time_dimension fact':
      return to.kind === 'fact' && to.dimensions.some(({ dimension }) => dimension === from.id)
        ? `Foreign key of ${b} to ${a}, in another role`
        : `Foreign key of ${b} to ${a}`;
    case 'source staging':
      return `${b} stages ${a}`;
    default:
      return FEEDING.has(from.kind) ? `${a} feeds ${b}` : to.kind === 'intermediate' ? `${b} reads ${a}` : `Connect ${a} to ${b}`;
  }
}

function made(draft: Project, kind: ObjectKind, from: ModelObject, change: (object: ModelObject) => void): Id {
  const name = freeObjectName(draft, standardName(kind, draft, from));
  const id = freeObjectId(draft, name);
  draft.objects[id] = makeObject(kind, { id, name }, draft, from);
  const object = draft.objects[id];
  if (object) change(object);
  return id;
}

/** The chosen columns as the business key of a hub: all of them, in the order of the hub's. */
function feedsKey(from: ModelObject, to: Hub, columns: readonly Column[]): Meaning | undefined {
  const free = to.columns.length === 0;
  if (!isFeed(from) || (!free && to.columns.length !== columns.length)) return undefined;
  return {
    id: 'key',
    label: `${listed(columns.map(({ name }) => name))} as the business key of ${to.name}`,
    apply: (draft) => {
      const hub = draft.objects[to.id];
      if (hub?.kind !== 'hub') return undefined;
      if (free) hub.columns = columns.map(taken);
      const left = [...columns];
      const map = hub.columns.map((column): [Id, Id] => {
        const found = sameName<Column>(left, column.name) ?? left[0];
        if (found) left.splice(left.indexOf(found), 1);
        return [column.id, found?.id ?? ''];
      });
      hub.feeds.push({ from: from.id, map: Object.fromEntries(map) });
      return undefined;
    },
  };
}

function satelliteOf(from: ModelObject, to: Hub | Link, columns: readonly Column[]): Meaning | undefined {
  if (!isFeed(from)) return undefined;
  return {
    id: 'satellite',
    label: `New satellite of ${to.name} with ${listed(columns.map(({ name }) => name))}`,
    makes: 'satellite',
    apply: (draft) => {
      if (!to.feeds.some((feed) => feed.from === from.id)) connect.apply(draft, { from: from.id, to: to.id });
      return made(draft, 'satellite', to, (object) => {
        const satellite = object as Satellite;
        satellite.columns = columns.map(taken);
        satellite.feeds = [];
        const key = keyToDescribe(draft, satellite, from.id);
        satellite.feeds = [{ from: from.id, map: Object.fromEntries(columns.map(({ id }) => [id, id])), ...(key ? { parent_key: key } : {}) }];
      });
    },
  };
}

function columnsInto(from: ModelObject, to: ModelObject, columns: readonly Column[]): readonly Meaning[] {
  const names = listed(columns.map(({ name }) => name));
  const add = (draft: Project): void => {
    for (const { id } of columns) connect.apply(draft, { from: from.id, to: to.id, column: id });
  };
  const as = (id: string, label: string, use: object | undefined): Meaning => ({
    id,
    label,
    apply: (draft) => {
      const before = new Set(columnsOf(draft.objects[to.id] ?? to).map((column) => column.id));
      add(draft);
      if (use) for (const column of columnsOf(draft.objects[to.id] ?? to)) if (!before.has(column.id)) Object.assign(column, use);
      return undefined;
    },
  });
  if (to.kind === 'fact') return [as('measure', `${names} into ${to.name} as measures`, undefined), degenerate(from, to, columns, names)];
  if (to.kind === 'dimension')
    return [
      as('attribute', `${names} into ${to.name} as attributes`, { use: 'attribute' }),
      as('natural_key', `${names} into ${to.name} as its natural key`, { use: 'natural_key' }),
    ];
  return [as('columns', `${names} into ${to.name}`, undefined)];
}

/** A degenerate dimension has no additivity, so it is not made of a measure. */
function degenerate(from: ModelObject, to: Fact, columns: readonly Column[], names: string): Meaning {
  return {
    id: 'degenerate',
    label: `${names} into ${to.name} as a degenerate key`,
    apply: (draft) => {
      const fact = draft.objects[to.id];
      if (fact?.kind !== 'fact') return undefined;
      for (const column of columns) {
        const known = sameName<Fact['columns'][number]>(fact.columns, column.name);
        const id = known?.id ?? freeColumnId(fact.columns, column.name);
        if (!known) fact.columns.push({ ...taken(column), id, use: 'degenerate' });
        const feed = fact.feeds.find((candidate) => candidate.from === from.id);
        if (feed) feed.map[id] = column.id;
      }
      return undefined;
    },
  };
}

/** Dates and times of a fact's feed name a calendar or a clock in a role. */
function momentsOf(project: Project, from: ModelObject, to: Fact, columns: readonly Column[]): readonly Meaning[] {
  const [column] = columns;
  if (columns.length !== 1 || !column || !/^(date|time)/.test(column.type) || !to.feeds.some((feed) => feed.from === from.id)) return [];
  return Object.values(project.objects).flatMap((object): readonly Meaning[] =>
    (object.kind === 'date_dimension' && /^(date|timestamp)/.test(column.type)) || (object.kind === 'time_dimension' && column.type.startsWith('time'))
      ? [{ id: `moment ${object.id}`, label: `Foreign key of ${to.name} to ${object.name} by ${column.name}`, apply: joins(object.id, to.id, column.id) }]
      : [],
  );
}

/** What two objects of these kinds make together, where neither refers to the other. */
function together(from: ModelObject, to: ModelObject): readonly Meaning[] {
  if (from.kind === 'hub' && to.kind === 'hub') {
    const link = (id: string, label: string, change: (link: Link) => void): Meaning => ({
      id,
      label,
      makes: 'link',
      apply: (draft) =>
        made(draft, 'link', from, (object) => {
          Object.assign(object, { hubs: [], feeds: [] });
          connect.apply(draft, { from: from.id, to: object.id });
          connect.apply(draft, { from: to.id, to: object.id });
          change(object as Link);
        }),
    });
    if (from.id !== to.id) return [link('link', `New link of ${from.name} and ${to.name}`, () => undefined)];
    return (['hierarchical', 'same_as'] as const).map((type) =>
      link(type, type === 'hierarchical' ? `New hierarchical link of ${from.name}` : `New same-as link of ${from.name}`, (each) => {
        each.link_type = type;
      }),
    );
  }
  if (from.kind === 'dimension' && to.kind === 'dimension' && from.id !== to.id)
    return [
      {
        id: 'outrigger',
        label: `${from.name} as an outrigger of ${to.name}`,
        apply: (draft) => {
          const dimension = draft.objects[to.id];
          if (dimension?.kind !== 'dimension') return undefined;
          const known = dimension.outriggers ?? [];
          dimension.outriggers = [...known, { id: freeColumnId([...known, ...dimension.columns], from.name), dimension: from.id }];
          return undefined;
        },
      },
    ];
  if (isFeed(from) && to.kind === 'staging' && from.id !== to.id)
    return [
      {
        id: 'join',
        label: `New intermediate object that joins ${from.name} and ${to.name}`,
        makes: 'intermediate',
        apply: (draft) => {
          const id = made(draft, 'intermediate', from, () => undefined);
          connect.apply(draft, { from: to.id, to: id });
          return id;
        },
      },
    ];
  return [];
}

/**
 * Everything that dragging an object, or some of its columns, onto another can mean, the likeliest first. A meaning that
 * does not fit the document after all is refused when it is applied.
 */
export function meaningsOf(project: Project, fromId: Id, toId: Id, columnIds: readonly Id[] = []): readonly Meaning[] {
  const [from, to] = [project.objects[fromId], project.objects[toId]];
  if (!from || !to) return [];
  const columns = columnsOf(from).filter(({ id }) => columnIds.includes(id));
  const meanings: Meaning[] = [];
  if (columns.length > 0 && isFeed(from)) {
    if (to.kind === 'hub') meanings.push(...[feedsKey(from, to, columns)].flatMap((meaning) => meaning ?? []));
    if (to.kind === 'fact') meanings.push(...momentsOf(project, from, to, columns));
    if (TAKES_COLUMNS.has(to.kind)) meanings.push(...columnsInto(from, to, columns));
    if (to.kind === 'hub' || to.kind === 'link') meanings.push(...[satelliteOf(from, to, columns)].flatMap((meaning) => meaning ?? []));
  }
  meanings.push(...together(from, to));
  const known = isFeed(from) && 'feeds' in to && (to.feeds as readonly { readonly from: Id }[]).some((feed) => feed.from === from.id);
  if (from !== to && canConnect(from.kind, to.kind) && !known) meanings.push({ id: 'connect', label: joinLabel(from, to), apply: joins(fromId, toId) });
  return meanings;
}

/** Why two objects cannot be joined. */
export const noMeaning = (from: ModelObject, to: ModelObject): string =>
  `A ${KINDS[from.kind].label.toLowerCase()} and a ${KINDS[to.kind].label.toLowerCase()} mean nothing to each other: ${from.name} was not connected to ${to.name}.`;
