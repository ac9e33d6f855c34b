import { columnsOf, isFed } from '../../core/model/lookup.ts';
import type { Id, Project } from '../../core/model/types.ts';
import type { Box } from './box.ts';
import type { ModelEdge } from './edges.ts';

/** What an edge says, in words, and the columns it joins. */
export interface EdgeMeaning {
  readonly title: string;
  /** Column of the object it leaves and of the one it arrives at, by id. */
  readonly pairs: readonly (readonly [from: Id, to: Id])[];
}

const entries = (map: Readonly<Record<Id, Id>> | undefined): readonly (readonly [Id, Id])[] => Object.entries(map ?? {}).map(([to, from]) => [from, to]);

/** What is mapped to the references of an object, e.g. a fact's dimensions: the reference stands for its columns. */
const referred = (maps: Readonly<Record<Id, Readonly<Record<Id, Id>>>> | undefined): readonly (readonly [Id, Id])[] =>
  Object.entries(maps ?? {}).flatMap(([reference, map]) => Object.values(map).map((from) => [from, reference] as const));

function flowPairs(project: Project, { from, to, relation }: ModelEdge): EdgeMeaning['pairs'] {
  const object = project.objects[to];
  if (!object) return [];
  if (object.kind === 'source')
    return object.columns.flatMap(({ id, taken_from }) => (taken_from ?? []).flatMap(([source, column]) => (source === from ? [[column, id] as const] : [])));
  if (object.kind === 'staging') return object.columns.flatMap(({ id, from }) => (from === undefined ? [] : [[from, id] as const]));
  if (object.kind === 'intermediate') {
    const input = relation.slice('input.'.length);
    return object.columns.flatMap(({ id, from }) => (from?.[input] === undefined ? [] : [[from[input], id] as const]));
  }
  if (!isFed(object)) return [];
  const feed = object.feeds[Number(relation.slice('feed.'.length))];
  if (!feed) return [];
  const references = 'hubs' in feed ? referred(feed.hubs as never) : 'dimensions' in feed ? referred(feed.dimensions as never) : [];
  return [...entries(feed.map), ...references];
}

function titleOf(project: Project, edge: ModelEdge): string {
  const nameOf = (id: Id): string => project.objects[id]?.name ?? id;
  const [from, to] = [nameOf(edge.from), nameOf(edge.to)];
  const role = edge.role === undefined ? '' : `, in the role ${edge.role}`;
  const [part = ''] = edge.relation.split('.');
  switch (`${project.objects[edge.to]?.kind ?? ''} ${part}`) {
    case 'staging source':
      return `${to} stages ${from}`;
    case 'intermediate input':
      return `${to} reads ${from}`;
    case 'link hub':
      return `${to} joins ${from}${role}`;
    case 'source key':
      return `Foreign key of ${to} to ${from}`;
    case 'satellite parent':
      return `${to} describes ${from}`;
    case 'fact dimension':
      return `Foreign key of ${to} to ${from}${role}`;
    case 'dimension outrigger':
      return `${from} is an outrigger of ${to}${role}`;
    case 'pit parent':
    case 'bridge hub':
      return `${to} is about ${from}`;
    default:
      return part === 'feed' ? `${from} feeds ${to}` : edge.flow ? `${to} reads ${from}` : `${to} refers to ${from}${role}`;
  }
}

/** What an edge means. */
export function edgeMeaning(project: Project, edge: ModelEdge, from: Box | undefined): EdgeMeaning {
  const title = titleOf(project, edge);
  if (edge.flow) return { title, pairs: flowPairs(project, edge) };
  const object = project.objects[edge.to];
  if (object?.kind === 'source') {
    const key = object.foreign_keys?.[Number(edge.relation.slice('key.'.length))];
    const other = project.objects[edge.from];
    const referred = key?.references ?? (other?.kind === 'source' ? (other.key ?? []) : []);
    return { title, pairs: (key?.columns ?? []).map((column, index): readonly [Id, Id] => [referred[index] ?? '', column]) };
  }
  const keys = from?.rows.filter((row) => row.group === 'key') ?? [];
  return { title, pairs: keys.map(({ id }): readonly [Id, Id] => [id, edge.toRow ?? '']) };
}

/** The rows that edges join, by object. */
export function joinedRows(project: Project, edges: readonly ModelEdge[], boxes: ReadonlyMap<Id, Box>): ReadonlyMap<Id, ReadonlySet<string>> {
  const rows = new Map<Id, Set<string>>();
  const add = (object: Id, row: string): void => {
    const known = rows.get(object);
    if (known) known.add(row);
    else rows.set(object, new Set([row]));
  };
  for (const edge of edges)
    for (const [from, to] of edgeMeaning(project, edge, boxes.get(edge.from)).pairs) {
      add(edge.from, from);
      add(edge.to, to);
    }
  return rows;
}

/** A pair of columns by their names. */
export function pairText(project: Project, edge: ModelEdge, [from, to]: readonly [Id, Id]): string {
  const nameOf = (object: Id, column: Id): string => {
    const found = project.objects[object];
    return (found && columnsOf(found).find(({ id }) => id === column)?.name) ?? column;
  };
  return edge.flow ? `${nameOf(edge.from, from)} → ${nameOf(edge.to, to)}` : nameOf(edge.from, from);
}
