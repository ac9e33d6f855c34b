import type { Diagnostic } from '../model/diagnostic.ts';
import type { LogicalType } from '../model/logical-type.ts';
import type {
  ColumnTest,
  Environment,
  Exposure,
  FactColumn,
  Freshness,
  Group,
  HashRules,
  Id,
  Layer,
  ObjectKind,
  OwnCode,
  Platform,
  Settings,
} from '../model/types.ts';
import type { Query, TableName } from '../sql/ast.ts';

export type ColumnRole =
  | 'business_key'
  | 'hash_key'
  | 'hash_diff'
  | 'load_date'
  | 'record_source'
  | 'sequence'
  | 'surrogate_key'
  | 'natural_key'
  | 'foreign_key'
  | 'degenerate'
  | 'attribute'
  | 'measure'
  | 'valid_from'
  | 'valid_to'
  | 'is_current'
  | 'is_deleted'
  | 'is_inferred'
  | 'status'
  | 'weight'
  | 'period';

/** How the values of a column add up. */
export interface Measure {
  readonly additivity: NonNullable<FactColumn['additivity']>;
  readonly aggregation: NonNullable<FactColumn['aggregation']>;
  readonly unit?: string;
  /** Semi-additive: foreign key columns it does not add over; time when empty. */
  readonly notOver: readonly string[];
}

export interface PlanColumn {
  readonly name: string;
  readonly type: LogicalType;
  readonly nullable: boolean;
  readonly role: ColumnRole;
  readonly description?: string;
  readonly classification?: string;
  /** The document's column this one carries, if any. */
  readonly column?: Id;
  readonly tests: readonly ColumnTest[];
  readonly measure?: Measure;
}

/** How the rows of a query get into the table. A fixed meaning, not SQL: each target only spells it. */
export type Load =
  /** Rows arrive from outside. Landing tables: a delivery replaces its own rows, by load date. */
  | { readonly kind: 'landing'; readonly keep: 'every' | 'last' }
  | { readonly kind: 'view' }
  /** The query is the whole table, written anew every run. */
  | { readonly kind: 'rebuild' }
  /** The query is the rows to add; it reads the stored ones in its leading CTE `stored`. */
  | { readonly kind: 'append'; readonly rule: 'new_keys' | 'changes'; readonly key: readonly string[] }
  /** The query is all rows of the keys it touches: they take the place of the stored rows of these keys. */
  | { readonly kind: 'replace'; readonly rule: 'history' | 'current' | 'period' | 'key'; readonly key: readonly string[] };

export interface ForeignKey {
  readonly columns: readonly string[];
  readonly relation: Id;
  readonly references: readonly string[];
  readonly role?: string;
}

export interface ColumnOrigin {
  readonly relation: Id;
  readonly column: string;
  /** It does not give the value but says in which row of another table that is found. */
  readonly as?: 'key';
}

/** Something that must hold after a delivery is loaded, with the rows that break it. */
export interface Check {
  /** Unique among the checks of its relation, e.g. `key` or `not_null.city`. */
  readonly id: string;
  /** What must hold, in one line: `customer_sk is unique and never NULL`. */
  readonly title: string;
  /** A warning tells of rows that were left out by a rule; an error, that the table is wrong. */
  readonly severity: 'error' | 'warning';
  /** Columns of its relation that it is about; absent where it is about more than them. */
  readonly columns?: readonly string[];
  /** The rows that break it; none when it holds. It reads relations, its own by id too. */
  readonly query: Query;
}

/** Rows of an example, under the names of a relation's columns. */
export type ExampleRow = Readonly<Record<string, string | number | boolean | null>>;

