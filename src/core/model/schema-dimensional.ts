import * as z from 'zod';
import { Column, ColumnMap, columnShape, Id, Name, objectShape } from './schema-shared.ts';

/**
 * Slowly-changing-dimension types: 0 keeps the first value, 1 overwrites, 2 opens a version, 3 overwrites and keeps the one
 * before in a column of its own. `passive` is as it was when the version began and opens none.
 */
export const History = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3), z.literal('passive')]);
export const DimensionColumn = z.looseObject({
  ...columnShape,
  use: z.enum(['natural_key', 'attribute']),
  /** Slowly-changing-dimension type of an attribute; 1 when absent. */
  history: History.optional(),
  /** Type 3: name of the column with the value before; `previous_` and the name when absent. */
  previous: Name.optional(),
});
const PointInTime = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?$/, 'a point in time looks like 2026-01-05T06:00:00 (UTC)');
/** A view of a dimension under another name for a part it plays. */
const RoleView = z.looseObject({ id: Id, role: Name, name: Name.optional() });
/** A dimension that a dimension refers to. */
export const Outrigger = z.looseObject({ id: Id, dimension: Id, role: z.string().optional() });
export const DimensionFeed = z.looseObject({
  from: Id,
  map: ColumnMap,
  /** Column id of the feed that says when a change happened; the load date when absent. */
  changed_at: Id.optional(),
  /** Column id of the feed that says when a state stops, exclusive. It is only checked: states of a member must not overlap. */
  ends_at: Id.optional(),
  /** Outrigger id → natural key column id of that dimension → feed column id. */
  outriggers: z.record(Id, ColumnMap).optional(),
});
export const Dimension = z.looseObject({
  kind: z.literal('dimension'),
  ...objectShape,
  /** `junk`: a member per combination of flags that occurs, without a natural key. */
  dimension_type: z.enum(['standard', 'junk']).optional(),
  surrogate: z.enum(['integer', 'hash']).optional(),
  columns: z.array(DimensionColumn),
  outriggers: z.array(Outrigger).optional(),
  /** Members with fixed keys: -1 is always there, -2 (not applicable) on demand. */
  not_applicable: z.boolean().optional(),
  /** What a member that a full delivery lacks, or a change feed deletes, does: nothing, its version ends, or it ends and a marked one begins. */
  deletes: z.enum(['ignore', 'close', 'mark']).optional(),
  /** Whether any difference opens a version, or only one with a later change time. */
  change_detection: z.enum(['values', 'changed_at']).optional(),
  /** When the first version of a member begins: when it is first seen, at the beginning of time, or at a point in time. */
  first_version: z.union([z.enum(['first_seen', 'beginning']), PointInTime]).optional(),
  /** Whose first version begins there: every member's, or only theirs that came in the first delivery. */
  first_version_for: z.enum(['every_member', 'first_delivery']).optional(),
  /** How an open version ends: at the end of time, NULL, or at a point in time. */
  open_end: z.union([z.enum(['end_of_time', 'null']), PointInTime]).optional(),
  /** A fixed hierarchy: attribute ids from the widest level to the narrowest. Each value of a level has one parent. */
  levels: z.array(Id).optional(),
  /** Views under another name for the parts it plays; each takes the role as a prefix of its columns. */
  roles: z.array(RoleView).optional(),
  /** Whether its feeds are read as staged, or as the vault tells them: both must give the same rows. */
  through: z.enum(['staging', 'vault']).optional(),
  feeds: z.array(DimensionFeed),
});

export const DateDimension = z.looseObject({
  kind: z.literal('date_dimension'),
  ...objectShape,
  /** First and last day, ISO dates, both included. */
  first: z.iso.date(),
  last: z.iso.date(),
  /** Month in which the fiscal year begins, 1 to 12; 1 when absent. */
  fiscal_start: z.int().min(1).max(12).optional(),
  holidays: z.array(z.looseObject({ date: z.iso.date(), name: z.string() })).optional(),
  /** A member -2 for a day that does not apply. */
  not_applicable: z.boolean().optional(),
  roles: z.array(RoleView).optional(),
});

