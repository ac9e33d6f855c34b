import { hashKeyName, SEQUENCE } from '../../naming/technical-names.ts';
import type { Column, Fact, FactColumn, FactFeed, HashRules, Id, Project, Source } from '../../model/types.ts';
import type { FeedObject } from '../../model/lookup.ts';
import type { PlanColumn, Relation } from '../../plan/types.ts';
import type { Expr, OrderItem, Query, Select } from '../../sql/ast.ts';
import {
  and,
  asc,
  cast,
  coalesce,
  col,
  concat,
  desc,
  firstOf,
  isNull,
  nil,
  not,
  num,
  or,
  out,
  relation,
  select,
  text,
  TIMESTAMP,
  union,
} from '../../sql/build.ts';
import { columnById, deliveryColumns, planColumn, relationHead, technicalColumn, typeOf, type PatternContext } from '../context.ts';
import { hashType, type HashInput } from '../hash.ts';
import { builtFeed } from '../vault/staged.ts';
import { rolesOf, type Role } from './fact-roles.ts';

/** What the kinds of facts share: roles, staged rows, what names a row, and names that no column of the fact has. */
export interface FactParts {
  readonly fact: Fact;
  readonly roles: readonly Role[];
  /** Snapshot: the role of the period itself, whose date is not among the staged rows. */
  readonly periodRole?: Role;
  /** A query over all feeds: the fact's own columns, natural keys, event time, load date, record source and sequence. */
  readonly staged: Query;
  /** Columns of the fact that come with the staged rows, all but lags. */
  readonly given: readonly FactColumn[];
  /** Names of natural keys among the staged rows. */
  readonly keys: readonly string[];
  /** Staged columns that together name a row, and those of them that are the fact's own and have to be there. */
  readonly grain: readonly string[];
  readonly required: readonly string[];
  /** Columns of the table that name a row. */
  readonly identity: readonly string[];
  /** A grain with a dimension in it is told apart by a hash of its natural keys: many rows may share the unknown member. */
  readonly grainKey?: { readonly column: PlanColumn; readonly of: (table: string) => Expr };
  readonly keyColumns: readonly PlanColumn[];
  readonly loadDate: string;
  readonly recordSource: string;
  readonly delivery: readonly PlanColumn[];
  /** Names free of the fact's columns. */
  readonly eventAt: string;
  readonly period: string;
  readonly free: (name: string) => string;
  /** Order of the rows of one grain, the last delivered first or last. */
  readonly order: (direction: 'first' | 'last', table?: string) => readonly OrderItem[];
  /** Each landing table behind it keeps every delivery; else the one that does not. */
  readonly forgetful?: Source;
  readonly common: Omit<Relation, 'columns' | 'query' | 'load'>;
}

/** The sources behind a feed. */
function sourcesBehind(project: Project, id: Id, seen: ReadonlySet<Id> = new Set()): readonly Source[] {
  if (seen.has(id)) return [];
  const object = project.objects[id];
  if (object?.kind === 'source') return [object];
  if (object?.kind === 'staging') return sourcesBehind(project, object.source);
  if (object?.kind === 'intermediate') return object.inputs.flatMap(({ from }) => sourcesBehind(project, from, new Set([...seen, id])));
  return [];
}

/** A constant for a column that a feed need not bring: 1 for one that counts rows, NULL for a milestone of another feed. */
function standIn(fact: Fact, column: FactColumn): Expr | undefined {
  if (column.use === 'measure' && column.aggregation === 'count') return num(1);
  return fact.fact_type === 'accumulating_snapshot' ? nil(typeOf(column)) : undefined;
}

/** Names of the columns of a feed that carry its source's key. */
export function sourceKey(feed: FeedObject, project: Project): readonly string[] {
  if (feed.kind !== 'staging') return [];
  const source = project.objects[feed.source];
  const key = source?.kind === 'source' ? (source.key ?? []) : [];
  const carried = key.flatMap((id) => feed.columns.find((column) => column.from === id && column.expression === undefined)?.name ?? []);
  return carried.length === key.length ? carried : [];
}

/** A hash, never NULL, of values as they are: keys that differ in case or blanks, or NULL and an empty text, name two rows. */
function exactHash(inputs: readonly HashInput[], rules: HashRules): Expr {
  const parts = inputs.map(({ expr, type }) => coalesce(concat(text('='), { t: 'textOf', expr, type }), text('')));
  return { t: 'hash', expr: concat(...parts.flatMap((part, index) => (index === 0 ? [part] : [text(rules.delimiter), part]))), rules };
}

interface Part {
  readonly query: Query;
  readonly feed: FeedObject;
}

