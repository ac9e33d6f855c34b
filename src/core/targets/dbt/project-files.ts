import { DIALECTS } from '../../dialects/registry.ts';
import { LAYERS } from '../../model/schema.ts';
import type { Platform } from '../../model/types.ts';
import type { Plan } from '../../plan/types.ts';
import type { GeneratedFile } from '../types.ts';
import { projectName } from '../plain-name.ts';
import { connectionIn, databaseMacro, schemaMacro } from './dbt-environments.ts';
import { jinjaString } from './jinja.ts';
import { yamlText } from '../yaml-text.ts';

type Connection = Readonly<Record<string, string | number>>;
const secret = (name: string): string => `{{ env_var('${name}') }}`;
const CONNECTIONS: Readonly<Record<Platform, Connection>> = {
  duckdb: { type: 'duckdb', path: 'warehouse.duckdb', threads: 1 },
  postgres: {
    type: 'postgres',
    host: "{{ env_var('PGHOST', 'localhost') }}",
    port: "{{ env_var('PGPORT', '5432') | as_number }}",
    user: secret('PGUSER'),
    password: "{{ env_var('PGPASSWORD', '') }}",
    dbname: "{{ env_var('PGDATABASE', 'warehouse') }}",
    threads: 4,
  },
  redshift: {
    type: 'redshift',
    host: secret('REDSHIFT_HOST'),
    port: 5439,
    user: secret('REDSHIFT_USER'),
    password: secret('DBT_ENV_SECRET_REDSHIFT_PASSWORD'),
    dbname: 'warehouse',
    threads: 4,
  },
  snowflake: {
    type: 'snowflake',
    account: secret('SNOWFLAKE_ACCOUNT'),
    user: secret('SNOWFLAKE_USER'),
    private_key_path: secret('SNOWFLAKE_PRIVATE_KEY_PATH'),
    role: 'TRANSFORMER',
    warehouse: 'TRANSFORMING',
    database: 'WAREHOUSE',
    threads: 8,
  },
  bigquery: { type: 'bigquery', method: 'oauth', project: secret('BIGQUERY_PROJECT'), location: 'EU', threads: 8 },
  databricks: {
    type: 'databricks',
    host: secret('DATABRICKS_HOST'),
    http_path: secret('DATABRICKS_HTTP_PATH'),
    token: secret('DBT_ENV_SECRET_DATABRICKS_TOKEN'),
    catalog: 'main',
    threads: 8,
  },
};

function profiles(plan: Plan, platform: Platform): string {
  const connection = CONNECTIONS[platform];
  const isOwn = plan.environments.length > 0;
  const outputs = isOwn
    ? plan.environments.map((environment) => [environment.name, { ...connection, ...connectionIn(environment, platform) }] as const)
    : ['dev', 'prod'].map((name) => [name, { ...connection, schema: name === 'prod' ? 'analytics' : 'dev' }] as const);
  const head = isOwn
    ? '# Where dbt builds: a target for each environment of the model, which says where the layers stand there.'
    : "# Where dbt builds. In prod each layer has the schema the model gives it; elsewhere that schema's name follows the one given here.";
  return `${head}\n${yamlText({ [projectName(plan.name)]: { target: outputs[0]?.[0] ?? 'dev', outputs: Object.fromEntries(outputs) } })}`;
}

const layersIn = (plan: Plan) => LAYERS.filter((layer) => plan.relations.some((relation) => relation.layer === layer && relation.load.kind !== 'landing'));

function projectFile(plan: Plan, platform: Platform): string {
  const name = projectName(plan.name);
  return yamlText({
    name,
    version: '1.0.0',
    'config-version': 2,
    profile: name,
    'require-dbt-version': [plan.exports.dbt?.version === '1.12' ? '>=1.12.0' : '>=1.10.8', '<3.0.0'],
    'model-paths': ['models'],
    'macro-paths': ['macros'],
    'seed-paths': ['seeds'],
    'test-paths': ['tests'],
    'snapshot-paths': ['snapshots'],
    'clean-targets': ['target', 'dbt_packages'],
    models: {
      [name]: {
        '+persist_docs': { relation: true, columns: true },
        ...(platform === 'databricks' ? { '+file_format': 'delta' } : {}),
        ...Object.fromEntries(layersIn(plan).map((layer) => [layer, { '+schema': plan.schemas[layer], '+tags': [layer] }])),
      },
    },
    data_tests: { [name]: { '+store_failures': true, '+schema': 'failures' } },
  });
}

