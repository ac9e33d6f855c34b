import type { Platform } from '../model/types.ts';
import { bigquery } from './bigquery.ts';
import { databricks } from './databricks.ts';
import type { Dialect } from './dialect.ts';
import { duckdb } from './duckdb.ts';
import { postgres } from './postgres.ts';
import { redshift } from './redshift.ts';
import { snowflake } from './snowflake.ts';

/** One dialect per platform: the place where a new platform joins. Spark is Databricks' parent and no platform of its own. */
export const DIALECTS: Readonly<Record<Platform, Dialect>> = { duckdb, snowflake, bigquery, redshift, postgres, databricks };
