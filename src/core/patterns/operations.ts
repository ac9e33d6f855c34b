import type { Fact, FactColumn, ModelObject } from '../model/types.ts';
import type { Measure, PlanColumn, Relation } from '../plan/types.ts';
import type { PatternContext } from './context.ts';
import { examplesOf } from './examples.ts';
import { snapshotOf } from './staging/snapshot.ts';

/** What of its kind an object is, where it is not the plain one. */
function variantOf(object: ModelObject): string | undefined {
  switch (object.kind) {
    case 'link':
      return object.link_type;
    case 'satellite':
      return object.satellite_type;
    case 'dimension':
      return object.dimension_type;
    case 'fact':
      return object.fact_type;
    default:
      return undefined;
  }
}

/** What every relation of an object takes over of how it is operated. */
const shared = ({ group, access, cron }: ModelObject): Partial<Relation> => ({
  ...(group === undefined ? {} : { group }),
  ...(access === undefined ? {} : { access }),
  ...(cron === undefined ? {} : { cron }),
});

/** The column that dates the rows; nothing, which is reported, where there is none. */
function freshnessOf(object: ModelObject, relation: Relation, context: PatternContext): Relation['freshness'] {
  const { freshness } = object;
  if (!freshness || (freshness.warn_after === undefined && freshness.error_after === undefined)) return undefined;
  const { column: wanted, ...limits } = freshness;
  const found = relation.columns.find(({ column, role }) => (wanted === undefined ? role === 'load_date' || role === 'valid_from' : column === wanted));
  const dates = found && (found.type.kind === 'date' || found.type.kind === 'timestamp' || found.type.kind === 'timestamptz');
  if (found && dates) return { ...limits, column: found.name };
  const message = found
    ? `${object.name} is to be as fresh as its column ${found.name} says, which is neither a date nor a timestamp: choose another.`
    : wanted === undefined
      ? `${object.name} is to be fresh, but no column of it says when a row came: choose one, or take the limit away.`
      : `${object.name} is to be as fresh as a column says that is gone: choose another.`;
  context.report({ code: 'no-column-for-freshness', severity: 'error', message, at: { object: object.id } });
  return undefined;
}

/** The way a measure adds up when nothing says so: amounts add, balances take the last. */
const aggregationOf = ({ aggregation, additivity }: FactColumn): Measure['aggregation'] => aggregation ?? (additivity === 'non_additive' ? 'avg' : 'sum');

function measureOf(fact: Fact, column: PlanColumn, relation: Relation): Measure | undefined {
  const own = fact.columns.find(({ id }) => id === column.column);
  if (own?.use !== 'measure') return undefined;
  const notOver = (own.not_over ?? []).flatMap((id) => {
    const reference = fact.dimensions.find((one) => one.id === id);
    return relation.foreignKeys.flatMap((key) => (reference && key.relation === reference.dimension && key.role === reference.role ? key.columns : []));
  });
  return { additivity: own.additivity ?? 'additive', aggregation: aggregationOf(own), notOver, ...(own.unit === undefined ? {} : { unit: own.unit }) };
}

const withMeasures = (fact: Fact, relation: Relation): Relation => ({
  ...relation,
  columns: relation.columns.map((column) => {
    const measure = measureOf(fact, column, relation);
    return measure ? { ...column, measure } : column;
  }),
});

/** An object's relations with what its document says of how they are operated and shown; the first is the object's own. */
export function withOperations(object: ModelObject, relations: readonly Relation[], context: PatternContext): readonly Relation[] {
  const [first, ...others] = relations;
  if (!first) return relations;
  const measured = object.kind === 'fact' ? withMeasures(object, first) : first;
  const freshness = freshnessOf(object, measured, context);
  const variant = variantOf(object);
  const snapshot = snapshotOf(object, measured, context);
  const examples = examplesOf(object, measured, context);
  const own: Relation = {
    ...measured,
    ...shared(object),
    ...(variant === undefined ? {} : { variant }),
    ...(freshness ? { freshness } : {}),
    ...(examples.length > 0 ? { examples } : {}),
    ...(snapshot ? { snapshot } : {}),
    ...(object.code === undefined ? {} : { code: object.code }),
    ...(object.on_schema_change === undefined ? {} : { onSchemaChange: object.on_schema_change }),
  };
  return [own, ...others.map((other) => ({ ...other, ...shared(object) }))];
}
