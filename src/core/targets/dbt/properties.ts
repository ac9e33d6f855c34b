import { DIALECTS } from '../../dialects/registry.ts';
import type { ColumnTest, Id, Platform } from '../../model/types.ts';
import { realRows } from '../../plan/checks.ts';
import type { Plan, PlanColumn, Relation } from '../../plan/types.ts';
import { printName } from '../../sql/print.ts';
import type { DbtName } from './dbt-names.ts';
import { yamlText, type Yaml } from '../yaml-text.ts';
import { SOURCE, type DbtPrinter } from './dbt-query.ts';
import { inJinja } from './jinja.ts';

type Entry = Readonly<Record<string, Yaml>>;

/** Keys that the platform's own DDL declares, and dbt with it. DuckDB and PostgreSQL would check foreign keys at every statement of a load. */
const DECLARED: Readonly<Record<Platform, { readonly primary: boolean; readonly foreign: boolean }>> = {
  duckdb: { primary: false, foreign: false },
  postgres: { primary: true, foreign: false },
  snowflake: { primary: true, foreign: true },
  bigquery: { primary: true, foreign: true },
  redshift: { primary: true, foreign: true },
  databricks: { primary: true, foreign: true },
};

export interface PropertyContext {
  readonly plan: Plan;
  readonly platform: Platform;
  readonly names: ReadonlyMap<Id, DbtName>;
  readonly sources: ReadonlyMap<Id, string>;
  readonly printer: DbtPrinter;
}

const described = (description: string | undefined): Entry => (description === undefined ? {} : { description: inJinja(description) });
const test = (name: string, args: Entry, where: string | undefined): Yaml => {
  const config = where === undefined ? {} : { config: { where } };
  return Object.keys(args).length === 0 && where === undefined ? name : { [name]: { ...(Object.keys(args).length > 0 ? { arguments: args } : {}), ...config } };
};

const isText = ({ type }: PlanColumn): boolean => !['integer', 'bigint', 'decimal', 'float'].includes(type.kind);

function columnTest(column: PlanColumn, one: ColumnTest, where: string | undefined): readonly Yaml[] {
  switch (one.test) {
    case 'not_null':
    case 'unique':
      return [test(one.test, {}, where)];
    case 'accepted_values':
      return column.type.kind === 'json' ? [] : [test('accepted_values', { values: one.values.map(inJinja), quote: isText(column) }, where)];
    case 'accepted_range':
      if (isText(column)) return [];
      return [
        test('accepted_range', { ...(one.min === undefined ? {} : { min_value: one.min }), ...(one.max === undefined ? {} : { max_value: one.max }) }, where),
      ];
  }
}

/** Tests of one column: those the document asks for, its key, and what it refers to. */
function columnTests(relation: Relation, column: PlanColumn, { plan, platform, names, printer }: PropertyContext): readonly Yaml[] {
  const own = [column.name];
  const isKey = relation.primaryKey?.join('\u0000') === column.name;
  const real = realRows(relation, plan.hash);
  const where = real === undefined ? undefined : printer.expr(real);
  const asked = column.tests.filter((one) => !(isKey && (one.test === 'unique' || one.test === 'not_null')));
  const references = relation.foreignKeys.flatMap((key): readonly Yaml[] => {
    const target = names.get(key.relation);
    if (key.columns.join('\u0000') !== own.join('\u0000') || !target) return [];
    return [
      test('relationships', { to: `ref('${target.model}')`, field: inJinja(printName(key.references[0] ?? column.name, DIALECTS[platform])) }, undefined),
    ];
  });
  return [...(isKey ? ['unique', 'not_null'] : []), ...asked.flatMap((one) => columnTest(column, one, where)), ...references];
}

/** Tests over several columns. */
function modelTests(relation: Relation, { names, platform }: PropertyContext): readonly Yaml[] {
  const printed = (columns: readonly string[]): readonly string[] => columns.map((name) => inJinja(printName(name, DIALECTS[platform])));
  const keys = [...(relation.primaryKey && relation.primaryKey.length > 1 ? [relation.primaryKey] : []), ...relation.uniqueKeys];
  return [
    ...keys.map((key, index) => test('unique_together', { columns: printed(key), required: index === 0 && key === relation.primaryKey }, undefined)),
    ...relation.foreignKeys.flatMap((key): readonly Yaml[] => {
      const target = names.get(key.relation);
      if (!target || key.columns.length === 1) return [];
      return [test('refers_to', { columns: printed(key.columns), to: `ref('${target.model}')`, to_columns: printed(key.references) }, undefined)];
    }),
  ];
}

const PLACES = new WeakMap<Plan, ReadonlyMap<Id, number>>();
function placesOf(plan: Plan): ReadonlyMap<Id, number> {
  const known = PLACES.get(plan) ?? new Map(plan.relations.map(({ id }, place) => [id, place]));
  PLACES.set(plan, known);
  return known;
}

