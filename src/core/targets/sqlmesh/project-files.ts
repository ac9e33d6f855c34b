import { DIALECTS } from '../../dialects/registry.ts';
import type { LogicalType } from '../../model/logical-type.ts';
import type { Id, Platform } from '../../model/types.ts';
import type { Plan } from '../../plan/types.ts';
import type { GeneratedFile } from '../types.ts';
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

const config = (plan: Plan, platform: Platform): string =>
  yamlText({
    project: projectName(plan.name),
    gateways: { warehouse: { connection: CONNECTIONS[platform] } },
    default_gateway: 'warehouse',
    model_defaults: { dialect: DIALECT_OF[platform] ?? platform, start: '2020-01-01', cron: '@daily', interval_unit: 'five_minute' },
  });

const readme = (plan: Plan, platform: Platform): string => `# SQLMesh project for ${DIALECTS[platform].label}

\`\`\`
pip install "sqlmesh${platform === 'duckdb' ? '' : `[${platform}]`}"
sqlmesh plan
sqlmesh run --ignore-cron
\`\`\`

\`config.yaml\` takes its secrets from the environment. The landing tables in \`${plan.schemas.source}\` are external models: your loader fills them,
and rows stay there, delivery after delivery.

- \`sqlmesh run --ignore-cron\` loads what has landed since the last run, five minutes later at the earliest; without the option it runs once a day. To run it twice changes nothing, and several deliveries at once give the same rows as one by one.
- Every model is the query that fills the table in the plan. What is only added to, and what replaces the rows of some keys, is
  \`INCREMENTAL_UNMANAGED\` and decides by the rows it holds already, which it reads as \`@this_model\`. The kinds by time range, by unique
  key and of type 2 mean something else: they go by a clock or by the last row of a key, and would lose late rows or their history.
- Keys and columns are audited with each model; references and what else must hold are audits that stand alone.
`;

/** Everything of the project that is not about one model. */
export function projectFiles(plan: Plan, platform: Platform, names: ReadonlyMap<Id, string>, type: (type: LogicalType) => string): readonly GeneratedFile[] {
  const landing = plan.relations.filter(({ load }) => load.kind === 'landing');
  const external = landing.map(({ id, description, columns }) => ({
    name: names.get(id) ?? id,
    ...(description === undefined ? {} : { description }),
    columns: Object.fromEntries(columns.map((column) => [column.name, type(column.type)])),
  }));
  return [
    { path: 'sqlmesh/README.md', text: readme(plan, platform) },
    { path: 'sqlmesh/config.yaml', text: config(plan, platform) },
    { path: 'sqlmesh/external_models/landing.yaml', text: yamlText(external) },
  ];
}
