import { sameValue } from '../model/write-project.ts';
import type { Id, Project, Source } from '../model/types.ts';
import { columnChanges } from './compare-columns.ts';
import { fullName } from './full-name.ts';
import { nameLikeness, shareInCommon } from './renames.ts';
import { columnIds, isKept, newSource, originName, placedByName, placeTables, tableFacts, type FindPlaced, type PlacedTable } from './to-source.ts';
import type { ReadTable, WhatWasRead } from './types.ts';

export interface ImportStep {
  readonly type: string;
  readonly payload: unknown;
}

export type ChangeKind =
  | 'table-added'
  | 'table-removed'
  | 'table-renamed'
  | 'column-added'
  | 'column-removed'
  | 'column-renamed'
  | 'type'
  | 'nullability'
  | 'default'
  | 'comment'
  | 'key'
  | 'unique-keys'
  | 'foreign-keys'
  | 'checks'
  | 'layout'
  | 'options'
  | 'origin';

/** One difference between a project and what was read, to be accepted or refused by itself. */
export interface ImportChange {
  /** The same for the same difference, e.g. `orders.cust_nm:column-renamed`. */
  readonly id: string;
  readonly kind: ChangeKind;
  /** The source; for a new one, the id that it gets. */
  readonly object: Id;
  readonly table: string;
  readonly column?: string;
  readonly before?: string;
  readonly after?: string;
  /** Why it is taken for a rename, or why it is not proposed. */
  readonly reason?: string;
  /** Whether it is done unless somebody says otherwise. */
  readonly proposed: boolean;
  readonly source?: Source;
  readonly steps: readonly ImportStep[];
}

export interface Comparison {
  readonly changes: readonly ImportChange[];
  /** Tables that are as the project has them. */
  readonly unchanged: number;
  /** Tables that are no sources of their own, and why. */
  readonly left: readonly { readonly table: string; readonly reason: string }[];
}

export interface CompareOptions {
  /** Ids of renames that somebody refused: what was taken for one thing is then two. */
  readonly notRenamed?: ReadonlySet<string>;
}

const isSource = (object: Project['objects'][string]): object is Source => object.kind === 'source';
const lower = (text: string | undefined): string => (text ?? '').toLowerCase();

/** The source that a table is already, by where it was read from, else by its name. */
function knownSource(table: ReadTable, sources: readonly Source[]): Source | undefined {
  const whole = lower(fullName(table.name));
  const { schema, name } = table.name;
  const byOrigin = sources.filter((source) => source.origin && lower(source.origin.table) === lower(name));
  const exact = byOrigin.find((source) => lower(originName(source)) === whole);
  if (exact) return exact;
  const near = byOrigin.filter(({ origin }) => schema === undefined || origin?.schema === undefined || lower(origin.schema) === lower(schema));
  if (near.length === 1) return near[0];
  return sources.find((source) => !source.origin && lower(source.name) === lower(name));
}

const columnMap = (source: Source): ReadonlyMap<string, Id> => new Map(source.columns.map(({ id, name }) => [name.toLowerCase(), id]));

interface Matched {
  readonly source: Source;
  readonly table: ReadTable;
  readonly rename?: string;
}

/** Tables that took the place of sources which are not in what was read: most of the columns are the same. */
function renamedTables(gone: readonly Source[], fresh: readonly ReadTable[], notRenamed: ReadonlySet<string>): readonly Matched[] {
  const offered = fresh.map((table) => ({ table, columns: new Set(table.columns.map((column) => column.name.toLowerCase())) }));
  const pairs = gone.flatMap((source) => {
    const columns = source.columns.map((column) => column.name.toLowerCase());
    if (columns.length < 2 || notRenamed.has(`${source.id}:table-renamed`)) return [];
    return offered.flatMap(({ table, columns: others }) => {
      const share = shareInCommon(columns, others);
      if (share < 0.5) return [];
      const name = nameLikeness(source.origin?.table ?? source.name, table.name.name);
      if (share < 0.75 && name < 0.5) return [];
      const shared = columns.filter((column) => others.has(column)).length;
      return [
        { source, table, score: share + name, rename: `${shared} of ${columns.length} columns are the same${name >= 0.5 ? ', the names are alike' : ''}` },
      ];
    });
  });
  const used = new Set<unknown>();
  return pairs
    .toSorted((a, b) => b.score - a.score)
    .flatMap(({ source, table, rename }) => {
      if (used.has(source) || used.has(table)) return [];
      used.add(source).add(table);
      return [{ source, table, rename }];
    });
}

const FACTS = {
  key: 'key',
  unique_keys: 'unique-keys',
  foreign_keys: 'foreign-keys',
  checks: 'checks',
  layout: 'layout',
  options: 'options',
} as const;

/** A few words for a value that is a list or a record. */
function inWords(value: unknown, source: Source): string {
  const nameOf = (id: unknown): string => source.columns.find((column) => column.id === id)?.name ?? String(id);
  if (value === undefined) return 'none';
  if (!Array.isArray(value))
    return Object.entries(value as object)
      .map(([key, one]) => `${key} ${String(one)}`)
      .join(', ');
  return value
    .map((one: unknown) => {
      if (typeof one !== 'object' || one === null) return nameOf(one);
      if ('expression' in one) return String(one.expression);
      const columns = 'columns' in one && Array.isArray(one.columns) ? one.columns.map(nameOf).join(', ') : '';
      return 'source' in one ? `${columns} to ${String(one.source)}` : `(${columns})`;
    })
    .join('; ');
}

/** Relations that somebody drew stay beside those of the script. */
function mergedForeignKeys(before: Source['foreign_keys'], after: Source['foreign_keys']): Source['foreign_keys'] {
  const own = (before ?? []).filter(({ declared }) => declared !== true);
  const kept = own.filter((key) => !(after ?? []).some((other) => other.source === key.source && sameValue(other.columns, key.columns)));
  const next = [...kept, ...(after ?? [])];
  return next.length > 0 ? next : undefined;
}

