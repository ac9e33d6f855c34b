import type { Id, Source, SourceColumn } from '../model/types.ts';
import type { ChangeKind, ImportChange, ImportStep } from './compare.ts';
import { logicalOf } from './logical-types.ts';
import { findRenames, type RenameCandidate } from './renames.ts';
import { columnIds, sourceColumn, type FindPlaced } from './to-source.ts';
import { SCRIPT_PLATFORMS, type ReadColumn, type ReadTable } from './types.ts';

const plainType = (type: string | undefined): string => (type ?? '').toLowerCase().replaceAll(/\s+/g, '');

/** A list's members as candidates for a rename: what they are, and what stands beside them. */
const candidates = <T extends { readonly name: string }>(
  list: readonly T[],
  wanted: (one: T) => boolean,
  typeOf: (one: T) => string,
): readonly RenameCandidate[] =>
  list.flatMap((one, index) =>
    wanted(one)
      ? [{ name: one.name, type: typeOf(one), before: (list[index - 1]?.name ?? '').toLowerCase(), after: (list[index + 1]?.name ?? '').toLowerCase() }]
      : [],
  );

/** The type that a column gets: one that somebody chose for it stays. */
function nextType(column: SourceColumn, read: ReadColumn, platform: string | undefined): string {
  const dialect = SCRIPT_PLATFORMS.find((one) => one === platform);
  if (column.source_type === undefined || dialect === undefined) return read.logical;
  const before = logicalOf(column.source_type, dialect) ?? 'text';
  return column.type === before ? read.logical : column.type;
}

/** What is different in a column that stays. */
function differences(column: SourceColumn, read: ReadColumn, next: SourceColumn, platform: string | undefined) {
  const found: { kind: ChangeKind; before: string; after: string; patch: Readonly<Record<string, unknown>>; reason?: string; proposed: boolean }[] = [];
  const type = nextType(column, read, platform);
  const isTyped = read.type !== undefined;
  if (isTyped && (plainType(read.type) !== plainType(column.source_type) || (column.source_type === undefined && column.type !== type)))
    found.push({
      kind: 'type',
      before: column.source_type ?? column.type,
      after: read.type ?? '',
      patch: { source_type: read.type, type },
      ...(type === column.type && column.source_type !== undefined && type !== read.logical ? { reason: `${column.type} was chosen by hand and stays` } : {}),
      proposed: true,
    });
  if ((column.nullable ?? true) !== read.nullable)
    found.push({
      kind: 'nullability',
      before: column.nullable === false ? 'not null' : 'null',
      after: read.nullable ? 'null' : 'not null',
      patch: { nullable: read.nullable ? null : false },
      proposed: true,
    });
  if (column.source_default !== next.source_default || column.generated_by !== next.generated_by || (column.identity ?? false) !== (next.identity ?? false))
    found.push({
      kind: 'default',
      before: column.source_default ?? column.generated_by ?? (column.identity === true ? 'numbered' : 'none'),
      after: next.source_default ?? next.generated_by ?? (next.identity === true ? 'numbered' : 'none'),
      patch: { source_default: next.source_default ?? null, generated_by: next.generated_by ?? null, identity: next.identity ?? null },
      proposed: true,
    });
  if (read.comment !== undefined && read.comment !== column.source_comment && read.comment !== column.description) {
    const isOwn = column.description !== undefined && column.description !== column.source_comment;
    found.push({
      kind: 'comment',
      before: column.description ?? '',
      after: read.comment,
      patch: { description: read.comment, source_comment: read.comment },
      ...(isOwn ? { reason: 'the description was changed by hand' } : {}),
      proposed: !isOwn,
    });
  }
  return found;
}

/** What is different in the columns of a source, and which id each column of the table has. */
export function columnChanges(
  source: Source,
  table: ReadTable,
  find: FindPlaced,
  platform: string | undefined,
  notRenamed: ReadonlySet<string>,
): { readonly changes: readonly ImportChange[]; readonly columns: ReadonlyMap<string, Id> } {
  const has = new Set(source.columns.map(({ name }) => name.toLowerCase()));
  const reads = new Set(table.columns.map(({ name }) => name.toLowerCase()));
  // A column that somebody added by hand was never in a script, and is not missed in one.
  const isGone = (column: SourceColumn): boolean => !reads.has(column.name.toLowerCase()) && (column.source_type !== undefined || source.origin !== undefined);
  const renames = findRenames(
    candidates(source.columns, isGone, (column) => plainType(column.source_type ?? column.type)),
    candidates(
      table.columns,
      ({ name }) => !has.has(name.toLowerCase()),
      (column) => plainType(column.type ?? column.logical),
    ),
  ).filter(({ from }) => !notRenamed.has(`${source.id}.${source.columns.find(({ name }) => name === from)?.id ?? ''}:column-renamed`));
  const byNew = new Map(renames.map((rename) => [rename.to.toLowerCase(), rename]));
  const idOf = (name: string): Id | undefined => source.columns.find((column) => column.name.toLowerCase() === name.toLowerCase())?.id;
  const known = new Map<string, Id>(source.columns.map(({ id, name }) => [name.toLowerCase(), id]));
  for (const { from, to } of renames) {
    const id = known.get(from.toLowerCase());
    if (id !== undefined) known.set(to.toLowerCase(), id);
  }
  const columns = columnIds(table.columns, known);

  const base = { object: source.id, table: source.name };
  const changes: ImportChange[] = [];
  const update = (column: Id, patch: object): readonly ImportStep[] => [{ type: 'column.update', payload: { object: source.id, column, patch } }];
  for (const [index, read] of table.columns.entries()) {
    const id = columns.get(read.name.toLowerCase()) ?? '';
    const next = sourceColumn(read, id, find);
    const rename = byNew.get(read.name.toLowerCase());
    const column = source.columns.find((one) => one.id === (rename ? idOf(rename.from) : id));
    if (!column) {
      const at = Math.min(index, source.columns.length);
      changes.push({
        ...base,
        id: `${source.id}.${id}:column-added`,
        kind: 'column-added',
        column: read.name,
        after: read.type ?? read.logical,
        proposed: true,
        steps: [{ type: 'column.add', payload: { object: source.id, column: next, at } }],
      });
      continue;
    }
    if (rename)
      changes.push({
        ...base,
        id: `${source.id}.${column.id}:column-renamed`,
        kind: 'column-renamed',
        column: rename.from,
        before: rename.from,
        after: rename.to,
        reason: rename.reason,
        proposed: true,
        steps: update(column.id, { name: rename.to }),
      });
    for (const { kind, before, after, patch, reason, proposed } of differences(column, read, next, platform))
      changes.push({
        ...base,
        id: `${source.id}.${column.id}:${kind}`,
        kind,
        column: read.name,
        before,
        after,
        ...(reason === undefined ? {} : { reason }),
        proposed,
        steps: update(column.id, patch),
      });
  }
  const used = new Set(columns.values());
  for (const column of source.columns) {
    if (used.has(column.id) || !isGone(column)) continue;
    const isOwn = column.source_type === undefined && source.origin?.kind !== 'view';
    changes.push({
      ...base,
      id: `${source.id}.${column.id}:column-removed`,
      kind: 'column-removed',
      column: column.name,
      before: column.source_type ?? column.type,
      ...(isOwn ? { reason: 'it was added by hand' } : {}),
      proposed: !isOwn,
      steps: [{ type: 'column.remove', payload: { object: source.id, columns: [column.id] } }],
    });
  }
  return { changes, columns };
}
