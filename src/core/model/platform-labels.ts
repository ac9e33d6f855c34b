import type { Platform } from './types.ts';

/** What each platform is called where a person reads it. */
export const PLATFORM_LABELS: Readonly<Record<Platform, string>> = {
  duckdb: 'DuckDB',
  snowflake: 'Snowflake',
  bigquery: 'BigQuery',
  redshift: 'Redshift',
  postgres: 'PostgreSQL',
  databricks: 'Databricks',
};
