import type { Staging, StagingColumn } from '../../model/types.ts';
import type { ColumnOrigin, PlanColumn, Relation } from '../../plan/types.ts';
import type { Expr, Select } from '../../sql/ast.ts';
import { call, cast, col, cte, out, relation, select, text, withCtes } from '../../sql/build.ts';
import { parseExpression } from '../../sql/parse-expression.ts';
import { references } from '../../sql/walk.ts';
import { deliveryColumns, planColumn, relationHead, technicalColumn, typeOf, type PatternContext } from '../context.ts';
import { hashDiff, hashKey, hashType } from '../hash.ts';
import { hashDemands } from './hash-demand.ts';

function cleaned(expr: Expr, steps: StagingColumn['clean']): Expr {
  return (steps ?? []).reduce<Expr>((value, step) => {
    switch (step) {
      case 'trim':
        return call('trim', value);
      case 'upper':
      case 'lower':
        return { t: 'asciiCase', expr: value, to: step };
      case 'empty_as_null':
        return call('nullif', value, text(''));
    }
  }, expr);
}

/** One relation per staging object: renamed, cleaned, cast, derived, and with the hashes that its consumers need. */
export function stagingRelation(staging: Staging, context: PatternContext): Relation | undefined {
  const { project } = context;
  const source = project.objects[staging.source];
  const landed = context.relation(staging.source);
  if (source?.kind !== 'source' || !landed) {
    context.report({ code: 'dangling-reference', severity: 'error', message: `${staging.name} has no source: choose one.`, at: { object: staging.id } });
    return undefined;
  }
  const lineage = new Map<string, readonly ColumnOrigin[]>();
  const values: Select['columns'][number][] = [];
  let broken = false;
  const known = new Set(landed.columns.map((column) => column.name));

  const parsed = (sql: string, what: string, columnId?: string): Expr | undefined => {
    const result = parseExpression(sql);
    const at = columnId === undefined ? { object: staging.id } : { object: staging.id, column: columnId };
    if ('error' in result) {
      context.report({ code: 'expression-syntax', severity: 'error', message: `${what}, character ${result.error.position + 1}: ${result.error.message}`, at });
      return undefined;
    }
    const unknown = [...references(select([out(result.expr, 'x')], undefined)).columns].filter((name) => !known.has(name));
    if (unknown.length > 0) {
      context.report({ code: 'unknown-column', severity: 'error', message: `${what} reads ${unknown.join(', ')}, which ${source.name} does not have.`, at });
      return undefined;
    }
    return result.expr;
  };

  for (const column of staging.columns) {
    let expr: Expr | undefined;
    let origins: readonly string[] = [];
    if (column.expression !== undefined) {
      expr = parsed(column.expression, `The expression of ${staging.name}.${column.name}`, column.id);
      if (expr) {
        origins = [...references(select([out(expr, 'x')], undefined)).columns];
        expr = cast(cleaned(expr, column.clean), typeOf(column));
      }
    } else {
      const from = source.columns.find((candidate) => candidate.id === column.from);
      if (!from) {
        context.report({
          code: 'mapping-to-missing-column',
          severity: 'error',
          at: { object: staging.id, column: column.id },
          message:
            column.from === undefined
              ? `${staging.name}.${column.name} has neither a source column nor an expression: give it one.`
              : `${staging.name}.${column.name} reads column ${column.from} of ${source.name}, which is gone: choose another.`,
        });
      } else {
        origins = [from.name];
        const value = cleaned(col(from.name), column.clean);
        expr = from.type === column.type ? value : cast(value, typeOf(column), typeOf(from));
      }
    }
    if (!expr) {
      broken = true;
      continue;
    }
    values.push(out(expr, column.name));
    lineage.set(
      column.name,
      origins.map((name) => ({ relation: source.id, column: name })),
    );
  }

  const where = staging.filter === undefined ? undefined : parsed(staging.filter, `The filter of ${staging.name}`);
  if (broken || (staging.filter !== undefined && !where)) return undefined;

  const delivery = deliveryColumns(project, true);
  for (const column of delivery) lineage.set(column.name, [{ relation: source.id, column: column.name }]);
  const rules = project.settings.hash;
  const demands = hashDemands(project, staging.id).filter((demand) => demand.columns.every((id) => staging.columns.some((column) => column.id === id)));
  const hashes = demands.map((demand) => {
    const inputs = demand.columns.flatMap((id) => {
      const column = staging.columns.find((candidate) => candidate.id === id);
      return column ? [{ expr: col(column.name), type: typeOf(column) }] : [];
    });
    const names = demand.columns.flatMap((id) => staging.columns.find((column) => column.id === id)?.name ?? []);
    lineage.set(
      demand.name,
      names.flatMap((name) => lineage.get(name) ?? []),
    );
    return out(demand.kind === 'key' ? hashKey(inputs, rules, demand.collisionCode) : hashDiff(inputs, rules), demand.name);
  });
  const hashColumns: readonly PlanColumn[] = demands.map((demand) =>
    technicalColumn(demand.name, hashType(rules), demand.kind === 'key' ? 'hash_key' : 'hash_diff', demand.kind === 'key'),
  );

  const typed = select([...values, ...delivery.map((column) => out(col(column.name), column.name))], relation(source.id, 'landed'), where ? { where } : {});
  const columns = [...staging.columns.map((column) => planColumn(column, 'attribute')), ...delivery, ...hashColumns];
  const query =
    hashes.length === 0
      ? typed
      : withCtes(
          [{ name: 'typed', query: typed, comment: 'renamed, cleaned and cast' }],
          select([...typed.columns.map(({ as }) => out(col(as), as)), ...hashes], cte('typed')),
        );

  return {
    ...relationHead(staging, project),
    columns,
    query,
    load: staging.materialization === 'table' ? { kind: 'rebuild' } : { kind: 'view' },
    dependsOn: [source.id],
    lineage,
  };
}
