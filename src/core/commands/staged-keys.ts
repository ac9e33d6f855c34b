import type { Hub, Id, Project, Staging, StagingColumn } from '../model/types.ts';

/** The staged columns that carry the key its source promises; the first column where none is promised. */
export function keyColumns(project: Project, staging: Staging): readonly StagingColumn[] {
  const source = project.objects[staging.source];
  const promised = source?.kind === 'source' ? (source.key ?? []) : [];
  const found = promised.flatMap((id) => staging.columns.find((column) => column.from === id) ?? []);
  return found.length > 0 && found.length === promised.length ? found : staging.columns.slice(0, 1);
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

/** Staged columns that are no key of a hub: what satellites of this staging object describe. */
export function descriptiveColumns(project: Project, staging: Staging): readonly StagingColumn[] {
  const keys = new Set(hubsFedBy(project, staging.id).flatMap(({ columns }) => columns));
  if (keys.size === 0) for (const column of keyColumns(project, staging)) keys.add(column.id);
  return staging.columns.filter((column) => !keys.has(column.id));
}
