import { DIALECTS } from '../../dialects/registry.ts';
import type { Id, Platform } from '../../model/types.ts';
import type { Plan, Relation } from '../../plan/types.ts';
import { printName } from '../../sql/print.ts';
import type { DbtName } from './dbt-names.ts';
import { yamlText, type Yaml } from '../yaml-text.ts';
import { SOURCE, type DbtPrinter } from './dbt-query.ts';
import { automateDv } from './automate-dv.ts';
import { columnTests, modelTests } from './data-tests.ts';
import { landingPlace } from './dbt-environments.ts';
import { inJinja } from './jinja.ts';
import type { Semantics } from './semantics.ts';
import { unitTests } from './unit-tests.ts';

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
  readonly semantics: Semantics;
  /** Landing tables whose rows go along. */
  readonly seeded: ReadonlySet<Id>;
}

const described = (description: string | undefined): Entry => (description === undefined ? {} : { description: inJinja(description) });
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
  const isForeign = automateDv(context.plan, platform, relation) !== undefined;
  // Another's macro says which columns there are, in which order.
  const isTable = relation.load.kind !== 'view' && !isForeign;
  const key = new Set(DECLARED[platform].primary ? relation.primaryKey : []);
  const tests = modelTests(relation, context);
  const keys = isTable ? constraints(relation, context) : [];
  const meta: Entry = {
    ...(relation.owner === undefined ? {} : { owner: inJinja(relation.owner) }),
    kind: relation.kind,
    ...(isForeign ? { loaded_by: 'automate_dv' } : {}),
    ...(relation.grain === undefined ? {} : { grain: inJinja(relation.grain) }),
    ...(name.table === relation.table.name ? {} : { modeled_as: inJinja(relation.table.name) }),
    ...(relation.cron === undefined ? {} : { cron: relation.cron }),
  };
  const units = isForeign ? [] : unitTests(relation, context);
  const semantics = context.semantics.of(relation);
  return yamlText({
    models: [
      {
        name: name.model,
        ...described(relation.description),
        config: {
          ...(isForeign ? {} : { contract: { enforced: true } }),
          ...(relation.tags.length > 0 ? { tags: relation.tags.map(inJinja) } : {}),
          ...(relation.group === undefined ? {} : { group: relation.group }),
          ...(relation.access === undefined ? {} : { access: relation.access }),
          meta,
        },
        ...semantics.model,
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
            ...semantics.columns.get(column.name),
          };
        }),
      },
    ],
    ...semantics.beside,
    ...(units.length > 0 ? { unit_tests: units } : {}),
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
        ...landingPlace(plan),
        tables: landing.map((relation) => {
          const loadDate = relation.columns.find(({ role }) => role === 'load_date');
          const { freshness } = relation;
          const limits: Entry = {
            ...(freshness?.warn_after ? { warn_after: { ...freshness.warn_after } as Entry } : {}),
            ...(freshness?.error_after ? { error_after: { ...freshness.error_after } as Entry } : {}),
          };
          const dated = freshness?.column ?? loadDate?.name;
          return {
            name: sources.get(relation.id) ?? relation.id,
            ...identified(relation.table.name, sources.get(relation.id), platform),
            ...described(relation.description),
            config: {
              ...(dated === undefined ? {} : { loaded_at_field: inJinja(printName(dated, DIALECTS[platform])) }),
              ...(Object.keys(limits).length > 0 ? { freshness: limits } : {}),
              ...(relation.tags.length > 0 ? { tags: relation.tags.map(inJinja) } : {}),
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