/** The staged rows of one feed; nothing when something is not mapped, which is reported. */
function stagedPart(
  feed: FactFeed,
  shape: Pick<FactParts, 'fact' | 'given' | 'eventAt'>,
  roles: readonly Role[],
  context: PatternContext,
  once: ((feed: FeedObject, event: Expr) => Expr | undefined) | undefined,
): Part | undefined {
  const { project } = context;
  const { fact } = shape;
  const from = builtFeed(feed.from, context);
  if (!from) return undefined;
  const find = (id: Id | undefined, wanted: string): string | undefined => columnById<Column>(from, id, wanted, fact.id, context)?.name;
  const columns: Select['columns'][number][] = [];
  let complete = true;
  const add = (id: Id | undefined, wanted: string, as: string, otherwise: Expr | undefined, value: (expr: Expr) => Expr): void => {
    if (id === undefined && otherwise) {
      columns.push(out(otherwise, as));
      return;
    }
    const name = find(id, wanted);
    if (name === undefined) {
      complete = false;
      return;
    }
    columns.push(out(value(col(name, 'staged')), as));
  };
  for (const column of shape.given) add(feed.map[column.id], `${fact.name}.${column.name}`, column.name, standIn(fact, column), (expr) => expr);
  for (const role of roles) {
    for (const key of role.keys) {
      const wanted = `${fact.name}: ${key.name} of ${role.target.name}${role.role === undefined ? '' : ` as ${role.role}`}`;
      const otherwise = fact.fact_type === 'accumulating_snapshot' ? nil(key.type) : undefined;
      add(feed.dimensions[role.id]?.[key.id], wanted, key.staged, otherwise, key.value);
    }
  }
  const given = deliveryColumns(from, project, true).map((column) => column.name);
  const isDatedByOther = fact.fact_type === 'accumulating_snapshot' && feed.event_at === undefined && fact.feeds.some((other) => other.event_at !== undefined);
  const event = feed.event_at === undefined ? (given[0] ?? '') : find(feed.event_at, `The event time of ${fact.name}`);
  if (event === undefined || !complete) return undefined;
  // A feed that brings one milestone to a process that another feed dates says nothing of its time.
  const eventAt = isDatedByOther ? nil(TIMESTAMP) : cast(col(event, 'staged'), TIMESTAMP);
  // What a change feed says is deleted is no event; a fact that is stored already stays.
  const deleted = context.relation(from.id)?.columns.find((column) => column.role === 'is_deleted');
  const qualify = once?.(from, eventAt);
  return {
    feed: from,
    query: select(
      [
        ...columns,
        out(eventAt, shape.eventAt),
        ...deliveryColumns(fact, project, true).map((column, index) => out(col(given[index] ?? column.name, 'staged'), column.name)),
      ],
      relation(from.id, 'staged'),
      { ...(deleted ? { where: not(col(deleted.name, 'staged')) } : {}), ...(qualify ? { qualify } : {}) },
    ),
  };
}

/** Of the rows that a source delivered for one key and `period`, only the last; rows without a key are all kept. */
export function lastOfKey(feed: FeedObject, period: Expr, project: Project): Expr | undefined {
  const key = sourceKey(feed, project).map((name) => col(name, 'staged'));
  if (key.length === 0) return undefined;
  const [loadDate = '', , sequence = SEQUENCE] = deliveryColumns(feed, project, true).map((column) => column.name);
  return or(...key.map(isNull), firstOf([...key, period], [desc(col(loadDate, 'staged')), desc(col(sequence, 'staged'))]));
}

/** A period's date role: the one that is not mapped, or mapped from what dates the event. */
function isPeriodRole(fact: Fact, role: Role): boolean {
  if (fact.fact_type !== 'periodic_snapshot' || role.looksUp !== 'date') return false;
  return fact.feeds.every((feed) => {
    const mapped = Object.values(feed.dimensions[role.id] ?? {})[0];
    return mapped === undefined || mapped === feed.event_at;
  });
}

/**
 * Works out what the pattern of a fact needs; nothing when it cannot be built, with the reason reported.
 * @param once picks rows of one feed, given its event time.
 */
