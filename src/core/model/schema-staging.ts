import * as z from 'zod';
import { columnShape, Id, Name, objectShape } from './schema-shared.ts';

/** How rows get into a landing table, and which of its columns say so. */
export const Loader = z.looseObject({
  tool: z.enum(['files', 'fivetran', 'airbyte', 'debezium', 'kafka_connect', 'custom']),
  /** Column that dates the rows; the delivery's load date when absent. */
  load_date: Id.optional(),
  /** Column that names where a row comes from; the source's system when absent. */
  record_source: Id.optional(),
  /**
   * Change feeds: the column with the operation, e.g. `op`. Staging marks deletions by it, under the name of `is_deleted`.
   * Rows are taken flat: Debezium's envelope with `before` and `after` is to be unwrapped before they land.
   */
  operation: Id.optional(),
  /** Column that orders the rows of one load date, e.g. a log position; the place in the file when absent. */
  sequence: Id.optional(),
  /** Change feeds: the values of the operation that mean a deletion, as text. */
  deletes: z.array(z.string()).optional(),
});

/** What the system that a source comes from says of a column; nothing that is loaded depends on it. */
export const SourceColumn = z.looseObject({
  ...columnShape,
  /** The type as the system writes it, e.g. `NUMBER(10,0)`. */
  source_type: z.string().optional(),
  /** The expression that stands in for a value that is left out there. */
  source_default: z.string().optional(),
  /** The expression that the system works it out by. */
  generated_by: z.string().optional(),
  /** What the system says of it, as last imported; the description may say more. */
  source_comment: z.string().optional(),
  /** Numbered by the system. */
  identity: z.boolean().optional(),
  /** Where a view takes it from: source id and column id. */
  taken_from: z.array(z.tuple([Id, Id])).optional(),
});
/** A key to another source. */
export const ForeignKey = z.looseObject({
  name: z.string().optional(),
  /** Column ids, in the order of the columns that are referred to. */
  columns: z.array(Id).min(1),
  source: Id,
  /** Column ids of the other source; its key when absent. */
  references: z.array(Id).optional(),
  on_delete: z.string().optional(),
  on_update: z.string().optional(),
  /** It came with an import, which may take it away again. */
  declared: z.boolean().optional(),
});
/** The table that a source is in the system it comes from. */
export const Origin = z.looseObject({
  database: z.string().optional(),
  schema: z.string().optional(),
  table: z.string(),
  /** The dialect or the format that it was read from. */
  platform: z.string().optional(),
  kind: z.enum(['table', 'view']).optional(),
  /** What the system says of the table, as last imported. */
  comment: z.string().optional(),
});

export const Source = z.looseObject({
  kind: z.literal('source'),
  ...objectShape,
  /** The system the rows come from, e.g. `crm`; it becomes the record source. */
  system: z.string().optional(),
  columns: z.array(SourceColumn),
  /** Column ids of the key the source promises. */
  key: z.array(Id).optional(),
  /** Other keys that it declares, by column id. */
  unique_keys: z.array(z.looseObject({ name: z.string().optional(), columns: z.array(Id).min(1) })).optional(),
  foreign_keys: z.array(ForeignKey).optional(),
  /** Conditions that its rows fulfil, in the SQL of the system. */
  checks: z.array(z.looseObject({ name: z.string().optional(), expression: z.string() })).optional(),
  /** How the system lays the table out, e.g. `{ partition_by: order_date }`, in its own words. */
  layout: z.partialRecord(z.enum(['partition_by', 'cluster_by', 'sort_by', 'distribute_by']), z.string()).optional(),
  /** Options of the table in the system, e.g. `{ engine: InnoDB }`. */
  options: z.record(z.string(), z.string()).optional(),
  /** Ids of the sources that a view reads. */
  view_of: z.array(Id).optional(),
  origin: Origin.optional(),
  /** Whether a delivery is everything, what changed, or a stream of change events. */
  delivery: z.enum(['full', 'delta', 'cdc']),
  /** Whether the landing table keeps every delivery or only the last. */
  landing: z.enum(['append', 'replace']).optional(),
  loader: Loader.optional(),
  /**
   * What a file with other columns than these does. A column it lacks is NULL, one it brings besides is not loaded: that is
   * told (`warn`, when absent), or goes without saying (`ignore`), or the file is not loaded (`fail`).
   */
  drift: z.enum(['ignore', 'warn', 'fail']).optional(),
});

