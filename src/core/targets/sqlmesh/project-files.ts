import { DIALECTS } from '../../dialects/registry.ts';
import { LAYERS } from '../../model/schema.ts';
import type { Environment, Platform } from '../../model/types.ts';
import type { Plan } from '../../plan/types.ts';
import { databaseOf } from '../environment.ts';
import type { GeneratedFile } from '../types.ts';
import { sqlmeshStart } from './cron.ts';
import { projectName } from '../plain-name.ts';
import { yamlText, type Yaml } from '../yaml-text.ts';

const secret = (name: string): string => `{{ env_var('${name}') }}`;
const CONNECTIONS: Readonly<Record<Platform, Readonly<Record<string, Yaml>>>> = {
  duckdb: { type: 'duckdb', database: 'warehouse.duckdb' },
  postgres: { type: 'postgres', host: secret('PGHOST'), port: 5432, user: secret('PGUSER'), password: secret('PGPASSWORD'), database: secret('PGDATABASE') },
  redshift: {
    type: 'redshift',
    host: secret('REDSHIFT_HOST'),
    port: 5439,
    user: secret('REDSHIFT_USER'),
    password: secret('REDSHIFT_PASSWORD'),
    database: 'warehouse',
  },
  snowflake: {
    type: 'snowflake',
    account: secret('SNOWFLAKE_ACCOUNT'),
    user: secret('SNOWFLAKE_USER'),
    password: secret('SNOWFLAKE_PASSWORD'),
    role: 'TRANSFORMER',
    warehouse: 'TRANSFORMING',
    database: 'WAREHOUSE',
  },
  bigquery: { type: 'bigquery', method: 'oauth', project: secret('BIGQUERY_PROJECT'), location: 'EU' },
  databricks: {
    type: 'databricks',
    server_hostname: secret('DATABRICKS_HOST'),
    http_path: secret('DATABRICKS_HTTP_PATH'),
    access_token: secret('DATABRICKS_TOKEN'),
    catalog: 'main',
  },
};

/** SQLMesh would write DuckDB's names in small letters, quoted or not, and DuckDB tells letters beyond ASCII apart. */
const DIALECT_OF: Partial<Record<Platform, string>> = { duckdb: 'duckdb, normalization_strategy = case_sensitive' };

/** SQLMesh's own name for the environment whose views have no suffix. */
const PRODUCTION = 'prod';
const SEVERAL_DATABASES: ReadonlySet<Platform> = new Set(['snowflake', 'bigquery', 'databricks']);

const databasesOf = (plan: Plan, environment: Environment): readonly (string | undefined)[] => [
  ...new Set(LAYERS.filter((layer) => plan.relations.some((one) => one.layer === layer)).map((layer) => databaseOf(environment, layer))),
];

/** The database of the views of an environment that SQLMesh makes itself, where it is one for all layers. */
function virtualDatabases(plan: Plan, platform: Platform): Readonly<Record<string, string>> {
  if (!SEVERAL_DATABASES.has(platform)) return {};
  return Object.fromEntries(
    plan.environments.flatMap((environment) => {
      const [database, another] = databasesOf(plan, environment);
      return environment.name === PRODUCTION || database === undefined || another !== undefined ? [] : [[`^${environment.name}$`, database]];
    }),
  );
}

/** On DuckDB a database is a file, which the connection attaches. */
function connection(plan: Plan, platform: Platform): Readonly<Record<string, Yaml>> {
  const databases = new Set(plan.relations.map(({ table }) => table.database));
  if (platform !== 'duckdb' || (databases.size === 1 && databases.has(undefined))) return CONNECTIONS[platform];
  return { type: 'duckdb', catalogs: Object.fromEntries([...databases].map((name = 'warehouse') => [name, `${name}.duckdb`])) };
}

function config(plan: Plan, platform: Platform, cron: string): string {
  const virtual = virtualDatabases(plan, platform);
  return yamlText({
    project: projectName(plan.name),
    gateways: { warehouse: { connection: connection(plan, platform) } },
    default_gateway: 'warehouse',
    model_defaults: { dialect: DIALECT_OF[platform] ?? platform, start: sqlmeshStart(cron), cron, interval_unit: 'five_minute' },
    ...(Object.keys(virtual).length > 0 ? { environment_catalog_mapping: virtual } : {}),
  });
}

function environments(plan: Plan, platform: Platform): string {
  const virtual = Object.entries(virtualDatabases(plan, platform));
  const named = virtual.map(([pattern, database]) => `\`${pattern.slice(1, -1)}\` in \`${database}\``).join(', ');
  return `
## Environments
\`sqlmesh plan\` works on SQLMesh's production: the databases and schemas that the export was made for. Any other name, e.g. \`sqlmesh plan dev\`,
is a virtual environment: views with the name after the schema, such as \`${plan.schemas.mart}__dev\`, over the tables that did not change.
${
  named === ''
    ? ''
    : `Their views stand in databases of their own: ${named} (\`environment_catalog_mapping\`).
`
}All read the same landing tables. To keep an environment's tables apart as well, export for that environment and give the project a
connection and a state of its own.
`;
}

const readme = (plan: Plan, platform: Platform): string => `# SQLMesh project for ${DIALECTS[platform].label}

\`\`\`
pip install "sqlmesh${platform === 'duckdb' ? '' : `[${platform}]`}"
sqlmesh plan
sqlmesh run --ignore-cron
\`\`\`

\`config.yaml\` takes its secrets from the environment. The landing tables in \`${plan.schemas.source}\` are external models: your loader fills them,
and rows stay there, delivery after delivery.

- \`sqlmesh run --ignore-cron\` loads what has landed since the last run, five minutes later at the earliest; without the option each model runs by its schedule. To run it twice changes nothing, and several deliveries at once give the same rows as one by one.
- Every model is the query that fills the table in the plan, and decides by the rows it holds already, which it reads as \`@this_model\`.
  Where a key is one row that may change, it is \`INCREMENTAL_BY_UNIQUE_KEY\`; where rows are only added, \`INCREMENTAL_UNMANAGED\`; where all rows
  of some keys are written anew, \`INCREMENTAL_BY_PARTITION\`. The kinds by time range and of type 2 go by a clock or by the last row of a key,
  and would lose late rows or history: each file says why it is of its kind.
- Keys and columns are audited with each model. References, freshness and what else must hold are audits that stand alone: they tell, and
  stop nothing. So do the audits of landing tables on the keys that a source promises, since staging refuses such rows itself.
- When columns are added to the model, \`sqlmesh plan\` adds them to the stored tables. A column that is gone or has
  another type is an error of the plan, until \`--allow-destructive-model\` names the model: SQLMesh then drops what was stored in it.
${plan.relations.some(({ examples = [] }) => examples.length > 0) ? '- `sqlmesh test` tries the examples of the model, in a DuckDB in memory.\n' : ''}${environments(plan, platform)}`;

/** Everything of the project that is not about one relation. */
export const projectFiles = (plan: Plan, platform: Platform, cron: string): readonly GeneratedFile[] => [
  { path: 'sqlmesh/README.md', text: readme(plan, platform) },
  { path: 'sqlmesh/config.yaml', text: config(plan, platform, cron) },
];
