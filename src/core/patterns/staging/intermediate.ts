import { technicalOf } from '../../naming/technical-names.ts';
import type { Intermediate, IntermediateColumn } from '../../model/types.ts';
import type { PlanColumn, Relation } from '../../plan/types.ts';
import type { Expr, Query } from '../../sql/ast.ts';
import { agg, and, BOOLEAN, col, cte, keep, not, out, select, withCtes } from '../../sql/build.ts';
import { parseExpression } from '../../sql/parse-expression.ts';
import { deliveryColumns, planColumn, relationHead, technicalColumn, typeOf, type PatternContext } from '../context.ts';
import type { Step } from '../states.ts';
import { plainValue, type Combined, type Making, type Value } from './combine.ts';
import { historyOfVault } from './combine-history.ts';
import { joinInputs } from './combine-join.ts';
import { mergeInputs } from './combine-merge.ts';
import { unionInputs } from './combine-union.ts';
import { demandedHashes } from './demanded-hashes.ts';
import { columnsIn, createReader, inputsOf, valueAs, type Report } from './intermediate-inputs.ts';

const COMBINED = 'combined';

/** A query over several objects that feeds others as staging does: a view, or a table written whole. */
export function intermediateRelations(object: Intermediate, context: PatternContext): readonly Relation[] {
  const report: Report = (code, message, column) =>
    context.report({ code, severity: 'error', message, at: column === undefined ? { object: object.id } : { object: object.id, column } });
  const relation = intermediateRelation(object, context, report);
  return relation ? [relation] : [];
}

function combine(object: Intermediate, making: Making): Combined | undefined {
  if (object.combine === 'union') return unionInputs(object.columns, making);
  if (object.combine === 'merge') return mergeInputs(object.columns, making);
  const values = object.columns.map((column) => plainValue(column, making));
  if (!values.every((value): value is Value => value !== undefined)) return undefined;
  return object.combine === 'join' ? joinInputs(values, making) : historyOfVault(values, making);
}

/** The result's filter, over the columns of the result. */
function resultFilter(object: Intermediate, known: readonly string[], report: Report): Expr | undefined {
  const parsed = parseExpression(object.filter ?? '');
  if ('error' in parsed) {
    report('expression-syntax', `The filter of ${object.name}, character ${parsed.error.position + 1}: ${parsed.error.message}`);
    return undefined;
  }
  const unknown = [...columnsIn(parsed.expr)].filter((name) => !known.includes(name));
  if (unknown.length === 0) return parsed.expr;
  report('unknown-column', `The filter of ${object.name} reads ${unknown.join(', ')}, which is no column of its result.`);
  return undefined;
}

/** A value per column of each group of rows that came in one delivery; deletions are not counted. */
function grouped(columns: readonly IntermediateColumn[], { names, report, object }: Making, deleted: boolean, filter: Expr | undefined): Query | undefined {
  const loose = columns.find((column) => column.aggregate === undefined && column.group !== true);
  if (loose) {
    report('neither-grouped-nor-aggregated', `${object.name}.${loose.name} is neither grouped nor aggregated, as others are: choose one of both.`, loose.id);
    return undefined;
  }
  const conditions = [...(filter ? [filter] : []), ...(deleted ? [not(col(names.deleted))] : [])];
  const groups = [...columns.filter((column) => column.group === true).map((column) => column.name), names.loadDate];
  const value = (column: IntermediateColumn): Expr => {
    if (column.aggregate === undefined) return col(column.name);
    const counted = column.from !== undefined || column.expression !== undefined;
    return valueAs(agg(column.aggregate, counted ? col(column.name) : undefined), typeOf(column));
  };
  return select(
    [
      ...columns.map((column) => out(value(column), column.name)),
      out(col(names.loadDate), names.loadDate),
      out(agg('min', col(names.recordSource)), names.recordSource),
      out(agg('min', col(names.sequence)), names.sequence),
    ],
    cte(COMBINED),
    { ...(conditions.length > 0 ? { where: and(...conditions) } : {}), groupBy: groups.map((name) => col(name)) },
  );
}

function intermediateRelation(object: Intermediate, context: PatternContext, report: Report): Relation | undefined {
  const { project } = context;
  const inputs = inputsOf(object, context, report);
  if (!inputs) return undefined;
  const technical = technicalOf(object, project.settings);
  const delivery = deliveryColumns(object, project, true);
  const [loadDate = '', recordSource = '', sequence = ''] = delivery.map((column) => column.name);
  const names = { loadDate, recordSource, sequence, deleted: technical.is_deleted };
  const making: Making = { object, reader: createReader(inputs, report), context, report, names };
  if (object.columns.length === 0) {
    report('no-columns', `${object.name} has no columns: add what it gives.`);
    return undefined;
  }
  const combined = combine(object, making);
  if (!combined) return undefined;
  const aggregates = object.columns.some((column) => column.aggregate !== undefined);
  const told = combined.deleted && !aggregates;
  const kept = [...object.columns.map((column) => column.name), loadDate, recordSource, sequence, ...(told ? [names.deleted] : [])];
  const given = object.columns.filter((column) => column.from !== undefined || column.expression !== undefined).map((column) => column.name);
  if (combined.deleted && object.columns.some((column) => column.name === names.deleted)) {
    report('name-taken', `${object.name} has a column ${names.deleted} of its own, the name of the one that marks deletions: rename either.`);
    return undefined;
  }
  const filter = object.filter === undefined ? undefined : resultFilter(object, [...given, ...kept], report);
  if (object.filter !== undefined && !filter) return undefined;

  const steps: Step[] = [...combined.steps];
  let rows: Query = combined.rows;
  const step = (name: string, comment: string): void => void steps.push({ name, query: rows, comment });
  if (aggregates) {
    const groups = grouped(object.columns, making, combined.deleted, filter);
    if (!groups) return undefined;
    step(COMBINED, 'the rows before they are grouped');
    rows = groups;
  } else if (filter) {
    step(COMBINED, 'the rows before they are filtered');
    rows = select(keep(kept), cte(COMBINED), { where: filter });
  }
  const hashes = demandedHashes(project, object.id, object.columns);
  if (hashes.length > 0) {
    step('made', 'the rows to hash');
    rows = select([...keep(kept), ...hashes.map(({ column, expr }) => out(expr, column.name))], cte('made'));
  }
  const columns: readonly PlanColumn[] = [
    ...object.columns.map((column) => planColumn(column, 'attribute')),
    ...delivery,
    ...(told ? [technicalColumn(names.deleted, BOOLEAN, 'is_deleted')] : []),
    ...hashes.map(({ column }) => column),
  ];
  return {
    ...relationHead(object, project),
    columns,
    query: steps.length === 0 ? rows : withCtes(steps, rows),
    load: object.materialization === 'table' ? { kind: 'rebuild' } : { kind: 'view' },
    ...(combined.checks && combined.checks.length > 0 ? { checks: combined.checks } : {}),
    dependsOn: [...new Set(inputs.map((input) => input.relation.id))].toSorted(),
  };
}