function tableChanges({ source, table, rename }: Matched, placed: PlacedTable, find: FindPlaced, platform: string | undefined): readonly ImportChange[] {
  const facts = tableFacts(placed, find, platform);
  const base = { object: source.id, table: source.name };
  const update = (patch: object): readonly ImportStep[] => [{ type: 'object.update', payload: { id: source.id, patch } }];
  const changes: ImportChange[] = [];
  if (rename !== undefined)
    changes.push({
      ...base,
      id: `${source.id}:table-renamed`,
      kind: 'table-renamed',
      before: source.name,
      after: table.name.name,
      reason: rename,
      proposed: true,
      steps: [{ type: 'object.rename', payload: { id: source.id, name: table.name.name } }, ...update({ origin: facts.origin })],
    });
  else if (!source.origin)
    changes.push({
      ...base,
      id: `${source.id}:origin`,
      kind: 'origin',
      after: fullName(table.name),
      reason: 'the names are the same',
      proposed: true,
      steps: update({ origin: facts.origin }),
    });
  for (const [key, kind] of Object.entries(FACTS) as [keyof typeof FACTS, ChangeKind][]) {
    const [before, read] = [source[key], facts[key]];
    const after = key === 'foreign_keys' ? mergedForeignKeys(source.foreign_keys, facts.foreign_keys) : read;
    // A key that somebody chose stays where the script declares none.
    const silent = after === undefined && (key === 'key' || key === 'options' || source.origin === undefined);
    if (silent || sameValue(before, after)) continue;
    changes.push({
      ...base,
      id: `${source.id}:${kind}`,
      kind,
      before: inWords(before, source),
      after: inWords(after, source),
      proposed: true,
      steps: update({ [key]: after ?? null }),
    });
  }
  const said = source.origin?.comment;
  if (table.comment !== undefined && table.comment !== said && table.comment !== source.description) {
    const isOwn = source.description !== undefined && source.description !== said;
    changes.push({
      ...base,
      id: `${source.id}:comment`,
      kind: 'comment',
      before: source.description ?? '',
      after: table.comment,
      ...(isOwn ? { reason: 'the description was changed by hand' } : {}),
      proposed: !isOwn,
      steps: update({ description: table.comment, origin: facts.origin }),
    });
  }
  return changes;
}

/**
 * What an import would change in a project: new tables, what has another name now, columns, keys and comments, each to be
 * accepted or refused. Layout, mappings, notes and relations that somebody drew are no part of it and stay.
 */
export function compareWithProject(project: Project, read: WhatWasRead, { notRenamed = new Set() }: CompareOptions = {}): Comparison {
  const sources = Object.values(project.objects).filter(isSource);
  const tables = read.tables.filter(isKept);
  const platformOf = new Map(read.files.map(({ file, platform }) => [file, platform]));
  const known = new Map<ReadTable, Matched>();
  const taken = new Set<Source>();
  for (const table of tables) {
    const source = knownSource(
      table,
      sources.filter((one) => !taken.has(one)),
    );
    if (!source) continue;
    taken.add(source);
    known.set(table, { source, table });
  }
  const gone = sources.filter((source) => source.origin && !taken.has(source));
  const fresh = tables.filter((table) => !known.has(table));
  for (const match of renamedTables(gone, fresh, notRenamed)) {
    taken.add(match.source);
    known.set(match.table, match);
  }
  const added = placeTables(
    fresh.filter((table) => !known.has(table)),
    project,
  );
  const old = [...known.values()].map(({ source, table }): PlacedTable => ({
    table,
    id: source.id,
    name: source.name,
    columns: columnIds(table.columns, columnMap(source)),
  }));
  const find = placedByName([...old, ...added]);

  const changes: ImportChange[] = added.map((placed): ImportChange => {
    const source = newSource(placed, find, platformOf.get(placed.table.at.file));
    return {
      id: `${placed.id}:table-added`,
      kind: 'table-added',
      object: placed.id,
      table: placed.name,
      after: `${source.columns.length} columns`,
      proposed: true,
      source,
      steps: [],
    };
  });
  let unchanged = 0;
  for (const match of known.values()) {
    const platform = platformOf.get(match.table.at.file);
    const { changes: columns, columns: ids } = columnChanges(match.source, match.table, find, platform, notRenamed);
    const own = [...columns, ...tableChanges(match, { table: match.table, id: match.source.id, name: match.source.name, columns: ids }, find, platform)];
    if (own.length === 0) unchanged += 1;
    changes.push(...own);
  }
  for (const source of sources) {
    if (!source.origin || taken.has(source)) continue;
    changes.push({
      id: `${source.id}:table-removed`,
      kind: 'table-removed',
      object: source.id,
      table: source.name,
      reason: 'what was read does not have it; it may stand in another script',
      proposed: false,
      steps: [{ type: 'object.remove', payload: { ids: [source.id] } }],
    });
  }
  const left = read.tables
    .filter((table) => !isKept(table))
    .map(({ name, temporary }) => ({ table: fullName(name), reason: temporary === true ? 'a temporary table' : 'a partition of another table' }));
  return { changes, unchanged, left };
}

/** The payload of the command `import.apply` that does what was accepted. */
export function importPayload(
  changes: readonly ImportChange[],
  accepted: (change: ImportChange) => boolean,
): { readonly sources: readonly Source[]; readonly steps: readonly ImportStep[] } {
  const chosen = changes.filter(accepted);
  return { sources: chosen.flatMap(({ source }) => source ?? []), steps: chosen.flatMap(({ steps }) => steps) };
}
