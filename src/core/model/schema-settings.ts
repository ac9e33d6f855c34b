import * as z from 'zod';
import { Environment, Exports, Exposure, Group } from './schema-operations.ts';
import { ColumnTest, Cron, Id, LAYERS, Name, Platform, TypeText } from './schema-shared.ts';

export const Delivery = z.looseObject({
  id: Id,
  /** UTC, without zone: `2026-01-05T06:00:00`. Deliveries load in this order. */
  load_date: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?$/, 'a load date looks like 2026-01-05T06:00:00 (UTC)'),
  label: z.string().optional(),
  /** Source id → path of its file inside the project, e.g. `data/2026-01-05/customers.csv`. */
  files: z.record(Id, z.string()),
});

/** Colours of areas and notes; what they look like is the studio's. */
export const MARK_COLORS = ['grey', 'blue', 'teal', 'green', 'amber', 'red', 'violet'] as const;
const MarkColor = z.enum(MARK_COLORS);
export const Placed = z.looseObject({
  x: z.number(),
  y: z.number(),
  /** Stays where it is when the diagram is tidied up. */
  pinned: z.boolean().optional(),
  /** Its technical columns are shown here. */
  unfolded: z.boolean().optional(),
});
export const DiagramNote = z.looseObject({
  id: Id,
  text: z.string(),
  x: z.number(),
  y: z.number(),
  width: z.number().optional(),
  height: z.number().optional(),
  color: MarkColor.optional(),
});
/** A named rectangle behind the objects; what stands in it moves with it. */
export const DiagramArea = z.looseObject({
  id: Id,
  name: z.string(),
  x: z.number(),
  y: z.number(),
  width: z.number().min(1),
  height: z.number().min(1),
  color: MarkColor.optional(),
});
/** Kinds of columns that a diagram may hide. */
export const HIDEABLE = ['keys', 'references', 'attributes', 'measures', 'technical'] as const;
export const Diagram = z.looseObject({
  id: Id,
  name: Name,
  /** Object id → position of its top left corner, in canvas units. An object is on the diagram if it is here. */
  placed: z.record(Id, Placed),
  notes: z.array(DiagramNote).optional(),
  areas: z.array(DiagramArea).optional(),
  /** Which columns a node shows. */
  columns: z.enum(['all', 'keys', 'none']).optional(),
  /** Of those, the kinds that are left out. */
  hide: z.array(z.enum(HIDEABLE)).optional(),
  /** Satellites are left out of the picture, though they have their place. */
  skeleton: z.boolean().optional(),
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
  /** Which rules these began as: tells the studio what to call them, and which form the parts take. */
  preset: z.enum(['orrery', 'automate_dv', 'datavault4dbt']).optional(),
  /** `plain`: the part as it is, blank as NULL. `quoted`: in double quotes with the delimiter, the placeholder and quotes inside replaced. */
  parts: z.enum(['plain', 'quoted']).optional(),
  /** Letters beyond ASCII are folded as the engine does. */
  fold: z.enum(['ascii', 'engine']).optional(),
  /** Order of the columns of a difference. */
  diff_order: z.enum(['by_name', 'as_listed']).optional(),
  /** A key of nothing but NULL: no key, or the zero key. */
  empty_key: z.enum(['null', 'zero_key']).optional(),
  /** Fraction of a second in timestamps: always six digits, always three, or only where there is one. */
  fraction: z.enum(['micros', 'millis', 'shortest']).optional(),
});

export const VaultRules = z.looseObject({
  /** A relationship or state whose key is missing: left out, or kept under the zero key. */
  missing_keys: z.enum(['skip', 'zero_key']).optional(),
  /** Satellites hold a row under the zero key, so that joins over point-in-time tables always meet one. */
  ghost_records: z.boolean().optional(),
  /** The record source of ghost records. */
  system_record_source: z.string().optional(),
  /** Two states of one key at one load date: the last in the file counts, or both stay. */
  same_load_date: z.enum(['last', 'all']).optional(),
  /** Where the end of a state is told: in a view beside the satellite, in a column, or nowhere. */
  load_end_date: z.enum(['view', 'column', 'none']).optional(),
});

/** How names are written, besides prefixes and technical names. */
export const Naming = z.looseObject({
  /** How the words of a name are joined; as they are typed when absent. */
  case: z.enum(['keep', 'snake', 'upper_snake', 'camel', 'pascal']).optional(),
  /** Word → what stands for it in names, e.g. `{ customer: cust }`. */
  abbreviations: z.record(z.string().min(1), z.string().min(1)).optional(),
});

/** A column's definition that many columns share. */
export const Domain = z.looseObject({
  id: Id,
  name: Name,
  description: z.string().optional(),
  type: TypeText,
  nullable: z.boolean().optional(),
  /** Takes the place of NULL where a column of it is staged. */
  default: z.string().optional(),
  classification: z.string().optional(),
  tests: z.array(ColumnTest).optional(),
});

/** What a word means to the business. */
export const Term = z.looseObject({
  id: Id,
  name: Name,
  definition: z.string().optional(),
  synonyms: z.array(z.string()).optional(),
  owner: z.string().optional(),
});

export const Settings = z.looseObject({
  platform: Platform,
  /** Schema per layer. */
  schemas: z.record(z.enum(LAYERS), z.string().min(1)),
  hash: HashRules,
  vault: VaultRules.optional(),
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
    load_end_date: z.string().min(1).optional(),
    is_deleted: z.string().min(1).optional(),
    is_inferred: z.string().min(1).optional(),
    status: z.string().min(1).optional(),
    satellite_name: z.string().min(1).optional(),
  }),
  /** A value that does not fit the type it is cast to: its row is refused, the value is left out, or the load fails. */
  bad_values: z.enum(['reject', 'null', 'fail']).optional(),
  /** What is refused is listed in a view beside its object, with the reason; or nowhere. */
  rejects: z.enum(['views', 'none']).optional(),
  /** Prefix a new object of a kind gets. */
  prefixes: z.record(z.string(), z.string()),
  naming: Naming.optional(),
  domains: z.array(Domain).optional(),
  glossary: z.array(Term).optional(),
  environments: z.array(Environment).optional(),
  groups: z.array(Group).optional(),
  exposures: z.array(Exposure).optional(),
  exports: Exports.optional(),
  /** When the warehouse is built. */
  cron: Cron.optional(),
});
