import * as z from 'zod';
import { parseLogicalType } from './logical-type.ts';

/**
 * The document, version 1. Every object is loose: keys that this version does not know stay where they are
 * and are written back. References are by id; ids are assigned once and survive a rename.
 */
export const FORMAT_VERSION = 1;

/** Starts with a letter or digit, so that no id is ever a property of Object.prototype. */
export const Id = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,199}$/, 'an id is lower-case letters, digits, _ and -, and starts with a letter or digit');
export const PLATFORMS = ['duckdb', 'snowflake', 'bigquery', 'redshift', 'postgres', 'databricks'] as const;
export const Platform = z.enum(PLATFORMS);
export const TypeText = z
  .string()
  .refine((text) => parseLogicalType(text) !== undefined, 'not a type Orrery knows, e.g. text, bigint, decimal(12,2), timestamp');

const Name = z.string().min(1, 'a name cannot be empty');
const physicalOption = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]);

export const ColumnTest = z.discriminatedUnion('test', [
  z.looseObject({ test: z.literal('not_null') }),
  z.looseObject({ test: z.literal('unique') }),
  z.looseObject({ test: z.literal('accepted_values'), values: z.array(z.string()) }),
  z.looseObject({ test: z.literal('accepted_range'), min: z.number().optional(), max: z.number().optional() }),
]);

const columnShape = {
  id: Id,
  name: Name,
  type: TypeText,
  nullable: z.boolean().optional(),
  description: z.string().optional(),
  classification: z.string().optional(),
  tags: z.array(z.string()).optional(),
  tests: z.array(ColumnTest).optional(),
};
export const Column = z.looseObject(columnShape);

const objectShape = {
  id: Id,
  name: Name,
  description: z.string().optional(),
  owner: z.string().optional(),
  tags: z.array(z.string()).optional(),
  /** Options of the physical table by platform, e.g. `{ snowflake: { cluster_by: [order_date] } }`. */
  physical: z.partialRecord(Platform, z.record(z.string(), physicalOption)).optional(),
};

/** Target column id → column id of the object the feed reads. */
export const ColumnMap = z.record(Id, Id);

export const Source = z.looseObject({
  kind: z.literal('source'),
  ...objectShape,
  /** The system the rows come from, e.g. `crm`; it becomes the record source. */
  system: z.string().optional(),
  columns: z.array(Column),
  /** Column ids of the key the source promises. */
  key: z.array(Id).optional(),
  /** Whether a delivery is everything, what changed, or a stream of change events. */
  delivery: z.enum(['full', 'delta', 'cdc']),
  /** Whether the landing table keeps every delivery or only the last. */
  landing: z.enum(['append', 'replace']).optional(),
});

export const StagingColumn = z.looseObject({
  ...columnShape,
  /** Column id of the source. Absent for a derived column. */
  from: Id.optional(),
  /** SQL over the source's columns, e.g. `quantity * unit_price`. Absent for a plain column. */
  expression: z.string().optional(),
  /** Applied before the cast, in this order. */
  clean: z.array(z.enum(['trim', 'upper', 'lower', 'empty_as_null'])).optional(),
});

export const Staging = z.looseObject({
  kind: z.literal('staging'),
  ...objectShape,
  source: Id,
  columns: z.array(StagingColumn),
  /** SQL condition over the source's columns; rows that fail it are not staged. */
  filter: z.string().optional(),
  materialization: z.enum(['view', 'table']).optional(),
});

export const HubFeed = z.looseObject({ from: Id, map: ColumnMap, collision_code: z.string().optional() });
export const Hub = z.looseObject({
  kind: z.literal('hub'),
  ...objectShape,
  /** The business key, in hashing order. */
  columns: z.array(Column),
  feeds: z.array(HubFeed),
});

export const LinkHub = z.looseObject({ id: Id, hub: Id, role: z.string().optional() });
export const LinkFeed = z.looseObject({
  from: Id,
  /** Link-hub id → business key column id → staging column id. */
  hubs: z.record(Id, ColumnMap),
  /** Dependent child key columns. */
  map: ColumnMap,
});
export const Link = z.looseObject({
  kind: z.literal('link'),
  ...objectShape,
  /** Two or more, in hashing order. */
  hubs: z.array(LinkHub),
  /** Dependent child key, if any. */
  columns: z.array(Column),
  feeds: z.array(LinkFeed),
});

export const SatelliteFeed = z.looseObject({ from: Id, map: ColumnMap });
export const Satellite = z.looseObject({
  kind: z.literal('satellite'),
  ...objectShape,
  /** A hub or a link. Its feed from the same staging object says which columns make the key. */
  parent: Id,
  columns: z.array(Column),
  feeds: z.array(SatelliteFeed),
});

