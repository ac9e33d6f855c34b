import { dbt } from './dbt/dbt.ts';
import { dbml } from './diagram/dbml.ts';
import { ddl } from './ddl/ddl.ts';
import { sql } from './sql/sql.ts';
import { sqlmesh } from './sqlmesh/sqlmesh.ts';
import type { Target } from './types.ts';

/** Everything that can be taken away: a new export joins here. */
export const TARGETS: readonly Target[] = [ddl, sql, dbt, sqlmesh, dbml];
