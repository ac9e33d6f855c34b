import { LAYERS } from '../../model/schema.ts';
import type { Environment, Layer, Platform } from '../../model/types.ts';
import type { Plan } from '../../plan/types.ts';
import { connectedDatabase, databaseOf, schemaOf } from '../environment.ts';
import type { Yaml } from '../yaml-text.ts';
import { jinjaString } from './jinja.ts';

/** A dictionary of Jinja with texts. */
const dict = (entries: readonly (readonly [string, string])[]): string => `{${entries.map(([key, value]) => `${jinjaString(key)}: ${value}`).join(', ')}}`;
const perLayer = (plan: Plan, of: (layer: Layer) => string | undefined): readonly (readonly [string, string])[] =>
  LAYERS.flatMap((layer) => {
    const value = of(layer);
    return value === undefined ? [] : [[plan.schemas[layer], jinjaString(value)] as const];
  });
const perTarget = (environments: readonly Environment[], of: (environment: Environment) => string): string =>
  `{\n${environments.map((environment) => `    ${jinjaString(environment.name)}: ${of(environment)}`).join(',\n')}\n  }`;

const hasDatabases = (plan: Plan): boolean => plan.environments.some((environment) => LAYERS.some((layer) => databaseOf(environment, layer) !== undefined));

/** Where each layer stands: as the model says in prod, after the target's own schema elsewhere; or as the environments of the model have it. */
export function schemaMacro(plan: Plan): string {
  if (plan.environments.length === 0)
    return `{#- The layer's schema as the model names it in prod, after the target's own schema elsewhere. Seeds stand where a loader would land rows. -#}
{% macro generate_schema_name(custom_schema_name, node) -%}
  {%- if custom_schema_name is none -%}
    {{ target.schema }}
  {%- elif target.name == 'prod' or node.resource_type == 'seed' -%}
    {{ custom_schema_name | trim }}
  {%- else -%}
    {{ target.schema }}_{{ custom_schema_name | trim }}
  {%- endif -%}
{%- endmacro %}
`;
  return `{#- The layer's schema in the environment that the target is named after; after the target's own schema in any other target. -#}
{% macro generate_schema_name(custom_schema_name, node) -%}
  {%- set schemas = ${perTarget(plan.environments, (environment) => dict(perLayer(plan, (layer) => schemaOf(plan, environment, layer))))} -%}
  {%- if custom_schema_name is none -%}
    {{ target.schema }}
  {%- elif target.name in schemas and custom_schema_name in schemas[target.name] -%}
    {{ schemas[target.name][custom_schema_name] }}
  {%- else -%}
    {{ target.schema }}_{{ custom_schema_name | trim }}
  {%- endif -%}
{%- endmacro %}
`;
}

/** The database of each layer, where the environments of the model say one and the platform reaches several. */
export function databaseMacro(plan: Plan, platform: Platform): string | undefined {
  if (!hasDatabases(plan) || platform === 'postgres' || platform === 'redshift') return undefined;
  return `{#- The layer's database in the environment that the target is named after; the connection's own otherwise. -#}
{% macro generate_database_name(custom_database_name=none, node=none) -%}
  {%- set databases = ${perTarget(plan.environments, (environment) => dict(perLayer(plan, (layer) => databaseOf(environment, layer))))} -%}
  {%- set layer = node.config.schema if node is not none and node.config is defined else none -%}
  {{ databases.get(target.name, {}).get(layer, custom_database_name or target.database) }}
{%- endmacro %}
`;
}

/** Where the landing tables stand: a variable, or what the environment says. */
export function landingPlace(plan: Plan): { readonly [key: string]: Yaml } {
  const schemas = dict(plan.environments.map((environment) => [environment.name, jinjaString(schemaOf(plan, environment, 'source'))] as const));
  const schema = plan.environments.length === 0 ? jinjaString(plan.schemas.source) : `${schemas}.get(target.name, ${jinjaString(plan.schemas.source)})`;
  const databases = dict(
    plan.environments.flatMap((environment) => {
      const name = databaseOf(environment, 'source');
      return name === undefined ? [] : [[environment.name, jinjaString(name)] as const];
    }),
  );
  return {
    ...(databases === '{}' ? {} : { database: `{{ ${databases}.get(target.name, target.database) }}` }),
    schema: `{{ var('landing_schema', ${schema}) }}`,
  };
}

/** What of a connection differs by environment. */
export function connectionIn(environment: Environment, platform: Platform): { readonly [key: string]: string } {
  const database = environment.database ?? LAYERS.map((layer) => databaseOf(environment, layer)).find((name) => name !== undefined);
  const schema = environment.name;
  if (platform === 'duckdb') return { path: `${database ?? environment.name}.duckdb`, schema };
  if (database === undefined) return { schema };
  switch (platform) {
    case 'postgres':
    case 'redshift':
      return { dbname: connectedDatabase(environment, platform) ?? database, schema };
    case 'snowflake':
      return { database, schema };
    case 'bigquery':
      return { project: database, schema };
    case 'databricks':
      return { catalog: database, schema };
  }
}