const selectors = (plan: Plan): string =>
  yamlText({
    selectors: layersIn(plan).map((layer) => ({
      name: layer,
      description: `The ${layer.replace('_', ' ')} layer with its tests`,
      definition: { method: 'path', value: `models/${layer}` },
    })),
  });

const STORED_ROWS = `{#- What a model holds before it is built: its own table, or no row at all before the first time and on a full refresh. -#}
{% macro stored_rows(columns) -%}
  {%- set stored = load_relation(this) if execute else none -%}
  {%- if stored is not none and stored.is_table and not should_full_refresh() -%}
    {{ this }}
  {%- else -%}
    (select {% for name, type in columns.items() %}cast(null as {{ type }}) as {{ name }}{{ ', ' if not loop.last }}{% endfor %} limit 0)
  {%- endif -%}
{%- endmacro %}
`;

/** The delete and the insert of a load by keys, as the plain SQL of the platform does it. */
function replaceKeys(platform: Platform): string {
  const same = DIALECTS[platform].sameKey('work.{{ key }}', '{{ own }}.{{ key }}');
  const statements = `delete from {{ target }}
  where exists (
    select 1
    from {{ arg_dict['temp_relation'] }} as work
    where {% for key in keys %}${same}{{ ' and ' if not loop.last }}{% endfor %}
  );
  insert into {{ target }} ({{ columns }})
  select {{ columns }}
  from {{ arg_dict['temp_relation'] }}`;
  const inTransaction =
    platform === 'snowflake' ? `{%- set dml -%}\n  ${statements}\n  {%- endset -%}\n  {{ snowflake_dml_explicit_transaction(dml) }}` : `${statements};`;
  return `{#- Incremental strategy: all rows of the keys that the model gives take the place of the stored rows of these keys. -#}
{% macro get_incremental_replace_keys_sql(arg_dict) %}
  {%- set target = arg_dict['target_relation'] -%}
  {%- set own = target.include(database=false, schema=false) -%}
  {%- set keys = [arg_dict['unique_key']] if arg_dict['unique_key'] is string else arg_dict['unique_key'] -%}
  {%- set columns = get_quoted_csv(arg_dict['dest_columns'] | map(attribute='name')) -%}
  ${inTransaction}
{% endmacro %}
`;
}

const SPARK_CONSTRAINTS = `{#- Open-source Delta makes no stored column NOT NULL and declares no keys: there the tests alone look at both. -#}
{% macro spark__persist_constraints(relation, model) %}
  {%- if target.type == 'databricks' -%}
    {% do databricks__persist_constraints(relation, model) %}
  {%- endif -%}
{% endmacro %}
`;

const UNIQUE_TOGETHER = `{#- No two rows share the columns; with required, none of them is NULL. -#}
{% test unique_together(model, columns, required=false) %}
select {{ columns | join(', ') }}, count(*) as copies
from {{ model }}
{%- if not required %}
where {% for column in columns %}{{ column }} is not null{{ ' and ' if not loop.last }}{% endfor %}
{%- endif %}
group by {{ columns | join(', ') }}
having count(*) > 1{% if required %}{% for column in columns %} or {{ column }} is null{% endfor %}{% endif %}
{% endtest %}
`;

const REFERS_TO = `{#- Every row's columns are found together in another model; a row with a NULL among them refers to nothing. -#}
{% test refers_to(model, columns, to, to_columns) %}
select referring.*
from {{ model }} as referring
where {% for column in columns %}referring.{{ column }} is not null and {% endfor %}not exists (
  select 1
  from {{ to }} as referred
  where {% for column in columns %}referred.{{ to_columns[loop.index0] }} = referring.{{ column }}{{ ' and ' if not loop.last }}{% endfor %}
)
{% endtest %}
`;

