import * as z from 'zod';
import { parseLogicalType } from './logical-type.ts';

/** Starts with a letter or digit, so that no id is ever a property of Object.prototype. */
export const Id = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,199}$/, 'an id is lower-case letters, digits, _ and -, and starts with a letter or digit');
export const PLATFORMS = ['duckdb', 'snowflake', 'bigquery', 'redshift', 'postgres', 'databricks'] as const;
export const LAYERS = ['source', 'staging', 'raw_vault', 'business_vault', 'mart'] as const;
export const Platform = z.enum(PLATFORMS);
export const TypeText = z
  .string()
  .refine((text) => parseLogicalType(text) !== undefined, 'not a type Orrery knows, e.g. text, bigint, decimal(12,2), timestamp');

export const Name = z.string().min(1, 'a name cannot be empty');
const physicalOption = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]);

const testShape = {
  /** Whether a row that breaks it stops what builds on the table, or is only told of; `error` when absent. */
  severity: z.enum(['error', 'warn']).optional(),
};
export const ColumnTest = z.discriminatedUnion('test', [
  z.looseObject({ test: z.literal('not_null'), ...testShape }),
  z.looseObject({ test: z.literal('unique'), ...testShape }),
  z.looseObject({ test: z.literal('accepted_values'), values: z.array(z.string()), ...testShape }),
  z.looseObject({ test: z.literal('accepted_range'), min: z.number().optional(), max: z.number().optional(), ...testShape }),
]);

export const columnShape = {
  id: Id,
  name: Name,
  type: TypeText,
  nullable: z.boolean().optional(),
  description: z.string().optional(),
  classification: z.string().optional(),
  tags: z.array(z.string()).optional(),
  tests: z.array(ColumnTest).optional(),
  /** Id of the domain of the settings that it is of. */
  domain: Id.optional(),
  /** Id of the glossary's term that says what it means. */
  term: Id.optional(),
};
export const Column = z.looseObject(columnShape);

/** Technical column names of one object where they depart from the project's, e.g. of a table that exists already. */
export const TechnicalNames = z.looseObject({
  load_date: Name.optional(),
  record_source: Name.optional(),
  /** The whole name, not a suffix. */
  hash_key: Name.optional(),
  hash_diff: Name.optional(),
  /** The whole name, not a suffix. */
  surrogate_key: Name.optional(),
  valid_from: Name.optional(),
  valid_to: Name.optional(),
  is_current: Name.optional(),
  load_end_date: Name.optional(),
  is_deleted: Name.optional(),
  is_inferred: Name.optional(),
  status: Name.optional(),
  /** Record tracking: which satellite a delivered state is of. */
  satellite_name: Name.optional(),
});

/** Five fields, or `@hourly`, `@daily`, `@weekly`, `@monthly`, `@yearly`. */
export const Cron = z
  .string()
  .regex(/^(@(hourly|daily|weekly|monthly|yearly)|\S+( \S+){4})$/, 'a schedule is five fields such as "0 6 * * *", or @hourly, @daily, @weekly, @monthly');
const Age = z.looseObject({ count: z.int().min(1), period: z.enum(['minute', 'hour', 'day']) });
/** How old the newest row may be before somebody is told, and before it is an error. */
export const Freshness = z.looseObject({
  /** Column id that dates a row; the load date when absent. */
  column: Id.optional(),
  warn_after: Age.optional(),
  error_after: Age.optional(),
});

const ExampleRow = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
/** A rule shown by rows: what comes out when these rows come in. */
export const Example = z.looseObject({
  id: Id,
  name: Name,
  description: z.string().optional(),
  /** Rows of the objects that are read, by column id or name; an object that is not listed has none, a column that is left out is NULL. */
  given: z.array(z.looseObject({ from: Id, rows: z.array(ExampleRow) })),
  /** The rows that come out, by column id or name; only the columns named in the first row count. */
  expect: z.array(ExampleRow),
});

/** Text of the user's own that an export takes over at its place in the object's file. */
export const OwnCode = z.looseObject({
  /** After the statements that create the table, e.g. grants. */
  ddl: z.string().optional(),
  /** After the statements that load it. */
  sql: z.string().optional(),
  /** Between a dbt model's configuration and its query, e.g. hooks. */
  dbt: z.string().optional(),
  /** Before a SQLMesh model's query. */
  sqlmesh: z.string().optional(),
});

export const objectShape = {
  id: Id,
  name: Name,
  technical: TechnicalNames.optional(),
  description: z.string().optional(),
  owner: z.string().optional(),
  tags: z.array(z.string()).optional(),
  /** Options of the physical table by platform, e.g. `{ snowflake: { cluster_by: [order_date] } }`. */
  physical: z.partialRecord(Platform, z.record(z.string(), physicalOption)).optional(),
  /** Name of the group of the settings that it belongs to. */
  group: z.string().optional(),
  /** Who may build on it: its group, the project, or everybody. */
  access: z.enum(['private', 'protected', 'public']).optional(),
  freshness: Freshness.optional(),
  examples: z.array(Example).optional(),
  code: OwnCode.optional(),
  /** When it is built, where that is not as often as the rest. */
  cron: Cron.optional(),
  /** What a stored table does when its columns changed: takes the new ones, or the build fails. `append` when absent. */
  on_schema_change: z.enum(['append', 'fail']).optional(),
};

/** Target column id → column id of the object the feed reads. */
export const ColumnMap = z.record(Id, Id);
