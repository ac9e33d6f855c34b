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

export const ColumnTest = z.discriminatedUnion('test', [
  z.looseObject({ test: z.literal('not_null') }),
  z.looseObject({ test: z.literal('unique') }),
  z.looseObject({ test: z.literal('accepted_values'), values: z.array(z.string()) }),
  z.looseObject({ test: z.literal('accepted_range'), min: z.number().optional(), max: z.number().optional() }),
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

export const objectShape = {
  id: Id,
  name: Name,
  technical: TechnicalNames.optional(),
  description: z.string().optional(),
  owner: z.string().optional(),
  tags: z.array(z.string()).optional(),
  /** Options of the physical table by platform, e.g. `{ snowflake: { cluster_by: [order_date] } }`. */
  physical: z.partialRecord(Platform, z.record(z.string(), physicalOption)).optional(),
};

/** Target column id → column id of the object the feed reads. */
export const ColumnMap = z.record(Id, Id);