function constraints(relation: Relation, { plan, platform, names }: PropertyContext): readonly Yaml[] {
  const printed = (columns: readonly string[]): readonly string[] => columns.map((name) => inJinja(printName(name, DIALECTS[platform])));
  const declared = DECLARED[platform];
  const places = placesOf(plan);
  const before = (id: Id): boolean => (places.get(id) ?? 0) < (places.get(relation.id) ?? 0);
  return [
    ...(declared.primary && relation.primaryKey ? [{ type: 'primary_key', columns: printed(relation.primaryKey), warn_unenforced: false }] : []),
    ...(declared.foreign
      ? relation.foreignKeys.flatMap((key): readonly Yaml[] => {
          const target = names.get(key.relation);
          if (!target || !before(key.relation)) return [];
          return [
            { type: 'foreign_key', columns: printed(key.columns), to: `ref('${target.model}')`, to_columns: printed(key.references), warn_unenforced: false },
          ];
        })
      : []),
  ];
}

const needsQuotes = (name: string, platform: Platform): boolean => printName(name, DIALECTS[platform]) !== name;

/** What dbt is to know of a model: its columns with types, contract, keys, tests. */
export function modelProperties(relation: Relation, context: PropertyContext): string {
  const { platform, names, printer } = context;
  const name = names.get(relation.id);
  if (!name) throw new Error(`${relation.id} is no model`);
  const isTable = relation.load.kind !== 'view';
  const key = new Set(DECLARED[platform].primary ? relation.primaryKey : []);
  const tests = modelTests(relation, context);
  const keys = isTable ? constraints(relation, context) : [];
  const meta: Entry = {
    ...(relation.owner === undefined ? {} : { owner: inJinja(relation.owner) }),
    kind: relation.kind,
    ...(relation.grain === undefined ? {} : { grain: inJinja(relation.grain) }),
    ...(name.table === relation.table.name ? {} : { modeled_as: inJinja(relation.table.name) }),
  };
  return yamlText({
    models: [
      {
        name: name.model,
        ...described(relation.description),
        config: {
          ...(isTable ? { contract: { enforced: true } } : {}),
          ...(relation.tags.length > 0 ? { tags: relation.tags.map(inJinja) } : {}),
          meta,
        },
        ...(keys.length > 0 ? { constraints: keys } : {}),
        ...(tests.length > 0 ? { data_tests: tests } : {}),
        columns: relation.columns.map((column) => {
          const found = relation.part === 'rejects' ? [] : columnTests(relation, column, context);
          return {
            name: inJinja(column.name),
            ...described(column.description),
            data_type: printer.type(column.type),
            ...(needsQuotes(column.name, platform) ? { quote: true } : {}),
            ...(column.classification === undefined ? {} : { config: { meta: { classification: inJinja(column.classification) } } }),
            ...(isTable && (!column.nullable || key.has(column.name)) ? { constraints: [{ type: 'not_null' }] } : {}),
            ...(found.length > 0 ? { data_tests: found } : {}),
          };
        }),
      },
    ],
  });
}

/** How a landing table is really called, where that is not its source name. dbt puts quotes around it and doubles none inside. */
function identified(table: string, source: string | undefined, platform: Platform): Entry {
  if (table === source) return {};
  const mark = platform === 'bigquery' || platform === 'databricks' ? '`' : '"';
  return { identifier: inJinja(table.replaceAll(mark, mark + mark)), quoting: { identifier: true } };
}

/** The landing tables, as sources: filled by whatever brings the deliveries. */
export function sourceProperties({ plan, platform, sources, printer }: PropertyContext): string {
  const landing = plan.relations.filter(({ load }) => load.kind === 'landing');
  return yamlText({
    sources: [
      {
        name: SOURCE,
        description: 'Landing tables, filled by the loader: every row says when it was delivered, by whom, and its place in the file.',
        schema: `{{ var('landing_schema', '${plan.schemas.source}') }}`,
        tables: landing.map((relation) => {
          const loadDate = relation.columns.find(({ role }) => role === 'load_date');
          return {
            name: sources.get(relation.id) ?? relation.id,
            ...identified(relation.table.name, sources.get(relation.id), platform),
            ...described(relation.description),
            config: {
              ...(loadDate ? { loaded_at_field: inJinja(printName(loadDate.name, DIALECTS[platform])) } : {}),
              ...(relation.owner === undefined ? {} : { meta: { owner: inJinja(relation.owner) } }),
            },
            columns: relation.columns.map((column) => ({
              name: inJinja(column.name),
              ...described(column.description),
              data_type: printer.type(column.type),
              ...(needsQuotes(column.name, platform) ? { quote: true } : {}),
            })),
          };
        }),
      },
    ],
  });
}