const ACCEPTED_RANGE = `{#- Values lie between the limits, these included; NULL is accepted. -#}
{% test accepted_range(model, column_name, min_value=none, max_value=none) %}
select *
from {{ model }}
where {% if min_value is not none %}{{ column_name }} < {{ min_value }}{% endif %}
  {%- if min_value is not none and max_value is not none %} or {% endif %}
  {%- if max_value is not none %}{{ column_name }} > {{ max_value }}{% endif %}
{% endtest %}
`;

/** Points in time are UTC, as load dates are. */
const recent = (platform: Platform): string => {
  const { utcNow, types } = DIALECTS[platform];
  return `{#- The newest row is not older than so many minutes, hours or days. A table without rows is too old. -#}
{% test recent(model, column, count, period) %}
select newest
from (select max({{ column }}) as newest from {{ model }}) as dated
where newest is null or cast(newest as ${types.timestamp({ kind: 'timestamp' })}) < {{ dbt.dateadd(period, -1 * count, ${jinjaString(utcNow)}) }}
{% endtest %}
`;
};

const PACKAGES: Readonly<Record<'dbt_utils' | 'dbt_expectations' | 'automate_dv', { readonly package: string; readonly version: readonly string[] }>> = {
  dbt_utils: { package: 'dbt-labs/dbt_utils', version: ['>=1.3.0', '<2.0.0'] },
  dbt_expectations: { package: 'metaplane/dbt_expectations', version: ['>=0.10.8', '<0.11.0'] },
  automate_dv: { package: 'Datavault-UK/automate_dv', version: ['>=0.11.5', '<0.12.0'] },
};

/** Packages that the project wants. */
const packagesOf = (plan: Plan): readonly (keyof typeof PACKAGES)[] => {
  const { tests = 'own', vault = 'own' } = plan.exports.dbt ?? {};
  return [...(tests === 'own' ? [] : [tests]), ...(vault === 'own' ? [] : [vault])];
};

function packagesFile(plan: Plan): readonly GeneratedFile[] {
  const packages = packagesOf(plan).map((name) => PACKAGES[name]);
  return packages.length === 0 ? [] : [{ path: 'packages.yml', text: yamlText({ packages }) }];
}

/** Generic tests of the project's own, those that a package stands for aside. */
function testFiles(plan: Plan, platform: Platform): readonly GeneratedFile[] {
  const tests = plan.exports.dbt?.tests ?? 'own';
  const refersTo = { path: 'tests/generic/refers_to.sql', text: REFERS_TO };
  if (tests !== 'own') return [refersTo];
  return [
    { path: 'tests/generic/unique_together.sql', text: UNIQUE_TOGETHER },
    refersTo,
    { path: 'tests/generic/accepted_range.sql', text: ACCEPTED_RANGE },
    { path: 'tests/generic/recent.sql', text: recent(platform) },
  ];
}

function databaseFile(plan: Plan, platform: Platform): readonly GeneratedFile[] {
  const text = databaseMacro(plan, platform);
  return text === undefined ? [] : [{ path: 'macros/generate_database_name.sql', text }];
}

const ADAPTERS: Readonly<Record<Platform, string>> = {
  duckdb: 'dbt-duckdb',
  postgres: 'dbt-postgres',
  redshift: 'dbt-redshift',
  snowflake: 'dbt-snowflake',
  bigquery: 'dbt-bigquery',
  databricks: 'dbt-databricks',
};

const plainSpark = (plan: Plan): string => `
## Without Databricks

The project builds on open-source Spark 3.5 with Delta Lake 3.3 too: \`pip install "dbt-spark[session]" "pyspark==3.5.5"\`, give the session Delta, and
take this in the place of \`profiles.yml\`. Keys and NOT NULL are then looked at by the tests alone.

\`\`\`yaml
${yamlText({
  [projectName(plan.name)]: {
    target: 'prod',
    outputs: {
      prod: {
        type: 'spark',
        method: 'session',
        host: 'NA',
        schema: 'analytics',
        threads: 1,
        server_side_parameters: {
          'spark.jars.packages': 'io.delta:delta-spark_2.12:3.3.2',
          'spark.sql.extensions': 'io.delta.sql.DeltaSparkSessionExtension',
          'spark.sql.catalog.spark_catalog': 'org.apache.spark.sql.delta.catalog.DeltaCatalog',
          'spark.sql.sources.default': 'delta',
          'spark.sql.legacy.createHiveTableByDefault': 'false',
          'spark.sql.session.timeZone': 'UTC',
          'spark.sql.ansi.enabled': 'true',
        },
      },
    },
  },
})}\`\`\`
`;

