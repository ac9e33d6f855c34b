import type { Platform } from '../../model/types.ts';
import type { Plan, Relation } from '../../plan/types.ts';
import type { Query } from '../../sql/ast.ts';
import { col, notNull, out, relation as from, select } from '../../sql/build.ts';
import { freeName } from '../plain-name.ts';
import type { GeneratedFile } from '../types.ts';
import { yamlText } from '../yaml-text.ts';
import type { DbtName } from './dbt-names.ts';
import type { DbtPrinter } from './dbt-query.ts';
import { legacySemantics } from './semantics-legacy.ts';
import { latestSemantics } from './semantics-latest.ts';
import { NOTHING, semanticModels, type RelationSemantics, type SemanticModel } from './semantic-models.ts';

export interface Semantics {
  readonly of: (relation: Relation) => RelationSemantics;
  readonly files: readonly GeneratedFile[];
}

const NO_SEMANTICS: Semantics = { of: () => NOTHING, files: [] };

/** Days that figures are asked for where no date dimension tells which. */
const DAYS = { first: '2000-01-01', last: '2049-12-31' } as const;

/** A row per day, which metrics over time are laid out on. */
function timeSpine(plan: Plan, platform: Platform, names: ReadonlyMap<string, DbtName>, printer: DbtPrinter): readonly GeneratedFile[] {
  const taken = new Set([...names.values()].flatMap((one) => Object.values<string>({ ...one })));
  const name = freeName('time_spine_daily', taken);
  const dates = plan.relations.find(({ kind, id, origin }) => kind === 'date_dimension' && id === origin);
  const date = dates?.columns.find(({ role }) => role === 'natural_key')?.name;
  const query: Query =
    dates && date !== undefined
      ? select([out(col(date, 'dates'), 'date_day')], from(dates.id, 'dates'), { where: notNull(col(date, 'dates')) })
      : select([out(col('day', 'days'), 'date_day')], { t: 'days', ...DAYS, column: 'day', as: 'days' });
  const { text } = printer.loose(query);
  return [
    { path: `models/mart/${name}.sql`, text: `{{ config(materialized='table') }}\n\n-- A row per day, on which metrics over time are laid out.\n${text}\n` },
    {
      path: `models/mart/${name}.yml`,
      text: yamlText({
        models: [
          {
            name,
            description: 'A row per day, on which metrics over time are laid out.',
            time_spine: { standard_granularity_column: 'date_day' },
            columns: [{ name: 'date_day', data_type: printer.type({ kind: 'date' }), granularity: 'day', data_tests: ['unique', 'not_null'] }],
          },
        ],
      }),
    },
  ];
}

/** Semantic models and metrics from the measures of a plan's facts, in the words of the dbt that the project is for. */
export function semanticsOf(plan: Plan, platform: Platform, names: ReadonlyMap<string, DbtName>, printer: DbtPrinter): Semantics {
  const { semantic_layer: wanted = true, version = '1.10' } = plan.exports.dbt ?? {};
  if (!wanted) return NO_SEMANTICS;
  const isLegacy = version === '1.10';
  const models = semanticModels(plan, (id) => names.get(id)?.model ?? id, isLegacy);
  if (models.length === 0) return NO_SEMANTICS;
  const byRelation = new Map<string, SemanticModel[]>();
  for (const model of models) byRelation.set(model.relation.id, [...(byRelation.get(model.relation.id) ?? []), model]);
  return {
    of: ({ id }) => {
      const own = byRelation.get(id) ?? [];
      const [first] = own;
      if (!first) return NOTHING;
      return isLegacy ? legacySemantics(own, platform, names.get(id)?.model ?? id, printer) : latestSemantics(first, platform, printer);
    },
    files: timeSpine(plan, platform, names, printer),
  };
}
