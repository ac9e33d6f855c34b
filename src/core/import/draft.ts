import type { DialectRules } from './dialect-rules.ts';
import type { ColumnSource, Place, ReadCheck, ReadForeignKey, ReadIndex, ReadKey, ReadLayout, ReadTable, ScriptPlatform, TableName } from './types.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** A column while the script is read: types and keys may still change. */
export interface DraftColumn {
  name: string;
  type?: string;
  nullable?: boolean;
  default?: string;
  comment?: string;
  identity?: boolean;
  generated?: string;
  values?: readonly string[];
  from?: readonly ColumnSource[];
}

export interface DraftTable {
  name: TableName;
  kind: ReadTable['kind'];
  columns: DraftColumn[];
  primaryKey?: ReadKey;
  uniqueKeys: ReadKey[];
  foreignKeys: ReadForeignKey[];
  checks: ReadCheck[];
  indexes: ReadIndex[];
  comment?: string;
  layout: Mutable<ReadLayout>;
  options: Record<string, string>;
  temporary?: boolean;
  external?: boolean;
  partitionOf?: TableName;
  reads: readonly TableName[];
  materialization?: string;
  tags?: readonly string[];
  at: Place;
}

export const draftTable = (name: TableName, kind: ReadTable['kind'], at: Place): DraftTable => ({
  name,
  kind,
  columns: [],
  uniqueKeys: [],
  foreignKeys: [],
  checks: [],
  indexes: [],
  layout: {},
  options: {},
  reads: [],
  at,
});

export const sameName = (a: string, b: string): boolean => a === b || (a.length === b.length && a.toLowerCase() === b.toLowerCase());
export const columnOf = (table: DraftTable, name: string): DraftColumn | undefined =>
  table.columns.find((column) => column.name === name) ?? table.columns.find((column) => sameName(column.name, name));

/** What the parts of the reader share. */
export interface Reader {
  readonly file: string;
  readonly text: string;
  readonly platform: ScriptPlatform;
  readonly rules: DialectRules;
  readonly placeAt: (offset: number) => Place;
  /** Lists what is not understood; the rest comes in. */
  readonly problem: (offset: number, reason: string) => void;
}
