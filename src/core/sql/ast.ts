import type { LogicalType } from '../model/logical-type.ts';
import type { HashRules } from '../model/types.ts';

/**
 * SQL as plain data. Nodes name intent, not spelling: `hash`, `textOf`, `dateDiff`, `qualify`.
 * Everything here prints on every platform, or the dialect collects a diagnostic.
 */

export type DateUnit = 'year' | 'quarter' | 'month' | 'week' | 'day' | 'hour' | 'minute' | 'second';
/** `dow`: ISO, Monday 1 to Sunday 7. `week`: ISO week. `isoyear`: the year that week belongs to. */
export type DatePart = 'year' | 'isoyear' | 'quarter' | 'month' | 'week' | 'day' | 'dow' | 'doy' | 'hour' | 'minute' | 'second';

/** The functions an expression may call; each dialect's table spells what differs. */
export type FunctionName =
  | 'coalesce'
  | 'nullif'
  | 'greatest'
  | 'least'
  | 'upper'
  | 'lower'
  | 'trim'
  | 'rtrim'
  | 'length'
  | 'substring'
  | 'replace'
  | 'left'
  | 'right'
  | 'lpad'
  | 'abs'
  | 'round'
  | 'floor'
  | 'ceil'
  | 'mod';

export type BinaryOperator = '+' | '-' | '*' | '/' | '=' | '<>' | '<' | '<=' | '>' | '>=' | 'and' | 'or' | 'like' | 'isDistinctFrom' | 'isNotDistinctFrom';

export type AggregateName = 'count' | 'sum' | 'min' | 'max' | 'avg';
export type WindowName = AggregateName | 'row_number' | 'rank' | 'dense_rank' | 'lag' | 'lead' | 'first_value' | 'last_value';

export type Expr =
  | { readonly t: 'col'; readonly name: string; readonly table?: string }
  /** `value` null prints a NULL cast to `type` where the platform needs it; decimals, dates and timestamps are text. */
  | { readonly t: 'lit'; readonly value: string | number | boolean | null; readonly type: LogicalType }
  | {
      readonly t: 'cast';
      readonly expr: Expr;
      readonly to: LogicalType;
      readonly safe?: boolean;
      /** What the operand is, when known: some platforms cast differently by it. */ readonly from?: LogicalType;
    }
  | { readonly t: 'call'; readonly fn: FunctionName; readonly args: readonly Expr[] }
  | { readonly t: 'bin'; readonly op: BinaryOperator; readonly left: Expr; readonly right: Expr }
  | { readonly t: 'not'; readonly expr: Expr }
  | { readonly t: 'neg'; readonly expr: Expr }
  | { readonly t: 'isNull'; readonly expr: Expr; readonly not?: boolean }
  | { readonly t: 'in'; readonly expr: Expr; readonly values: readonly Expr[]; readonly not?: boolean }
  | { readonly t: 'case'; readonly whens: readonly { readonly when: Expr; readonly then: Expr }[]; readonly otherwise?: Expr }
  | { readonly t: 'exists'; readonly query: Query; readonly not?: boolean }
  | { readonly t: 'scalar'; readonly query: Query }
  /** `count` without argument counts rows. */
  | { readonly t: 'agg'; readonly fn: AggregateName; readonly arg?: Expr; readonly distinct?: boolean }
  | {
      readonly t: 'window';
      readonly fn: WindowName;
      readonly args: readonly Expr[];
      readonly partitionBy: readonly Expr[];
      readonly orderBy: readonly OrderItem[];
      /** `unboundedToCurrent`: rows from the first to this one; `all`: the whole partition. */ readonly frame?: 'unboundedToCurrent' | 'all';
    }
  /** Text joined end to end; NULL in, NULL out, on every platform. */
  | { readonly t: 'concat'; readonly parts: readonly Expr[] }
  /** The canonical text of a value of `type`, the same characters on every platform; NULL stays NULL. */
  | {
      readonly t: 'textOf';
      readonly expr: Expr;
      readonly type: LogicalType;
      /** Takes floating-point numbers as the platform writes them, which differs from one to the next. */ readonly loose?: boolean;
    }
  /** Upper or lower case of the letters A to Z only. */
  | { readonly t: 'asciiCase'; readonly expr: Expr; readonly to: 'upper' | 'lower' }
  /** Hash of text, in the storage and letter case the rules say; NULL in, NULL out. */
  | { readonly t: 'hash'; readonly expr: Expr; readonly rules: HashRules }
  /** A hash's all-zero value, in the rules' storage. */
  | { readonly t: 'zeroHash'; readonly rules: HashRules }
  | { readonly t: 'dateTrunc'; readonly unit: DateUnit; readonly expr: Expr; /** Whether the result is a date or a timestamp. */ readonly type: LogicalType }
  | { readonly t: 'datePart'; readonly part: DatePart; readonly expr: Expr }
  | { readonly t: 'dateAdd'; readonly unit: DateUnit; readonly expr: Expr; readonly amount: Expr; readonly type: LogicalType }
  /** Number of `unit` boundaries crossed from `from` to `to`. */
  | { readonly t: 'dateDiff'; readonly unit: 'day' | 'month' | 'year'; readonly from: Expr; readonly to: Expr }
  /** The English name of a date's month or weekday, the same on every platform and locale. */
  | { readonly t: 'dateName'; readonly part: 'month' | 'weekday'; readonly expr: Expr };