export const StagingColumn = z.looseObject({
  ...columnShape,
  /** Column id of the source. Absent for a derived column. */
  from: Id.optional(),
  /** SQL over the source's columns, e.g. `quantity * unit_price`. Absent for a plain column. */
  expression: z.string().optional(),
  /** Applied before the cast, in this order. */
  clean: z.array(z.enum(['trim', 'upper', 'lower', 'empty_as_null'])).optional(),
  /** Stands in for NULL, after cleaning. */
  default: z.string().optional(),
  /** A hash over other columns of this object, by id: a key in the given order, a difference in the order the hash rules say. */
  hash: z.looseObject({ as: z.enum(['key', 'diff']), of: z.array(Id).min(1) }).optional(),
  /** The row's place among those that share the columns of `partition_by`, in the order of `order_by`, from 1; equal rows share a place. */
  rank: z.looseObject({ partition_by: z.array(Id), order_by: z.array(z.looseObject({ column: Id, descending: z.boolean().optional() })).min(1) }).optional(),
});

export const Staging = z.looseObject({
  kind: z.literal('staging'),
  ...objectShape,
  source: Id,
  columns: z.array(StagingColumn),
  /** SQL condition over the source's columns; rows that fail it are not staged. */
  filter: z.string().optional(),
  /** Column of this object that dates the rows, and the one that names where they come from; as landed when absent. */
  load_date: Id.optional(),
  record_source: Id.optional(),
  /** What a value does that does not fit its type; the project's rule when absent. */
  bad_values: z.enum(['reject', 'null', 'fail']).optional(),
  /** Of several rows with the source's key in one delivery, the last in the file stays. */
  deduplicate: z.boolean().optional(),
  materialization: z.enum(['view', 'table']).optional(),
  /** Exports to dbt keep a snapshot: a version of each key each time one of its columns changed, seen run by run. */
  snapshot: z
    .looseObject({
      /** Column ids whose change makes a version; all but the key when absent. */
      columns: z.array(Id).optional(),
      /** What becomes of a key that is no longer there: nothing, its version ends, or it ends and a marked one begins. */
      deletes: z.enum(['ignore', 'close', 'mark']).optional(),
    })
    .optional(),
});

/** A query over several objects that feeds others as staging does: joins, unions, filters, aggregates, survivorship, vault history. */
export const IntermediateInput = z.looseObject({
  id: Id,
  /** A staging object, another intermediate one, or a vault object. */
  from: Id,
  /** How expressions call it; its name when absent. */
  alias: Name.optional(),
  /** Join only, and not for the first input. */
  join: z
    .looseObject({
      kind: z.enum(['inner', 'left']),
      /** Pairs of columns that must be equal: `[earlier input id, its column id, this input's column id]`. */
      on: z.array(z.tuple([Id, Id, Id])).min(1),
      /** Rows that came in the same delivery, or the state of the other side when the row came. */
      match: z.enum(['same_delivery', 'as_of']).optional(),
    })
    .optional(),
  filter: z.string().optional(),
});
export const IntermediateColumn = z.looseObject({
  ...columnShape,
  /** Input id → column id. One entry for a join, one per input for a union or a merge, in the order of precedence. */
  from: z.record(Id, Id).optional(),
  /** SQL over `alias.column`. */
  expression: z.string().optional(),
  aggregate: z.enum(['sum', 'min', 'max', 'avg', 'count']).optional(),
  /** Merge: input ids in the order in which their values are taken; the order of the inputs when absent. */
  precedence: z.array(Id).optional(),
  /** Merge and aggregate: whether rows are grouped by this column. */
  group: z.boolean().optional(),
});
export const Intermediate = z.looseObject({
  kind: z.literal('intermediate'),
  ...objectShape,
  /**
   * `join`: the first input's rows with what the others know; `union`: the rows of all; `merge`: one row per key and
   * delivery, each attribute from the first input that knows it; `history`: a hub or link with its satellites, a row each
   * time any of them changed.
   */
  combine: z.enum(['join', 'union', 'merge', 'history']),
  inputs: z.array(IntermediateInput),
  columns: z.array(IntermediateColumn),
  /** SQL condition over the columns of the result, before grouping. */
  filter: z.string().optional(),
  materialization: z.enum(['view', 'table']).optional(),
});