/** A rule shown by rows: what the query of a relation makes of them, with nothing stored before. */
export interface RelationExample {
  /** Unique among the examples of its relation. */
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  /** Rows of each relation that the query reads, none included. */
  readonly given: readonly { readonly relation: Id; readonly rows: readonly ExampleRow[] }[];
  /** Rows that come out. All have the same columns, which need not be all of the relation's. */
  readonly expect: readonly ExampleRow[];
  /** Expected rows that do not come out and rows that do though nobody expects them, with how often each. */
  readonly differences: Query;
}

/** The history of a staged source as dbt's snapshots keep it, run by run. */
export interface Snapshot {
  /** The newest row of each key that is there. */
  readonly latest: Query;
  readonly key: readonly string[];
  /** Columns whose change makes a version. */
  readonly compared: readonly string[];
  readonly loadDate: string;
  readonly deletes: 'ignore' | 'close' | 'mark';
}

/** One table or view of the warehouse, with everything a target may want to know of it. */
export interface Relation {
  /** The document object's id; relations derived from one carry a suffix after a slash. */
  readonly id: Id;
  readonly origin: Id;
  readonly kind: ObjectKind;
  readonly layer: Layer;
  readonly table: TableName;
  readonly description?: string;
  readonly owner?: string;
  readonly tags: readonly string[];
  readonly columns: readonly PlanColumn[];
  /** Absent for landing tables. Its columns are `columns`, in order. */
  readonly query?: Query;
  readonly load: Load;
  readonly primaryKey?: readonly string[];
  readonly uniqueKeys: readonly (readonly string[])[];
  readonly foreignKeys: readonly ForeignKey[];
  readonly grain?: string;
  /** What a view beside an object's own table is for. */
  readonly part?: 'timeline' | 'rejects' | 'role' | 'rebuilt';
  /** What its pattern knows must hold, beyond what keys, columns and references say. */
  readonly checks?: readonly Check[];
  /** Satellites that tell when a relationship held: the columns that say from when to when. */
  readonly held?: { readonly from: string; readonly to: string };
  /** Landing tables: what the record source column says of the rows that arrive. */
  readonly recordSource?: string;
  /** Landing tables: columns that no two rows of one delivery share, as the source promises. */
  readonly promisedKey?: readonly string[];
  /** Landing tables: a file with other columns is told of when absent. */
  readonly drift?: 'ignore' | 'fail';
  readonly physical: Readonly<Partial<Record<Platform, Readonly<Record<string, string | number | boolean | readonly string[]>>>>>;
  /** What of its kind it is, e.g. `multi_active` or `periodic_snapshot`; absent for the plain one. */
  readonly variant?: string;
  readonly group?: string;
  readonly access?: 'private' | 'protected' | 'public';
  /** How old the newest row may be, by the column that dates it. */
  readonly freshness?: Pick<Freshness, 'warn_after' | 'error_after'> & { readonly column: string };
  readonly examples?: readonly RelationExample[];
  readonly snapshot?: Snapshot;
  /** The user's own text for the object's file in an export. */
  readonly code?: OwnCode;
  /** When it is built, where that is not as often as the rest. */
  readonly cron?: string;
  /** What a stored table does when its columns changed; it takes new ones when absent. */
  readonly onSchemaChange?: 'append' | 'fail';
  /** Relation ids read by the query, sorted; never its own. */
  readonly dependsOn: readonly Id[];
}

/** What the canvas, the run and every export read. */
export interface Plan {
  /** In an order in which each comes after what it reads; the same for the same model. */
  readonly relations: readonly Relation[];
  readonly byId: ReadonlyMap<Id, Relation>;
  readonly diagnostics: readonly Diagnostic[];
  readonly schemas: Readonly<Record<Layer, string>>;
  readonly hash: HashRules;
  readonly name: string;
  readonly environments: readonly Environment[];
  readonly groups: readonly Group[];
  /** What outside the warehouse reads from it; `reads` are ids of relations. */
  readonly exposures: readonly Exposure[];
  readonly exports: NonNullable<Settings['exports']>;
  /** When the warehouse is built; daily when absent. */
  readonly cron?: string;
}