export interface OrderItem {
  readonly expr: Expr;
  readonly descending?: boolean;
  /** Always spelled: the platforms' defaults differ. */
  readonly nulls: 'first' | 'last';
  /** The expression is text: compare code points, whatever the database's collation. */
  readonly binary?: boolean;
}

export type From =
  /** A relation of the plan, by its id; the target says how it is called. */
  | { readonly t: 'relation'; readonly id: string; readonly as: string }
  /** The stored rows of the relation this query loads; allowed only in the leading CTE `stored`. */
  | { readonly t: 'self'; readonly as: string }
  | { readonly t: 'cte'; readonly name: string; readonly as?: string }
  | { readonly t: 'subquery'; readonly query: Query; readonly as: string }
  /** One row per day from `first` to `last` (ISO dates, both included), in column `column` of type date. */
  | { readonly t: 'days'; readonly first: string; readonly last: string; readonly column: string; readonly as: string }
  | {
      readonly t: 'values';
      readonly columns: readonly { readonly name: string; readonly type: LogicalType }[];
      readonly rows: readonly (readonly Expr[])[];
      readonly as: string;
    };

export interface Join {
  readonly kind: 'inner' | 'left' | 'cross';
  readonly from: From;
  /** Absent only for a cross join. */
  readonly on?: Expr;
}

export interface Select {
  readonly t: 'select';
  readonly distinct?: boolean;
  readonly columns: readonly { readonly expr: Expr; readonly as: string }[];
  readonly from?: From;
  readonly joins?: readonly Join[];
  readonly where?: Expr;
  readonly groupBy?: readonly Expr[];
  readonly having?: Expr;
  /** A condition over window functions; printed as a subquery where the platform has no QUALIFY. */
  readonly qualify?: Expr;
  readonly orderBy?: readonly OrderItem[];
}

export type Query =
  | Select
  | { readonly t: 'union'; readonly queries: readonly Query[] }
  | {
      readonly t: 'with';
      readonly ctes: readonly {
        readonly name: string;
        readonly query: Query;
        /** One line on what this step is for; printed as a comment. */ readonly comment?: string;
      }[];
      readonly query: Query;
    };

/** Column of a table to create. */
export interface ColumnDefinition {
  readonly name: string;
  readonly type: LogicalType;
  readonly nullable: boolean;
  readonly description?: string;
}

/** A name in a database; the connection's own where none is given. */
export interface TableName {
  readonly database?: string;
  readonly schema: string;
  readonly name: string;
}

export interface TableDefinition {
  readonly table: TableName;
  readonly columns: readonly ColumnDefinition[];
  readonly primaryKey?: readonly string[];
  readonly uniqueKeys: readonly (readonly string[])[];
  readonly foreignKeys: readonly { readonly columns: readonly string[]; readonly table: TableName; readonly references: readonly string[] }[];
  readonly description?: string;
  /** Physical options of the platform being printed: cluster_by, partition_by, dist_key, sort_key, ... */
  readonly options: Readonly<Record<string, string | number | boolean | readonly string[]>>;
}

export type Statement =
  | { readonly t: 'createSchema'; readonly schema: string; readonly database?: string }
  | { readonly t: 'createTable'; readonly definition: TableDefinition }
  | { readonly t: 'createView'; readonly view: TableName; readonly columns: readonly ColumnDefinition[]; readonly query: Query; readonly description?: string }
  /** A scratch table filled from a query, replaced if it is there; the platform's temporary table where it has one. */
  | { readonly t: 'createWork'; readonly table: TableName; readonly query: Query }
  | { readonly t: 'dropWork'; readonly table: TableName }
  | { readonly t: 'insert'; readonly table: TableName; readonly columns: readonly string[]; readonly query: Query }
  /** Inserts all rows of a scratch table, which has the same columns. */
  | { readonly t: 'insertWork'; readonly table: TableName; readonly columns: readonly string[]; readonly work: TableName }
  /** Deletes the rows of `table` whose key columns occur in the scratch table. */
  | { readonly t: 'deleteMatching'; readonly table: TableName; readonly keys: readonly string[]; readonly work: TableName }
  | { readonly t: 'deleteAll'; readonly table: TableName }
  | { readonly t: 'deleteWhere'; readonly table: TableName; readonly where: Expr }
  | { readonly t: 'dropTable'; readonly table: TableName }
  | { readonly t: 'dropView'; readonly view: TableName }
  | { readonly t: 'begin' }
  | { readonly t: 'commit' };