export function factParts(fact: Fact, context: PatternContext, once?: (feed: FeedObject, event: Expr) => Expr | undefined): FactParts | undefined {
  const { project } = context;
  const { hash } = project.settings;
  const problem = (code: string, message: string, severity: 'error' | 'warning' = 'error'): undefined => {
    context.report({ code, severity, message, at: { object: fact.id } });
    return undefined;
  };
  const all = rolesOf(fact, context);
  if (!all) return undefined;
  const given = fact.columns.filter((column) => column.lag === undefined);
  const delivery = deliveryColumns(fact, project, false);
  const [loadDate = '', recordSource = ''] = delivery.map((column) => column.name);
  const taken = new Set(
    [...fact.columns.map((column) => column.name), ...all.map((role) => role.foreignKey), loadDate, recordSource, SEQUENCE].map((name) => name.toLowerCase()),
  );
  const free = (name: string): string => (taken.has(name) ? free(`${name}_`) : name);
  const [eventAt, period] = [free('event_at'), free('period_start')];
  const dated = all.find((role) => isPeriodRole(fact, role));
  const periodRole = dated && { ...dated, keys: dated.keys.map((key) => ({ ...key, staged: period })) };
  const roles = all.filter((role) => role !== dated);
  const parts = fact.feeds.flatMap((feed) => stagedPart(feed, { fact, given, eventAt }, roles, context, once) ?? []);
  if (parts.length === 0)
    return problem('not-fed', `${fact.name} is fed by nothing that can be built: connect a staging object and map its columns.`, 'warning');

  const grain = fact.grain.columns.flatMap(
    (id): readonly { readonly name: string; readonly staged: readonly string[]; readonly inputs: (table: string) => readonly HashInput[] }[] => {
      const column = given.find((candidate) => candidate.id === id && candidate.use === 'degenerate');
      const role = all.find((candidate) => candidate.id === id);
      if (column) return [{ name: column.name, staged: [column.name], inputs: (table) => [{ expr: col(column.name, table), type: typeOf(column) }] }];
      if (role === undefined) return [];
      if (role === dated) return [{ name: role.foreignKey, staged: [], inputs: () => [] }];
      return [
        {
          name: role.foreignKey,
          staged: role.keys.map((key) => key.staged),
          inputs: (table) => role.keys.map((key) => ({ expr: col(key.staged, table), type: key.type })),
        },
      ];
    },
  );
  if (grain.length === 0 || grain.length < fact.grain.columns.length)
    return problem('fact-without-grain', `${fact.name} does not say what one row is: choose the columns or dimensions that make it unique.`);
  const required = grain.flatMap((part) => part.staged).filter((name) => given.some((column) => column.name === name));
  const staged = grain.flatMap((part) => part.staged);
  const grainKey =
    staged.length > required.length
      ? {
          column: technicalColumn(hashKeyName(fact, project.settings), hashType(hash), 'hash_key'),
          of: (table: string) =>
            exactHash(
              grain.flatMap((part) => part.inputs(table)),
              hash,
            ),
        }
      : undefined;
  const severalFeeds = parts.length > 1 || parts.some(({ feed }) => feed.kind === 'intermediate');
  const forgetful = fact.feeds.flatMap((feed) => sourcesBehind(project, feed.from)).find((source) => source.landing === 'replace');

  return {
    fact,
    roles,
    ...(periodRole ? { periodRole } : {}),
    staged: union(...parts.map(({ query }) => query)),
    given,
    keys: roles.flatMap((role) => role.keys.map((key) => key.staged)),
    grain: staged,
    required,
    identity: grainKey ? [grainKey.column.name] : required,
    ...(grainKey ? { grainKey } : {}),
    keyColumns: all.map((role) => role.column),
    loadDate,
    recordSource,
    delivery,
    eventAt,
    period,
    free,
    order: (direction, table) => {
      const by = direction === 'last' ? desc : asc;
      const ties = severalFeeds
        ? [asc(col(recordSource, table), { binary: true }), ...given.map((column) => asc(col(column.name, table), { binary: typeOf(column).kind === 'text' }))]
        : [];
      return [by(col(loadDate, table)), by(col(SEQUENCE, table)), ...ties];
    },
    ...(forgetful ? { forgetful } : {}),
    common: {
      ...relationHead(fact, project),
      foreignKeys: all
        .filter((role) => role.looksUp !== 'group')
        .map((role) => ({
          columns: [role.foreignKey],
          relation: role.target.id,
          references: [role.surrogate],
          ...(role.role === undefined ? {} : { role: role.role }),
        })),
      dependsOn: [...new Set([...fact.feeds.map((feed) => feed.from), ...all.map((role) => role.target.id)])].filter((id) => context.relation(id)).toSorted(),
      ...(fact.grain.sentence === undefined ? {} : { grain: fact.grain.sentence }),
    },
  };
}

/** The fact's columns in the order of its table: what names the row, foreign keys, its own, delivery. */
export const factColumns = (parts: FactParts, delivery: readonly PlanColumn[], before: readonly PlanColumn[] = []): readonly PlanColumn[] => [
  ...before,
  ...(parts.grainKey ? [parts.grainKey.column] : []),
  ...parts.keyColumns,
  ...parts.fact.columns.map((column) => planColumn(column, column.use)),
  ...delivery,
];

/** Rows that say which one they are. */
export const identified = (parts: FactParts, table?: string): readonly Expr[] =>
  parts.required.map((name) => ({ t: 'isNull', expr: col(name, table), not: true }));

/** The condition, if there is one, as a part of a select. */
export const whereAll = (conditions: readonly Expr[]): { readonly where?: Expr } => (conditions.length === 0 ? {} : { where: and(...conditions) });
