import type { CaseColumns } from './case-schema.ts';

/** A document id for a name out of a case. */
export const idOf = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9_-]/g, '_')
    .replace(/^[^a-z0-9]+/, 'x');

export const listOf = <T>(value: T | readonly T[] | null | undefined): readonly T[] =>
  value === null || value === undefined ? [] : Array.isArray(value) ? (value as readonly T[]) : [value as T];

/** A column as a target names it, and the column of the stage it comes from. */
export interface Named {
  readonly as: string;
  readonly from: string;
}

export const namedOf = (columns: CaseColumns | undefined): readonly Named[] =>
  listOf(columns).map((column) =>
    typeof column === 'string' ? { as: column, from: column } : { as: column.alias ?? column.source_column, from: column.source_column },
  );

/** DuckDB's type in a case → ours. Case values carry no time zone, so that a timestamp with one is a plain timestamp in UTC. */
export function logicalType(duckdb: string | undefined): string {
  const type = (duckdb ?? 'VARCHAR').replaceAll(' ', '').toLowerCase();
  const alias: Readonly<Record<string, string>> = {
    hash: 'text',
    varchar: 'text',
    string: 'text',
    timestamptz: 'timestamp',
    datetime: 'timestamp',
    int: 'integer',
    double: 'float',
    real: 'float',
    bool: 'boolean',
  };
  return alias[type] ?? type.replace(/^numeric/, 'decimal');
}

/** A case's type → the type to cast to for comparing; nothing for a type that is not DuckDB's. */
export const engineType = (type: string): string => (type === 'HASH' ? 'varchar' : type === 'TIMESTAMPTZ' ? 'timestamp' : type);

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
export const literal = (value: string | number | boolean | null | undefined): string =>
  value === null || value === undefined ? 'null' : typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value);