export const History = z.union([z.literal(1), z.literal(2)]);
export const DimensionColumn = z.looseObject({
  ...columnShape,
  use: z.enum(['natural_key', 'attribute']),
  /** Slowly-changing-dimension type of an attribute; 1 when absent. */
  history: History.optional(),
});
export const DimensionFeed = z.looseObject({
  from: Id,
  map: ColumnMap,
  /** Column id of the feed that says when a change happened; the load date when absent. */
  changed_at: Id.optional(),
});
export const Dimension = z.looseObject({
  kind: z.literal('dimension'),
  ...objectShape,
  surrogate: z.enum(['integer', 'hash']).optional(),
  columns: z.array(DimensionColumn),
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
});

export const FactColumn = z.looseObject({
  ...columnShape,
  use: z.enum(['degenerate', 'measure']),
  additivity: z.enum(['additive', 'semi_additive', 'non_additive']).optional(),
  aggregation: z.enum(['sum', 'min', 'max', 'avg', 'count', 'last']).optional(),
  unit: z.string().optional(),
});
export const FactDimension = z.looseObject({
  id: Id,
  dimension: Id,
  /** Names the foreign key when a dimension plays several parts, e.g. `ship`. */
  role: z.string().optional(),
});
export const FactFeed = z.looseObject({
  from: Id,
  map: ColumnMap,
  /** Fact-dimension id → natural key column id of the dimension (a date dimension's is `date`) → feed column id. */
  dimensions: z.record(Id, ColumnMap),
  /** Column id of the feed that dates the event; type 2 look-ups use it. The load date when absent. */
  event_at: Id.optional(),
});
export const Fact = z.looseObject({
  kind: z.literal('fact'),
  ...objectShape,
  fact_type: z.enum(['transaction', 'periodic_snapshot']),
  /** What one row is, in words, and the degenerate column ids or fact-dimension ids that make it unique. */
  grain: z.looseObject({ sentence: z.string().optional(), columns: z.array(Id) }),
  /** Periodic snapshot only: the length of a period, counted on `event_at`. */
  period: z.enum(['day', 'week', 'month', 'quarter', 'year']).optional(),
  /** What a second row for a stored grain does: nothing, or take its place. */
  corrections: z.enum(['keep_first', 'replace']).optional(),
  dimensions: z.array(FactDimension),
  columns: z.array(FactColumn),
  feeds: z.array(FactFeed),
});

/** One entry per kind: the place where a new construct joins the document. */
export const ModelObject = z.discriminatedUnion('kind', [Source, Staging, Hub, Link, Satellite, Dimension, DateDimension, Fact]);

export const Delivery = z.looseObject({
  id: Id,
  /** UTC, without zone: `2026-01-05T06:00:00`. Deliveries load in this order. */
  load_date: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?$/, 'a load date looks like 2026-01-05T06:00:00 (UTC)'),
  label: z.string().optional(),
  /** Source id → path of its file inside the project, e.g. `data/2026-01-05/customers.csv`. */
  files: z.record(Id, z.string()),
});

const Placed = z.looseObject({ x: z.number(), y: z.number() });
export const Diagram = z.looseObject({
  id: Id,
  name: Name,
  /** Object id → position of its top left corner, in canvas units. An object is on the diagram if it is here. */
  placed: z.record(Id, Placed),
  notes: z
    .array(z.looseObject({ id: Id, text: z.string(), x: z.number(), y: z.number(), width: z.number().optional(), height: z.number().optional() }))
    .optional(),
  /** Which columns a node shows. */
  columns: z.enum(['all', 'keys', 'none']).optional(),
});

export const HashRules = z.looseObject({
  algorithm: z.enum(['md5', 'sha1', 'sha256']),
  /** Stored as hexadecimal text or as bytes. */
  storage: z.enum(['text', 'binary']),
  hex_case: z.enum(['upper', 'lower']),
  delimiter: z.string().min(1),
  null_placeholder: z.string(),
  trim: z.boolean(),
  /** ASCII letters only: other folding differs from engine to engine. */
  key_case: z.enum(['upper', 'lower', 'keep']),
  diff_case: z.enum(['upper', 'lower', 'keep']),
});

export const LAYERS = ['source', 'staging', 'raw_vault', 'business_vault', 'mart'] as const;
export const Settings = z.looseObject({
  platform: Platform,
  /** Schema per layer. */
  schemas: z.record(z.enum(LAYERS), z.string().min(1)),
  hash: HashRules,
  /** Names of the technical columns. */
  technical: z.looseObject({
    load_date: z.string().min(1),
    record_source: z.string().min(1),
    hash_key_suffix: z.string(),
    hash_diff: z.string().min(1),
    surrogate_suffix: z.string(),
    valid_from: z.string().min(1),
    valid_to: z.string().min(1),
    is_current: z.string().min(1),
  }),
  /** Prefix a new object of a kind gets. */
  prefixes: z.record(z.string(), z.string()),
});

export const Project = z.looseObject({
  format: z.literal(FORMAT_VERSION),
  name: Name,
  description: z.string().optional(),
  settings: Settings,
  objects: z.record(Id, ModelObject),
  deliveries: z.array(Delivery),
  diagrams: z.record(Id, Diagram),
});
