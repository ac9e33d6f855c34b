import type { ModelObject } from '../model/types.ts';
import { SEQUENCE } from '../naming/technical-names.ts';
import type { Check, Relation } from '../plan/types.ts';
import type { Expr, Query, Select } from '../sql/ast.ts';
import { BIGINT, coalesce, col, concat, cte, nil, out, select, TEXT, text, TIMESTAMP, union, withCtes } from '../sql/build.ts';
import { outputNames, references } from '../sql/walk.ts';
import { deliveryColumns, relationHead, technicalColumn, type PatternContext } from './context.ts';
import { DETAIL } from './staging/cast.ts';
import { refusedByDimension, refusedByFact } from './dimensional/refused.ts';
import { refusedByHub, refusedByLink } from './vault/missing-key.ts';

const REASON = 'reason';

/** Rows that an object's rules leave out, told from the document; satellites and other patterns tell theirs themselves. */
function refused(object: ModelObject, own: Relation, context: PatternContext): readonly Check[] {
  switch (object.kind) {
    case 'hub':
      return refusedByHub(object, context);
    case 'link':
      return refusedByLink(object, context);
    case 'dimension':
      return refusedByDimension(object, context);
    case 'fact':
      return refusedByFact(object, own, context);
    default:
      return [];
  }
}

/** Ids of checks that say the same of different kinds of objects: a reason is one of a few words that stay. */
const REASONS: Readonly<Record<string, string>> = {
  unnamed: 'missing key',
  unidentified: 'missing grain',
  contradiction: 'conflict',
  not_shown: 'late',
  kept_first: 'second row',
};
const reasonOf = ({ id }: Check): string => REASONS[id.replace(/_\d+$/, '')] ?? id.replaceAll('_', ' ');

/** Whether a check lists delivered rows that were left out: it warns, says where they landed, and reads more than the object's own table. */
function isReject({ severity, query }: Check, own: Relation, delivery: readonly string[]): boolean {
  const names = outputNames(query);
  return severity === 'warning' && delivery.every((name) => names.includes(name)) && [...references(query).relations].some((id) => id !== own.id);
}

/** The key of a refused row in words, `customer_hk 5F0A`; of a table without a key that can be written, nothing. */
function keyInWords(own: Relation, names: readonly string[], delivery: readonly string[]): Expr {
  const key = (own.primaryKey ?? []).flatMap(
    (name) => own.columns.find((column) => column.name === name && names.includes(name) && !delivery.includes(name)) ?? [],
  );
  const parts = key
    .filter(({ type }) => type.kind !== 'float' && type.kind !== 'json')
    .flatMap(({ name, type }, index): readonly Expr[] => [
      text(`${index === 0 ? '' : ', '}${name} `),
      coalesce({ t: 'textOf', expr: col(name), type }, text('NULL')),
    ]);
  return parts.length === 0 ? nil(TEXT) : concat(...parts);
}

/** The rows of one reason in the shape that all reject views have. */
function told(check: Check, own: Relation, delivery: readonly string[], source: Select['from']): Select {
  const names = outputNames(check.query);
  const [loadDate = '', recordSource = ''] = delivery;
  return select(
    [
      out(text(reasonOf(check)), REASON),
      out(names.includes(DETAIL) ? col(DETAIL) : keyInWords(own, names, delivery), DETAIL),
      out(col(loadDate), loadDate),
      out(col(recordSource), recordSource),
      out(names.includes(SEQUENCE) ? col(SEQUENCE) : nil(BIGINT), SEQUENCE),
    ],
    source,
  );
}

/** A query with the reason in front of each row. */
function withReason(query: Query, reason: string): Query {
  if (query.t === 'with') return { ...query, query: withReason(query.query, reason) };
  if (query.t === 'union') return { ...query, queries: query.queries.map((part) => withReason(part, reason)) };
  return { ...query, columns: [out(text(reason), REASON), ...query.columns] };
}

/** The rows of all reasons, one under the other; what takes steps of its own, or has another shape, becomes a step. */
function rejectsQuery(own: Relation, rejects: readonly Check[], delivery: readonly string[]): Query {
  const shape = [DETAIL, ...delivery, SEQUENCE].join('\n');
  const hasShape = ({ query }: Check): boolean => outputNames(query).join('\n') === shape;
  const [only] = rejects;
  if (rejects.length === 1 && only && hasShape(only)) return withReason(only.query, reasonOf(only));
  const isStep = (check: Check): boolean => check.query.t === 'with' || !hasShape(check);
  const steps = rejects.filter(isStep).map((check) => ({ name: check.id, query: check.query, comment: check.title }));
  const all = union(...rejects.map((check) => (isStep(check) ? told(check, own, delivery, cte(check.id)) : withReason(check.query, reasonOf(check)))));
  return steps.length === 0 ? all : withCtes(steps, all);
}

/**
 * An object's relations, with the rows it refuses told twice over: as checks of its own relation, and, unless the project
 * wants none, listed in a view `<name>_rejects` beside it, with reason, detail, and where each row landed.
 */
export function withRejects(object: ModelObject, relations: readonly Relation[], context: PatternContext): readonly Relation[] {
  const [first, ...others] = relations;
  if (!first) return relations;
  const told = refused(object, first, { ...context, report: () => undefined });
  const given = first.checks ?? [];
  const known = new Set(given.map(reasonOf));
  const checks = [...given, ...told.filter((check) => !known.has(reasonOf(check)))];
  const own = checks.length === 0 ? first : { ...first, checks };
  const delivery = deliveryColumns(object, context.project, false).map((column) => column.name);
  // What is told from the document says which column is missing, and where in its file the row stood.
  const better = new Set(told.map(reasonOf));
  const rejects = [...given.filter((check) => isReject(check, own, delivery) && !better.has(reasonOf(check))), ...told];
  if (rejects.length === 0 || context.project.settings.rejects === 'none') return [own, ...others];
  return [own, ...others, rejectsView(object, own, rejects, delivery, context)];
}

function rejectsView(object: ModelObject, own: Relation, rejects: readonly Check[], delivery: readonly string[], { project }: PatternContext): Relation {
  const query = rejectsQuery(own, rejects, delivery);
  const { description: _, ...head } = relationHead(object, project);
  const [loadDate = '', recordSource = ''] = delivery;
  return {
    ...head,
    id: `${object.id}/rejects`,
    layer: own.layer,
    table: { schema: own.table.schema, name: `${own.table.name}_rejects` },
    physical: {},
    description: `Rows that ${own.table.name} left out or changed by its rules, and why`,
    columns: [
      technicalColumn(REASON, TEXT, 'attribute'),
      technicalColumn(DETAIL, TEXT, 'attribute', true),
      technicalColumn(loadDate, TIMESTAMP, 'load_date', true),
      technicalColumn(recordSource, TEXT, 'record_source', true),
      technicalColumn(SEQUENCE, BIGINT, 'sequence', true),
    ],
    part: 'rejects',
    query,
    load: { kind: 'view' },
    dependsOn: [...new Set(rejects.flatMap((check) => [...references(check.query).relations]))].toSorted(),
  };
}
