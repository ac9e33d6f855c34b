import type { Platform } from '../../model/types.ts';
import type { Yaml } from '../yaml-text.ts';
import type { DbtPrinter } from './dbt-query.ts';
import { inJinja } from './jinja.ts';
import { columnText, described, NOTHING, type RelationSemantics, type SemanticDimension, type SemanticMeasure, type SemanticModel } from './semantic-models.ts';

function measure(one: SemanticMeasure, platform: Platform): Yaml {
  return {
    name: one.name,
    ...described(one.description),
    agg: one.agg,
    expr: one.column === undefined ? '1' : inJinja(columnText(one.column, platform)),
    ...(one.lastOf === undefined ? {} : { non_additive_dimension: { name: one.lastOf, window_choice: 'max' } }),
  };
}

function dimension(one: SemanticDimension, platform: Platform, printer: DbtPrinter): Yaml {
  return {
    name: one.name,
    ...described(one.description),
    type: one.type,
    expr: 'column' in one.of ? inJinja(columnText(one.of.column, platform)) : printer.expr(one.of.expr),
    ...(one.type === 'time' ? { type_params: { time_granularity: 'day' } } : {}),
  };
}

function semanticModel(one: SemanticModel, platform: Platform, model: string, printer: DbtPrinter): Yaml {
  return {
    name: one.name,
    ...described(one.relation.description),
    model: `ref('${model}')`,
    ...(one.measures.length > 0 && one.time !== undefined ? { defaults: { agg_time_dimension: one.time } } : {}),
    ...(one.primaryEntity === undefined ? {} : { primary_entity: one.primaryEntity }),
    entities: one.entities.map(({ name, type, column }) => ({ name, type, expr: inJinja(columnText(column, platform)) })),
    dimensions: one.dimensions.map((found) => dimension(found, platform, printer)),
    ...(one.measures.length > 0 ? { measures: one.measures.map((found) => measure(found, platform)) } : {}),
  };
}

const metric = (one: SemanticMeasure): Yaml => ({
  name: one.name,
  label: inJinja(one.label),
  ...described(one.description),
  type: 'simple',
  type_params: { measure: one.name },
  ...(one.unit === undefined ? {} : { config: { meta: { unit: inJinja(one.unit) } } }),
});

/** Semantics as dbt 1.6 to 1.12 reads them: lists of their own beside the models. */
export function legacySemantics(models: readonly SemanticModel[], platform: Platform, model: string, printer: DbtPrinter): RelationSemantics {
  const metrics = models.flatMap(({ measures }) => measures.map(metric));
  return {
    ...NOTHING,
    beside: {
      semantic_models: models.map((one) => semanticModel(one, platform, model, printer)),
      ...(metrics.length > 0 ? { metrics } : {}),
    },
  };
}
