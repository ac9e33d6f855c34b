import type { FeedObject } from '../model/lookup.ts';
import type { Column, Hub, Id, Intermediate, Project } from '../model/types.ts';

const allOrFirst = (found: readonly Column[], promised: number, columns: readonly Column[]): readonly Column[] =>
  found.length > 0 && found.length === promised ? found : columns.slice(0, 1);

/** What rows are grouped by, else the key of the first input. */
function intermediateKey(project: Project, object: Intermediate, seen: ReadonlySet<Id>): readonly Column[] {
  const grouped = object.columns.filter((column) => column.group === true);
  const [first] = object.inputs;
  if (grouped.length > 0 || !first || seen.has(object.id)) return grouped.length > 0 ? grouped : object.columns.slice(0, 1);
  const input = project.objects[first.from];
  const promised =
    input?.kind === 'staging'
      ? keyColumns(project, input)
      : input?.kind === 'intermediate'
        ? intermediateKey(project, input, new Set([...seen, object.id]))
        : input?.kind === 'hub'
          ? input.columns
          : [];
  const found = promised.flatMap(({ id }) => object.columns.find((column) => column.from?.[first.id] === id) ?? []);
  return allOrFirst(found, promised.length, object.columns);
}

/** The columns that carry the key a feed's source promises; the first column where none is promised. */
export function keyColumns(project: Project, feed: FeedObject): readonly Column[] {
  if (feed.kind === 'intermediate') return intermediateKey(project, feed, new Set());
  const source = project.objects[feed.source];
  const promised = source?.kind === 'source' ? (source.key ?? []) : [];
  const found = promised.flatMap((id) => feed.columns.find((column) => column.from === id) ?? []);
  return allOrFirst(found, promised.length, feed.columns);
}

/** Hubs fed by a staging object, with the staged columns that make their key, in document order. */
export function hubsFedBy(project: Project, staging: Id): readonly { readonly hub: Hub; readonly columns: readonly Id[] }[] {
  return Object.values(project.objects).flatMap((object) => {
    if (object.kind !== 'hub') return [];
    return object.feeds.flatMap((feed) => {
      const columns = object.columns.map((column) => feed.map[column.id]).filter((id) => id !== undefined);
      return feed.from === staging && columns.length === object.columns.length && columns.length > 0 ? [{ hub: object, columns }] : [];
    });
  });
}

/** Columns that are no key of a hub: what satellites fed from here describe. */
export function descriptiveColumns(project: Project, feed: FeedObject): readonly Column[] {
  const keys = new Set(hubsFedBy(project, feed.id).flatMap(({ columns }) => columns));
  if (keys.size === 0) for (const column of keyColumns(project, feed)) keys.add(column.id);
  return feed.columns.filter((column) => !keys.has(column.id));
}