const readme = (plan: Plan, platform: Platform, withRows: boolean): string => {
  const packages = packagesOf(plan);
  const packaged = packages.length > 0;
  const names = plan.environments.map(({ name }) => `\`${name}\``).join(', ');
  return `# dbt project for ${DIALECTS[platform].label}

\`\`\`
pip install "dbt-core>=${plan.exports.dbt?.version === '1.12' ? '1.12' : '1.10.8'}" ${ADAPTERS[platform]}
${packaged ? 'dbt deps\n' : ''}dbt build --profiles-dir .
\`\`\`

${packaged ? `It uses ${packages.join(' and ')}, which \`dbt deps\` fetches.` : 'No package has to be fetched.'} \`profiles.yml\` is an example: it takes its secrets from the environment. ${
    names === ''
      ? "The target `prod` builds in the\nschemas of the model, any other in schemas that begin with the target's own."
      : `The targets are the environments of the\nmodel, ${names}; \`macros/generate_schema_name.sql\` says where the layers stand in each.`
  }

- The landing tables are sources, in the schema \`${plan.schemas.source}\`${names === '' ? '' : ' or the one of the environment,'} or what \`--vars '{landing_schema: other}'\` names. Your loader fills them; rows stay there, delivery after delivery.
${withRows ? '- The rows of the deliveries came along as seeds, which fill these tables: delete `seeds` and the `depends_on` lines once a loader does.\n' : ''}- After each delivery run \`dbt build\`. To run it twice changes nothing, and several deliveries at once give the same rows as one by one.
- Vault tables are incremental and only ever added to. Tables that keep versions, or take corrections, replace all rows of the keys that changed.
- \`dbt build --full-refresh\` gives the same rows from what landed, but numbers surrogate keys anew: facts and dimensions have to be refreshed together.
- A dimension that gets another name gets other surrogate keys: refresh the facts that refer to it with it, since their key columns are called after it.
- \`dbt build --selector raw_vault\` builds one layer. Rows that break a test are kept in the schema \`failures\`. \`dbt source freshness\` looks at the limits of the sources.
${packages.includes('automate_dv') ? "- Hubs, links, satellites and multi-active satellites that AutomateDV has a macro for are loaded by it, from a view `…__staged` each; `meta.loaded_by` names them. Nobody has compared their rows with the run of the model, and rules such as what happens to two states of one load date are the package's. Everything else is loaded by the project's own SQL.\n" : ''}- Examples of the model are unit tests; \`dbt build\` runs them, once the tables that they stand in for are there.
- Metrics come from the measures of facts. One that does not add over something else than time has none.
- Models whose table could not be called as in the model say what it is called there, under \`meta.modeled_as\`.
- Generate again and everything here is written anew. Your own text for a model stays: keep it in the project, or write it between
  \`-- >>> own code\` and \`-- <<< own code\` after the \`config\` and let \`orrery adopt\` take it over.
${platform === 'databricks' ? plainSpark(plan) : ''}`;
};

/** Everything of the project that is not about one model. */
export const projectFiles = (plan: Plan, platform: Platform, withRows: boolean): readonly GeneratedFile[] => [
  { path: 'dbt_project.yml', text: projectFile(plan, platform) },
  { path: 'README.md', text: readme(plan, platform, withRows) },
  { path: 'profiles.yml', text: profiles(plan, platform) },
  { path: 'selectors.yml', text: selectors(plan) },
  { path: 'macros/generate_schema_name.sql', text: schemaMacro(plan) },
  { path: 'macros/stored_rows.sql', text: STORED_ROWS },
  ...(platform === 'bigquery' || platform === 'databricks' ? [] : [{ path: 'macros/replace_keys.sql', text: replaceKeys(platform) }]),
  ...(platform === 'databricks' ? [{ path: 'macros/spark__persist_constraints.sql', text: SPARK_CONSTRAINTS }] : []),
  ...databaseFile(plan, platform),
  ...packagesFile(plan),
  ...testFiles(plan, platform),
];
