import type { Platform } from '../../model/types.ts';
import type { Relation } from '../../plan/types.ts';
import { printName } from '../../sql/print.ts';
import { DIALECTS } from '../../dialects/registry.ts';
import { LOAD_RULES } from '../load-rules.ts';
import { isWrittenWhole } from '../whole-table.ts';
import { inJinja, jinjaString } from './jinja.ts';

type Value = string | boolean | readonly string[] | Readonly<Record<string, string>>;
type Entry = readonly [name: string, value: Value];

const columnsOf = (value: unknown): readonly string[] => (value === undefined ? [] : Array.isArray(value) ? value.map(String) : [String(value)]);

/** The platform's physical options in the words of its dbt adapter. */
function physical({ physical: all, columns }: Relation, platform: Platform): readonly Entry[] {
  const options = all[platform] ?? {};
  const list = (option: string): readonly string[] => columnsOf(options[option]).map((name) => printName(name, DIALECTS[platform]));
  const entry = (name: string, value: readonly string[]): readonly Entry[] => (value.length === 0 ? [] : [[name, value]]);
  switch (platform) {
    case 'snowflake':
      return entry('cluster_by', list('cluster_by'));
    case 'bigquery': {
      const [partition] = columnsOf(options['partition_by']);
      const type = columns.find(({ name }) => name === partition)?.type.kind;
      const dataType = type === 'date' ? 'date' : type === 'timestamptz' ? 'timestamp' : 'datetime';
      return [
        ...(partition === undefined ? [] : [['partition_by', { field: partition, data_type: dataType, granularity: 'day' }] as const]),
        ...entry('cluster_by', columnsOf(options['cluster_by'])),
      ];
    }
    case 'redshift': {
      const style = columnsOf(options['dist_style']).map((text) => text.toLowerCase());
      const [dist] = columnsOf(options['dist_key']).length > 0 ? list('dist_key') : style.filter((text) => text !== 'key');
      return [...(dist === undefined ? [] : [['dist', dist] as const]), ...entry('sort', list('sort_key'))];
    }
    case 'databricks':
      return [...entry('partition_by', list('partition_by')), ...entry('liquid_clustered_by', list('cluster_by'))];
    case 'duckdb':
    case 'postgres':
      return [];
  }
}

function materialization(relation: Relation, platform: Platform): readonly Entry[] {
  const { load } = relation;
  const onSchemaChange: Entry = ['on_schema_change', relation.onSchemaChange === 'fail' ? 'fail' : 'append_new_columns'];
  switch (load.kind) {
    case 'landing':
      throw new Error(`${relation.id} is filled from outside`);
    case 'view':
      return [['materialized', 'view']];
    case 'rebuild':
      return [['materialized', 'table']];
    case 'append':
      return [
        ['materialized', 'incremental'],
        // BigQuery's adapter appends by a merge without a key.
        ['incremental_strategy', platform === 'bigquery' ? 'merge' : 'append'],
        onSchemaChange,
      ];
    case 'replace':
      if (isWrittenWhole(platform, relation)) return [['materialized', 'table']];
      return [
        ['materialized', 'incremental'],
        ['incremental_strategy', 'replace_keys'],
        ['unique_key', load.key.map((name) => printName(name, DIALECTS[platform]))],
        onSchemaChange,
        // A view would change under the delete.
        ...(platform === 'snowflake' ? [['tmp_relation_type', 'table'] as const] : []),
      ];
  }
}

const shown = (value: Value): string => {
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return jinjaString(value);
  if (Array.isArray(value)) return `[${value.map(jinjaString).join(', ')}]`;
  return `{${Object.entries(value)
    .map(([key, one]) => `${jinjaString(key)}: ${jinjaString(one)}`)
    .join(', ')}}`;
};

/** The `config` call at the head of a model. */
export function modelConfig(relation: Relation, platform: Platform, table: string, model: string): string {
  const entries = [
    ...materialization(relation, platform),
    ...(table === model ? [] : [['alias', table] as const]),
    ...(relation.load.kind === 'view' ? [] : physical(relation, platform)),
  ];
  return `{{ config(\n${entries.map(([name, value]) => `    ${name}=${shown(value)}`).join(',\n')}\n) }}`;
}

/** Why the model is kept as it is, for whoever reads it. */
export function modelComment(relation: Relation, platform: Platform): readonly string[] {
  const { load, grain, description } = relation;
  const rule = 'rule' in load ? LOAD_RULES[load.rule] : load.kind === 'rebuild' ? 'Written anew at every run.' : undefined;
  return [
    ...(description === undefined ? [] : [description]),
    ...(grain === undefined ? [] : [`Grain: ${grain.replace(/\.$/, '')}.`]),
    ...(rule === undefined ? [] : [rule]),
    ...(isWrittenWhole(platform, relation)
      ? ['The adapter cannot replace the rows of some keys alone, so the table is written with all others as they were.']
      : []),
  ].map((line) => inJinja(line.replaceAll(/\s+/g, ' ').trim()));
}
