import type { LogicalKind, LogicalType } from '../model/logical-type.ts';
import type { ColumnDefinition, Expr, From, FunctionName, Query, TableDefinition, TableName } from '../sql/ast.ts';

export type DialectId = 'duckdb' | 'snowflake' | 'bigquery' | 'redshift' | 'postgres' | 'spark' | 'databricks';

type Node<T extends Expr['t']> = Extract<Expr, { readonly t: T }>;

/** What a dialect's entries may ask of the printer. */
export interface Printing {
  readonly dialect: Dialect;
  /** An operand that stands where any expression may. */
  expr(expr: Expr): string;
  /** An operand in parentheses unless it is a single token or call. */
  operand(expr: Expr): string;
  query(query: Query): string;
  /** A line end, and the blanks before the next line. */
  nl(): string;
  /** Text that is written one step further to the right. */
  deeper(write: () => string): string;
  name(identifier: string): string;
  table(table: TableName): string;
  type(type: LogicalType): string;
  string(value: string): string;
  /** The spelling most platforms share, for a dialect that differs only for some values of a node. */
  textOf(node: Node<'textOf'>): string;
  lit(node: Node<'lit'>): string;
  bin(node: Node<'bin'>): string;
  /** Collects that the platform lacks something. @returns text that no platform accepts, so that it is never run. */
  refuse(what: string): string;
}

type Days = Extract<From, { readonly t: 'days' }>;

/** Spellings of expression nodes that differ from the base printer's. */
export type ExprSpellings = { readonly [T in Expr['t']]?: (node: Node<T>, p: Printing) => string };

/** A platform, as differences over the base printer. A child spreads its parent. */
export interface Dialect {
  readonly id: DialectId;
  readonly label: string;
  /** Total on purpose: a logical type without a spelling does not compile. */
  readonly types: { readonly [K in LogicalKind]: (type: Extract<LogicalType, { readonly kind: K }>) => string };
  readonly quote: (identifier: string) => string;
  /** Lower-case words that need quotes as a name. */
  readonly reserved: ReadonlySet<string>;
  /** What a name may be, quoted: its length in UTF-8 bytes, and characters no quoting helps. */
  readonly names: { readonly longest: number; readonly forbidden?: RegExp };
  readonly string: (value: string) => string;
  readonly functions: { readonly [F in FunctionName]?: (args: readonly string[]) => string };
  readonly expr: ExprSpellings;
  readonly hasQualify: boolean;
  /** What QUALIFY wants before it when nothing but FROM stands there: the word is not reserved on Redshift, and BigQuery was made to want a condition. */
  readonly beforeQualify: 'nothing' | 'alias' | 'where';
  /** Written after a text ordering key whose order must not depend on the database. */
  readonly binaryCollation: string;
  /** The relation of one row per day, without its alias. */
  readonly days: (node: Days, p: Printing) => string;
  readonly createTable: (definition: TableDefinition, p: Printing) => readonly string[];
  readonly createView: (view: TableName, columns: readonly ColumnDefinition[], query: Query, description: string | undefined, p: Printing) => readonly string[];
  readonly createWork: (table: TableName, query: Query, p: Printing) => readonly string[];
  readonly workTable: (table: TableName, p: Printing) => string;
  /** Whether two values of a load's key are the same; a plain equation where the platform's declared keys are never NULL, so that it can be hashed. */
  readonly sameKey: (left: string, right: string) => string;
  /** Takes out the rows whose key is in the work table, where that is not a DELETE with a subquery. */
  readonly deleteMatching?: (table: TableName, keys: readonly string[], work: TableName, p: Printing) => string;
  readonly deleteAll: (table: TableName, p: Printing) => string;
  /** What a SELECT without FROM reads where it needs one before WHERE; empty where it does not. */
  readonly oneRow: string;
  /** The time now, UTC without zone. */
  readonly utcNow: string;
  readonly begin: readonly string[];
  readonly commit: readonly string[];
}
