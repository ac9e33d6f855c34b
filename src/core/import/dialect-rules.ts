import type { ScriptPlatform } from './types.ts';

/** How a dialect writes strings, names and comments. */
export interface DialectRules {
  /** A backslash escapes inside of strings. */
  readonly backslash: boolean;
  /** Double quotes hold a string, not a name. */
  readonly doubleIsString: boolean;
  /** `[x]` is a name. */
  readonly brackets: boolean;
  /** `$$ … $$` and `$tag$ … $tag$` hold a string. */
  readonly dollars: boolean;
  readonly hashComments: boolean;
  readonly slashComments: boolean;
  readonly nestedComments: boolean;
  /** `'''` and `"""` hold a string over lines. */
  readonly triple: boolean;
}

const PLAIN: DialectRules = {
  backslash: false,
  doubleIsString: false,
  brackets: false,
  dollars: false,
  hashComments: false,
  slashComments: false,
  nestedComments: false,
  triple: false,
};

export const DIALECT_RULES: Readonly<Record<ScriptPlatform, DialectRules>> = {
  postgres: { ...PLAIN, dollars: true, nestedComments: true },
  redshift: { ...PLAIN, dollars: true, nestedComments: true },
  duckdb: { ...PLAIN, dollars: true, nestedComments: true },
  snowflake: { ...PLAIN, backslash: true, dollars: true, slashComments: true },
  bigquery: { ...PLAIN, backslash: true, doubleIsString: true, hashComments: true, triple: true },
  databricks: { ...PLAIN, backslash: true, doubleIsString: true, nestedComments: true, dollars: true },
  mysql: { ...PLAIN, backslash: true, doubleIsString: true, hashComments: true },
  sqlserver: { ...PLAIN, brackets: true, nestedComments: true },
  sqlite: { ...PLAIN, brackets: true },
  oracle: PLAIN,
};

const NEAR: Readonly<Record<string, ScriptPlatform>> = {
  postgresql: 'postgres',
  pg: 'postgres',
  greenplum: 'postgres',
  netezza: 'redshift',
  spark: 'databricks',
  hive: 'databricks',
  impala: 'databricks',
  athena: 'databricks',
  delta: 'databricks',
  tsql: 'sqlserver',
  mssql: 'sqlserver',
  synapse: 'sqlserver',
  fabric: 'sqlserver',
  azuresql: 'sqlserver',
  mariadb: 'mysql',
  motherduck: 'duckdb',
};

/** Other names that a dialect is asked for by. */
export const NEAR_NAMES: readonly string[] = Object.keys(NEAR);

/** The dialect that a name stands for, near ones included; nothing when it is none. */
export function scriptPlatform(name: string): ScriptPlatform | undefined {
  const plain = name.toLowerCase().replaceAll(/[^a-z]/g, '');
  return Object.hasOwn(DIALECT_RULES, plain) ? (plain as ScriptPlatform) : NEAR[plain];
}