/** Time of day, a row per step. */
export const TimeDimension = z.looseObject({
  kind: z.literal('time_dimension'),
  ...objectShape,
  every: z.enum(['hour', 'quarter_hour', 'minute', 'second']),
  /** Named parts of the day, each from its start (`06:00`) to the next one's. */
  parts: z.array(z.looseObject({ start: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time looks like 06:00'), name: Name })).optional(),
  /** A member -2 for a time that does not apply. */
  not_applicable: z.boolean().optional(),
  roles: z.array(RoleView).optional(),
});

/** All ancestors and descendants of a parent-child dimension, with their distance. */
export const Hierarchy = z.looseObject({
  kind: z.literal('hierarchy'),
  ...objectShape,
  /** The dimension; its one natural key column names a member. */
  dimension: Id,
  /** Attribute that names the parent's natural key; NULL at the top. */
  parent: Id,
  /** Levels above a member that are followed, at most. */
  depth: z.int().min(1).max(32).optional(),
});

/** Groups of members of a dimension, each with a weight; the weights of a group sum to one. */
export const GroupBridge = z.looseObject({
  kind: z.literal('group_bridge'),
  ...objectShape,
  dimension: Id,
  /** The columns that name a group. */
  columns: z.array(Column),
  /** Whether its feeds are read as staged, or as the vault tells them: both must give the same rows. */
  through: z.enum(['staging', 'vault']).optional(),
  feeds: z.array(
    z.looseObject({
      from: Id,
      /** Group column id → feed column id. */
      map: ColumnMap,
      /** Natural key column id of the dimension → feed column id. */
      member: ColumnMap,
      /** Column with the weight; equal shares when absent. */
      weight: Id.optional(),
    }),
  ),
});

export const FactColumn = z.looseObject({
  ...columnShape,
  use: z.enum(['degenerate', 'measure']),
  additivity: z.enum(['additive', 'semi_additive', 'non_additive']).optional(),
  /** Semi-additive: ids of the fact-dimensions it does not add over; time when absent. */
  not_over: z.array(Id).optional(),
  aggregation: z.enum(['sum', 'min', 'max', 'avg', 'count', 'last']).optional(),
  /** `EUR`, `kg`, `minutes`, ... */
  unit: z.string().optional(),
  /** Column id that says each row's currency or unit. */
  unit_from: Id.optional(),
  /** Accumulating snapshot: time between two milestones, by fact-dimension id; not mapped. */
  lag: z.looseObject({ from: Id, to: Id, unit: z.enum(['day', 'month', 'year']) }).optional(),
});
export const FactDimension = z.looseObject({
  id: Id,
  dimension: Id,
  /** Names the foreign key when a dimension plays several parts, e.g. `ship`. */
  role: z.string().optional(),
  /** What a natural key that no member has does: it goes to the unknown member, or a member is inferred from it. */
  missing: z.enum(['unknown', 'inferred']).optional(),
  /** What NULL means: not known, or not applicable. */
  when_null: z.enum(['unknown', 'not_applicable']).optional(),
  /** Group bridge between the fact and this dimension. */
  through: Id.optional(),
});
export const FactFeed = z.looseObject({
  from: Id,
  map: ColumnMap,
  /** Fact-dimension id → natural key column id of the dimension (a date dimension's is `date`) → feed column id. */
  dimensions: z.record(Id, ColumnMap),
  /** Column id of the feed that dates the event; type 2 look-ups use it. The load date when absent. */
  event_at: Id.optional(),
  /** Units of this feed's values where they differ from the column's: fact column id → unit. */
  units: z.record(Id, z.string()).optional(),
});
export const Fact = z.looseObject({
  kind: z.literal('fact'),
  ...objectShape,
  fact_type: z.enum(['transaction', 'periodic_snapshot', 'accumulating_snapshot', 'factless']),
  /** What one row is, in words, and the degenerate column ids or fact-dimension ids that make it unique. */
  grain: z.looseObject({ sentence: z.string().optional(), columns: z.array(Id) }),
  /** Periodic snapshot only: the length of a period, counted on `event_at`. */
  period: z.enum(['day', 'week', 'month', 'quarter', 'year']).optional(),
  /** Periodic snapshot only: a period without rows repeats the balance of the one before, counts nothing, or has no row. */
  quiet_periods: z.enum(['none', 'carry', 'zero']).optional(),
  /** What a second row for a stored grain does: nothing, or take its place. */
  corrections: z.enum(['keep_first', 'replace']).optional(),
  dimensions: z.array(FactDimension),
  columns: z.array(FactColumn),
  /** Whether its feeds are read as staged, or as the vault tells them: both must give the same rows. */
  through: z.enum(['staging', 'vault']).optional(),
  feeds: z.array(FactFeed),
});
