import type { Platform } from '../../model/types.ts';
import type { Yaml } from '../yaml-text.ts';
import type { DbtPrinter } from './dbt-query.ts';
import { inJinja } from './jinja.ts';
import {
  columnText,
  described,
  NOTHING,
  type Entry,
  type RelationSemantics,
  type SemanticDimension,
  type SemanticMeasure,
  type SemanticModel,
} from './semantic-models.ts';

function metric(one: SemanticMeasure, platform: Platform): Yaml {
  return {
    name: one.name,
    label: inJinja(one.label),
    ...described(one.description),
    type: 'simple',
    agg: one.agg,
    expr: one.column === undefined ? '1' : inJinja(columnText(one.column, platform)),
    ...(one.lastOf === undefined ? {} : { non_additive_dimension: { name: one.lastOf, window_agg: 'max' } }),
    ...(one.unit === undefined ? {} : { config: { meta: { unit: inJinja(one.unit) } } }),
  };
}

/** Whether a column can say what it means itself: MetricFlow writes its name as it is. */
const saysItself = (column: string, platform: Platform): boolean => columnText(column, platform) === column;

const derived = (one: SemanticDimension, platform: Platform, printer: DbtPrinter): Yaml => ({
  name: one.name,
  ...described(one.description),
  type: one.type,
  expr: 'column' in one.of ? inJinja(columnText(one.of.column, platform)) : printer.expr(one.of.expr),
  ...(one.type === 'time' ? { granularity: 'day' } : {}),
});

/** Semantics as dbt reads them from 1.12 on: with the model and its columns. */
export function latestSemantics(one: SemanticModel, platform: Platform, printer: DbtPrinter): RelationSemantics {
  const columns = new Map<string, Entry>();
  const beside: Yaml[] = [];
  for (const found of one.dimensions) {
    if ('column' in found.of && saysItself(found.of.column, platform)) {
      const { column } = found.of;
      const own = { type: found.type, ...(found.name === column ? {} : { name: found.name }) };
      columns.set(column, { dimension: own, ...(found.type === 'time' ? { granularity: 'day' } : {}) });
    } else beside.push(derived(found, platform, printer));
  }
  const entities: Yaml[] = [];
  for (const { name, type, column } of one.entities) {
    if (saysItself(column, platform)) columns.set(column, { ...columns.get(column), entity: { name, type } });
    else entities.push({ name, type, expr: inJinja(columnText(column, platform)) });
  }
  const lists: Entry = { ...(beside.length > 0 ? { dimensions: beside } : {}), ...(entities.length > 0 ? { entities } : {}) };
  return {
    ...NOTHING,
    model: {
      semantic_model: { enabled: true, name: one.name },
      ...(one.primaryEntity === undefined ? {} : { primary_entity: one.primaryEntity }),
      ...(one.measures.length > 0 && one.time !== undefined ? { agg_time_dimension: one.time } : {}),
      ...(Object.keys(lists).length > 0 ? { derived_semantics: lists } : {}),
      ...(one.measures.length > 0 ? { metrics: one.measures.map((found) => metric(found, platform)) } : {}),
    },
    columns,
  };
}
