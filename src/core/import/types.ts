/** Dialects that scripts are read in; the near ones (`mariadb`, `spark`, `netezza`, …) are read as one of these. */
export const SCRIPT_PLATFORMS = ['snowflake', 'bigquery', 'redshift', 'postgres', 'duckdb', 'databricks', 'sqlserver', 'mysql', 'oracle', 'sqlite'] as const;
export type ScriptPlatform = (typeof SCRIPT_PLATFORMS)[number];

/** A file as text, e.g. a DDL script. */
export interface ImportFile {
  readonly name: string;
  readonly text: string;
  /** What its bytes were taken for, where that is not UTF-8. */
  readonly encoding?: string;
}

/** Line and column are one-based. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Something that was not read, and why; the rest came in. */
export interface NotRead extends Place {
  readonly reason: string;
  readonly excerpt: string;
}

/** What is of no interest to a model, e.g. `INSERT`: how often it occurs, and the first places. */
export interface Skipped {
  readonly what: string;
  readonly count: number;
  readonly places: readonly Place[];
}

/** Parts of a name as written, without quotes. */
export interface TableName {
  readonly database?: string;
  readonly schema?: string;
  readonly name: string;
}

export interface ReadColumn {
  readonly name: string;
  /** The type as the source writes it; absent where it says none. */
  readonly type?: string;
  /** The type Orrery reasons in; `text` where there is none for it. */
  readonly logical: string;
  readonly nullable: boolean;
  readonly default?: string;
  readonly comment?: string;
  /** Numbered by the database. */
  readonly identity?: boolean;
  /** The expression that the database works it out by. */
  readonly generated?: string;
  /** Values that it may have. */
  readonly values?: readonly string[];
  /** Where a view or query takes it from. */
  readonly from?: readonly ColumnSource[];
}

export interface ColumnSource {
  readonly table: TableName;
  readonly column: string;
}

export interface ReadKey {
  readonly name?: string;
  readonly columns: readonly string[];
  /** Kept unique by an index, not declared as a key. */
  readonly byIndex?: boolean;
}

export interface ReadForeignKey {
  readonly name?: string;
  readonly columns: readonly string[];
  readonly table: TableName;
  /** The other table's primary key when absent. */
  readonly references?: readonly string[];
  readonly onDelete?: string;
  readonly onUpdate?: string;
}

export interface ReadCheck {
  readonly name?: string;
  readonly expression: string;
}

export interface ReadIndex {
  readonly name?: string;
  readonly columns: readonly string[];
}

/** How the table is laid out; each as the script writes it. */
export interface ReadLayout {
  readonly partition_by?: string;
  readonly cluster_by?: string;
  readonly sort_by?: string;
  readonly distribute_by?: string;
}

export interface ReadTable {
  readonly name: TableName;
  readonly kind: 'table' | 'view';
  readonly columns: readonly ReadColumn[];
  readonly primaryKey?: ReadKey;
  readonly uniqueKeys: readonly ReadKey[];
  readonly foreignKeys: readonly ReadForeignKey[];
  readonly checks: readonly ReadCheck[];
  readonly indexes: readonly ReadIndex[];
  readonly comment?: string;
  readonly layout: ReadLayout;
  /** Options by name, in lower case, e.g. `engine`. */
  readonly options: Readonly<Record<string, string>>;
  readonly temporary?: boolean;
  readonly external?: boolean;
  readonly partitionOf?: TableName;
  /** Tables that its query reads. */
  readonly reads: readonly TableName[];
  /** What a tool says it is built as, e.g. `incremental`. */
  readonly materialization?: string;
  /** Kind and reason where the origin says what it is, e.g. a dbt source. */
  readonly tags?: readonly string[];
  readonly at: Place;
}

export interface ReadFileInfo {
  readonly file: string;
  /** The dialect it was read in, or the format: `dbt`, `dbml`, `odcs`, `datacontract`, `sqlmesh`. */
  readonly platform: string;
  /** Why this dialect; absent when it was asked for. */
  readonly evidence?: string;
  readonly encoding?: string;
}

/** What was understood of some files, whatever their format. */
export interface WhatWasRead {
  readonly files: readonly ReadFileInfo[];
  readonly tables: readonly ReadTable[];
  readonly problems: readonly NotRead[];
  readonly skipped: readonly Skipped[];
}
